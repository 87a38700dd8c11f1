"""Where parts live and how they are found: one file in a folder is one part.

A part is a module of a part folder (say `generators/scenarios/single.py`) with a module constant
`PART`. Nothing else is edited to add one. Modules whose name starts with an underscore are shared
helpers of the folder, not parts.

The sibling packages keep their plain names in a checkout and travel under `studio/_siblings` in a
wheel, because those names belong to other projects on PyPI. `HOME` is the folder that holds them;
it is put first on `sys.path` when `studio` is imported.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from studio.errors import UnknownPart

_PACKAGE = Path(__file__).resolve().parent
HOME = _PACKAGE / "_siblings" if (_PACKAGE / "_siblings").is_dir() else _PACKAGE.parent
"""Folder of the sibling packages: `studio/_siblings` in a wheel, the root of a checkout."""

SIBLINGS = ("corpora", "generators", "validators", "train")


def _claim_siblings() -> None:
    """Put HOME first on `sys.path`; refuse siblings that were imported from somewhere else."""
    home = str(HOME)
    if sys.path[:1] != [home]:
        sys.path.insert(0, home)
    for name in SIBLINGS:
        module = sys.modules.get(name)
        if module is None:
            continue
        where = [Path(place).resolve() for place in getattr(module, "__path__", [])]
        if HOME / name not in where:
            found = where[0] if where else getattr(module, "__file__", "an unknown place")
            raise ImportError(
                f"package {name!r} was already imported from {found}, but the studio needs the one "
                f"in {HOME}: import studio before that package, or use separate processes"
            )


_claim_siblings()


class Part(Protocol):
    """What every part has: the name it is chosen by."""

    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Part)


class Registry(Generic[P]):
    """The parts of one folder, by name, imported at first use.

    `package` is the dotted folder ("generators.scenarios"), `noun` what a part is called in
    error messages ("scenario").
    """

    def __init__(self, package: str, noun: str) -> None:
        self.package = package
        self.noun = noun

    @cached_property
    def parts(self) -> Mapping[str, P]:
        """Every part of the folder, sorted by name."""
        package = importlib.import_module(self.package)
        found: dict[str, P] = {}
        for info in pkgutil.iter_modules(package.__path__):
            if info.name.startswith("_"):
                continue
            part: P = importlib.import_module(f"{self.package}.{info.name}").PART
            if part.name in found:
                raise ImportError(f"two parts of {self.package} are named {part.name!r}")
            found[part.name] = part
        return dict(sorted(found.items()))

    def __getitem__(self, name: str) -> P:
        """The part called `name`; UnknownPart names the ones there are."""
        try:
            return self.parts[name]
        except KeyError:
            raise UnknownPart(self.noun, name, list(self.parts)) from None

    def __iter__(self) -> Iterator[P]:
        return iter(self.parts.values())

    def __len__(self) -> int:
        return len(self.parts)
