"""The word tables of one language, read from its folder under `words/` when first spoken."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("de", "es", "fr", "it", "ja", "nl", "pt", "sv", "tr")
"""ISO 639-1 codes of the languages there are tables for."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything a language is spoken with."""

    language: str
    concepts: Mapping[str, str]
    """Concept → the thing, as the object of its verb."""
    verbs: Mapping[str, Mapping[str, str]]
    """Verb → its forms, by the names the frames use."""
    labels: Mapping[str, str]
    """What an argument is called, by its English noun, narrowed as `noun:kind` in places."""
    choices: Mapping[str, Sequence[str]]
    """English choice → the words, and as they stand in a sentence where that differs."""
    style: Mapping[str, Any]
    texts: Mapping[str, Sequence[str]]

    @property
    def before(self) -> bool:
        """Whether what is said about the thing stands before it."""
        return bool(self.style["order"] == "before")

    @property
    def spaced(self) -> bool:
        """Whether blanks part words."""
        return self.language != "ja"

    def label(self, noun: str, kind: str, concept: str = "") -> str:
        """The name of an argument; empty when there is none."""
        noun = _CALLED.get((concept, noun), noun)
        return self.labels.get(f"{noun}:{kind}") or self.labels.get(noun, "")

    def choice(self, value: str, about: str = "") -> Sequence[str]:
        """The words for a choice of an argument called `about`; empty when there are none."""
        narrowed = self.choices.get(f"{value} {about.rpartition(' ')[2]}")
        return narrowed or self.choices.get(value, ())

    def cities(self) -> Mapping[str, str]:
        """Cities people of the language speak of: English name → their own."""
        pairs = (city.partition("=") for city in self.texts["cities"])
        return {english or local: local for local, _, english in pairs}


_CALLED = {
    ("courses", "subject"): "topic",
    ("bmi", "weight"): "body weight",
    ("bmi", "height"): "body height",
}
"""Arguments whose English noun means another thing beside some concepts: the subject of a mail."""


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads((files("generators.foreign") / path).read_text(encoding="utf-8"))


@lru_cache(maxsize=len(LANGUAGES))
def tables(language: str) -> Tables:
    """The tables of a language of LANGUAGES."""
    names = ("concepts", "verbs", "labels", "choices", "style", "texts")
    return Tables(language, *(_read(f"words/{language}/{name}.toml") for name in names))
