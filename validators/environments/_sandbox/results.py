"""Results of functions as JSON, strictly: what has no faithful form in JSON is refused.

As `pydantic_core.to_jsonable_python` for models, dataclasses, dates, times, Decimal, Enum, UUID,
paths, bytes, tuples and generators. Unlike it sets (whose order is none), NaN and infinity, keys
that are no text and other objects are refused.
"""

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from types import GeneratorType
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_jsonable_python

from .verdicts import Refused

DEEPEST = 100
"""Levels of nesting."""

_TEXTS = (date, time, timedelta, Decimal, UUID, PurePath, bytes)


def encoded(value: object, limit: int) -> bytes:
    """The value as JSON of at most `limit` bytes. Raises Refused."""
    plain = _Plain(limit).of(value)
    try:
        found = json.dumps(
            plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        ).encode()
    except ValueError as error:
        # lone surrogates; whole numbers of more digits than Python writes
        raise _unfit(f"the result holds what JSON cannot: {error}") from None
    if len(found) > limit:
        raise _large(limit)
    return found


def _unfit(message: str) -> Refused:
    return Refused("not_json", "TypeError", message)


def _large(limit: int) -> Refused:
    return Refused("too_large", "ValueError", f"the result is larger than {limit:,} bytes")


class _Plain:
    """A value rebuilt of None, bool, int, float, str, list and dict, within a size."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._left = limit
        self._inside: set[int] = set()

    def of(self, value: object) -> Any:
        """The plain value. Raises Refused."""
        self._take(1)
        if value is None or value is True or value is False:
            return value
        if isinstance(value, Enum):
            return self.of(value.value)
        if isinstance(value, str):
            self._take(len(value))
            return str.__str__(value)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            if not math.isfinite(value):
                raise _unfit(f"the result holds {value}, which JSON has not")
            return float(value)
        if isinstance(value, _TEXTS):
            return self._text(value)
        return self._container(value)

    def _text(self, value: object) -> Any:
        if isinstance(value, bytes):
            self._take(len(value))
        try:
            return to_jsonable_python(value)
        except (PydanticSerializationError, ValueError):
            raise _unfit(f"the result holds {type(value).__name__} that is no text") from None

    def _container(self, value: object) -> Any:
        if id(value) in self._inside:
            raise _unfit("the result contains itself")
        if len(self._inside) >= DEEPEST:
            raise _unfit(f"the result is nested deeper than {DEEPEST} levels")
        self._inside.add(id(value))
        try:
            if isinstance(value, list | tuple | GeneratorType):
                return [self.of(item) for item in value]
            return {key: self.of(item) for key, item in self._items(value)}
        finally:
            self._inside.discard(id(value))

    def _items(self, value: object) -> Iterator[tuple[str, object]]:
        for key, item in _fields(value):
            plain = key.value if isinstance(key, Enum) else key
            if not isinstance(plain, str):
                raise _unfit(f"the result has a key that is {type(key).__name__}, no text")
            self._take(len(plain))
            yield str.__str__(plain), item

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _large(self._limit)


def _fields(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, BaseModel):
        yield from value.model_dump(by_alias=True).items()
    elif isinstance(value, Mapping):
        yield from value.items()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield field.name, getattr(value, field.name)
    else:
        raise _unfit(f"the result holds {_named(value)}, which is no JSON value")


def _named(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"
