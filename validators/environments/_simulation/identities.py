"""New ids in the style of the ones a schema shows: `evt_9k2mx4` → `evt_3vb81n`. Text keeps its
prefix and the class of every character, numbers keep their number of digits."""

import re
from collections.abc import Mapping
from random import Random

import jsonschema_rs

from studio.record import Json

_RANDOM = re.compile(r"[^-_/.:]*\d[^-_/.:]*|[A-Z]{5,}")
_ENDINGS = ("api", "tools", "docs", "web", "cli", "core", "app", "lib", "demo", "ios")
"""What tells apart names that people chose."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fresh(example: Json, rng: Random, judge: jsonschema_rs.Validator | None) -> Json:
    """An id like `example` that `judge` accepts; the example itself when none came up."""
    for _ in range(6):
        found = _varied(example, rng)
        if judge is None or judge.is_valid(found):
            return found
    return example


def _varied(example: Json, rng: Random) -> Json:
    if isinstance(example, bool):
        return example
    if isinstance(example, int):
        low = 10 ** max(1, len(str(abs(example))) - 1)
        return low + int(rng.random() * 9 * low)
    if not isinstance(example, str):
        return example
    parts = [*_RANDOM.finditer(example)]
    if not parts:
        return f"{example}-{_ENDINGS[int(rng.random() * len(_ENDINGS))]}"
    last = parts[-1]
    return example[: last.start()] + _mixed(last[0], rng) + example[last.end() :]


def _mixed(text: str, rng: Random) -> str:
    """Another text with each character of the same class; leading capitals stay (E20915)."""
    lead = re.match(r"[A-Z]+(?=\d+$)", text)
    kept = lead.end() if lead else 0
    hexadecimal = len(text) > 7 and all(c in "0123456789abcdef" for c in text)
    found = [text[:kept]]
    for place in range(kept, len(text)):
        found.append(_like(text[place], place == kept, hexadecimal, rng.random()))
    return "".join(found)


def _like(char: str, first: bool, hexadecimal: bool, draw: float) -> str:
    if hexadecimal:
        return "0123456789abcdef"[int(draw * 16)]
    if char.isdigit():
        return str(1 + int(draw * 9)) if first else str(int(draw * 10))
    if "a" <= char <= "z":
        return _LETTERS[int(draw * 26)]
    return _LETTERS[int(draw * 26)].upper() if "A" <= char <= "Z" else char


def keyed(example: Json, body: Mapping[str, Json]) -> Json:
    """An id like `PAY-70` with the project it belongs to in front."""
    project = body.get("project")
    match = _KEYED.fullmatch(example) if isinstance(example, str) else None
    if match is None or not isinstance(project, str) or not project.isupper():
        return example
    return f"{project}-{match[1]}"


_KEYED = re.compile(r"[A-Z]{2,10}-(\d+)")
