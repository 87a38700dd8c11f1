"""Arguments of a call from JSON, as the type hints of the function want them, bound by keyword.

Text becomes date, UUID, Enum, bytes (base64) …, objects become dataclasses, models, TypedDicts or
other classes with annotated fields: what `corpora.sources.python` made schemas of. The work is
pydantic's. A hint that pydantic has no way to fill (a class of another library, a name that
exists for type checkers only) leaves the value as JSON gives it, as does a missing hint.
"""

import asyncio
import dataclasses
import inspect
import sys
import typing
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Annotated, Any, ClassVar, NotRequired

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, SchemaError, core_schema
from typing_extensions import TypedDict, is_typeddict

from .verdicts import Refused

_SHOWN = 5
"""Faults of the arguments that a message lists."""


class Function:
    """A function of the user's, ready to be called."""

    def __init__(self, target: Callable[..., object]) -> None:
        self._target = target
        parameters = inspect.signature(target).parameters.values()
        kinds = inspect.Parameter
        self._positional = [p for p in parameters if p.kind is kinds.POSITIONAL_ONLY]
        named = [p for p in parameters if p.kind not in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD)]
        self._fields = {p.name: p.default for p in named if isinstance(p.default, FieldInfo)}
        hints = _hints(target)
        self._arguments = _adapter(
            {p.name: (_hint(p, hints), _optional(p)) for p in named},
            open_=any(p.kind is kinds.VAR_KEYWORD for p in parameters),
        )

    def call(self, arguments: bytes) -> object:
        """The result for arguments in JSON; raises Refused when they do not fit, and whatever the
        function raises. Coroutines run to their end."""
        try:
            values = self._arguments.validate_json(arguments)
        except ValidationError as error:
            raise Refused("invalid", "ValidationError", _faults(error)) from None
        for name, field in self._fields.items():
            if name not in values:
                values[name] = field.get_default(call_default_factory=True, validated_data={})
        first = [values.pop(p.name, p.default) for p in self._positional]
        result = self._target(*first, **values)
        return _loop().run(_ended(result)) if inspect.isawaitable(result) else result


def _hint(parameter: inspect.Parameter, hints: Mapping[str, Any]) -> Any:
    """The type of a parameter, with the bounds that a default `Field(…, ge=0)` states."""
    hint = hints.get(parameter.name, Any)
    if isinstance(parameter.default, FieldInfo):
        for bound in parameter.default.metadata:
            hint = Annotated[hint, bound]
    return hint


def _optional(parameter: inspect.Parameter) -> bool:
    default = parameter.default
    if isinstance(default, FieldInfo):
        return not default.is_required()
    return default is not parameter.empty


async def _ended(result: Awaitable[object]) -> object:
    return await result


@cache
def _loop() -> asyncio.Runner:
    """One event loop for all calls of a dialogue, so that what is bound to it stays usable."""
    return asyncio.Runner()


def _faults(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in found[:_SHOWN]]
    return "; ".join(line.removeprefix(": ") for line in lines)


def _hints(target: Callable[..., object]) -> dict[str, Any]:
    try:
        return typing.get_type_hints(target, include_extras=True)
    except (NameError, TypeError, AttributeError, SyntaxError):
        # one of them exists for type checkers only: the others can still be had
        return _separate_hints(target)


def _separate_hints(target: Callable[..., object]) -> dict[str, Any]:
    plain = inspect.unwrap(target)
    names = getattr(plain, "__globals__", {})
    hints: dict[str, Any] = {}
    for name, hint in getattr(plain, "__annotations__", {}).items():
        alone = SimpleNamespace(__annotations__={name: hint})
        try:
            hints |= typing.get_type_hints(alone, names, include_extras=True)
        except (NameError, TypeError, AttributeError, SyntaxError):
            continue
    return hints


def _adapter(fields: Mapping[str, tuple[Any, bool]], *, open_: bool) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(_shape(fields, open_=open_))
    except (PydanticUserError, SchemaError, NameError, TypeError):
        known = {
            name: (hint if _fillable(hint) else Any, optional)
            for name, (hint, optional) in fields.items()
        }
        return TypeAdapter(_shape(known, open_=open_))


def _fillable(hint: Any) -> bool:
    try:
        TypeAdapter(_shape({"value": (hint, False)}, open_=False))
    except (PydanticUserError, SchemaError, NameError, TypeError):
        return False
    return True


def _shape(fields: Mapping[str, tuple[Any, bool]], *, open_: bool) -> Any:
    """A TypedDict: of all forms that pydantic fills the only one that takes any name."""
    members = {name: NotRequired[hint] if opt else hint for name, (hint, opt) in fields.items()}
    make: Any = TypedDict  # mypy takes only literal members
    shape = make("Arguments", members)
    shape.__pydantic_config__ = ConfigDict(
        extra="allow" if open_ else "forbid", val_json_bytes="base64"
    )
    return shape


def prepare_typing() -> None:
    """Have modules imported from now on use a TypedDict that pydantic can fill: before Python 3.12
    that of the standard library forgets what it is made of."""
    if sys.version_info < (3, 12):
        typing.TypedDict = TypedDict


def prepare_classes(module: ModuleType) -> None:
    """Have pydantic fill the module's own classes that have annotated fields and are none of the
    kinds it knows, by calling them with their fields (attrs, for one)."""
    for member in list(vars(module).values()):
        if isinstance(member, type) and member.__module__ == module.__name__ and _foreign(member):
            member.__get_pydantic_core_schema__ = _constructing(member)  # type: ignore[attr-defined]


def _foreign(member: type) -> bool:
    known = issubclass(member, BaseModel | Enum | tuple) or is_typeddict(member)
    known = known or dataclasses.is_dataclass(member)
    known = known or hasattr(member, "__get_pydantic_core_schema__")
    return not known and bool(inspect.get_annotations(member))


def _constructing(member: type) -> Any:
    def schema(_source: object, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        hints = typing.get_type_hints(member, include_extras=True)
        fields = {
            name: (hint, hasattr(member, name) and "__slots__" not in vars(member))
            for name, hint in hints.items()
            if not name.startswith("_") and typing.get_origin(hint) is not ClassVar
        }
        shape = _shape(fields, open_=False)
        return core_schema.no_info_after_validator_function(
            lambda values: member(**values), handler(shape)
        )

    return schema
