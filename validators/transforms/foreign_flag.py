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
        meant = flags().get(text.casefold(), frozenset())
        name = " ".join(word.lower() for word in _WORD.findall(reading.name))
        if (name if value else f"!{name}") in meant:
            return True
        described = str(reading.schema.get("description", "")).lower()
        return not _AGAINST.search(described) and any(
            key.startswith("!") is not value and _about(key.lstrip("!"), described) for key in meant
        )


_AGAINST = re.compile(r"\b(not|without|skip|exclud\w*|no|disabl\w*|hid\w*|suppress\w*)\b")


def _about(key: str, described: str) -> bool:
    """Whether a description has every word of a flag's name: for arguments whose names are
    masked."""
    return all(re.search(rf"\b{re.escape(word[:6])}", described) for word in key.split())


PART: Transform = ForeignFlag()
