"""foreign_flag: a phrase of another language than English for a boolean."""

import re

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.glossary import flags

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class ForeignFlag:
    """ "nur Direktflüge" ↔ nonstop=true, "ohne Benachrichtigung" ↔ notify=false."""

    name = "foreign_flag"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the phrase is about this flag and wants this value."""
        if not isinstance(value, bool):
            return False
        name = " ".join(word.lower() for word in _WORD.findall(reading.name))
        return (name if value else f"!{name}") in flags().get(text.casefold(), frozenset())


PART: Transform = ForeignFlag()
