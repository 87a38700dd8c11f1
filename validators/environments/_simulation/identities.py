"""New ids in the style of the ones a schema shows: `evt_9k2mx4` → `evt_3vb81n`. Text keeps its
prefix and the class of every character, numbers keep their number of digits."""

import re
from collections.abc import Mapping
from functools import lru_cache
from random import Random

import jsonschema_rs

from studio.record import Json, Schema

_RANDOM = re.compile(r"[^-_/.:]*\d[^-_/.:]*|[A-Z]{5,}")
_ENDINGS = ("api", "tools", "docs", "web", "cli", "core", "app", "lib", "demo", "ios")
"""What tells apart names that people chose."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"


def _wheel(characters: str) -> str:
    """Characters repeated to 64, to be picked by six bits."""
    return (characters * 64)[:64]


_WHEELS = {
    **dict.fromkeys(_LETTERS, _wheel(_LETTERS)),
    **dict.fromkeys(_LETTERS.upper(), _wheel(_LETTERS.upper())),
    **dict.fromkeys(_DIGITS, _wheel(_DIGITS)),
}
_LEADING = _wheel("123456789")
_HEXADECIMAL = _wheel("0123456789abcdef")


def fresh(example: Json, rng: Random, judge: jsonschema_rs.Validator | None) -> Json:
    """An id like `example` that `judge` accepts; the example itself when none came up."""
    for _ in range(6):
        found = _varied(example, rng)
        if judge is None or judge.is_valid(found):
            return found
    return example


def _varied(example: Json, rng: Random) -> Json:
    if isinstance(example, str):
        before, wheels, after = _parts(example)
        if not wheels:
            return f"{example}-{_ENDINGS[int(rng.random() * len(_ENDINGS))]}"
        bits = rng.getrandbits(6 * len(wheels))
        found = []
        for wheel in wheels:
            found.append(wheel[bits & 63 if len(wheel) > 1 else 0])
            bits >>= 6
        return f"{before}{''.join(found)}{after}"
    if isinstance(example, int) and not isinstance(example, bool):
        low = 10 ** max(1, len(str(abs(example))) - 1)
        return low + int(rng.random() * 9 * low)
    return example


@lru_cache(maxsize=16384)
def _parts(example: str) -> tuple[str, tuple[str, ...], str]:
    """What stays of an id, and for each other character those it may become. Leading capitals stay
    (E20915), as does all that is before the last part with a digit."""
    parts = [*_RANDOM.finditer(example)]
    if not parts:
        return example, (), ""
    text = parts[-1][0]
    lead = re.match(r"[A-Z]+(?=\d+$)", text)
    kept = lead.end() if lead else 0
    hexadecimal = len(text) > 7 and all(c in "0123456789abcdef" for c in text)
    wheels = []
    for place in range(kept, len(text)):
        char = text[place]
        wheel = _HEXADECIMAL if hexadecimal else _WHEELS.get(char, char)
        wheels.append(_LEADING if place == kept and char.isdigit() else wheel)
    return example[: parts[-1].start() + kept], tuple(wheels), example[parts[-1].end() :]


def varies(example: str) -> bool:
    """Whether a text has random parts, as ids do and names do not."""
    return bool(_parts(example)[1])


def called(example: str, name: str) -> str | None:
    """An id like `acme/website` of something called `name`; None for ids of other kinds."""
    owner, slash, last = example.partition("/")
    if not slash or "/" in last or " " in example:
        return None
    return f"{owner}/{'-'.join(re.findall(r'[a-z0-9._]+', name.lower()))}"


def keyed(example: Json, body: Mapping[str, Json]) -> Json:
    """An id like `PAY-70` with the project it belongs to in front."""
    project = body.get("project")
    match = _KEYED.fullmatch(example) if isinstance(example, str) else None
    if match is None or not isinstance(project, str) or not project.isupper():
        return example
    return f"{project}-{match[1]}"


_KEYED = re.compile(r"[A-Z]{2,10}-(\d+)")


def unseen(schema: Schema) -> Json:
    """An id for a field of which no instance has one."""
    if schema.get("type") == "integer":
        return 1000
    if schema.get("minLength", 0) > 14:
        return "3f2b8c1e-9d47-4a6b-8e21-5c7d0f94ab36"
    return "k3v9q2m8x4d1p7"[: schema.get("maxLength", 14)]
