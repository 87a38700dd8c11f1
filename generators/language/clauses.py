"""Where an argument goes in a sentence: clauses by what it means.

A clause follows the verb phrase; `placing` knows which templates fit. `detail` makes whole
sentences of arguments that did not fit in, `labelled` notes.
"""

import re
from random import Random

from generators.language import forms
from generators.language.phrase import Phrase, Value, capitalised, fill, plain
from generators.language.placing import MOMENTS, Forms, entity, templates
from generators.language.saying import Said, Speaker, Unit, say
from generators.language.words import article, is_plural, plural
from studio.record import Schema

_TIME_PREPOSITION = re.compile(r"^ (?:on|at|for|in) \{v\}$|^, \{v\}$")


def _placed(template: str, said: Said) -> str:
    """A clause about time with the preposition its spelling wants: `on Friday`, `tomorrow`."""
    if _TIME_PREPOSITION.match(template):
        return f" {said.preposition} {{v}}" if said.preposition else " {v}"
    if not said.governable and template.startswith(
        (" from", ", until", " until", " to", " by", " up to")
    ):
        return " starting {v}" if template.startswith(" from") else ", ending {v}"
    return template


def clause(unit: Unit, speaker: Speaker, root: Schema, verb_kind: str, object_words: str) -> Phrase:
    """A unit as a clause after the verb phrase. Raises Unsayable."""
    said = say(unit, speaker, root)
    template = speaker.rng.choice(templates(unit, verb_kind, object_words, said))
    if _says_noun(unit, said.phrase):
        template = ", {v}"
    if unit.meaning.kind in MOMENTS:
        template = _placed(template, said)
    return _filled(template, unit, said.phrase, unit.path in speaker.variants)


def _says_noun(unit: Unit, said: Phrase) -> bool:
    """Whether the value itself begins with the noun: `targeting type keyword`."""
    return "enum" in unit.schema and plain(said).lower().startswith(unit.meaning.noun.lower() + " ")


_NUMBERS = frozenset(
    "number quantity count money percent rating duration distance weight temperature age".split()
)


def _sentences(unit: Unit, several: bool) -> Forms:
    """Whole sentences that fit a unit."""
    kind, noun = unit.meaning.kind, unit.meaning.noun
    if noun.rpartition(" ")[2] in forms.PREPOSED:
        return ("{N} {v}",)
    if isinstance(unit.value, dict):
        return ("{N}: {v}", "The {n}: {v}")
    if len(noun) == 1:
        return ("With {n} = {v}", "Let {n} be {v}")
    if noun.rpartition(" ")[2] in forms.UNITS_OF_TIME and kind == "duration":
        return forms.DETAILS_SPAN
    if several or is_plural(noun):
        return forms.DETAILS_PLURAL
    if kind in MOMENTS:
        alone = noun in ("date", "time", "day")
        return forms.DETAILS_PLAIN_MOMENT if alone else forms.DETAILS_MOMENT
    if kind in ("text", "code"):
        said = kind == "text" and noun in forms.PLAIN_NOUNS["text"]
        return forms.DETAILS_TEXT if said else forms.DETAILS_TEXT[1:5]
    if kind in _NUMBERS:
        return forms.DETAILS_NUMBER
    return forms.DETAILS_CHOICE if "enum" in unit.schema else forms.DETAILS


def detail(unit: Unit, speaker: Speaker, root: Schema) -> Phrase:
    """A unit as a sentence of its own, without its full stop. Raises Unsayable."""
    said = say(unit, speaker, root).phrase
    if unit.meaning.kind == "flag":
        first = said[0]
        return [capitalised(first), *said[1:]] if isinstance(first, Value) else said
    several = unit.path in speaker.variants
    found = _sentences(unit, several)
    if not plain(said)[:1].isupper():
        found = tuple(form for form in found if not form.startswith("{v}"))
    return _filled(speaker.rng.choice(found), unit, said, several)


def _filled(template: str, unit: Unit, said: Phrase, several: bool) -> Phrase:
    noun = unit.meaning.noun
    what = entity(noun) if unit.meaning.kind in ("id", "reference") else noun
    if several:
        noun, what = _manifold(noun), _manifold(what)
        template = template.replace("{a} {n}", "{n}")
    return fill(
        template,
        v=said,
        n=noun,
        N=noun[:1].upper() + noun[1:],
        a=article(noun),
        e=what,
    )


def _manifold(noun: str) -> str:
    return plural(noun) if len(noun) > 1 else noun


def labelled(unit: Unit, speaker: Speaker, root: Schema, rng: Random) -> Phrase:
    """A unit as a note: `start time: 3pm`, or the value alone where it speaks for itself."""
    said = say(unit, speaker, root)
    meant = unit.meaning
    kind, noun = meant.kind, meant.noun
    if kind == "flag":
        return said.phrase
    if kind in ("date", "time", "datetime", "year", "month") and meant.role in ("start", "end"):
        lead = "from " if meant.role == "start" else "until "
        return [lead if said.governable and rng.random() < 0.5 else f"{noun}: ", *said.phrase]
    several = unit.path in speaker.variants
    alone = kind in forms.BY_KIND and not meant.role and noun in forms.PLAIN_NOUNS.get(kind, ())
    if alone and not several and rng.random() < 0.6:
        return said.phrase
    if _says_noun(unit, said.phrase):
        return said.phrase
    noun = _manifold(noun) if several else noun
    marks = (": ", " ", ": ") if kind in ("id", "reference") or kind in _NUMBERS else (": ", ": ")
    return [f"{noun}{rng.choice(marks)}", *said.phrase]
