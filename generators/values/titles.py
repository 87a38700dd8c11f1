"""Titles, texts and searches for a place: which of the phrase rules fits its name and tool."""

from generators.values import wording
from generators.values.codes import CODES
from generators.values.site import Site
from generators.values.world import Maker

_TITLE_RULES = {
    "album": "album",
    "course": "subject",
    "lesson": "subject",
    "job": "jobs.title",
    "playlist": "music.title",
    "task": "tasks.title",
    "reminder": "tasks.title",
    "event": "calendar.title",
    "meeting": "calendar.title",
    "subject": "mail.title",
    "book": "book",
    "movie": "movie",
    "song": "song",
    "recipe": "dish",
    "commit": "code.title",
    "issue": "code.title",
    "campaign": "marketing.title",
    "alarm": "home.title",
    "scene": "home.title",
}


_TITLED = frozenset("title name subject headline event heading caption label".split())


def entitled(site: Site) -> bool:
    """Whether the name itself says that a title is wanted."""
    return bool(_TITLED & {*site.parts[-1:]}) and "type" not in site.parts


_WORKS = (
    ("song", ("song", "lyrics", "track", "karaoke")),
    ("movie", ("movie", "film", "cinema")),
    ("book", ("book", "novel", "library")),
)


_HOSTS = frozenset({"food", "travel"})
"""Domains whose own texts are wishes of guests."""

_TEXT_RULES = {
    "review": "review",
    "reviews": "review",
    "requests": "wish",
    "instructions": "wish",
    "request": "wish",
    "prompt": "picture",
}


def titled(site: Site) -> Maker:
    """The maker of titles, texts and searches for this place."""
    form = site.meant.kind
    if form == "title" and _technical_name(site):
        return CODES["slug"](site)
    symbol = {"text": _text_rule, "title": _title_rule, "query": _query_rule}[form](site)
    if not symbol:
        about = site.about
        return lambda world: wording.text_for(world, about, form)
    if symbol in wording.pools():
        found = wording.pools()[symbol]
        return lambda world: world.pick(found)
    if form == "title":
        return lambda world: _capital(wording.phrase(world, symbol))
    return lambda world: wording.phrase(world, symbol)


def _technical_name(site: Site) -> bool:
    """Whether a "title" is the name of a machine or service rather than a headline."""
    return site.technical and not {"title", "display", "headline", "label"} & {*site.parts}


def _title_rule(site: Site) -> str:
    if site.parts in (("title",), ("name",)):
        spoken = site.context.split()
        for work, hints in _WORKS:
            if any(hint in spoken for hint in hints):
                return work
    for part in site.parts:
        if part == "subject" and site.about == "education":
            return "subject"
        if part == "event" and _TICKETS & {*site.context.split()}:
            return "happening"
        if part in _TITLE_RULES:
            return _TITLE_RULES[part]
    return ""


_TICKETS = frozenset({"ticket", "tickets", "concert", "concerts", "cultural"})


def _query_rule(site: Site) -> str:
    return "keyword" if site.parts[-1:] in (("keyword",), ("keywords",), ("term",)) else ""


def _text_rule(site: Site) -> str:
    """The rule for texts whose name or tool says more than the domain does."""
    last = site.parts[-1] if site.parts else ""
    if last == "reason":
        sick = site.about == "health" and "cancel" not in site.context
        return "symptom" if sick else "reason"
    if last == "prompt" and not any(w in site.context for w in ("image", "picture", "draw")):
        return ""
    if last in _TEXT_RULES:
        rule = _TEXT_RULES[last]
        return f"{site.about}.text" if rule == "wish" and site.about in _HOSTS else rule
    if (
        last in ("text", "comment", "body", "content", "feedback")
        and "review" in site.context.split()
    ):
        return "code.text" if site.about == "code" else "review"
    if last == "description" and site.about == "code" and "repository" in site.context:
        return "project"
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
