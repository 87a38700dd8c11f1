"""Words for calls that were repaired: the second choice the user names beforehand, that it was
taken, and that something was read from a list because it could not be read by itself."""

from generators.language.intent import meanings
from generators.language.phrase import Phrase, fill, for_call, plain
from generators.language.proposals import definite, plainly, shown
from generators.language.saying import Speaker, Unsayable, units
from studio.brief import PlannedCall, Turn
from studio.pointer import steps

_NAMES = (
    "If the name is taken, use {v}.", "If that name exists already, call it {v}.",
    "Should the name be in use, {v} is fine.", "If it's taken, go with {v} instead.",
    "In case the name is gone, make it {v}.", "If there is one of that name, use {v}.",
    "Name already in use? Then {v}, please.", "{v} would be my second choice for the name.",
)  # fmt: skip
_MOMENTS = (
    "If that's taken, {v} works too.", "If that isn't possible, make it {v}.",
    "If there's nothing free then, {v} is fine as well.", "Otherwise {v}, if that's not possible.",
    "Should that not be available, take {v}.", "{v} would do too if that doesn't work out.",
    "If not, {v}.", "My second choice would be {v}.", "In case that's not free, go for {v}.",
)  # fmt: skip
_CHOICES = (
    "If that's not available, take {v}.", "If that isn't possible, {v} is fine.",
    "If that doesn't work, use {v} instead.", "Should that not be available, go for {v}.",
    "{v} would be fine too if that's not possible.", "Otherwise {v}, if that can't be had.",
    "If it has to be something else, {v}.", "My second choice would be {v}.",
    "In case that's not on offer, {v} will do.", "Not available? Then {v}, please.",
)  # fmt: skip
_WHEN = frozenset({"date", "time", "datetime"})
_NAMING = frozenset({"name", "title", "slug", "filename"})


def second_choice(turn: Turn, speaker: Speaker) -> Phrase:
    """What would do as well, where the first choice is refused. Raises Unsayable."""
    wish = turn.wishes[1]
    elsewhere = {steps(path)[0] for path in wish.sources}
    own = {name: value for name, value in wish.arguments.items() if name not in elsewhere}
    found = units(wish.tool, own)
    if len(found) != 1:
        raise Unsayable("a second choice differs in one thing")
    said, kind = plainly(found[0], wish, speaker).phrase, found[0].meaning.kind
    forms: tuple[str, ...] = _MOMENTS if kind in _WHEN else _CHOICES
    if kind in _NAMING and "enum" not in found[0].schema:
        forms = _NAMES
    text = speaker.rng.choice(forms)
    if text.startswith("{v}") and not plain(said)[:1].isdigit():
        text = "Or else {v}."
    return for_call(fill(text, v=said), 1)


_SETTLED = (
    "{A} wasn't available, so I took {b}. ", "{A} wasn't possible, so it's {b}. ",
    "I went with {b}, since {a} was refused. ", "It had to be {b}; {a} wasn't possible. ",
    "{A} didn't work, so I used your second choice, {b}. ", "Not {a}, but {b}, as you said. ",
    "Your first choice, {a}, was refused; I took {b}. ", "{A} was not to be had, {b} was. ",
)  # fmt: skip
_LATER = (
    "Your first choice wasn't possible, the second was. ", "It had to be your second choice. ",
    "Not the first time you named, but the second. ", "That was taken, so I used the other one. ",
    "The first one didn't work, so I went with the other. ", "I had to take your second choice. ",
)  # fmt: skip


def settled(one: PlannedCall, other: PlannedCall, speaker: Speaker) -> str:
    """That the second choice was taken, because the first was refused."""
    name = next(n for n in other.arguments if one.arguments.get(n) != other.arguments[n])
    if meanings(one.tool)[name].kind in _WHEN:
        return speaker.rng.choice(_LATER)
    a, b = shown(one, name, speaker), shown(other, name, speaker)
    return speaker.rng.choice(_SETTLED).format(a=a, b=b, A=a[:1].upper() + a[1:])


_LISTED = (
    "I couldn't {p} directly, but the list has it. ", "That is down right now; the list says: ",
    "The direct way failed, so this is from the list. ", "Taken from the list of all of them: ",
    "I couldn't {p} by itself, so I looked it up in the list. ", "According to the list: ",
    "This comes from the list, since I couldn't {p}. ", "The list still works. It says: ",
)  # fmt: skip


def found_listed(call: PlannedCall, text: str, speaker: Speaker) -> str:
    """What a list says of a thing that could not be read by itself."""
    return speaker.rng.choice(_LISTED).format(p=definite(call.tool)) + text
