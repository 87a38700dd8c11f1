"""A wish in pieces: the thing with what is said about it, and what is left for labels after the
sentence. Chooses no frame and no greeting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from generators.foreign.arguments import PEOPLE, Argument, arguments, phrase_key
from generators.foreign.concepts import Concept, concept
from generators.foreign.tables import Tables
from generators.foreign.values import Told, far, items, told
from generators.language.phrase import Phrase, joined, marked
from generators.language.saying import Unsayable, implied, pointer
from studio.brief import PlannedCall


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish ready to be put into a frame."""

    concept: Concept
    thing: Phrase
    """The object of the verb with all that is said in the sentence."""
    labels: Sequence[Phrase]
    """What is said after it: `Titel: »…«`."""


_SLOT = re.compile(r"\{([a-z ]+)(?:!([^{}]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_QUOTED = frozenset({"title", "text", "query", "topic", "song", "movie"})


@dataclass(slots=True)
class Phrasing:
    """Puts the arguments of one call into words, each once."""

    spoken: Tables
    today: date
    rng: Random
    call: PlannedCall
    quotes: tuple[str, str] = ("", "")
    year: bool = False
    """Whether dates are said with their year."""

    def wish(self) -> Wish:
        """The call in pieces. Raises Unsayable."""
        found = concept(self.call.tool)
        if found is None or found.name not in self.spoken.concepts:
            raise Unsayable(f"no words for what {self.call.tool.name} does")
        left, right = self.rng.choice(self.spoken.style["quotes"])
        self.quotes = (left, right)
        said = arguments(self.call.tool, self.call.arguments)
        days = [str(one.value) for one in said if one.meaning.kind in ("date", "datetime")]
        self.year = self.rng.random() < 0.12 or any(far(day, self.today) for day in days)
        open_ = {
            argument.name: argument
            for argument in said
            if not implied(argument.schema, argument.value)
        }
        thing = self._thing(found, open_)
        inline = self._inline(open_)
        pieces = [*inline, thing] if self.spoken.before else [thing, *inline]
        whole = joined(pieces, " " if self.spoken.spaced else "")
        return Wish(found, whole, self._labels(open_, found.name))

    def _thing(self, found: Concept, open_: dict[str, Argument]) -> Phrase:
        """The object: its slots filled, and what it is named by beside it."""
        thing = self._slotted(self.spoken.concepts[found.name], open_)
        for name, argument in tuple(open_.items()):
            if found.named and argument.meaning.noun == found.named:
                value = self._value(open_.pop(name), inline=True)
                quoted = argument.meaning.kind in _QUOTED
                form = self.spoken.style["entity_quoted" if quoted else "entity"]
                return _filled(form, o=thing, v=value)
        return thing

    def _slotted(self, cell: str, open_: dict[str, Argument]) -> Phrase:
        by_noun = {argument.meaning.noun: argument for argument in open_.values()}

        def optional(match: re.Match[str]) -> str:
            slot = _SLOT.search(match[1])
            return match[1] if slot and slot[1] in by_noun else ""

        phrase: Phrase = []
        cell, done = _OPTIONAL.sub(optional, cell), 0
        for slot in _SLOT.finditer(cell):
            phrase.append(cell[done : slot.start()])
            done = slot.end()
            argument = by_noun.get(slot[1])
            if argument is None:
                phrase.append(slot[2] or "")
            else:
                phrase += self._value(open_.pop(argument.name), inline=True)
        return [piece for piece in (*phrase, cell[done:]) if piece]

    def _inline(self, open_: dict[str, Argument]) -> list[Phrase]:
        """The arguments a phrase carries, in the order people say them."""
        phrases: Mapping[str, str] = self.spoken.style["phrases"]
        found: list[tuple[int, Phrase]] = []
        keys = {name: phrase_key(self.call.tool, one) for name, one in open_.items()}
        if {"date.start", "date.end"} <= {*keys.values()} and "date.from" in phrases:
            keys = {name: _BOTH_ENDS.get(key, key) for name, key in keys.items()}
        if "place.source" in phrases:
            keys = _between(keys, open_)
        for name in tuple(open_):
            key = keys[name]
            if key not in phrases or key not in _ORDER:
                continue
            found.append((_ORDER.index(key), self._phrase(key, open_.pop(name))))
        found.sort(key=lambda pair: pair[0])
        return [phrase for _, phrase in found]

    def _phrase(self, key: str, argument: Argument) -> Phrase:
        phrases: Mapping[str, str] = self.spoken.style["phrases"]
        if isinstance(argument.value, list):
            return _filled(phrases[key], v=self._list(argument))
        # only a bare day can be put as "tomorrow": "from", "until" take dates
        bare = "." not in key
        said = self._told(argument, inline=bare)
        form = phrases.get(f"{key}.{said.form}", phrases[key]) if said.form else phrases[key]
        if self.spoken.language == "it" and re.match(r"(8|11)\b", said.text):
            form = _ELIDED.get(form, form)
        return _filled(form, v=self._marked(said, argument))

    def _labels(self, open_: dict[str, Argument], about: str) -> list[Phrase]:
        """What is said after the sentence, flags last."""
        labels: list[Phrase] = []
        merged = self._merged(open_)
        for argument in sorted(open_.values(), key=_label_place):
            if argument.name in merged.values():
                continue
            value = (
                self._list(argument) if isinstance(argument.value, list) else self._value(argument)
            )
            if isinstance(argument.value, bool):
                labels.append(value)
                continue
            if argument.name in merged:
                value = [*value, " ", *self._value(open_[merged[argument.name]])]
            label = self.spoken.label(argument.meaning.noun, argument.meaning.kind, about)
            if not label:
                raise Unsayable(f"no word for {argument.meaning.noun}")
            labels.append([f"{label}{_COLON.get(self.spoken.language, ': ')}", *value])
        return labels

    def _merged(self, open_: Mapping[str, Argument]) -> dict[str, str]:
        """A number and the unit or currency it is given in: said in one breath."""
        numbers = [a for a in open_.values() if a.meaning.kind in _MEASURED and not a.meaning.role]
        units = [
            a
            for a in open_.values()
            if a.meaning.kind in ("unit", "currency") and a.meaning.role in ("", "source")
        ]
        if len(numbers) != 1 or len(units) != 1 or numbers[0].meaning.unit:
            return {}
        return {numbers[0].name: units[0].name}

    def _list(self, argument: Argument) -> Phrase:
        texts = items(argument.value)
        path = pointer("", argument.name)
        values: list[Phrase] = [
            [marked(text, pointer(path, place), "verbatim")] for place, text in enumerate(texts)
        ]
        return joined(values, ", " if self.spoken.spaced else "、", self.spoken.style["and"])

    def _told(self, argument: Argument, inline: bool) -> Told:
        return told(argument, self.spoken, self.today, self.rng, inline, self.year)

    def _value(self, argument: Argument, inline: bool = False) -> Phrase:
        return self._marked(self._told(argument, inline), argument)

    def _marked(self, said: Told, argument: Argument) -> Phrase:
        value: Phrase = [marked(said.text, pointer("", argument.name), said.transform)]
        kind = argument.meaning.kind
        raw = said.transform == "verbatim" and " " in said.text and "enum" in argument.schema
        if (kind in _QUOTED and isinstance(argument.value, str)) or raw:
            left, right = self._marks(said.text)
            return [left, *value, right]
        return [*value, said.after] if said.after else value

    def _marks(self, text: str) -> tuple[str, str]:
        if not set("".join(self.quotes).strip()) & set(text):
            return self.quotes
        for left, right in self.spoken.style["quotes"]:
            if not {left.strip(), right.strip()} & set(text):
                return left, right
        raise Unsayable("the text holds every quotation mark")


_COLON = {"fr": " : ", "ja": "："}


def _between(keys: Mapping[str, str], open_: Mapping[str, Argument]) -> dict[str, str]:
    """Keys for languages that name two places together, and a single one by its label."""
    places = {name for name, key in keys.items() if open_[name].meaning.kind == "place"}
    ends = {name: key for name, key in keys.items() if name in places and key in _ENDS}
    both = {*ends.values()} == _ENDS
    return {
        name: (f"place.{key}" if both else "") if name in ends else key
        for name, key in keys.items()
    }


_ENDS = {"source", "target"}
_BOTH_ENDS = {"date.start": "date.from", "date.end": "date.to"}
_ELIDED = {
    "al {v}": "all'{v}",
    "il {v}": "l'{v}",
    "dal {v}": "dall'{v}",
    "fino al {v}": "fino all'{v}",
}
_MEASURED = frozenset({"money", "number", "distance", "weight", "temperature"})
_ORDER = (
    "artist to with source target place.source place.target city party date date.from date.to "
    "date.start date.end datetime time time.start time.end guest"
).split()
_ORDER.append("target language")


def _label_place(argument: Argument) -> int:
    """Short facts first, long texts after them, flags last."""
    if isinstance(argument.value, bool):
        return 3
    if argument.meaning.kind == "text":
        return 2
    return 0 if argument.meaning.kind == "title" or argument.meaning.noun in PEOPLE else 1


def _filled(form: str, **parts: Phrase) -> Phrase:
    """The form with its fields replaced by phrases."""
    phrase: Phrase = []
    for place, part in enumerate(re.split(r"\{(\w+)\}", form)):
        if place % 2:
            phrase += parts[part]
        elif part:
            phrase.append(part)
    return phrase


def bare(call: PlannedCall, spoken: Tables) -> tuple[Concept, str]:
    """What a call is for, without any value: concept and object. Raises Unsayable."""
    found = concept(call.tool)
    if found is None or found.name not in spoken.concepts:
        raise Unsayable(f"no words for what {call.tool.name} does")
    cell = _OPTIONAL.sub("", spoken.concepts[found.name])
    return found, _SLOT.sub(lambda slot: slot[2] or "", cell)
