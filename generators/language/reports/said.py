"""A fact on its way into words, and what wording it gives: the parts of a sentence, a remark, a
line of its own."""

from dataclasses import dataclass

from generators.language.reports.facts import Fact
from generators.language.reports.fields import noun_of
from generators.language.reports.spelling import Style


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words."""

    subject: str
    """ "it" or "the price"; empty where the fact makes no sentence."""
    predicate: str
    """ "is €12.50"."""
    remark: str
    """ "€12.50"; empty where it says nothing beside a name."""
    label: str = ""
    """ "price", for a line of its own; the value is then `text`."""
    text: str = ""

    @property
    def told(self) -> bool:
        """Whether it can be said by itself: as a sentence or as a label with its value."""
        return bool(self.subject or (self.label and self.text))

    @property
    def clause(self) -> str:
        """ "the price is €12.50"; empty where the fact makes no sentence."""
        return f"{self.subject} {self.predicate}" if self.subject else ""


NOTHING = Said("", "", "")
"""A fact that cannot be said."""


@dataclass(frozen=True, slots=True)
class Field:
    """A fact with its value spelt, on its way into words."""

    fact: Fact
    text: str
    how: Style

    def it(self, predicate: str, remark: str) -> Said:
        """A sentence about the thing itself."""
        return Said("it", predicate, remark, noun_of(self.fact), self.text)

    def the(self, subject: str, predicate: str, remark: str) -> Said:
        """A sentence about the field."""
        return Said(subject, predicate, remark, noun_of(self.fact), self.text)
