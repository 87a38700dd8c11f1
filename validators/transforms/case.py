"""case: the same words in other case."""

from studio.check import Reading, Transform
from studio.record import Json


class Case:
    """ "design review" ↔ "Design review": equal but for case and the width of spaces."""

    name = "case"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether text and value are the same words."""
        if not isinstance(value, str) or abs(len(text) - len(value)) > 20 or not value.strip():
            return False
        return text.casefold() == value.casefold() or (
            text.casefold().split() == value.casefold().split()
        )


PART: Transform = Case()
