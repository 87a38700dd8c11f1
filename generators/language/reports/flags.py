"""Booleans as words: "private", "out of stock", "a visa is needed". Of a flag no words are known
for, nothing is said.
"""

from generators.language.reports.facts import Fact
from generators.language.reports.fields import is_participle
from generators.language.reports.said import NOTHING, Said
from generators.language.words import article, is_mass

_YES = {
    ("in", "stock"): ("in stock", "out of stock"),
    ("open",): ("open", "closed"),
    ("locked",): ("locked", "unlocked"),
    ("active",): ("active", "not active"),
    ("private",): ("private", "public"),
    ("public",): ("public", "private"),
    ("unread",): ("unread", "already read"),
}  # fmt: skip
_ADJECTIVES = frozenset(
    """available refundable required explicit urgent free online visible valid complete empty full
    busy important primary optional mandatory prime even odd new default editable recurring popular
    safe active late""".split()
)
_STATES = frozenset("needed required included reached".split())


_SUMMER = Said("daylight saving time", "applies", "daylight saving time")


def flag(fact: Fact) -> Said:
    """A boolean in words."""
    words, value = fact.words, bool(fact.value)
    if words[:1] == ("is",):
        words = words[1:]
    if "dst" in fact.frame.name.lower():
        # the abbreviation is read as another word; that it is winter nobody needs to hear
        return _SUMMER if value else NOTHING
    if words in _YES:
        text = _YES[words][0 if value else 1]
        return Said("it", f"is {text}", text)
    if len(words) == 1 and (words[0] in _ADJECTIVES or is_participle(words[0])):
        text = words[0] if value else f"not {words[0]}"
        return Said("it", f"is {text}", text)
    if len(words) == 2 and words[1] in _STATES:
        noun = words[0] if is_mass(words[0]) else f"{article(words[0])} {words[0]}"
        return Said(noun if value else f"no {words[0]}", f"is {words[1]}", "")
    return NOTHING
