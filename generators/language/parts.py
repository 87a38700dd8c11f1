"""A call taken apart into the pieces of a request: object, phrases, clauses, asides.

How the pieces become sentences is decided by `request`, `notes` and `several`.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from generators.language.clauses import clause
from generators.language.intent import Chunk, Intent, intent
from generators.language.phrase import Phrase, fill, plain
from generators.language.placing import entity
from generators.language.saying import Speaker, Unit, say, units
from generators.language.words import bare, is_plural, plural, with_article
from generators.meaning import element
from studio.record import Json, Schema, Tool


@dataclass(frozen=True, slots=True)
class Parts:
    """A call taken apart: who does what to what, and what else was said about it."""

    intent: Intent
    object: Phrase
    """The object with its value, if it carries one: `the weather in `, `order ord_1`."""
    tail: Phrase
    """Phrases and clauses that follow the object, each with its leading blank or comma."""
    clauses: tuple[str, ...]
    """Names of the arguments that became clauses of `tail`."""
    later: tuple[Unit, ...]
    """Arguments left for sentences of their own."""
    asides: tuple["Aside", ...]
    """Flags and limits, said at the end or by themselves."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A clause that can stand alone; `command` when it is a command itself: `skip the invites`."""

    phrase: Phrase
    command: bool


_ASIDE = frozenset({"flag", "count", "sort"})
_LONG = frozenset({"text", "code", "json", "object", "regex"})


def parts(
    tool: Tool,
    arguments: Mapping[str, Json],
    speaker: Speaker,
    room: int,
    aim: Intent | None = None,
) -> Parts:
    """The call in pieces, at most `room` arguments woven in; `aim` where the intent is put in other
    words than the tool's own. Raises Unsayable."""
    root = tool.parameters
    aim = aim or intent(tool)
    left = {unit.name: unit for unit in units(tool, arguments)}
    head = _object(aim, left, speaker, root)
    tail: Phrase = []
    for chunk in aim.phrases:
        tail += _phrase(chunk, aim, arguments, left, speaker, root)
    asides: list[Aside] = []
    later: list[Unit] = []
    clauses: list[str] = []
    woven = len(arguments) - len(left)
    about = f"{aim.object.rest} {aim.object.words}" if aim.object.rest else aim.object.words
    for unit in sorted(left.values(), key=_place):
        if _beside(unit, aim):
            asides.append(_aside(unit, speaker, root, aim))
        elif woven < room and not (unit.meaning.kind in _LONG and woven > 1):
            tail += clause(unit, speaker, root, aim.verb.kind, about)
            clauses.append(unit.name)
            woven += 1
        else:
            later.append(unit)
    return Parts(aim, head, tail, tuple(clauses), tuple(later), tuple(asides))


def _beside(unit: Unit, aim: Intent) -> bool:
    """Whether an argument is an afterthought: flags, and how many results in which order."""
    kind = unit.meaning.kind
    return kind == "flag" or (kind in _ASIDE and aim.verb.kind in _RESULTS)


_RESULTS = frozenset({"list", "search", "read", "compute"})


def _aside(unit: Unit, speaker: Speaker, root: Schema, aim: Intent) -> Aside:
    if unit.meaning.kind != "flag":
        return Aside(clause(unit, speaker, root, aim.verb.kind, aim.object.words), False)
    said = say(unit, speaker, root)
    lead = " and " if said.form == "imperative" and speaker.rng.random() < 0.4 else ", "
    attached = plain(said.phrase).startswith(("with", "including"))
    if said.form == "adverbial" and attached and speaker.rng.random() < 0.6:
        lead = " "
    return Aside([lead, *said.phrase], said.form == "imperative")


_ORDER = (
    "title product food song artist movie book quantity money source target city place airport "
    "person contact email".split()
)


def _place(unit: Unit) -> int:
    """Who and what come before when, and long texts last."""
    kind = unit.meaning.kind
    if kind in _LONG or isinstance(unit.value, dict):
        return 90
    if unit.meaning.role == "end":
        return 61
    if kind in ("date", "datetime", "time"):
        return 60
    if kind == "duration":
        return 65
    return _ORDER.index(kind) if kind in _ORDER else 50


_NAMED = frozenset({"id", "reference", "slug", "filename"})
_CALLED = frozenset({"title", "category", "enum", "list"})
_AMOUNTS = frozenset("money number quantity duration distance weight temperature percent".split())
_MAKING = frozenset("create make generate build register insert draft compose write start".split())
"""Verbs whose object does not exist yet, so that no name or number stands for it."""
_GIVEN = frozenset("convert transfer send pay split round factor exchange deposit withdraw".split())
"""Verbs whose object is an amount the user states; of others the amount is the answer."""


def _object(
    aim: Intent, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    chunk = aim.object
    if chunk.param not in left:
        return _unsaid_object(aim, left, speaker, root)
    if not chunk.rest and not _stands_for(aim, left[chunk.param].meaning.kind):
        return [chunk.words]
    unit = left.pop(chunk.param)
    said = _substituted(chunk, unit, left, speaker, root)
    if aim.base == "convert" and unit.meaning.kind in _AMOUNTS:
        sources = [u for u in left.values() if u.meaning.kind == "unit"]
        source = next((u for u in sources if u.meaning.role in ("source", "start")), None)
        if source is not None:
            said += [" ", *say(left.pop(source.name), speaker, dict(root)).phrase]
    return said


def _stands_for(aim: Intent, kind: str) -> bool:
    """Whether a value of this kind may take the place of the object's words."""
    if kind in _AMOUNTS:
        return aim.base in _GIVEN
    adding = aim.base == "add" and not any(c.prep in ("to", "in") for c in aim.phrases)
    making = aim.base in _MAKING or aim.base == "set up" or adding
    return not (making and kind in _NAMED | _CALLED)


def _unsaid_object(
    aim: Intent, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    chunk = aim.object
    if chunk.rest and chunk.rest_param in left and f"/{chunk.rest_param}" not in speaker.variants:
        return _lead(chunk, left, speaker, root)[:-1]
    words = unfilled(chunk, root, speaker)
    if speaker.variants and aim.verb.kind == "create" and not _varies_phrase(aim, speaker):
        words = plural(bare(words)) if words else words
    if bare(words) in _MONIES and (sum_ := _sum(left, speaker)):
        return say(left.pop(sum_.name), speaker, dict(root)).phrase
    amount = _several(left, speaker) if is_plural(words) else None
    if amount is not None:
        return [*say(left.pop(amount.name), speaker, dict(root)).phrase, f" {bare(words)}"]
    if words.startswith("all ") and any(u.meaning.kind == "count" for u in left.values()):
        words = words.removeprefix("all ").removeprefix("the ")
    return [words] if words else []


def _varies_phrase(aim: Intent, speaker: Speaker) -> bool:
    """Whether the argument that varies stands in one of the fixed phrases."""
    return any(f"/{chunk.param}" in speaker.variants for chunk in aim.phrases if chunk.param)


_MONIES = frozenset(
    {"money", "funds", "value", "amount", "amount of money", "currency", "monetary amount", "sum"}
)


def _sum(left: Mapping[str, Unit], speaker: Speaker) -> Unit | None:
    """The amount that takes the place of `money`: `transfer 30 euros`."""
    found = [u for u in left.values() if u.meaning.kind == "money" and not u.meaning.role]
    alone = len(found) == 1 and found[0].path not in speaker.variants
    return found[0] if alone and not isinstance(found[0].value, dict) else None


def _several(left: dict[str, Unit], speaker: Speaker) -> Unit | None:
    """How many of the object are wanted: `2 tickets`."""
    for unit in left.values():
        if unit.meaning.noun == "quantity" and unit.path not in speaker.variants:
            return unit if isinstance(unit.value, int) and unit.value > 1 else None
    return None


_VAGUE_NOUNS = frozenset(
    "details status information name content contents list data state properties metadata summary "
    "value number history settings id full text text".split()
)


def unfilled(chunk: Chunk, root: Mapping[str, Json], speaker: Speaker) -> str:
    """The object without its value: `the capital of a country` → `the capital`; where the value
    is required and so will be asked for, now and then the whole."""
    if not chunk.rest:
        return chunk.words
    required = chunk.param in root.get("required", ())
    vague = bare(chunk.rest.removesuffix(" of")) in _VAGUE_NOUNS
    chance = 0.8 if vague else 0.3
    whole = required and (not chunk.rest.startswith("the ") or speaker.rng.random() < chance)
    return chunk.words if whole else chunk.rest.removesuffix(" of")


_VAGUE = re.compile(r"(?:one|another|two)\b")


def _phrase(
    chunk: Chunk,
    aim: Intent,
    given: Collection[str],
    left: dict[str, Unit],
    speaker: Speaker,
    root: Mapping[str, Json],
) -> Phrase:
    if not chunk.param:
        return [f" {chunk.prep} {chunk.words}"]
    if chunk.param not in left:
        return _unsaid_phrase(chunk, speaker, root)
    chunk = _one_end(chunk, aim, given)
    unit = left.pop(chunk.param)
    if unit.meaning.kind in ("date", "datetime", "time") and not chunk.rest:
        moment = say(unit, speaker, dict(root))
        if chunk.prep in ("on", "at", "for", "in"):
            return [f" {moment.preposition} " if moment.preposition else " ", *moment.phrase]
        return [f" {chunk.prep} " if moment.governable else " ", *moment.phrase]
    said = _substituted(chunk, unit, left, speaker, root)
    if chunk.prep == "with" and unit.meaning.kind in _AMOUNTS and not chunk.rest:
        return [f" with {with_article(unit.meaning.noun, 'a')} of ", *said]
    lead = f"{chunk.prep} " if chunk.prep == "," else f" {chunk.prep} "
    return [lead, *said]


def _one_end(chunk: Chunk, aim: Intent, given: Collection[str]) -> Chunk:
    """`between A and B` with one of them unsaid: `from A`, `to B`."""
    if chunk.prep not in ("between", "and"):
        return chunk
    pair = [other.param for other in aim.phrases if other.prep in ("between", "and")]
    if all(param in given for param in pair):
        return chunk
    return replace(chunk, prep="from" if chunk.prep == "between" else "to")


def _unsaid_phrase(chunk: Chunk, speaker: Speaker, root: Mapping[str, Json]) -> Phrase:
    """`in a repository`, said now and then where the repository is what the user leaves out."""
    required = chunk.param in root.get("required", ())
    if not required or not chunk.words or chunk.prep == "," or _VAGUE.match(chunk.words):
        return []
    kept = 0.9 if chunk.prep in _GOALS else 0.25
    return [f" {chunk.prep} {chunk.words}"] if speaker.rng.random() < kept else []


def apart(unit: Unit, tool: Tool, speaker: Speaker, *, placed: bool) -> Phrase:
    """One argument by itself, in the words it has in the request: `in the kitchen`, or without its
    preposition `the kitchen`; empty when the purpose of the tool does not speak of it."""
    aim = intent(tool)
    found = next((c for c in (aim.object, *aim.phrases) if c.param == unit.name), None)
    if found is None:
        return []
    chunk = replace(found, words=found.words.rpartition(" of ")[2], rest="", rest_param="")
    left = {unit.name: unit}
    if not placed or chunk is aim.object or not chunk.prep or chunk.prep == ",":
        if unit.meaning.kind in ("date", "datetime", "time"):
            return say(unit, speaker, tool.parameters).phrase
        return _substituted(chunk, unit, left, speaker, tool.parameters)
    phrase = _phrase(chunk, aim, (), left, speaker, tool.parameters)
    first = phrase[0] if phrase else ""
    return [first.lstrip(), *phrase[1:]] if isinstance(first, str) else phrase


_GOALS = frozenset({"to", "into", "on", "onto", "with", "as", "over to"})
"""Prepositions without whose phrase most verbs say too little."""


def _substituted(
    chunk: Chunk,
    unit: Unit,
    left: dict[str, Unit],
    speaker: Speaker,
    root: Mapping[str, Json],
) -> Phrase:
    """The noun phrase with the parameter's value in its place."""
    said = say(unit, speaker, dict(root)).phrase
    rng, kind = speaker.rng, unit.meaning.kind
    words = chunk.words.rpartition(" of ")[2] if chunk.rest else chunk.words
    lead = _lead(chunk, left, speaker, root)
    thing = bare(words)
    if thing.lower() in ("another", "one", "other"):
        thing = unit.meaning.noun.rpartition(" ")[2]
    if unit.path in speaker.variants and kind in _NAMED | _CALLED:
        form = _called_together(unit, thing)
        return [*lead, *fill(form, e=plural(entity(thing)), v=said)]
    if kind in _NAMED:
        noun = entity(thing)
        coded = kind == "id" and isinstance(unit.value, (str, int)) and "/" not in str(unit.value)
        form = (
            rng.choice(_IDENTIFIED if coded else _IDENTIFIED[:3])
            if not is_plural(words)
            else "{e} {v}"
        )
        return [*lead, *fill(form.lstrip(), e=noun, v=said)]
    if kind == "code":
        return [*lead, *fill("{e} {v}", e=f"the {thing}", v=said)]
    if isinstance(unit.value, list) and element(unit.name, unit.schema).kind in _SELF_NAMING:
        return [*lead, *said]
    if isinstance(unit.value, list):
        alone = rng.random() < 0.5 and not _SLUG.search(plain(said))
        return [*lead, *(said if alone else fill("{w} {v}", w=words, v=said))]
    if kind in ("person", "contact") and not chunk.prep and not lead and thing in _STAFF:
        return fill("{e} {v}", e=thing, v=said)
    if kind in _CALLED:
        return [*lead, *fill(rng.choice(_called(unit, thing, plain(said))), e=thing, v=said)]
    return [*lead, *said]


_STAFF = frozenset("employee user customer patient student member guest player author".split())
_ROOMS = frozenset("room area zone floor scene".split())
_SELF_SAID = frozenset("period meal activity sport symptom time range frequency language".split())
_TITLED = ("{e} {v}", "the {e} {v}", "{v}", "the {v} {e}")
_TECHNICAL = ("{e} {v}", "the {e} {v}", "the {v} {e}")
_SLUG = re.compile(r"\b[a-z][a-z0-9]*[-_./][a-z0-9]|^\S*\d\S*$")
"""Names that only their noun tells apart from the words around them."""
_CHOSEN = ("the {v} {e}", "the {v} {e}", "{v}")


def _called(unit: Unit, thing: str, said: str) -> tuple[str, ...]:
    """How a name or choice takes the place of a noun: `the savings account`, `the kitchen`."""
    head = thing.rpartition(" ")[2]
    if unit.meaning.kind != "enum" and "enum" not in unit.schema:
        return _TECHNICAL if _SLUG.search(said) else _TITLED
    if head in said.split() and head in _ROOMS:
        return ("the {v}",)
    if head in said.lower().split() or head in _SELF_SAID or said.startswith(_RELATIVE):
        return ("{v}",)
    if head in _ROOMS:
        return ("the {v}",) if head != "scene" else ("the {v} {e}",)
    return _CHOSEN if said[:1].islower() else ("the {v} {e}", "{v}", "the {e} {v}")


def _called_together(unit: Unit, thing: str) -> str:
    """The same for several: `the savings and business accounts`."""
    head = thing.rpartition(" ")[2]
    if unit.meaning.kind != "enum" and "enum" not in unit.schema:
        return "{e} {v}"
    if head in _SELF_SAID:
        return "{v}"
    return "the {v}" if head in _ROOMS else "the {v} {e}"


_RELATIVE = ("this ", "last ", "next ", "the ", "today", "yesterday", "tomorrow", "all ")


def _lead(
    chunk: Chunk, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    """What stands before the value: `the status of `, `pull request 348 of `."""
    if not chunk.rest:
        return []
    if chunk.rest_param not in left or f"/{chunk.rest_param}" in speaker.variants:
        return [f"{chunk.rest} "]
    said = say(left.pop(chunk.rest_param), speaker, dict(root)).phrase
    return [f"{entity(bare(chunk.rest.removesuffix(' of')))} ", *said, " of "]


_SELF_NAMING = frozenset("person contact email phone city country place product food".split())
_IDENTIFIED = (
    "{e} {v}",
    "{e} {v}",
    "the {e} {v}",
    "{e} ID {v}",
    "the {e} with ID {v}",
    "the {e} with id {v}",
)
