"""Wishes about things that were shown or said before, as sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence

from generators.language.clauses import detail
from generators.language.intent import intent
from generators.language.parts import Aside, Parts, parts
from generators.language.phrase import (
    Phrase,
    Value,
    capitalised,
    fill,
    joined,
    kept,
    plain,
    sentence,
    tidy,
)
from generators.language.request import verb_phrase
from generators.language.saying import Speaker, Unit, Unsayable, say
from generators.language.turns import naming, tone
from generators.language.turns.placed import arguments
from generators.language.turns.recalling import recalled
from studio.brief import PlannedCall
from studio.record import Json

_YOU = (
    ("{v}", "."), ("{v}", "."), ("please {v}", "."), ("can you {v}", "?"), ("could you {v}", "?"),
    ("{v}", "."), ("could you please {v}", "?"), ("go ahead and {v}", "."), ("would you {v}", "?"),
    ("I'd like you to {v}", "."), ("{v} then", "."), ("can you please {v}", "?"), ("just {v}", "."),
    ("can you {v} for me", "?"), ("please {v} for me", "."), ("{v}, please", "."),
)  # fmt: skip
_ME = (
    ("I'd like to {v}", "."), ("I want to {v}", "."), ("let's {v}", "."), ("I need to {v}", "."),
    ("I'll {v}", "."), ("can I {v}", "?"), ("could we {v}", "?"),
)  # fmt: skip
_PRAISED = (
    "{I} sounds good. ", "{I} looks right. ", "{I} it is. ", "I'll take {i}. ", "{I} is the one. ",
    "{I} works for me. ", "{I} is what I was looking for. ", "I mean {i}. ", "It's {i}. ",
)  # fmt: skip
_CHANGED = (
    "Actually, ", "Sorry, ", "On second thought, ", "Change of plan: ", "Hmm, ", "Oh wait, ",
    "Small change: ", "Hold on, ", "I just checked, ", "Oops, ", "Right, one change: ",
    "Something came up: ", "Wait, ", "I have to change that: ", "Actually, sorry, ",
)  # fmt: skip
_GONE = (
    "I made a mistake, ", "I don't need it any more, so ", "Sorry, I won't need that after all: ",
    "Wrong one, sorry: ", "Turns out it isn't needed, so ", "I was too quick there, ",
    "I found another way, so ", "I've changed my mind: ", "That was premature, ",
    "Oh no, my mistake: ", "Ah, I should have checked first: ", "Hm, that turns out to be wrong: ",
)  # fmt: skip
_CALLED_OFF = (
    "Something came up, ", "That fell through, ", "Plans changed, ", "It's off again, so ",
    "They just called it off, so ", "I can't make it after all, so ", "False alarm: ",
    "Bad news, that won't work out: ", "We won't be there after all, so ", "The others can't, so ",
    "I've just been told it's not happening, so ", "Everything has changed again: ",
)  # fmt: skip
_LEADS = {
    "changed": _CHANGED, "gone": _GONE, "same": tone.NEXT, "off": _CALLED_OFF, "recall": tone.BACK,
}  # fmt: skip


def pointed(
    wish: PlannedCall,
    seen: Sequence[naming.Seen],
    speaker: Speaker,
    register: str,
    note: str,
    *,
    let_down: bool = False,
) -> Phrase:
    """The wish, with words that point in place of what was shown or said. Raises Unsayable."""
    rng = speaker.rng
    if note == "changed" and (core := _otherwise(wish, speaker)):
        return tone.uttered(core, ".", register, rng, _CHANGED)
    praised = ""
    item = "it" if note in ("changed", "gone") else ""
    if note == "recall":
        item = recalled(wish, seen, speaker)
    if note == "item" and rng.random() < 0.16:
        praised = _only_item(wish, seen, speaker)
        item = rng.choice(("it", "it", "that one")) if praised else item
    found = naming.named(wish, seen, speaker, item)
    taken = _taken(wish, speaker, found)
    me = rng.random() < 0.18 and note != "changed"
    body = _parted(
        _guarded(
            [*verb_phrase(taken, rng, me, plain_only=True), *found.loose], found.words.values()
        )
    )
    command = [aside for aside in taken.asides if aside.command]
    for aside in taken.asides:
        body += [] if aside.command else aside.phrase
    forms = _ME if me else _YOU
    long = len(plain(body).split()) > 14 or "\n" in plain(body)
    form, end = rng.choice(forms if not long else forms[:5])
    core = fill(form, v=body)
    off = note == "gone" and taken.intent.base in ("cancel", "call off")
    leads = _LEADS.get("off" if off else note, tone.HEARD)
    leads = tone.LET_DOWN if let_down else leads
    if praised:
        text: Phrase = [*_guarded([praised], [praised.strip()]), *sentence(core, end)]
    else:
        text = tone.composed(core, end, register, rng, leads)
    whole = _rest(text, taken, command, speaker, wish)
    heard = plain(whole).lower()
    if lost := [words for words in found.words.values() if words.lower() not in heard]:
        raise Unsayable(f"no place for {lost[0]!r}")
    return tone.typed(whole, register, rng)


_PARTICLE = re.compile(
    r"^(\w+ (?=off|up|down|out|back|over)|(?:turn|switch|put) (?=on))(\w+) (it|them)\b"
)


def _parted(phrase: Phrase) -> Phrase:
    """`call off it` as it is said: `call it off`."""
    whole = tidy(phrase)
    first = whole[0] if whole else ""
    if isinstance(first, str):
        return [_PARTICLE.sub(r"\1\3 \2", first), *whole[1:]]
    return whole


def _guarded(phrase: Phrase, names: Iterable[str]) -> Phrase:
    """The phrase with names of things out of the reach of typing errors and of haste."""
    result = phrase
    for name in names:
        if name.islower() and not any(sign in name for sign in "“\"'"):
            continue
        split: Phrase = []
        for piece in result:
            before, found, after = piece.partition(name) if isinstance(piece, str) else ("", "", "")
            split += [before, kept(name), after] if found else [piece]
        result = [piece for piece in split if piece]
    return result


_PLAINLY = frozenset({"update", "modify", "edit", "change", "patch"})
_MADE = (
    "make the {n} {v}", "change the {n} to {v}", "set the {n} to {v}", "the {n} should be {v}",
    "let's make the {n} {v}", "switch the {n} to {v}",
)  # fmt: skip


def _otherwise(wish: PlannedCall, speaker: Speaker) -> Phrase:
    """`make the title “Q3 review”`: an update of what was just made, by what it changes; empty
    where the verb says more than that, or flags and lists are changed."""
    units = arguments(wish)
    simple = all(isinstance(u.value, (str, int, float)) and u.meaning.kind != "flag" for u in units)
    if not units or not simple or intent(wish.tool).base not in _PLAINLY:
        return []
    form = speaker.rng.choice(_MADE)
    first = fill(form, n=units[0].meaning.noun, v=_said(units[0], speaker, wish))
    rest = [[f"the {u.meaning.noun} ", *_said(u, speaker, wish)] for u in units[1:]]
    return joined([first, *rest], ", ", " and ")


def _said(unit: Unit, speaker: Speaker, wish: PlannedCall) -> Phrase:
    return say(unit, speaker, wish.tool.parameters).phrase


def _only_item(wish: PlannedCall, seen: Sequence[naming.Seen], speaker: Speaker) -> str:
    """A word about the item before the wish: `The second one sounds good. `."""
    said = naming.named(wish, seen, speaker, "").words.values()
    if len(said) != 1 or "same" in next(iter(said)) or next(iter(said)) == "it":
        return ""
    words = next(iter(said))
    form = speaker.rng.choice(_PRAISED)
    return form.format(i=words, I=words[:1].upper() + words[1:])


def _taken(wish: PlannedCall, speaker: Speaker, found: naming.Named) -> Parts:
    said: Mapping[str, Json] = {
        name: value for name, value in wish.arguments.items() if name not in found.words
    }
    aim = naming.aimed(wish, found.words)
    taken = parts(wish.tool, said, speaker, 6, aim)
    spoken = " ".join(chunk.words for chunk in (aim.object, *aim.phrases))
    if not found.loose and not any(words in spoken for words in found.words.values()):
        raise Unsayable(f"no words for what {wish.tool.name} acts on")
    return taken


def _rest(
    text: Phrase, taken: Parts, asides: Sequence[Aside], speaker: Speaker, wish: PlannedCall
) -> Phrase:
    """What did not fit into the sentence, in sentences of its own."""
    result = list(text)
    root = wish.tool.parameters
    for unit in taken.later:
        result += [_stop(result), *sentence(detail(unit, speaker, root), ".")]
    for aside in asides:
        first = aside.phrase[0]
        opening = first.lstrip(" ,").removeprefix("and ") if isinstance(first, str) else first
        clause = [piece for piece in (opening, *aside.phrase[1:]) if piece]
        if isinstance(clause[0], Value):
            clause = [capitalised(clause[0]), *clause[1:]]
        result += [_stop(result), *sentence(clause, ".")]
    return result


def _stop(phrase: Phrase) -> str:
    return " " if plain(phrase).endswith((".", "?", "!")) else ". "
