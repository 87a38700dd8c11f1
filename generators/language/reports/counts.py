"""Whole numbers of things as words: "3 pieces left", "12 cards were added", "4 stops"."""

from generators.language.numbers import grouped
from generators.language.reports.fields import be, counted, is_participle, were
from generators.language.reports.said import Field, Said
from generators.language.words import is_plural

_EXTREMES = frozenset({"maximum", "minimum", "average"})
_KINDS_OF_DAYS = frozenset("working business calendar sick free".split())
_NO_COUNT = frozenset("status details address coordinates".split())
_NAMES = frozenset({"year", "id", "reference", "version", "money", "percent"})
_STANDING = frozenset("taken used left today asleep awake played remaining".split())


def count(field: Field) -> Said | None:
    """How many there are of something; None for other fields."""
    fact, words = field.fact, field.fact.words
    value = fact.value
    if not isinstance(value, int) or fact.kind in _NAMES or fact.currency or not words:
        return None
    return _of(field, value) or _done(field, value) or _plain(field, value)


def _of(field: Field, value: int) -> Said | None:
    """A number that its name calls one: number of cards, total steps, maximum participants."""
    words, noun, text = field.fact.words, field.fact.meaning.noun, field.text
    several = len(words) > 1 and is_plural(words[-1])
    if noun.startswith("number of "):
        things = counted(value, noun[10:])
    elif several and words[0] == "total":
        things = f"{counted(value, ' '.join(words[1:]))} in total"
    elif several and words[0] in _EXTREMES:
        number = f"{words[0]} number of {' '.join(words[1:])}"
        return Said(f"the {number}", f"is {text}", f"{number} {text}", number, text)
    else:
        return None
    return field.the("there", f"{be(value)} {things}", things)


def _done(field: Field, value: int) -> Said | None:
    """ "3 pieces left", "16 due today", "12 cards were added"."""
    words = field.fact.words
    if words[-1] in _STANDING:
        return _standing(field, value)
    if not is_participle(words[-1]):
        return None
    many = len(words) > 1 and is_plural(words[-2])
    if len(words) > 1 and not many:
        return None
    things = counted(value, " ".join(words[:-1])) if many else grouped(value)
    if words[-1] == "changed":
        return field.the(things, words[-1], f"{things} {words[-1]}")
    return field.the(things, f"{were(value)} {words[-1]}", f"{things} {words[-1]}")


def _standing(field: Field, value: int) -> Said:
    words = field.fact.words
    at = next((n for n, word in enumerate(words) if not is_plural(word)), len(words))
    at = 1 if words[0] == "times" else at
    things = counted(value, " ".join(words[:at])) if at else grouped(value)
    rest = " ".join(words[at:])
    said = f"{things} {rest}".strip()
    if at:
        return field.the("there", f"{be(value)} {said}", said)
    return field.the(things, f"{be(value)} {rest}", said)


def _plain(field: Field, value: int) -> Said | None:
    """ "4 stops", "6 working days"."""
    words = field.fact.words
    if len(words) == 2 and words[0] in _KINDS_OF_DAYS and words[1] == "days":
        things = counted(value, " ".join(words))
        return field.the("it", f"takes {things}", things)
    if field.fact.meaning.unit or words[-1] in _NO_COUNT or not is_plural(words[-1]):
        return None
    things = counted(value, " ".join(words))
    return field.the("there", f"{be(value)} {things}", things)
