"""`$ref` of OpenAPI and Swagger documents, within a file and across files.

A reference leads to a `Place`: a file and a JSON Pointer (RFC 6901) in it. Other files are read
only inside the folder the user gave, never from a network, and within bounds. What a reference
means is up to the caller.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studio.errors import SchemaError
from studio.pointer import inside, resolve, steps, unescaped
from studio.record import Json
from studio.schemas import documents
from studio.schemas.documents import SchemaFile
from studio.source import Document

MOST_FILES = 10_000
"""Files one document may refer to."""
MOST_BYTES = 256 * 2**20
"""Bytes of all of them."""
_LONGEST_CHAIN = 64


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file."""

    file: Path
    pointer: str
    """JSON Pointer, escaped: `/paths/~1users/get`."""

    def inside(self, *keys: object) -> "Place":
        """The place of a value inside the one here."""
        return Place(self.file, inside(self.pointer, *keys))

    @property
    def last(self) -> str:
        """What the place is called: the last key, or the file's name."""
        key = unescaped(self.pointer.rpartition("/")[2])
        return key or self.file.name.partition(".")[0]


class References:
    """Follows the references of one document."""

    def __init__(self, document: Document) -> None:
        self._shown = document.shown
        self._main = document.path.resolve()
        root = document.root.resolve()
        self._root = root.parent if root.is_file() else root
        self._files: dict[Path, Json] = {self._main: document.data}
        self._bytes = 0
        self._following = 0
        self.start = Place(self._main, "")

    def shown(self, place: Place) -> str:
        """A place as messages name it: `openapi.yaml#/paths/~1users/get`."""
        if place.file == self._main:
            return f"{self._shown}#{place.pointer}"
        return f"{place.file.relative_to(self._root).as_posix()}#{place.pointer}"

    def followed(self, value: Json, place: Place) -> tuple[Json, Place]:
        """A value that is no reference, and its place: `value` itself or what it leads to."""
        seen = [place]
        while isinstance(value, dict) and "$ref" in value:
            place = self.target(value["$ref"], place)
            value = self.value(place)
            if place in seen or len(seen) > _LONGEST_CHAIN:
                loop = " → ".join(map(self.shown, seen[:4]))
                raise SchemaError(
                    f"{self.shown(seen[0])}: its $ref never reaches a value ({loop} → …): point "
                    "one of them at a value"
                )
            seen.append(place)
        return value, place

    def target(self, ref: Json, place: Place) -> Place:
        """Where the reference `ref`, written at `place`, leads. SchemaError when nowhere."""
        if not isinstance(ref, str):
            raise self._lost(ref, place, "a reference is text")
        parts = urlsplit(ref)
        if parts.scheme or parts.netloc:
            raise self._lost(ref, place, "nothing is fetched from a network: save it beside")
        file = place.file
        if parts.path:
            file = (file.parent / unquote(parts.path)).resolve()
        pointer = unquote(parts.fragment)
        if pointer and not pointer.startswith("/"):
            raise self._lost(ref, place, "its fragment is no JSON Pointer: write #/…")
        self._open(file, ref, place)
        try:
            return self._descend(Place(file, ""), pointer)
        except KeyError as error:
            raise self._lost(ref, place, f"there is no {error.args[0]}: correct it") from None

    def value(self, place: Place) -> Json:
        """What stands at a place that `target` gave."""
        return resolve(self._files[place.file], place.pointer)

    def _descend(self, place: Place, pointer: str) -> Place:
        """The place a pointer leads to; references on the way are followed. KeyError with the
        pointer that is not there."""
        value = self._files[place.file]
        for key in steps(pointer):
            if isinstance(value, dict) and key not in value and "$ref" in value:
                value, place = self._through(value, place)
            inner = place.inside(key)
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                raise KeyError(self.shown(inner))
            place = inner
        return place

    def _through(self, value: Json, place: Place) -> tuple[Json, Place]:
        """Follow a reference that stands in the way of a pointer, perhaps of its own."""
        self._following += 1
        try:
            if self._following > _LONGEST_CHAIN:
                raise self._lost(value["$ref"], place, "it leads through itself: correct it")
            return self.followed(value, place)
        finally:
            self._following -= 1

    def _open(self, file: Path, ref: str, place: Place) -> None:
        if file in self._files:
            return
        if not file.is_relative_to(self._root):
            raise self._lost(
                ref, place, f"the file lies outside of {self._root.name or '/'}: move it inside"
            )
        if not file.is_file():
            raise self._lost(ref, place, "there is no such file: add it or correct the reference")
        if len(self._files) > MOST_FILES:
            raise self._lost(ref, place, f"over {MOST_FILES:,} files: bundle them into one")
        label = file.relative_to(self._root).as_posix()
        opened = SchemaFile(file, label, label, self._root, named=False)
        content = documents.read_bytes(opened)
        self._bytes += len(content)
        if self._bytes > MOST_BYTES:
            raise self._lost(ref, place, f"over {MOST_BYTES >> 20} MB of files: split the API")
        self._files[file] = documents.document(opened, content).data

    def _lost(self, ref: Json, place: Place, why: str) -> SchemaError:
        return SchemaError(f"{self.shown(place)}: $ref {ref!r:.200} leads nowhere: {why}")
