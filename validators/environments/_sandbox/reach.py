"""Everything mutable that a module of the user's reaches, so that a change of it can be seen.

Held by identity, at C speed: contents of containers, instances and classes, names of modules, code,
defaults, attributes and closures of functions, states of random generators, counts of
`functools.cache`. Descriptions of types (hints, pydantic's fields) count as constants. What cannot
be watched so makes the whole module `Stateful`: generators, files, connections, locks, libraries
that are not known to keep nothing. What belongs to the process is `fresh`'s business.
"""

import collections
import enum
import functools
import opcode
import sys
import types
from collections.abc import Callable, Collection, Iterable, Iterator
from dis import get_instructions
from itertools import chain
from operator import attrgetter, is_
from random import Random, SystemRandom
from types import CodeType, FunctionType, ModuleType
from typing import Any

MOST = 20_000
"""Things to compare: more cost as much as another process."""

PLAIN = frozenset(
    "abc array base64 binascii bisect builtins calendar collections colorsys contextlib copy csv "
    "dataclasses datetime decimal difflib enum fractions functools hashlib heapq hmac html io "
    "itertools json keyword math numbers operator os pathlib posixpath random re secrets shutil "
    "sqlite3 statistics string struct textwrap time types unicodedata urllib uuid zlib zoneinfo "
    "_collections_abc _datetime _decimal _functools _io _operator _random _sqlite3 _struct "
    "genericpath posix __future__ cmath ipaddress glob fnmatch shlex".split()
)
"""Modules of the standard library whose state is in their names, or in what `fresh` looks at."""
DESCRIBING = frozenset("typing typing_extensions annotated_types pydantic pydantic_core".split())
"""Libraries whose objects describe types."""

_UNSEEN = frozenset({"__import__", "exec", "eval", "compile", "__subclasses__"})
"""Names by which code reaches what nobody can foresee."""
_BOOKKEEPING = frozenset(
    "__builtins__ __spec__ __loader__ __annotations__ __dict__ __weakref__ _abc_impl "
    "__abstractmethods__ __signature__ __class_getitem__ __orig_bases__ __parameters__".split()
)
_CONSTANT = (
    *(type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented)),
    *(
        CodeType,
        types.GetSetDescriptorType,
        types.MemberDescriptorType,
        types.WrapperDescriptorType,
    ),
    *(types.MethodDescriptorType, types.ClassMethodDescriptorType, types.MethodWrapperType),
    *(types.GenericAlias, types.UnionType, object),
)
_CONSTANT_OF = frozenset(
    "datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone re.Pattern "
    "decimal.Decimal fractions.Fraction uuid.UUID pathlib.PosixPath pathlib.PurePosixPath "
    "operator.itemgetter operator.attrgetter operator.methodcaller zoneinfo.ZoneInfo struct.Struct "
    "_struct.Struct _contextvars.ContextVar _contextvars.Token dataclasses._MISSING_TYPE "
    "dataclasses._DataclassParams dataclasses._FIELD_BASE dataclasses._KW_ONLY_TYPE "
    "functools._lru_list_elem _abc._abc_data _collections._tuplegetter string.Template".split()
)
_CONTAINERS = (dict, list, set, collections.deque)
_FUNCTION = attrgetter("__code__", "__defaults__", "__kwdefaults__", "__dict__")
_NOTHING = object()
_HEAP = 1 << 9
"""Flag of types that Python code made, `Include/object.h`."""
_IMPORT = opcode.opmap["IMPORT_NAME"]


class Stateful(Exception):
    """The module reaches something whose changes could not be seen."""


class Reach:
    """What one module reached when this was made."""

    def __init__(self, module: ModuleType) -> None:
        """Raises Stateful."""
        self._seen: dict[int, object] = {}
        self._live: list[Collection[object]] = []
        self._functions: list[FunctionType] = []
        self._attributes: list[tuple[object, str]] = []
        self._measured: list[tuple[Callable[[], object], object]] = []
        self._caches: list[Any] = []
        self._libraries: set[str] = set()
        self._size = 0
        self._waiting: list[object] = [module]
        while self._waiting:
            self._visit(self._waiting.pop())
        self._lengths, self._members = self._now()

    def changed(self) -> bool:
        """Whether anything is not what it was. Empties caches of functions that were empty."""
        for cache in self._caches:
            cache.cache_clear()
        lengths, members = self._now()
        return (
            lengths != self._lengths
            or not all(map(is_, members, self._members))
            or any(measure() != before for measure, before in self._measured)
        )

    def _now(self) -> tuple[list[int], list[object]]:
        members = list(chain.from_iterable(self._live))
        for function in self._functions:
            members += _FUNCTION(function)
        members += [getattr(owner, name, _NOTHING) for owner, name in self._attributes]
        return list(map(len, self._live)), members

    def _visit(self, value: object) -> None:
        kind = type(value)
        if kind in _CONSTANT or id(value) in self._seen:
            return
        if _describes(kind) and not isinstance(value, type):
            return
        self._seen[id(value)] = value  # kept, so that no other object gets its address
        if f"{kind.__module__}.{kind.__qualname__}" in _CONSTANT_OF:
            return
        for what, visit in self._VISITS:
            if isinstance(value, what):
                visit(self, value)
                return
        self._instance(value)

    def _watch(self, *live: Collection[object]) -> None:
        self._live += live
        self._size += sum(map(len, live))
        if self._size > MOST:
            raise Stateful("it reaches too much")

    def _namespace(self, names: "dict[str, Any] | types.MappingProxyType[str, Any]") -> None:
        self._watch(names.keys(), names.values())
        self._waiting += [
            value
            for name, value in names.items()
            if name not in _BOOKKEEPING and not name.startswith("__pydantic_")
        ]

    def _module(self, module: ModuleType) -> None:
        if own(module.__name__):
            self._namespace(vars(module))
        else:
            self._foreign(module.__name__)

    def _foreign(self, name: str) -> None:
        """A library: its names, and what the objects of these names hold themselves."""
        top = name.partition(".")[0]
        module = sys.modules.get(name)
        if top not in PLAIN and top not in DESCRIBING:
            raise Stateful(f"it uses {name}")
        if module is None or name in self._libraries:
            return
        self._libraries.add(name)
        self._watch(*shallow(module, deeper=top not in DESCRIBING))

    def _function(self, function: FunctionType) -> None:
        name = function.__globals__.get("__name__", "")
        if not own(name):
            if not name.startswith("namedtuple_"):
                self._foreign(name)
            # what a decorator of a library made of a function of the user's
            self._waiting += function.__closure__ or ()
            self._namespace(vars(function))
            return
        self._functions.append(function)
        self._size += 4
        _, defaults, by_name, attributes = _FUNCTION(function)
        self._waiting += [*(defaults or ()), *(by_name or {}).values()]
        if by_name:
            self._watch(by_name.keys(), by_name.values())
        self._namespace(attributes)
        self._waiting += function.__closure__ or ()
        self._waiting.append(sys.modules.get(name))
        for code in _codes(function.__code__):
            self._code(code)

    def _code(self, code: CodeType) -> None:
        if not _UNSEEN.isdisjoint(code.co_names):
            raise Stateful("its code reaches what cannot be foreseen")
        if _IMPORT not in code.co_code[::2]:
            return
        for step in get_instructions(code):
            if step.opcode == _IMPORT:
                name = str(step.argval)
                if not own(name):
                    self._foreign(name)
                elif name in sys.modules:
                    self._waiting.append(sys.modules[name])
                else:
                    raise Stateful(f"it imports {name} when it is called")

    def _builtin(self, function: types.BuiltinFunctionType) -> None:
        if isinstance(function.__self__, ModuleType):
            self._foreign(function.__self__.__name__)
        else:
            self._waiting.append(function.__self__)

    def _class(self, kind: type) -> None:
        if not own(kind.__module__):
            if not _describes(kind):
                self._foreign(kind.__module__)
            return
        self._namespace(vars(kind))
        self._attributes.append((kind, "__bases__"))
        self._waiting += [type(kind), *kind.__bases__]

    def _cell(self, cell: "types.CellType") -> None:
        self._attributes.append((cell, "cell_contents"))
        self._waiting.append(cell.cell_contents)  # ValueError when nothing is in it yet

    def _cache(self, function: Any) -> None:
        if function.cache_info().currsize == 0:
            function.cache_clear()
            self._caches.append(function)
        self._measured.append((function.cache_info, function.cache_info()))
        self._waiting += [function.__wrapped__]
        self._watch(vars(function).keys(), vars(function).values())

    def _random(self, value: Random) -> None:
        if type(value) is Random:
            self._measured.append((value.getstate, value.getstate()))
        elif type(value) is not SystemRandom:
            raise Stateful(f"it holds {type(value).__name__}")

    def _bytes(self, value: bytearray) -> None:
        self._measured.append((value.copy, value.copy()))

    def _wrapped(self, value: Any) -> None:
        for name in ("__func__", "__self__", "fget", "fset", "fdel", "func", "args", "keywords"):
            found = getattr(value, name, None)
            self._attributes.append((value, name))
            self._waiting.append(found)
        self._attributed(value)

    def _several(self, value: Iterable[object]) -> None:
        self._waiting += value
        if type(value) not in (tuple, frozenset):
            self._instance(value)

    def _instance(self, value: object) -> None:
        kind = type(value)
        self._contents(value)
        if kind in (*_CONTAINERS, tuple, frozenset):
            return
        if not own(kind.__module__) and not _of_library(kind):
            raise Stateful(f"it holds an object of {kind.__module__}.{kind.__qualname__}")
        for base in kind.__mro__:
            known = base in (*_CONTAINERS, tuple, frozenset, *_CONSTANT) or base.__module__ in (
                "typing",
                "enum",
                "abc",
                "collections.abc",
            )
            known = known or own(base.__module__) or _of_library(base) or _describes(base)
            if not known:
                raise Stateful(f"it holds an object that is a {base.__qualname__}")
        self._waiting.append(kind)
        self._attributed(value)

    def _contents(self, value: object) -> None:
        for base in _CONTAINERS:
            if isinstance(value, base):
                kind: Any = type(value)
                if kind.__iter__ is not base.__iter__ or kind.__len__ is not base.__len__:
                    raise Stateful("it holds a container that counts in a way of its own")
                if isinstance(value, dict):
                    keys, values = dict.keys(value), dict.values(value)
                    self._watch(keys, values)
                    self._waiting += [*keys, *values]
                else:
                    self._watch(value)
                    self._waiting += value

    def _attributed(self, value: object) -> None:
        """Attributes of an instance, wherever it keeps them."""
        names = getattr(value, "__dict__", None)
        if isinstance(names, dict):
            self._attributes.append((value, "__dict__"))
            self._namespace(names)
        for base in type(value).__mro__:
            for name, member in vars(base).items():
                if isinstance(member, types.MemberDescriptorType):
                    self._attributes.append((value, name))
                    self._waiting.append(getattr(value, name, None))

    _VISITS: "tuple[tuple[Any, Callable[[Any, Any], None]], ...]" = (
        (ModuleType, _module),
        (FunctionType, _function),
        (types.BuiltinFunctionType, _builtin),
        (type, _class),
        (types.CellType, _cell),
        (functools._lru_cache_wrapper, _cache),
        (Random, _random),
        (bytearray, _bytes),
        (types.MappingProxyType, _namespace),
        (
            (
                *(types.MethodType, staticmethod, classmethod, property, functools.partial),
                functools.cached_property,
            ),
            _wrapped,
        ),
        ((tuple, frozenset), _several),
    )


def own(name: str) -> bool:
    """Whether a module is the user's, neither of the standard library nor installed."""
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top in DESCRIBING or name.startswith("namedtuple_"):
        return False
    file = getattr(sys.modules.get(name), "__file__", None)
    return file is not None and not {"site-packages", "dist-packages"} & set(file.split("/"))


def shallow(module: ModuleType, *, deeper: bool) -> Iterator[Collection[object]]:
    """The names of a library's module; `deeper` also what their containers, classes and instances
    hold. Caches are left out: what they keep is as good as new."""
    names = vars(module)
    yield names.keys()
    yield names.values()
    for name, value in list(names.items()) if deeper else ():
        if name in _BOOKKEEPING or "cache" in name:
            continue
        if type(value) is dict:
            yield value.keys()
            yield value.values()
        elif type(value) in (list, set):
            yield value
            continue
        kind = value if isinstance(value, type) else type(value)
        if isinstance(value, type) and not value.__flags__ & _HEAP:
            continue  # nothing can be set on it
        if kind.__module__ == module.__name__ and hasattr(value, "__dict__"):
            yield vars(value).values()


def _describes(kind: type) -> bool:
    return kind.__module__.partition(".")[0] in DESCRIBING


def _of_library(kind: type) -> bool:
    """Kinds of instances of the standard library that hold nothing but their attributes."""
    plain = (collections.defaultdict, collections.OrderedDict, collections.Counter)
    plain_modules = ("enum", "dataclasses", "types")
    return kind in plain or issubclass(kind, enum.Enum) or kind.__module__ in plain_modules


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
