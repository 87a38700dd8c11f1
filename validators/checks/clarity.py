"""clarity: the words tell which value is meant by which argument.

Only for calls whose groundings are known. Two numbers of one form ("a triangle with 25, 5"), or two
dates or times, have to be told apart: by a word of the argument's name or description beside all of
them but one, by "from" and "to", or by their units. A day counted from today ("in two weeks") is
not a clear end of a stretch whose start is said as well: it could count from that start. And "3%"
is 3 only where the schema speaks of percent, 0.03 only where it speaks of fractions.

Reason: `ambiguous_argument`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.check import SampleCheck
from studio.record import Check, ExpectedCall, Json, Sample, Schema, Tool
from validators.reading.words import stem, stems, words

_SIDES = {
    "from": "from since starting start starts begin begins beginning after earliest between first"
    " checkin arrival arrive arriving old original initial pickup leaving",
    "to": "to until till through end ends ending before by latest up last at most"
    " checkout new final return returning dropoff",
}
_SIDE = {word: side for side, text in _SIDES.items() for word in text.split()}
_HYPHEN = re.compile(r"(?<=check|.pick|.drop)[- ](?=in|out|up|off)")
"""What parts "check-in" and "pick-up", which are one word here."""
_LINKS = frozenset("of on at for in by per over times out than into".split())
_COUNTED = re.compile(r"\bin (?:a|\w+) (?:days?|weeks?)$|\bfrom (?:now|today)$", re.IGNORECASE)
_DATED = frozenset({"date", "datetime"})
_SECOND = frozenset("end until out return back finish".split())
_REACH = 48
"""Characters before a value in which its name is looked for."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One top-level argument and where it was said."""

    name: str
    form: str
    """Values of one form could be taken for each other."""
    text: str
    before: str
    """The words since the value before, as far as they reach."""
    after: str
    cues: frozenset[str]
    """Stems of its name and description."""


class Clarity:
    """Finds values that could belong to either of two arguments."""

    name = "clarity"
    reasons: tuple[str, ...] = ("ambiguous_argument",)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The arguments of a call that the words do not tell apart."""
        roots = {tool.name: tool.parameters for tool in tools.values()}
        for turn in sample.expected:
            if turn.behaviour != "call":
                continue
            spans = sorted({(g.message, g.start, g.end) for c in turn.calls for g in c.grounding})
            for call in turn.calls:
                said = _said(sample, call, roots.get(call.name, {}), spans)
                detail = _unclear(said) or _share(call, roots.get(call.name, {}))
                if detail:
                    detail = f"{call.name}: {detail}"
                    yield Check(
                        name=self.name, ok=False, reason="ambiguous_argument", detail=detail
                    )


_PERCENT = re.compile(r"percent|%|\bpct\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"decimal|fraction|probabilit|ratio\b|\b0\.\d|0 (?:to|and) 1\b", re.IGNORECASE
)


def _share(call: ExpectedCall, root: Schema) -> str:
    """A percentage of which nothing tells whether it is wanted as one; empty when it is clear."""
    properties = root.get("properties", {})
    for grounding in call.grounding:
        name = grounding.path[1:].replace("~1", "/").replace("~0", "~")
        value, schema = call.arguments.get(name), properties.get(name)
        if grounding.transform != "percent" or not isinstance(schema, dict):
            continue
        whole = isinstance(value, int | float) and (value > 1 or schema.get("type") == "integer")
        about = f"{name} {schema.get('description', '')} {root.get('description', '')}"
        default = schema.get("default")
        bounded = schema.get("maximum", 100) <= 1 or (isinstance(default, float) and default < 1)
        wide = schema.get("maximum") == 100
        if not (_PERCENT.search(about) or wide if whole else _FRACTION.search(about) or bounded):
            return f"{name} = {value} could as well be {'a fraction' if whole else 'in percent'}"
    return ""


def _said(
    sample: Sample, call: ExpectedCall, root: Schema, spans: Sequence[tuple[int, int, int]]
) -> list[_Said]:
    found: list[_Said] = []
    properties = root.get("properties", {})
    for grounding in call.grounding:
        name = grounding.path[1:].replace("~1", "/").replace("~0", "~")
        value = call.arguments.get(name)
        if grounding.source != "message" or name not in call.arguments:
            continue
        content = getattr(sample.messages[grounding.message], "content", "") or ""
        text = content[grounding.start : grounding.end]
        form = _form(name, value, grounding.transform, text)
        if not form:
            continue
        place = (grounding.message, grounding.start, grounding.end)
        low, high = _between(place, spans, len(content))
        found.append(
            _Said(
                name,
                form,
                text,
                content[max(low, grounding.start - _REACH) : grounding.start].lower(),
                content[grounding.end : high].lower(),
                _cues(name, properties.get(name)),
            )
        )
    return found


def _between(
    place: tuple[int, int, int], spans: Sequence[tuple[int, int, int]], length: int
) -> tuple[int, int]:
    """Where the value before ends and the one after starts."""
    message, start, end = place
    ends = [e for m, _, e in spans if m == message and e <= start]
    starts = [s for m, s, _ in spans if m == message and s >= end]
    return max(ends, default=0), min(starts, default=length)


def _form(name: str, value: Json, transform: str, text: str) -> str:
    """What a value could be confused with; empty for what is no number, date or time."""
    if transform in _DATED or transform == "time":
        return "date" if transform in _DATED else "time"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    unit = text.strip().split()[-1].lower() if " " in text.strip() else ""
    if transform == "month" or (1900 <= value <= 2100 and "year" in words(name)):
        return "month" if transform == "month" else "year"
    if transform in ("percent", "money") or not unit.isalpha():
        mark = "%" if "%" in text or "percent" in text else ""
        return f"number{mark}"
    return f"number {stem(unit)}"


def _cues(name: str, schema: Json) -> frozenset[str]:
    described = str(schema.get("description", "")) if isinstance(schema, dict) else ""
    letters = {word for word in words(name) if len(word) <= 2}
    return stems(name) | stems(described[:160].partition(". ")[0]) | letters


def _unclear(said: Sequence[_Said]) -> str:
    """What cannot be told apart, in words; empty when all is clear."""
    dates = [one for one in said if one.form == "date"]
    for one in dates if len(dates) > 1 else ():
        if _COUNTED.search(one.text) and _SECOND & {*words(one.name), *one.cues}:
            return f"{one.text!r} could count from today or from the other date"
    for form in sorted({one.form for one in said}):
        alike = [one for one in said if one.form == form]
        unnamed = [one for one in alike if not _told(one, alike)]
        if len(unnamed) > 1 and not _paired(alike):
            shown = ", ".join(repr(one.text) for one in unnamed)
            return f"{shown} could each be either of {', '.join(one.name for one in unnamed)}"
    return ""


def _told(one: _Said, alike: Sequence[_Said]) -> bool:
    """Whether a word beside the value tells it from the others of its form."""
    near = [*words(one.before), *words(one.after)[:3]]
    spoken = frozenset({*(stem(word) for word in near), *near})
    others = [other for other in alike if other is not one]
    if all(len(one.cues & spoken) > len(other.cues & spoken) for other in others):
        return True
    if (one.cues - frozenset[str]().union(*(other.cues for other in others))) & spoken:
        return True
    mine = _sides(one)
    return len(mine) == 1 and all(mine != _sides(other) for other in others)


def _sides(one: _Said) -> set[str]:
    near = words(_HYPHEN.sub("", one.before))[-3:]
    return {_SIDE[word] for word in near if word in _SIDE}


def _paired(alike: Sequence[_Said]) -> bool:
    """Whether each follows another small word ("15 of 200"), or they are a point on the map."""
    if all({"latitud", "longitud", "lat", "lon", "lng"} & one.cues for one in alike):
        return True
    links = [words(one.before)[-1:] for one in alike]
    linked = [bool(link) and (link[0] in _LINKS or link[0] in _SIDE) for link in links]
    return len({*links}) == len(links) and all(linked[1:])


PART: SampleCheck = Clarity()
