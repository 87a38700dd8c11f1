"""The lines a row becomes: what a model sees at one time, and what of it it should learn to say.

A line of a training file offers the same tools from its first message to its last. A row to which
tools arrive later therefore becomes several: up to each arrival with the tools that were there,
and on with the new ones, where what the assistant said before is there to be read, not to be
learnt (`RowMessage.trained`): with the tool on offer it would be wrong to say that there is none.
"""

from collections.abc import Iterator

import msgspec

from studio.export import Cut
from studio.rows import LabelledRow, Row, RowMessage


def dialogue(row: LabelledRow, thoughts: bool) -> Cut:
    """The cut of a format that holds whole dialogues: nothing is left out. In a format without a
    place for an assistant's reasoning (`thoughts` false), the reasoning before a call is said as
    its content and that before a reply goes without saying."""
    return Cut(tuple(views(row, thoughts)))


def views(row: Row, thoughts: bool) -> Iterator[Row]:
    """One view for each set of tools that is on offer at a time, in order. `thoughts`: whether
    reasoning stays apart from content."""
    messages = row.messages
    if not thoughts and any(message.thought for message in messages):
        messages = tuple(map(_said, messages))
        row = msgspec.structs.replace(row, messages=messages)
    if not row.arrivals:
        yield row
        return
    starts = [0, *sorted(set(row.arrivals.values()))]
    ends = [*starts[1:], len(messages)]
    for start, end in zip(starts, ends, strict=True):
        tools = tuple(key for key in row.tools if row.arrivals.get(key, 0) <= start)
        past = tuple(map(_past, messages[:start]))
        yield msgspec.structs.replace(
            row, tools=tools, messages=(*past, *messages[start:end]), arrivals={}
        )


def _said(message: RowMessage) -> RowMessage:
    if not message.thought:
        return message
    content = message.content or message.thought
    return msgspec.structs.replace(message, content=content, thought=None)


def _past(message: RowMessage) -> RowMessage:
    if message.role != "assistant":
        return message
    return msgspec.structs.replace(message, trained=False)
