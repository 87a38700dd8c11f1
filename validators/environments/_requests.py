"""Arguments as the parts of an HTTP request, written as the operation says.

Styles after https://spec.openapis.org/oas/v3.1.1.html#style-values. Knows no network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import msgspec

from studio.record import Json
from validators.environments._operations import Operation, Slot

_JOINED = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_OURS = frozenset(
    (
        *("authorization", "connection", "content-length", "cookie", "host", "te", "trailer"),
        *("proxy-authorization", "transfer-encoding", "upgrade"),
    )
)
"""Headers that no argument may set."""


class Unsendable(Exception):
    """Arguments of which no request can be made."""


@dataclass(slots=True)
class Parts:
    """What a request is made of."""

    path: str
    query: list[tuple[str, str | int | float | bool | None]] = field(default_factory=list)
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    content: bytes = b""
    form: dict[str, Json] | None = None
    """Fields of a urlencoded form: texts and lists of texts."""
    files: list[tuple[str, tuple[None, str]]] | None = None
    """Fields of a multipart form, none of them the content of a file."""


def parts(operation: Operation, arguments: Mapping[str, Json]) -> Parts:
    """The parts of a request. Raises Unsendable for arguments that cannot be placed."""
    made = Parts(operation.path)
    body: dict[str, Json] = {}
    whole: list[Json] = []
    for name, value in arguments.items():
        slot = operation.slots.get(name)
        if slot is None:
            raise Unsendable(f"the operation has no argument {name!r}")
        if slot.place == "path":
            made.path = made.path.replace(f"{{{slot.name}}}", _segment(slot, value))
        elif slot.place == "query":
            made.query.extend(_queried(slot, value))
        elif slot.place == "header":
            if slot.name.lower() in _OURS:
                raise Unsendable(f"the header {slot.name} is not for an argument")
            made.headers.append((slot.name.encode(), _joined(slot, value).encode()))
        elif slot.place == "field":
            body[slot.name] = value
        else:
            whole.append(value)
    if "{" in made.path:
        raise Unsendable(f"nothing fills {made.path[made.path.index('{') :]}")
    _fill(made, operation, whole[0] if whole else body, bool(whole or body))
    return made


def _fill(made: Parts, operation: Operation, value: Json, given: bool) -> None:
    """The body, in its media type."""
    if not operation.media or not given:
        return
    if operation.media in ("application/x-www-form-urlencoded", "multipart/form-data"):
        if not isinstance(value, dict):
            raise Unsendable("a form is an object")
        fields = {key: _written(item) for key, item in value.items()}
        if operation.media == "multipart/form-data":
            made.files = [(key, (None, text)) for key, texts in fields.items() for text in texts]
        else:
            made.form = dict(fields)
        return
    if operation.media.startswith("text/"):
        made.content = _text(value).encode()
        media = operation.media if "*" not in operation.media else "text/plain"
    else:
        made.content = msgspec.json.encode(value)
        media = operation.media if "*" not in operation.media else "application/json"
    made.headers.append((b"content-type", media.encode()))


def _written(value: Json) -> list[str]:
    """A form field: a list is the field again and again."""
    return [_text(item) for item in (value if isinstance(value, list) else [value])]


def _text(value: Json) -> str:
    """A single value as text; what is no text is JSON, so that true is `true`."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _segment(slot: Slot, value: Json) -> str:
    if slot.style in ("label", "matrix"):
        return _marked(slot, value)
    text = quote(_joined(slot, value), safe=",")
    if text in ("", ".", ".."):
        raise Unsendable(f"{slot.name} cannot be {text!r} in a path")
    return text


def _marked(slot: Slot, value: Json) -> str:
    """A value in the style label (`.blue.black`) or matrix (`;color=blue;color=black`)."""
    matrix, name = slot.style == "matrix", quote(slot.name, safe="")
    if isinstance(value, dict):
        pairs = [(quote(key, safe=""), quote(_text(item), safe="")) for key, item in value.items()]
        if slot.explode:
            return "".join(f"{';' if matrix else '.'}{key}={item}" for key, item in pairs)
        texts = [text for pair in pairs for text in pair]
    else:
        texts = [quote(_text(item), safe="") for item in _items(value)]
    if not "".join(texts):
        raise Unsendable(f"{slot.name} cannot be empty in a path")
    if not matrix:
        return "." + ("." if slot.explode else ",").join(texts)
    if slot.explode and isinstance(value, list):
        return "".join(f";{name}={text}" for text in texts)
    return f";{name}={','.join(texts)}"


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _joined(slot: Slot, value: Json) -> str:
    """A value in one text: the items of a list, the keys and values of an object, joined."""
    if slot.as_json:
        return msgspec.json.encode(value).decode()
    mark = _JOINED.get(slot.style, ",")
    if isinstance(value, list):
        return mark.join(map(_text, value))
    if isinstance(value, dict):
        if slot.explode:
            return mark.join(f"{key}={_text(item)}" for key, item in value.items())
        return mark.join(f"{key}{mark}{_text(item)}" for key, item in value.items())
    return _text(value)


def _queried(slot: Slot, value: Json) -> list[tuple[str, str]]:
    """A query parameter, once or several times."""
    if slot.as_json:
        return [(slot.name, msgspec.json.encode(value).decode())]
    if isinstance(value, dict) and slot.style == "deepObject":
        return [(f"{slot.name}[{key}]", _text(item)) for key, item in value.items()]
    if isinstance(value, dict) and slot.explode:
        return [(key, _text(item)) for key, item in value.items()]
    if isinstance(value, list) and (slot.explode or slot.style == "deepObject"):
        return [(slot.name, _text(item)) for item in value]
    return [(slot.name, _joined(slot, value))]
