"""JSON, JSON Lines and YAML text to JSON values, within bounds and with the place of a fault.

Knows nothing of files or schemas. A fault is a `Malformed` with line and column (from 1); the
caller adds the file's name. Bounds hold before memory is spent: nesting is counted before JSON is
parsed, and the size of a YAML value counts every use of an alias, so a "billion laughs" document
stops at once.

YAML is read by the core schema of YAML 1.2 (section 10.3 of the specification), which OpenAPI
asks for: `no`, `on`, `12:30` and `2024-01-01` are text, keys are text, and a tag that has no
JSON value is a fault. Merge keys (`<<`) are honoured because descriptions in the wild use them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import msgspec
import yaml

from studio.record import Json

MAX_DEPTH = 200
"""Levels of lists and objects inside each other; real descriptions stay under 40."""

MAX_REPEATED = 1_000_000
"""Values that aliases of one YAML document may add by repetition."""


class Malformed(Exception):
    """Text that is not what it should be; the message says what and where."""


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def parse_json(content: bytes) -> Json:
    """One JSON value, or the list of values of a JSON Lines text. UTF-8 without a BOM.

    Several values are taken for JSON Lines when the first line is a value by itself.
    """
    _bound_depth(content)
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        if "trailing characters" in str(error) and _is_value(content.lstrip().split(b"\n", 1)[0]):
            return parse_json_lines(content)
        raise Malformed(_json_fault(content, error)) from None


def parse_json_lines(content: bytes) -> list[Json]:
    """The values of a JSON Lines text (jsonlines.org), empty lines left out."""
    _bound_depth(content)
    try:
        return list(msgspec.json.Decoder().decode_lines(content))
    except msgspec.DecodeError:
        for number, line in enumerate(content.split(b"\n"), 1):
            try:
                msgspec.json.decode(line.strip() or b"0")
            except msgspec.DecodeError as error:
                raise Malformed(_json_fault(line, error, number)) from None
        raise


def _bound_depth(content: bytes) -> None:
    brackets = _STRING.sub(b"", content).translate(None, _NOT_BRACKETS)
    if max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > MAX_DEPTH:
        raise Malformed(f"lists and objects are nested more than {MAX_DEPTH} levels deep")


def _is_value(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError:
        return False
    return True


def _json_fault(content: bytes, error: msgspec.DecodeError, line: int = 1) -> str:
    """The fault in words. The standard parser says line and column; what only msgspec refuses
    (NaN, lone surrogates, numbers beyond a double) is told in its words."""
    if not content.strip():
        return "the file is empty"
    try:
        json.loads(content)
    except json.JSONDecodeError as fault:
        return f"line {line + fault.lineno - 1}, column {fault.colno}: {fault.msg}"
    except (ValueError, RecursionError):
        pass
    said = str(error).removeprefix("JSON is malformed: ")
    place = re.search(r" \(byte (\d+)\)", said)
    if place is None:
        return f"line {line}: {said}"
    before = content[: int(place[1])]
    column = len(before) - before.rfind(b"\n")
    number = line + before.count(b"\n")
    return f"line {number}, column {column}: {said.replace(place[0], '')}"


_CORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("null", re.compile(r"(?:null|Null|NULL|~|)\Z")),
    ("bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
    ("int", re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")),
    ("float", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")),
)
_TAG = "tag:yaml.org,2002:"


@dataclass(slots=True)
class _Open:
    """A list or object whose end has not come yet."""

    event: yaml.CollectionStartEvent
    value: list[Json] | dict[str, Json]
    size: int = 1
    key: str | None = None
    merged: list[dict[str, Json]] = field(default_factory=list)


def parse_yaml(text: str) -> Json:
    """One YAML document as a JSON value; several as a list of values."""
    if not text.strip():
        raise Malformed("the file is empty")
    try:
        documents = list(_Composer().documents(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise Malformed(f"{place}{error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        raise Malformed(f"character {error.position}: {error.reason}") from None
    return documents[0] if len(documents) == 1 else documents


class _Composer:
    """Builds values from parser events, without recursion."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Json, int] | None] = {}
        self.repeated = 0

    def documents(self, text: str) -> Iterator[Json]:
        root: Json = None
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                self.anchors, self.repeated, root = {}, 0, None
            elif isinstance(event, yaml.DocumentEndEvent):
                yield root
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                value, size = self._closed(event)
                if self.stack:
                    self._put(value, size, event)
                else:
                    root = value

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _fault(event, f"lists and objects are nested more than {MAX_DEPTH} levels deep")
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._check_tag(event, "map" if mapping else "seq")
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(event, {} if mapping else []))

    def _check_tag(self, event: yaml.CollectionStartEvent, expected: str) -> None:
        if event.tag not in (None, "!", _TAG + expected):
            raise _fault(event, f"the tag {event.tag} has no JSON value")

    def _closed(self, event: yaml.Event) -> tuple[Json, int]:
        """The value that this event completes, and its size with every alias written out."""
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if isinstance(event, yaml.ScalarEvent):
            value, size, anchor = _scalar(event), 1, event.anchor
        else:
            opened = self.stack.pop()
            value, size, anchor = _finished(opened), opened.size, opened.event.anchor
        if anchor:
            self.anchors[anchor] = (value, size)
        return value, size

    def _alias(self, event: yaml.AliasEvent) -> tuple[Json, int]:
        if event.anchor not in self.anchors:
            raise _fault(event, f"the alias *{event.anchor} has no anchor before it")
        known = self.anchors[event.anchor]
        if known is None:
            raise _fault(event, f"the alias *{event.anchor} contains itself")
        self.repeated += known[1]
        if self.repeated > MAX_REPEATED:
            raise _fault(event, f"aliases repeat more than {MAX_REPEATED:,} values")
        return known

    def _put(self, value: Json, size: int, event: yaml.Event) -> None:
        parent = self.stack[-1]
        parent.size += size
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.key is None:
            parent.key = _key(value, event)
        elif parent.key == "<<" and isinstance(value, dict | list):
            parent.merged.extend(value if isinstance(value, list) else [value])
            parent.key = None
        elif parent.key in parent.value:
            raise _fault(event, f"the key {parent.key!r} occurs twice")
        else:
            parent.value[parent.key] = value
            parent.key = None


def _finished(opened: _Open) -> Json:
    """The value of a list or object at its end: own keys win over merged ones, earlier merged
    ones over later (the YAML merge key type)."""
    if isinstance(opened.value, list):
        return opened.value
    for base in opened.merged:
        if not isinstance(base, dict):
            raise _fault(opened.event, "a merge key << takes objects only")
        opened.value = {**base, **opened.value}
    return opened.value


def _key(value: Json, event: yaml.Event) -> str:
    """A key as text, as it is written: 200 and true are the keys "200" and "true"."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(value, str):
        return value
    raise _fault(event, "a key must be text")


def _scalar(event: yaml.ScalarEvent) -> Json:
    kind = _kind(event)
    if kind == "null":
        return None
    if kind == "bool":
        return event.value.lower() == "true"
    try:
        if kind == "int":
            return int(event.value, 0 if event.value[:2] in ("0o", "0x") else 10)
        if kind == "float":
            return _finite(event)
    except ValueError:
        raise _fault(event, f"{event.value[:40]!r} is not a number") from None
    return str(event.value)


def _finite(event: yaml.ScalarEvent) -> float:
    number = float(event.value)
    if number - number != 0:
        raise _fault(event, f"{event.value[:40]!r} has no JSON value")
    return number


def _kind(event: yaml.ScalarEvent) -> str:
    if event.tag and event.tag != "!":
        kind = event.tag.removeprefix(_TAG)
        if kind not in ("str", "null", "bool", "int", "float"):
            raise _fault(event, f"the tag {event.tag} has no JSON value")
        return str(kind)
    if event.tag == "!" or not event.implicit[0]:
        return "str"
    return next((kind for kind, pattern in _CORE if pattern.match(event.value)), "str")


def _fault(event: yaml.Event, problem: str) -> Malformed:
    mark = event.start_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return Malformed(f"{place}{problem}")
