"""foreign_choice: a member of an enum in the words of another language than English."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.glossary import choices


class ForeignChoice:
    """ "Wohnzimmer", "im Wohnzimmer" ↔ "living room"; the words must mean no other member of the
    enum."""

    name = "foreign_choice"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says this member and no other."""
        members = reading.schema.get("enum")
        if not isinstance(value, str) or not isinstance(members, list) or value not in members:
            return False
        meant = choices().get(text.casefold(), frozenset())
        said = [one for one in members if isinstance(one, str) and one.casefold() in meant]
        return said == [value]


PART: Transform = ForeignChoice()
