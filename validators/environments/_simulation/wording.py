"""Titles of what a search for some words finds: the words themselves, put as such a thing would be
called."""

from collections.abc import Mapping

_TITLES: Mapping[str, tuple[str, ...]] = {
    "book": ("{Q}", "The {q} handbook", "Introduction to {q}", "{Q}: a short history"),
    "course": ("{Q}", "{Q} for beginners", "Introduction to {q}", "Advanced {q}"),
    "message": ("{Q}", "Re: {q}", "Question about {q}", "{Q}: next steps", "Update: {q}"),
    "email": ("{Q}", "Re: {q}", "Question about {q}", "{Q}: next steps"),
    "thread": ("{Q}", "Re: {q}", "Question about {q}", "{Q}: next steps"),
    "event": ("{Q}", "{Q} (follow-up)", "{Q} with the team", "Prepare {q}"),
    "product": ("{Q}", "{Q} Classic", "{Q} Nordic", "{Q} Light", "{Q} Plus"),
    "ticket": ("{Q}", "Check {q}", "{Q} after the last update", "Follow up on {q}"),
    "issue": ("{Q}", "{Q} on mobile", "{Q} after the last update", "Document {q}"),
    "file": ("{Q}", "{Q} draft", "{Q} notes", "{Q} 2025"),
    "document": ("{Q}", "{Q} draft", "{Q} notes", "{Q} 2025"),
    "note": ("{Q}", "{Q} notes", "Ideas for {q}"),
    "track": ("{Q}", "{Q} (Live)", "{Q} (Acoustic)", "{Q} (Remastered)"),
    "song": ("{Q}", "{Q} (Live)", "{Q} (Acoustic)"),
    "playlist": ("{Q}", "{Q} mix", "Best of {q}"),
    "video": ("{Q}", "{Q} explained", "{Q} in ten minutes", "How to: {q}"),
}
_OTHERS = ("{Q}", "{Q} overview", "{Q} notes", "More on {q}", "{Q} (archive)")


def titled(query: str, resource: str, place: int) -> str:
    """Title number `place` of a thing found by `query`."""
    patterns = _TITLES.get(resource.rpartition(" ")[2], _OTHERS)
    text = query.strip().strip("\"'")
    capital = text[:1].upper() + text[1:]
    return patterns[place % len(patterns)].format(q=text, Q=capital)


def named_file(query: str, example: str, place: int) -> str:
    """A file name in the style of the example."""
    _, dot, ending = example.rpartition(".")
    stem, _, own = query.rpartition(".")
    if stem and own.isalnum() and len(own) < 6:
        query, ending = stem, own
    parts = query.lower().split()
    mark = ("", "-draft", "-2025", "-final", "-notes")[place % 5]
    mark = "-copy" if mark and mark[1:] in parts else mark
    return "-".join(parts) + mark + dot + ending


def slug(query: str) -> str:
    """The words of a query as one technical name."""
    return "-".join("".join(c if c.isalnum() else " " for c in query.lower()).split())
