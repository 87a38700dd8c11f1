"""What a docstring says of a function: its purpose, its parameters, its result.

Understands Google style (`Args:`), NumPy style (underlined `Parameters`) and reStructuredText
fields (`:param name:`), as Sphinx and its Napoleon extension describe them. Text that follows
none of them is the description.
"""

import inspect
import re
from dataclasses import dataclass, field

_GOOGLE = re.compile(
    r"(Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Other Parameters|Returns?|"
    r"Yields?|Raises|Example|Examples|Notes?|See Also|References|Warnings?|Warns|Todo|Attributes)"
    r":[ \t]*(\S.*)?\Z"
)
_RULE = re.compile(r"-{3,}\s*\Z")
_FIELD = re.compile(r"\s*:(\w+)(?:\s+([^:]+?))?\s*:\s*(.*)\Z")
_ENTRY = re.compile(r"(\*{0,2}\w+)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*:(?:\s+(.*)|)\Z")
_NUMPY_ENTRY = re.compile(r"(\*{0,2}\w+(?:\s*,\s*\*{0,2}\w+)*)(?:\s*:\s*(.*))?\Z")
_PARAMETERS = frozenset(
    (
        *("args", "arguments", "parameters", "params", "attributes"),
        *("keyword args", "keyword arguments", "other parameters"),
    )
)
_RESULTS = frozenset(("return", "returns", "yield", "yields"))


@dataclass(slots=True)
class Docstring:
    """The parts of a docstring."""

    description: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    """Description by parameter."""
    types: dict[str, str] = field(default_factory=dict)
    """Type expression by parameter, as written."""
    returns: str = ""


def parsed(text: str | None) -> Docstring:
    """The parts of a docstring; empty ones for None."""
    doc = Docstring()
    if not text:
        return doc
    lines = inspect.cleandoc(text).splitlines()
    sections = _sections(lines)
    for title, body in sections:
        if not title:
            doc.description = _paragraphs(_without_fields(body, doc))
        elif title.removesuffix(":numpy") in _PARAMETERS:
            _read_parameters(body, doc, numpy=title.endswith(":numpy"))
        elif title.removesuffix(":numpy") in _RESULTS:
            doc.returns = _result(body, numpy=title.endswith(":numpy"))
    return doc


def _sections(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Title (lower case, `:numpy` when underlined; empty for the text before) and lines."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    skip = False
    for number, line in enumerate(lines):
        if skip:
            skip = False
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        google = _GOOGLE.match(line)
        if line.strip() and not line.startswith(" ") and _RULE.match(following):
            sections.append((f"{line.strip().lower()}:numpy", []))
            skip = True
        elif google:
            sections.append((google[1].lower(), [f"    {google[2]}"] if google[2] else []))
        elif (
            sections[-1][0]
            and not sections[-1][0].endswith(":numpy")
            and _ends(line, lines, number)
        ):
            sections.append(("", [*sections[0][1], "", line]))
        else:
            sections[-1][1].append(line)
    return sections


def _ends(line: str, lines: list[str], number: int) -> bool:
    """Whether unindented text after a blank line ends a Google section."""
    return bool(line.strip()) and not line.startswith(" ") and not lines[number - 1].strip()


def _without_fields(lines: list[str], doc: Docstring) -> list[str]:
    """The lines before reStructuredText fields, which go into `doc`."""
    text: list[str] = []
    current: tuple[dict[str, str], str] | None = None
    in_fields = False
    for line in lines:
        found = _FIELD.match(line)
        if found:
            in_fields = True
            current = _field(found, doc)
        elif not in_fields:
            text.append(line)
        elif current and line.strip():
            where, name = current
            where[name] = f"{where[name]} {line.strip()}".strip()
    return text


def _field(found: re.Match[str], doc: Docstring) -> tuple[dict[str, str], str] | None:
    kind, argument, body = found[1], found[2] or "", found[3].strip()
    if kind in ("param", "parameter", "arg", "argument", "key", "keyword") and argument:
        *kinds, name = argument.split()
        name = name.lstrip("*")
        doc.parameters[name] = body
        if kinds:
            doc.types[name] = " ".join(kinds)
        return doc.parameters, name
    if kind == "type" and argument:
        doc.types[argument] = body
        return doc.types, argument
    if kind in ("return", "returns"):
        doc.returns = body
    return None


def _read_parameters(lines: list[str], doc: Docstring, *, numpy: bool) -> None:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    base = min(indents, default=0)
    pattern = _NUMPY_ENTRY if numpy else _ENTRY
    names: list[str] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        found = pattern.match(line.strip()) if line.strip() and indent == base else None
        if found:
            names = [name.strip().lstrip("*") for name in found[1].split(",")]
            said = "" if numpy else (found[3] or "").strip()
            for name in names:
                doc.parameters[name] = said
                if found[2]:
                    doc.types[name] = found[2].strip()
        elif line.strip():
            for name in names:
                doc.parameters[name] = f"{doc.parameters[name]} {line.strip()}".strip()


def _result(lines: list[str], *, numpy: bool) -> str:
    """The result in words, without the type both styles may put before it."""
    kept = [line for line in lines if line.strip()]
    if numpy and len(kept) > 1 and kept[1].startswith(" "):
        kept = kept[1:]
    text = " ".join(line.strip() for line in kept)
    return re.sub(r"\A[\w.\[\], |]+:\s+", "", text)


def _paragraphs(lines: list[str]) -> str:
    """Wrapped lines joined, paragraphs kept apart."""
    blocks = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())
