"""The date a dialogue states as today's. Only a whole date after words that say so counts."""

import re
from datetime import date
from functools import lru_cache

from studio.record import Message, SystemMessage, UserMessage
from validators.transforms._dates import WEEKDAYS, day

_LEAD = re.compile(
    r"\b(?:today(?:[’']s date)?(?: is|:| =|,)|(?:the )?(?:current|present|today[’']s)"
    r" (?:date(?: and time|/time)?|datetime|time|day)(?: is(?: now)?|:| =)?|(?:it is|it[’']s|"
    r"we are|we[’']re)(?: now| currently| today)?|now(?: is)?:?|as of|date(?: today)?:|the date is)"
    r"[ \t]+(?:on )?",
    re.IGNORECASE,
)
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
def stated(content: str) -> date | None:
    """The date a text states as today's, the last one if it does so more than once."""
    if len(content) > 2 * _FAR:
        content = f"{content[:_FAR]}\n{content[-_FAR:]}"
    said = None
    for lead in _LEAD.finditer(content):
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
        if isinstance(message, SystemMessage | UserMessage) and (said := stated(message.content)):
            return said
    return None
