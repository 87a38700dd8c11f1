"""Values a schema itself shows: `examples`, `example`, and what its description quotes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from studio.record import Json, Schema

_QUOTED = re.compile(
    r"`([^`\n]{1,80})`|“([^”\n]{1,80})”|\"([^\"\n]{1,80})\"|(?<![\w])'([^'\n]{1,80})'(?!\w)"
)
_LEAD = re.compile(
    r"(?:\be\.\s?g\.|\bfor example|\bsuch as|\blike|\bexamples?|\bfor instance|\bi\.e\.)[,:]?\s*",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"(?:\bone of|\bpossible values|\ballowed values|\bvalid values|\boptions(?: are| include)?|"
    r"\beither|\bcan be|\bmust be|\bvalues:|\bsupported)\b[^'\"`.]{0,40}",
    re.IGNORECASE,
)
_END = re.compile(r"[.;)\]](?:\s|$)|\n|\)| \(")
_NOTATION = re.compile(
    r"yyyy|hh:mm|dd/mm|mm/dd|city, ?state|city,? country|dontcare|^null$|^none$|^true$|^false$|"
    r"^default|^string$|^\W*$|^iso ?8601|^all$|[{<*]",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[-*•]\s+(?:[A-Z][\w ]{0,24}:\s+)?")
"""The mark and the label of the first entry of a list of examples."""

_PROSE = re.compile(r"^(?:when|if|where|which|because|you|your|this|that|it|see)\b", re.IGNORECASE)
"""A clause that goes on instead of an example."""

_SPLIT = re.compile(r",\s*(?:or |and )?|\s+or\s+|\s+and\s+")


@lru_cache(maxsize=16384)
def described(description: str, name: str) -> tuple[str, ...]:
    """Example values a description gives, in quotes or after "e.g."; notations left out."""
    if not description:
        return ()
    found: list[str] = []
    for match in _QUOTED.finditer(description):
        text = next(group for group in match.groups() if group is not None).strip()
        lead = description[: match.start()][-60:]
        if _LEAD.search(lead) or _CHOICE.search(lead) or found:
            found.append(text)
    if not found:
        found = _unquoted(description)
    kept = [text for text in found if text and not _NOTATION.search(text) and text != name]
    return tuple(dict.fromkeys(kept))


def _unquoted(description: str) -> list[str]:
    """What follows "e.g." up to the end of the clause, taken apart at "or" (and at commas where
    the parts are alike)."""
    lead = re.search(
        r"\b(?:e\.\s?g\.|for example|example:|examples:|such as)[,:]?\s*", description, re.I
    )
    if lead is None:
        return []
    rest = description[lead.end() :]
    end = _END.search(rest)
    clause = rest[: end.start()] if end else rest
    clause = _BULLET.sub("", clause.strip().rstrip("."))
    if not clause or len(clause) > 90 or _PROSE.match(clause):
        return []
    if ", " in clause and all(" " not in part for part in clause.split(", ")):
        return [part.strip("'\"` ") for part in clause.split(", ")]
    parts = [part.strip() for part in re.split(r"\s+or\s+", clause)]
    if len(parts) > 1:
        first = [part.strip() for part in parts[0].split(",")]
        parts = [*first, *parts[1:]] if len(first) > 1 and len(parts) == 2 else parts
    elif clause.count(",") >= 2:
        parts = [part.strip() for part in _SPLIT.split(clause)]
    return [part.strip("'\"` ") for part in parts if 0 < len(part) <= 60]


def stated(schema: Schema) -> list[Json]:
    """The values under `examples` and `example`."""
    found = schema.get("examples", ())
    values = list(found) if isinstance(found, (list, tuple)) else []
    if "example" in schema:
        values.append(schema["example"])
    return values


_DEFAULT = re.compile(
    r"\bdefaults?(?: value)?(?: is| to|:|=)?(?: set to)? ['\"`]?"
    r"(true|false|-?\d+(?:\.\d+)?|[\w-]+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def described_default(description: str) -> str:
    """The default a description states, as lower-case text; empty when it states none."""
    found = _DEFAULT.search(description)
    return found.group(1).lower() if found else ""


_WORD_NUMBER = re.compile(r"[A-Za-z]{2,}[0-9]+")


def varied(sample: str, rng: Random, opaque: bool = False) -> str:
    """Another identifier of the same shape: `ord_8f3k2m1q` → other characters of each class;
    words are kept. An `opaque` sample without digits has its later short runs changed."""
    if opaque and not any(char.isdigit() for char in sample):
        head, *runs = re.split(r"([^0-9A-Za-z]+)", sample)
        return head + "".join(
            "".join(_like(char, run, rng) for char in run)
            if run.isalpha() and len(run) <= 4
            else run
            for run in runs
        )

    def change(match: re.Match[str]) -> str:
        text = match.group()
        if text.isdigit():
            return _digits(text, rng)
        if _WORD_NUMBER.fullmatch(text):
            stem = text.rstrip("0123456789")
            tail = text[len(stem) :]
            return stem + (_digits(tail, rng) if len(tail) > 1 else tail)
        if any(char.isdigit() for char in text):
            return "".join(_like(char, text, rng) for char in text)
        return text

    return re.sub(r"[0-9A-Za-z]+", change, sample)


def _digits(text: str, rng: Random) -> str:
    low = 0 if text.startswith("0") else 1
    return "".join(str(rng.randint(low if place == 0 else 0, 9)) for place in range(len(text)))


def _like(char: str, text: str, rng: Random) -> str:
    if char.isdigit():
        return str(rng.randint(0, 9))
    hexadecimal = all(other in "0123456789abcdefABCDEF" for other in text)
    letters: Sequence[str] = "abcdef" if hexadecimal else "abcdefghjkmnpqrstuvwxyz"
    return rng.choice(letters).upper() if char.isupper() else rng.choice(letters)
