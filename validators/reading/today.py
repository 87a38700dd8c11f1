"""The date a dialogue states as today's. Only a whole date after words that say so counts."""

import re
from datetime import date
from functools import lru_cache

from studio.record import Message, SystemMessage, UserMessage
from validators.reading.dates import WEEKDAYS, day

_SAID = (
    r"\b(?:today(?:[’']s date)?(?: is|:| =|,)|(?:the )?(?:current|present|today[’']s)"
    r" (?:date(?: and time|/time)?|datetime|time|day)(?: is(?: now)?|:| =)?|date today:"
)
_SAID_BY_SYSTEM = (
    r"|(?:it is|it[’']s|we are|we[’']re)(?: now| currently| today)?|now(?: is)?:?|as of"
    r"|the date is|(?<![\w ])date:"
)
_END = r")[ \t]+(?:on )?"
_BY_USER = re.compile(_SAID + _END, re.IGNORECASE)
_BY_SYSTEM = re.compile(_SAID + _SAID_BY_SYSTEM + _END, re.IGNORECASE)
"""A system message states the date in more ways: there "date: 2026-03-09" is today's."""

_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<before>(?:{_WEEKDAY})\b\.?,? ?)?(?:the )?"
    r"(?P<date>\d{4}[-/]\d\d[-/]\d\d|[\w.]{1,12}(?: of)? [\w.]{1,12},? \d{4})"
    rf"(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?(?:,? ?\(?(?P<after>{_WEEKDAY})\b\)?)?",
    re.IGNORECASE,
)
_FAR = 4000
"""Characters of a message in which the statement is looked for, from either end."""


@lru_cache(maxsize=8192)
def stated(content: str, *, by_system: bool = True) -> date | None:
    """The date a text states as today's, the last one if it does so more than once."""
    if len(content) > 2 * _FAR:
        content = f"{content[:_FAR]}\n{content[-_FAR:]}"
    said = None
    for lead in (_BY_SYSTEM if by_system else _BY_USER).finditer(content):
        found = _DATE.match(content, lead.end())
        if not found:
            continue
        made = day(found["date"], None)
        named = found["before"] or found["after"]
        if made and named and WEEKDAYS[named.lower().strip(" .,")] != made.weekday():
            continue
        said = made or said
    return said


def today_of(messages: tuple[Message, ...], before: int) -> date | None:
    """The date stated last by a system or user message before the given index."""
    for message in reversed(messages[:before]):
        if isinstance(message, SystemMessage | UserMessage):
            said = stated(message.content, by_system=isinstance(message, SystemMessage))
            if said:
                return said
    return None
