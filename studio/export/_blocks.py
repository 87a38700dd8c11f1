"""Texts of several named parts that can be taken apart again: `Head: text`, further lines of a text
set in by two spaces.

    System: You are brief.
    Tool: ping
      Asks a host whether it is there.

What the parts mean is not known here.
"""

from collections.abc import Iterable, Iterator

_INDENT = "  "


def block(head: str, text: str) -> str:
    """One part."""
    return f"{head}: {text}".replace("\n", f"\n{_INDENT}")


def joined(blocks: Iterable[str]) -> str:
    """Parts one below the other."""
    return "\n".join(blocks)


def taken_apart(text: str) -> Iterator[tuple[str, str]]:
    """Head and text of each part, exactly as they were."""
    head, lines = "", list[str]()
    for line in text.split("\n"):
        if line.startswith(_INDENT):
            lines.append(line[len(_INDENT) :])
            continue
        if head:
            yield head, "\n".join(lines)
        head, _, first = line.partition(": ")
        lines = [first]
    if head:
        yield head, "\n".join(lines)
