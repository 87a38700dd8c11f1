"""Results with two sides, each said with what it is the side of: "13:00 in Chicago is 03:00 the
next day in Tokyo".
"""

from collections.abc import Mapping
from datetime import datetime

from generators.language.reports.composing import capital
from generators.language.reports.facts import facts
from generators.language.reports.frames import Frame
from generators.language.reports.names import name_of, zone_text
from generators.language.reports.spans import all_worded
from generators.language.reports.spelling import Style, clock_text, instant
from studio.record import Json

_PAIRS = (
    ("source", "target"), ("from", "to"), ("origin", "destination"), ("start", "end"),
    ("before", "after"), ("sender", "recipient"), ("departure", "arrival"), ("old", "new"),
)  # fmt: skip
_MOST = 3


def two_sides(value: Mapping[str, Json], frame: Frame, said: frozenset[str], how: Style) -> str:
    """Both sides of a result; empty where it has none, or none that can be told so."""
    for names in _PAIRS:
        one, other = (value.get(name) for name in names)
        if isinstance(one, dict) and isinstance(other, dict) and {*one} == {*other}:
            return _times(one, other, how) or _lines(names, value, frame, said, how)
    return ""


def _times(one: Mapping[str, Json], other: Mapping[str, Json], how: Style) -> str:
    """The same moment in two time zones."""
    first, second = _moment(one), _moment(other)
    if first is None or second is None:
        return ""
    days = (second[1].date() - first[1].date()).days
    if abs(days) > 1:
        return ""
    later = {0: "", 1: " the next day", -1: " the day before"}[days]
    early, late = (clock_text(when.time(), how) for _, when in (first, second))
    return f"{early} in {first[0]} is {late}{later} in {second[0]}."


def _moment(side: Mapping[str, Json]) -> tuple[str, datetime] | None:
    zone = next((text for item in side.values() if (text := zone_text(item))), "")
    found = next((at for v in side.values() if isinstance(v, str) and (at := instant(v))), None)
    return (zone, found[0]) if zone and found else None


def _lines(
    names: tuple[str, str],
    value: Mapping[str, Json],
    frame: Frame,
    said: frozenset[str],
    how: Style,
) -> str:
    lines = []
    for name in names:
        side = value[name]
        things = facts(side, frame.member(name), said) if isinstance(side, dict) else []
        called, naming = name_of(things, how)
        rest = [fact for fact in things if not any(fact is other for other in naming)]
        remarks = [each.remark for _, each in all_worded(rest, how) if each.remark][:_MOST]
        parts = [called, *remarks] if called else remarks
        if not parts:
            return ""
        lines.append(f"{capital(name)}: {', '.join(parts)}")
    return "\n".join(lines)
