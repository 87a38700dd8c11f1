"""What was shown some turns ago, by a name that nothing else has: "Ana Ruiz's phone number", "the
address you found earlier". Which it is, is planned."""

from collections.abc import Sequence

from generators.language.intent import meanings
from generators.language.saying import Speaker, Unsayable
from generators.language.turns.naming import PERSONS, Seen, listed_as
from generators.meaning import meaning, words
from studio.brief import Found, PlannedCall
from studio.pointer import resolve, steps
from studio.resources.operation import read

_READING = frozenset({"list", "search", "get", "compute"})
_FOUND = ("the {n} you found earlier", "the {n} you found before", "the {n} you looked up earlier",
          "the {n} you just looked up for me")  # fmt: skip
_GIVEN = ("the {n} from before", "that {n} from earlier", "the {n} you gave me earlier",
          "the {n} you mentioned before", "the {n} from earlier")  # fmt: skip
_NAMED = ("the {e} {n} from earlier", "the {e} {n} from before", "the {e} {n}",
          "{n} from the list you showed me", "the {e} {n} you listed before")  # fmt: skip


def recalled(wish: PlannedCall, seen: Sequence[Seen], speaker: Speaker) -> str:
    """The words for the one thing of a wish that was shown. Raises Unsayable when the user was not
    told of it."""
    (_, source), *others = wish.sources.items()
    if others or not isinstance(source, Found):
        raise Unsayable("one thing that was shown is called to mind")
    made = seen[source.call]
    name, reply = listed_as(source.pointer, made), made.reply
    if name and name not in reply:
        raise Unsayable("the user was not told of it by name")
    last, operation = steps(source.pointer)[-1], read(made.tool)
    what = operation.resource.rpartition(" ")[2]
    if name and last == operation.key:
        return _item(name, what, speaker)
    value = resolve(made.value, source.pointer)
    if not isinstance(value, str) or value not in reply:
        raise Unsayable("the user was not told of it")
    noun, rng = _noun(last, made), speaker.rng
    if name:
        return f"{name}'s {noun}" if what in PERSONS else f"the {noun} of {_called(name, what)}"
    owner = _owner(made)
    if owner and rng.random() < 0.5:
        return f"{owner}'s {noun}"
    reading = operation.kind in _READING
    return rng.choice((*_GIVEN, *_FOUND) if reading else _GIVEN).format(n=noun)


def _item(name: str, what: str, speaker: Speaker) -> str:
    """An item of a list: `the ticket “Dark mode” from earlier`."""
    if what in PERSONS:
        return name
    left, right = speaker.quotes(name)
    quoted = f"{left}{name}{right}"
    if not what or what in name.lower().split():
        return quoted
    return speaker.rng.choice(_NAMED).format(e=what, n=quoted)


def _called(name: str, what: str) -> str:
    """Something by its name, with what it is where the name does not say so."""
    return name if not what or what in name.lower().split() else f"the {what} {name}"


def _owner(made: Seen) -> str:
    """Whose it is: the person that was asked about; empty for none."""
    meant = meanings(made.tool)
    found = [
        value
        for name, value in made.arguments.items()
        if name in meant and meant[name].kind in ("person", "contact") and isinstance(value, str)
    ]
    return found[0] if len(found) == 1 else ""


def _noun(field: str, made: Seen) -> str:
    """What a field of a result is called."""
    kind = meaning(field, {"type": "string"}, made.tool.name, "").kind
    said = words(field)
    if kind in ("phone", "email"):
        return {"phone": "phone number", "email": "email address"}[kind]
    return " ".join(said) if len(said) < 3 else said[-1]
