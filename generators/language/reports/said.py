"""What wording a fact gives: the parts of a sentence, a remark, a line of its own."""

from dataclasses import dataclass


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
    def clause(self) -> str:
        """ "the price is €12.50"; empty where the fact makes no sentence."""
        return f"{self.subject} {self.predicate}" if self.subject else ""


NOTHING = Said("", "", "")
"""A fact that cannot be said."""
