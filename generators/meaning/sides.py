"""The side of a pair a name stands for, and whether a moment lies ahead or behind."""

import re

from generators.meaning.nouns import words

_ROLES = {
    "start": "start first begin since from after earliest checkin",
    "end": "end last finish until to before latest checkout",
    "least": "minimum lower lowest least",
    "most": "maximum upper highest most",
    "source": "source origin base departure pickup",
    "target": "target second destination arrival dropoff",
}


_ROLE_OF = {word: role for role, group in _ROLES.items() for word in group.split()}


_CALENDAR = frozenset("date time day days year month week hour timestamp datetime".split())


def role_of(parts: tuple[str, ...]) -> str:
    if len(parts) > 1 and parts[0] in ("from", "to") and not _CALENDAR & {*parts}:
        return "source" if parts[0] == "from" else "target"
    if parts[:2] in (("check", "in"), ("pick", "up")):
        return "start" if parts[0] == "check" else "source"
    if parts[:2] == ("drop", "off"):
        return "target"
    if parts[:2] == ("check", "out") or parts[:1] == ("return",):
        return "end"
    if parts[-1:] and parts[-1] in ("start", "end", "minimum", "maximum", "from", "to"):
        return _ROLE_OF[parts[-1]]
    return next((_ROLE_OF[word] for word in parts if word in _ROLE_OF), "")


_PAST = re.compile(
    r"\b(birth|born|histor|past\b|previous|purchased|created\b|modified|updated|changed|edited|sent\b|uploaded|bought|paid\b|since\b|happened|"
    r"issued|founded|joined|hired|published|released|incident|occurred|symptom|graduat|visited|"
    r"archived|spent|recorded|received|started on|last (login|seen|used|visit)|statement|expense|"
    r"transaction|score|step|sleep|analytics|usage|metrics?\b|audit|sales|as of\b)",
    re.IGNORECASE,
)


_FUTURE = re.compile(
    r"\b(book|reserv|schedul|departure|depart|return|check.?in|check.?out|due\b|deadline|remind|"
    r"appointment|event|meeting|expir|deliver|pickup|pick.up|flight|arriv|travel|trip|forecast|"
    r"upcoming|alarm|plan|future|rent|journey|show(s|times?)?\b|stay|rsvp|concert|ticket|wake|"
    r"first(?! day\b)|leave|standing|next|hotel|train|shift|tide|tomorrow|available|opening)",
    re.IGNORECASE,
)


_AHEAD = frozenset(
    """create add book schedule reserve request plan set move reschedule change enrol enroll invite
    assign order rent find remind postpone cancel start open""".split()
)


_BEHIND = frozenset("log record report track review".split())


_LOOKING = frozenset("get list describe search query fetch count export read download".split())
"""What is only looked at has happened, unless something says that it lies ahead."""


def tense_of(phrase: str, description: str, tool: str) -> str:
    """Whether a point in time lies behind or ahead: by name, then by what the tool does, then by
    the description."""
    called = words(tool)
    found = _told(phrase)
    if found or not called:
        return found or _told(description)
    if called[0] in _BEHIND:
        return "past"
    if called[0] in _AHEAD:
        return "future"
    told = _told(description) or _told(" ".join(called))
    return told or ("past" if _looked_at(called, f"{description} {tool}") else "")


def _looked_at(called: tuple[str, ...], text: str) -> bool:
    return not _LOOKING.isdisjoint(called) and _FUTURE.search(text) is None


def _told(text: str) -> str:
    past, future = _PAST.search(text), _FUTURE.search(text)
    if bool(past) == bool(future):
        return ""
    return "past" if past else "future"
