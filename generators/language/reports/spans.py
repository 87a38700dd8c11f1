"""The facts of one thing in words, a start and an end as one: "11 March from 18:30 to 19:30"."""

from collections.abc import Sequence

from generators.language.dates import parse_date, parse_time
from generators.language.reports.facts import Fact
from generators.language.reports.moments import TIMES
from generators.language.reports.said import Said
from generators.language.reports.spelling import Style, clock_text, day_text, instant
from generators.language.reports.wording import worded

_STARTS = frozenset("start starts begin begins from opens".split())
_ENDS = frozenset("end ends finish until to closes".split())


def all_worded(things: Sequence[Fact], how: Style) -> list[tuple[Fact, Said]]:
    """Facts with their words, those that can be said in some form; the end of a span goes with its
    start."""
    start = next((fact for fact in things if _side(fact, _STARTS)), None)
    end = next((fact for fact in things if _side(fact, _ENDS)), None)
    scores = _score(things)
    span = _span(start, end, how) if start and end and start.owner == end.owner else None
    found = []
    for fact in things:
        if (span is not None and fact is end) or (scores and fact is scores[1]):
            continue
        if scores and fact is scores[0]:
            found.append((fact, scores[2]))
            continue
        said = span if span is not None and fact is start else worded(fact, how)
        if said.subject or said.remark:
            found.append((fact, said))
    return found


def _score(things: Sequence[Fact]) -> tuple[Fact, Fact, Said] | None:
    """What the home and the away side have, as one score."""
    home = next((f for f in things if f.words[:1] == ("home",) and type(f.value) is int), None)
    away = next((f for f in things if f.words[:1] == ("away",) and type(f.value) is int), None)
    if home is None or away is None or home.words[1:] != away.words[1:]:
        return None
    text = f"{home.value}–{away.value}"
    return home, away, Said("the score", f"is {text}", text, "score", text)


def _side(fact: Fact, words: frozenset[str]) -> bool:
    timed = fact.kind in TIMES and isinstance(fact.value, str)
    return timed and bool(fact.words) and fact.words[0] in words and len(fact.words) <= 2


def _span(start: Fact, end: Fact, how: Style) -> Said | None:
    one, other = instant(str(start.value)), instant(str(end.value))
    if one and other and one[0].date() == other[0].date() and one[0] < other[0]:
        zone = " UTC" if one[1] in ("Z", "z") and how.utc else ""
        clocks = f"{clock_text(one[0].time(), how)} to {clock_text(other[0].time(), how)}{zone}"
        day = day_text(one[0].date(), how)
        return Said(
            "it", f"is on {day} from {clocks}", f"{day}, {clocks}", "time", f"{day}, {clocks}"
        )
    first, last = parse_date(str(start.value)), parse_date(str(end.value))
    if first and last and first < last:
        text = f"{day_text(first, how)} to {day_text(last, how)}"
        return Said("it", f"runs from {text}", text, "dates", text)
    early, late = parse_time(str(start.value)), parse_time(str(end.value))
    if early and late:
        text = f"{clock_text(early, how)} to {clock_text(late, how)}"
        return Said("it", f"runs from {text}", text, "time", text)
    return None
