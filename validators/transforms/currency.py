"""currency: a currency's name or sign for its code."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.currencies import code_of


class Currency:
    """ "euros", "€" ↔ "EUR" or "eur"; "$" and "dollars" are USD."""

    name = "currency"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the currency of this code."""
        if not isinstance(value, str) or len(value) != 3:
            return False
        return value in (value.upper(), value.lower()) and code_of(text) == value.upper()


PART: Transform = Currency()
