"""Names a model can emit, for tools whose source calls them otherwise.

A name is emittable when OpenAI's function calling takes it: 1 to 64 letters, digits, `_`, `-`,
and, as the discovery documents and BFCL use them, dots. A cleaned tool keeps the original name in
its origin's pointer: `/tools/3 named "send mail 📧"`.
"""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from studio.record import Tool

LONGEST = 64
"""Characters of the longest name a model can emit."""

_EMITTABLE = re.compile(r"[a-zA-Z0-9_.-]{1,64}\Z")
_ILLEGAL = re.compile(r"[^a-zA-Z0-9_.-]+")
_NAMED = re.compile(r' named ("(?:[^"\\]|\\.)*")\Z')


def emittable(name: str) -> bool:
    """Whether a model can emit this name as it is."""
    return _EMITTABLE.match(name) is not None


def original_name(tool: Tool) -> str:
    """The name in the source; differs from `tool.name` when that had to be cleaned."""
    found = _NAMED.search(tool.origin.pointer)
    return str(json.loads(found[1])) if found else tool.name


def pointed(pointer: str, original: str, name: str) -> str:
    """The pointer of a tool called `name`, which keeps the source's name where that is another:
    what `original_name` reads."""
    if not original or original == name:
        return pointer
    return f"{pointer} named {json.dumps(original, ensure_ascii=False)}"


def folded(name: str) -> str:
    """The name with accents folded and runs of characters that a model cannot emit one `_`; empty
    when nothing is left. Not shortened."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _ILLEGAL.sub("_", plain).strip("_.-")


def cleaned(name: str) -> str:
    """The nearest emittable name: `folded`, and shortened. A dotted name that is too long loses
    parts after its first one, another its middle, for six hexadecimal digits of its hash. A name
    of which nothing is left becomes `tool_` and such digits."""
    plain = folded(name)
    digits = hashlib.sha256(name.encode()).hexdigest()[:6]
    if not plain:
        return f"tool_{digits}"
    if len(plain) <= LONGEST:
        return plain
    first, *parts = plain.split(".")
    while parts and len(".".join((first, *parts))) > LONGEST:
        parts.pop(0)
    if parts:
        return ".".join((first, *parts))
    return f"{plain[:28]}_{digits}_{plain[-28:]}"


def with_emittable_names(tools: Sequence[Tool]) -> Iterator[Tool]:
    """The tools, those with other names cleaned. Where a cleaned name is taken in its family, it
    gets the first free number: `send_mail_2`. Emittable names never change."""
    taken: dict[str, set[str]] = defaultdict(set)
    for tool in tools:
        if emittable(tool.name):
            taken[tool.origin.family].add(tool.name)
    for tool in tools:
        if emittable(tool.name):
            yield tool
            continue
        name = numbered(cleaned(tool.name), taken[tool.origin.family])
        taken[tool.origin.family].add(name)
        yield _renamed(tool, name)


def numbered(name: str, taken: Set[str]) -> str:
    """The name itself where it is free, else with the first free number: `send_mail_2`."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name[: LONGEST - len(str(number)) - 1]}_{number}"
    return candidate


def _renamed(tool: Tool, name: str) -> Tool:
    pointer = pointed(tool.origin.pointer, tool.name, name)
    return Tool.make(
        name=name,
        description=tool.description,
        parameters=tool.parameters,
        returns=tool.returns,
        origin=tool.origin.model_copy(update={"pointer": pointer}),
    )
