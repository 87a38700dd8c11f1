"""Which everyday concept a tool stands for: what it does to what, as `concepts.toml` lists it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from generators.language.intent import intent
from generators.meaning import singular
from studio.record import Tool


@dataclass(frozen=True, slots=True)
class Concept:
    """An action on a thing, said by one verb in every language."""

    name: str
    verb: str
    named: str = ""
    """English noun of the argument that stands beside the thing: `the order ord_1`."""


_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SILENT = frozenset(
    "the a an of all any my your our for and to some one on in given specific new user's".split()
)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Concept]:
    """Concepts by what they match."""
    text = (files("generators.foreign") / "concepts.toml").read_text(encoding="utf-8")
    found: dict[str, Concept] = {}
    for name, entry in tomllib.loads(text).items():
        concept = Concept(name, entry["verb"], entry.get("named", ""))
        found.update(dict.fromkeys(entry["match"], concept))
    return found


def _thing(words: str) -> str:
    """The object without its determiners, in the singular: `the balance of an account` →
    `balance account`."""
    kept = (word for word in _WORD.findall(words.lower()) if word not in _SILENT)
    return " ".join(singular(word) for word in kept)


_CONCEPTS: dict[str, Concept | None] = {}
"""By tool id."""


def concept(tool: Tool) -> Concept | None:
    """The concept of a tool; None when the lexicon has none."""
    if tool.id not in _CONCEPTS:
        aim, table = intent(tool), _table()
        thing = _thing(aim.object.words)
        found = table.get(f"{aim.base}:{thing}") or table.get(f"{aim.verb.kind}:{thing}")
        _CONCEPTS[tool.id] = found
    return _CONCEPTS[tool.id]
