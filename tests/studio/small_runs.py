"""Small runs written by hand, in the words of the records, by the writer itself."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from studio.config import build, header
from studio.record import (
    AssistantMessage,
    Dropped,
    Expected,
    ExpectedCall,
    Grounding,
    Mask,
    Message,
    Sample,
    SystemMessage,
    Tool,
    ToolCall,
    ToolMessage,
    ToolOrigin,
    UserMessage,
)
from studio.run.writer import RunWriter


def tool(name: str, parameters: dict[str, Any], family: str = "a") -> Tool:
    return Tool.make(
        name=name,
        description=f"Does {name} – “schön”.",
        parameters=parameters,
        origin=ToolOrigin(source="t.json", format="openai", family=family),
    )


def record(text: str, spans: list[str], message: int = 0) -> tuple[Grounding, ...]:
    """Groundings of the given parts of a text."""
    return tuple(
        Grounding(
            path=f"/{number}",
            source="message",
            message=message,
            start=text.index(part),
            end=text.index(part) + len(part),
        )
        for number, part in enumerate(spans)
    )


def calling(
    index: int,
    text: str,
    tools: list[Tool],
    calls: list[tuple[str, dict[str, Any]]],
    *,
    values: list[str] | None = None,
    masks: dict[str, Mask] | None = None,
    scenario: str = "single",
    results: list[str] | None = None,
    system: str = "",
) -> Sample:
    """A row in which the user asks once and the assistant calls, or only talks without calls."""
    before: list[Message] = [SystemMessage(content=system)] if system else []
    user = len(before)
    made = tuple(
        ToolCall(id=f"call_{number}", name=name, arguments=arguments)
        for number, (name, arguments) in enumerate(calls)
    )
    spoken = AssistantMessage(content=None if calls else "Sure?", tool_calls=made)
    after = [
        ToolMessage(tool_call_id=call.id, name=call.name, content=content)
        for call, content in zip(made, results or [], strict=False)
    ]
    expected = Expected(
        message=user + 1,
        behaviour="call" if calls else "answer",
        calls=tuple(
            ExpectedCall(
                name=name,
                arguments=arguments,
                grounding=record(text, values or [], user) if number == 0 else (),
            )
            for number, (name, arguments) in enumerate(calls)
        ),
    )
    return Sample(
        id=f"s-{index}",
        index=index,
        scenario=scenario,
        tools=tuple(tool.id for tool in tools),
        masks=masks or {},
        messages=(*before, UserMessage(content=text), spoken, *after),
        expected=(expected,),
    )


def write_run(
    path: Path,
    tools: list[Tool],
    samples: list[Sample],
    dropped: list[Dropped] | None = None,
    *,
    n: int | None = None,
    mix: dict[str, float] | None = None,
    ended: bool = True,
    shard: int = 2,
) -> Path:
    """A run of these rows in `path`; with `ended` false one that stopped before the last shard."""
    table = b"".join(item.model_dump_json().encode() + b"\n" for item in tools)
    settings = {"schemas": ["t.json"], "n": n or len(samples), "mix": mix or {"single": 100}}
    counted = {"count": len(tools), "sha256": sha256(table).hexdigest()}
    head = header(build(settings), tools=counted, parts={})
    with RunWriter(path, head, table, shard=shard) as writer:
        for number, sample in enumerate(samples):
            if number == 0:
                writer.drop([item.model_dump_json().encode() for item in dropped or []])
            writer.keep(sample.model_dump_json().encode())
            if writer.full:
                writer.seal()
        if ended:
            writer.seal("complete")
            writer.write_stats({"end": "complete"})
    return path


def decoded(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file."""
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
