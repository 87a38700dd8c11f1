"""References to results inside the text of a plan, and texts that only look like them.

    $1                     the whole result of call 1; `${1}` as well
    $1.events[0].id        JSON Pointer /events/0/id into it
    $1["delivery date"]    a key that is no plain word, as JSON text
    ${1.events[0].id}      the same within braces, for use inside a longer text

A step is `[n]` where the pointer has a number without leading zeros, `.key` for a plain word, and
`["key"]` for anything else, so notation and pointer map to each other without loss. LLMCompiler
(arXiv 2312.04511) has `$1` and `${1}` alone; paths are an extension of that notation.

In a literal text, a dollar sign that would begin a reference is written twice, and so are all
dollar signs right before it: `$1` is written `$$1`, `$$1` is `$$$$1`, and `US$ 20` stays.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from studio.plans import Reference, Woven
from studio.pointer import inside, steps
from studio.syntax import SyntaxFault

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_STEP = re.compile(
    r"\.(?P<word>[A-Za-z_][A-Za-z0-9_]*)|\[(?P<place>0|[1-9][0-9]*)\]"
    r'|\[(?P<key>"(?:[^"\\]|\\.)*")\]',
    re.ASCII | re.DOTALL,
)
_PATH = rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _STEP.pattern)})*"
REFERENCE = re.compile(
    rf"\$(?:\{{(?P<inner>[0-9]+)(?P<within>{_PATH})\}}|(?P<outer>[0-9]+)(?P<behind>{_PATH}))",
    re.ASCII | re.DOTALL,
)
"""A reference. What stands behind braces is no part of it."""
_DOLLARS = re.compile(r"\$+(?=\{?[0-9])", re.ASCII)


def spelled(reference: Reference, braces: bool = False) -> str:
    """A reference in the notation."""
    path = "".join(_step(step) for step in steps(reference.pointer))
    return f"${{{reference.node}{path}}}" if braces else f"${reference.node}{path}"


def _step(step: str) -> str:
    if _NUMBER.fullmatch(step):
        return f"[{step}]"
    if _PLAIN.fullmatch(step):
        return f".{step}"
    return f"[{msgspec.json.encode(step).decode()}]"


def reference(match: re.Match[str]) -> Reference:
    """The reference that REFERENCE matched. Raises SyntaxFault."""
    path = match["within"] or match["behind"] or ""
    keys: list[str] = []
    for step in _STEP.finditer(path):
        if step["key"] is None:
            keys.append(step["word"] or step["place"])
            continue
        try:
            keys.append(msgspec.json.decode(step["key"], type=str))
        except msgspec.DecodeError as fault:
            raise SyntaxFault(f"{step['key']} is no key: {fault}") from fault
    return Reference(int(match["inner"] or match["outer"]), inside("", *keys))


def literal(text: str) -> str:
    """A text so that nothing in it reads as a reference."""
    return _DOLLARS.sub(lambda match: match[0] * 2, text) if "$" in text else text


def woven(value: Woven) -> str:
    """A text with its references, in braces so that what follows is no part of their paths."""
    return "".join(
        literal(part) if isinstance(part, str) else spelled(part, braces=True)
        for part in _merged(value.parts)
    )


def _merged(parts: Sequence[str | Reference]) -> Iterator[str | Reference]:
    """The parts with a dollar sign kept apart from a reference behind it."""
    for place, part in enumerate(parts):
        behind = parts[place + 1] if place + 1 < len(parts) else None
        if isinstance(part, str) and isinstance(behind, Reference):
            tail = len(part) - len(part.rstrip("$"))
            yield part + "$" * tail
        else:
            yield part


def read(text: str) -> str | Reference | Woven:
    """What a text in a plan stands for: a reference, a literal, or both woven together."""
    if "$" not in text:
        return text
    whole = REFERENCE.fullmatch(text)
    if whole is not None:
        return reference(whole)
    parts: list[str | Reference] = []
    at = 0
    for run in _DOLLARS.finditer(text):
        if run.start() < at:
            continue
        count = run.end() - run.start()
        parts.append(text[at : run.start()] + "$" * (count // 2))
        at = run.end()
        if count % 2:
            match = REFERENCE.match(text, run.end() - 1)
            if match is None:
                parts.append("$")
                continue
            parts.append(reference(match))
            at = match.end()
    parts.append(text[at:])
    return _simplest(parts)


def _simplest(parts: Sequence[str | Reference]) -> str | Woven:
    found: list[str | Reference] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    if all(isinstance(part, str) for part in found):
        return "".join(str(part) for part in found)
    return Woven(tuple(found))
