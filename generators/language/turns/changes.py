"""More of the same, changes of mind, corrections and narrower searches in words.

Which argument changes is planned; here it is said, and nothing else is said again.
"""

import re
from collections.abc import Sequence

from generators.language.phrase import Phrase, fill, joined, kept, plain
from generators.language.placing import MOMENTS
from generators.language.saying import Speaker, Unit, Unsayable, pointer, say
from generators.language.turns import tone
from generators.language.turns.placed import (
    alone,
    arguments,
    evident,
    noted,
    placed,
    prepositional,
)
from generators.language.words import is_plural
from studio.brief import PlannedCall

_AGAIN_Q = (
    "and {p}", "and {b}", "what about {b}", "how about {b}", "and what about {b}", "and for {b}",
    "can you check {b} too", "could you also check {b}", "and {p}", "what would it be {p}",
    "and how does it look {p}", "is it any different {p}", "can you do {b} as well",
    "could you do the same for {b}", "and if it's {b}", "what does it look like {p}",
    "would you check {b} as well", "and {b}, while you're there", "mind checking {b} as well",
    "what do you get {p}", "and how about {b}", "can I get that for {b} as well",
)  # fmt: skip
_AGAIN = (
    "same for {b}", "now {p}", "the same {p}", "do the same for {b}", "{b} too", "{b} as well",
    "and now {p}", "also {p}", "check {b} too", "same thing for {b}", "and the same {p}",
    "same question for {b}", "I also need it for {b}", "I'd like that for {b} too",
    "now the same thing {p}", "do {b} next", "then {b}", "I'd need {b} too", "repeat that for {b}",
    "and once more {p}",
)  # fmt: skip
_ACTED = (
    "and {b}", "{b} too", "same for {b}", "do the same for {b}", "{b} as well", "and also {b}",
    "now {b}", "the same {p}", "do {b} too", "and then {b}", "also {b}", "and {b} as well",
)  # fmt: skip
_CHANGE = (
    "make it {b}", "make it {b} instead", "actually {p}", "let's do {b} instead", "try {b} instead",
    "make that {b}", "use {b} instead", "{b} instead", "on second thought, {p}", "rather {p}",
    "let's go with {b}", "I changed my mind, {b}", "go with {b} instead", "better {p}",
    "switch that to {b}", "actually, make that {b}", "let's say {b} instead", "no, {b} after all",
    "actually {b} would be better", "I'd rather have {b}", "change of plan: {b}",
)  # fmt: skip
_CHANGE_Q = (
    "can you do {b} instead", "could we make it {b}", "can we change that to {b}", "and with {b}",
    "what if it's {b}", "could you try {b} instead", "can it be {b} instead",
    "what about {b} instead",
)  # fmt: skip
_CHANGE_NAMED = (
    "make the {n} {b}", "change the {n} to {b}", "set the {n} to {b}", "with {b} as the {n}",
    "use {b} as the {n}", "the {n} should be {b}", "let's make the {n} {b}", "{n} {b} instead",
    "switch the {n} to {b}", "actually, {n} {b}", "try {b} as the {n}", "{n}: {b} instead",
    "I'd like {b} as the {n}", "let's go for {b} as the {n}", "{b} for the {n} instead",
)  # fmt: skip
_CORRECT = (
    "sorry, I meant {b}", "I meant {b}", "sorry, {b}, not {o}", "wait, {p}", "my mistake, {p}",
    "oops, I meant {b}", "no, {b}", "scratch that, {b}", "not {o}, {b}",
    "that should have been {b}", "I got that wrong, it's {b}", "correction: {b}", "ah no, {b}",
    "hold on, I meant {b}", "I mixed that up: {b}", "sorry, wrong one: {b}",
    "I said {o}, but it's {b}", "typo, I meant {b}", "{b}, not {o}, sorry", "I misspoke, {p}",
    "my bad, {b}", "actually no, it's {b}", "sorry, make that {b}, not {o}",
    "I wrote {o} but meant {b}",
)  # fmt: skip
_CORRECT_NAMED = (
    "sorry, the {n} should be {b}", "wait, the {n} is {b}", "I got the {n} wrong, it's {b}",
    "oops, {n} {b}", "correction, the {n} is {b}", "I meant {b} as the {n}", "sorry, {n} {b}",
    "my mistake, the {n} should be {b}", "hold on, the {n} is {b}", "wrong {n}, it should be {b}",
)  # fmt: skip
_ONES = (
    "only the ones {p}", "just the ones {p}", "only those {p}", "just those {p}",
    "narrow it down to the ones {p}", "I only want the ones {p}", "limit it to those {p}",
    "show me just the ones {p}", "I only care about the ones {p}", "leave only the ones {p}",
    "let's keep just those {p}", "I'm only interested in those {p}",
)  # fmt: skip
_ONES_Q = (
    "which ones are there {p}", "can you narrow that down to the ones {p}", "and only {p}",
    "any {p}", "are there any {p}", "could you limit that to those {p}", "is there anything {p}",
    "do you have any {p}", "can you show just the ones {p}", "what's there {p}",
)  # fmt: skip
_ADDED = (
    "{l}", "and {l}", "with {l}", "add {l}", "the same with {l}", "narrow it down: {l}", "but {l}",
    "again, with {l}", "same search, {l}", "let's add {l}", "restrict it: {l}", "only {l}",
)  # fmt: skip
_WITH = re.compile(r"\b(?:with|add) \{l\}")
_FLAGGED = (
    "{b}", "but {b}", "and {b}", "same again, {b}", "the same, {b}", "once more, {b}", "again, {b}",
    "could be shorter: {b}", "let me narrow it down: {b}", "one condition: {b}",
)  # fmt: skip


def more(
    wishes: Sequence[PlannedCall],
    speaker: Speaker,
    register: str,
    acting: bool,
    leads: Sequence[str] = tone.HEARD,
) -> Phrase:
    """The same with another value, or several: `and in Bergen?`."""
    unit = _only(wishes[0])
    if len(wishes) > 1:
        path = pointer("", unit.name)
        speaker.variants = {path: [wish.arguments[unit.name] for wish in wishes]}
    try:
        b, p = _both(unit, wishes[0], speaker)
    finally:
        speaker.variants = {}
    forms: tuple[str, ...] = _ACTED if acting else _AGAIN
    end = "."
    if not acting and speaker.rng.random() < 0.62:
        forms, end = _AGAIN_Q, "?"
    core = speaker.rng.choice([form for form in forms if _reads(form, p)])
    return tone.uttered(fill(core, b=b, p=p), end, register, speaker.rng, leads)


def _reads(form: str, p: Phrase) -> bool:
    """Whether a value in its place can stand where the form has it: behind other words only with a
    preposition."""
    before = form.partition("{p}")[0].strip()
    return "{p}" not in form or before in ("", "and", "now", "and now", "also") or prepositional(p)


def _only(wish: PlannedCall) -> Unit:
    found = arguments(wish)
    if len(found) != 1:
        raise Unsayable(f"{len(found)} arguments change at once in {wish.tool.name}")
    return found[0]


def _both(unit: Unit, wish: PlannedCall, speaker: Speaker) -> tuple[Phrase, Phrase]:
    """The value by itself, and in its place. One of them is used, each spelled by itself."""
    return alone(unit, speaker, wish.tool), placed(unit, speaker, wish.tool)


def changed(
    wish: PlannedCall,
    before: object,
    speaker: Speaker,
    register: str,
    mistaken: bool,
    heard: Sequence[str] = tone.HEARD,
) -> Phrase:
    """Another value in place of `before`: a change of mind, or a correction if `mistaken`."""
    rng = speaker.rng
    unit = _only(wish)
    b, p = _both(unit, wish, speaker)
    noun = unit.meaning.noun
    leads: Sequence[str] = ("",) if mistaken else heard
    if evident(unit) or noun.lower() in plain(b).lower():
        o = _old(unit, before) if mistaken else []
        forms = [form for form in _CORRECT if o or "{o}" not in form] if mistaken else _CHANGE
        forms = [form for form in forms if "{p}" not in form or prepositional(p)]
        if not mistaken and rng.random() < 0.25:
            return tone.uttered(fill(rng.choice(_CHANGE_Q), b=b, p=p), "?", register, rng, leads)
        return tone.uttered(fill(rng.choice(forms), b=b, p=p, o=o), ".", register, rng, leads)
    form = rng.choice(_CORRECT_NAMED if mistaken else _CHANGE_NAMED)
    if is_plural(noun):
        form = form.replace(" is {b}", " are {b}").replace("it's", "they're")
        form = form.replace("it should", "they should")
    return tone.uttered(fill(form, b=b, n=noun), ".", register, rng, leads)


def _old(unit: Unit, before: object) -> Phrase:
    """The value that was wrong, where it is short enough to be repeated."""
    if not isinstance(before, str) or unit.meaning.kind in MOMENTS or len(before.split()) > 3:
        return []
    return [kept(before)]


def narrowed(wish: PlannedCall, speaker: Speaker, register: str) -> Phrase:
    """One more condition on a search: `only those under 50 euros`."""
    rng = speaker.rng
    found = arguments(wish)
    if not found:
        raise Unsayable(f"nothing is added to {wish.tool.name}")
    if any(unit.meaning.kind == "flag" for unit in found):
        said = joined([say(unit, speaker, wish.tool.parameters).phrase for unit in found], ", ")
        return tone.uttered(fill(rng.choice(_FLAGGED), b=said), ".", register, rng)
    if len(found) == 1:
        p = placed(found[0], speaker, wish.tool)
        listed = "enum" in found[0].schema and plain(p).startswith("in ")  # "in finished"
        if prepositional(p) and not listed and found[0].meaning.kind not in ("count", "sort"):
            form, end = (
                (rng.choice(_ONES), ".") if rng.random() < 0.6 else (rng.choice(_ONES_Q), "?")
            )
            return tone.uttered(fill(form, p=p), end, register, rng)
    noticed = joined([noted(unit, speaker, wish.tool) for unit in found], ", ", " and ")
    forms: tuple[str, ...] = _ADDED[:-1] if plain(noticed).startswith("only") else _ADDED
    if prepositional(noticed):
        forms = tuple(form for form in forms if not _WITH.search(form))
    form = rng.choice(forms)
    return tone.uttered(fill(form, l=noticed), ".", register, rng)
