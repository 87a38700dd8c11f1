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


def _searched(site: Site) -> bool:
    """Whether a text is one to search for."""
    return site.context.split()[:1] in (["search"], ["find"], ["list"]) and site.name in (
        "text",
        "keywords",
        "phrase",
        "words",
    )


_TITLED = frozenset("title name subject headline event heading caption label".split())


def entitled(site: Site) -> bool:
    """Whether the name itself says that a title is wanted."""
    return bool(_TITLED & {*site.parts[-1:]}) and "type" not in site.parts


_ABOUT_NAMES = frozenset(
    "title name names new display meta url heading headline caption label subject the".split()
)

_GIVEN = frozenset(
    """event task reminder note project list group folder file directory dir playlist alarm alert
    dashboard campaign board deck release exhibition recipe course archive report document form
    survey page template scene routine sprint epic milestone team channel image picture video photo
    job meeting post article story topic plan goal habit lesson class quiz collection category menu
    issue ticket commit branch book movie song album content item message conversation chat thread
    section chapter slide presentation sheet spreadsheet workbook table survey poll question rule
    filter policy schedule shift room budget portfolio wishlist cart session workshop conference
    party draft email newsletter ad product listing gallery""".split()
)
"""What people give names of their own, so that any fitting title will do."""


def given(site: Site) -> bool:
    """Whether any title will do: not for the name of a disease, a battle or a share, which exist
    whether or not somebody thinks of one."""
    told = {*site.parts} - _ABOUT_NAMES
    if "histor" in site.context:
        return not told
    return site.technical or not told or bool(told & (_GIVEN | _TITLE_RULES.keys()))


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
    form = "query" if site.meant.kind == "text" and _searched(site) else site.meant.kind
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
    spoken = {*site.context.split()}
    if last in ("message", "note", "comment") and {"cancel", "delete"} & spoken:
        return "reason"
    if last in ("note", "notes") and {"workout", "release"} & spoken:
        return "release_notes" if "release" in spoken else "workout_notes"
    if last == "reason":
        sick = site.about == "health" and "cancel" not in site.context
        if site.about == "finance" and "cancel" not in site.context:
            return "finance.text"
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
