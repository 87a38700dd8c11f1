"""What a thing in a result is called: its title or name, the two sides of a match, a code."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from generators.language.intent import intent, meanings
from generators.language.reports.facts import Fact
from generators.language.reports.fields import WRAPPERS
from generators.language.reports.spelling import Style, spell
from generators.language.words import bare, is_plural, stems
from generators.meaning import singular
from studio.record import Json, Tool

TITLES = (
    ("title",), ("display", "name"), ("full", "name"), ("name",), ("subject",), ("headline",),
    ("dish",), ("film",), ("label",), ("file", "name"), ("filename",), ("team",), ("medicine",),
    ("meaning",), ("question",), ("payee",), ("merchant",),
)  # fmt: skip
"""Names of fields that hold what a thing is called, by how well they say it."""
_KINDS = (
    "title", "song", "movie", "book", "product", "artist", "person", "team", "food", "company",
    "place", "filename", "slug", "flight", "reference", "email", "city", "airport", "topic",
)  # fmt: skip


_NOT_NAMING = frozenset("by to location region zone address".split())


def name_of(things: Sequence[Fact], how: Style) -> tuple[str, tuple[Fact, ...]]:
    """What a thing is called and the facts that say so; empty where nothing names it."""
    own = [f for f in things if isinstance(f.value, str) and {*f.owner} <= WRAPPERS]
    home = next((fact for fact in own if fact.words[:1] == ("home",)), None)
    away = next((fact for fact in own if fact.words[:1] == ("away",)), None)
    if home and away and home.words[-1] == away.words[-1]:
        return f"{home.value} v {away.value}", (home, away)
    for words in TITLES:
        for fact in own:
            if fact.words == words and (text := spell(fact, how)):
                return text, (fact,)
    for fact in own:
        titled = fact.words == ("summary",) and "title" in fact.frame.description.lower()
        if titled and (text := spell(fact, how)):
            return text, (fact,)
    for kind in _KINDS:
        for fact in own:
            named = fact.kind == kind and not _NOT_NAMING & {*fact.words}
            if named and (text := spell(fact, how)):
                return text, (fact,)
    return "", ()


def own_id(things: Sequence[Fact]) -> Fact | None:
    """The fact that identifies the thing itself, where the user does not know it: `id`, the id
    called after what the tool is about, else the first one of a short result."""
    ids = [fact for fact in things if fact.kind in ("id", "reference") and not fact.owner]
    if not ids:
        return None
    noun = {*stems(noun_of(ids[0].frame.tool))}
    bare_ = next((fact for fact in ids if fact.words == ("id",)), None)
    called = next((fact for fact in ids if noun & {*stems(" ".join(fact.words))}), None)
    found = bare_ or called or (ids[0] if len(things) <= _SHORT else None)
    return None if found is None or found.known else found


_SHORT = 10
"""Facts up to which the first id of a result is the thing's own."""
_NO_NOUN = frozenset("how what when whether where why who if that".split())


_NOUNS: dict[str, str] = {}
"""By tool id, which names the content."""
_MOST = 65_536


def noun_of(tool: Tool) -> str:
    """What a tool is about, as a noun without its article: `event`, `pull request`; "result"
    where its words make no noun."""
    found = _NOUNS.get(tool.id)
    if found is None:
        if len(_NOUNS) >= _MOST:
            _NOUNS.clear()
        found = _NOUNS[tool.id] = _noun(tool)
    return found


def _noun(tool: Tool) -> str:
    words = intent(tool).object.rest.removesuffix(" of") or intent(tool).object.words
    found = singular_phrase(bare(words)).removeprefix("my ").removeprefix("your ")
    fits = found and len(found.split()) <= 5 and not _NO_NOUN & {*found.split()}
    return found if fits else "result"


@lru_cache(maxsize=8192)
def singular_phrase(phrase: str) -> str:
    """The phrase with its head in the singular."""
    if not phrase:
        return ""
    for preposition in (" of ", " for ", " with ", " in ", " on ", " at ", " from ", " to "):
        before, found, after = phrase.partition(preposition)
        if found:
            return f"{singular_phrase(before)}{found}{after}"
    if not is_plural(phrase):
        return phrase
    first, _, last = phrase.rpartition(" ")
    return f"{first} {singular(last)}".strip()


_SAYABLE = frozenset(
    "city country person place company team song artist movie book product topic".split()
)
_TITLED = frozenset({"title", "reference"})


def zone_text(value: Json) -> str:
    """ "Chicago" of America/Chicago, UTC; empty for what is no time zone."""
    if not isinstance(value, str):
        return ""
    if value in ("UTC", "GMT"):
        return value
    area, _, town = value.rpartition("/")
    return town.replace("_", " ") if area in _AREAS and town[:1].isupper() else ""


_AREAS = frozenset("Africa America Asia Atlantic Australia Europe Indian Pacific Arctic".split())
_BEFORE = frozenset("in for at near by about of with on".split())


def place(tool: Tool, arguments: Mapping[str, Json]) -> str:
    """Where or for whom the request was, in the words of the tool: "in Oslo", "by Ana Ruiz"; empty
    where no argument can be said so."""
    known = meanings(tool)
    for chunk in intent(tool).phrases:
        value = arguments.get(chunk.param) if chunk.param else None
        if chunk.prep in _BEFORE and _name(value) and known[chunk.param].kind in _SAYABLE:
            return f"{chunk.prep} {value}"
    for value in arguments.values():
        if zone := zone_text(value):
            return f"in {zone}"
    for name, value in arguments.items():
        if known[name].kind in ("city", "country") and _name(value) and not known[name].role:
            return f"in {value}"
    return ""


def _name(value: Json) -> bool:
    """Whether a value is a name as people write it: no code."""
    return isinstance(value, str) and 3 < len(value) < 40 and value[0].isupper()
