"""exonym: a city by the name another language has for it."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.glossary import cities


class Exonym:
    """ "Mailand", "Milano" ↔ "Milan", "東京" ↔ "Tokyo"."""

    name = "exonym"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text is a name of the city."""
        return isinstance(value, str) and cities().get(text.casefold()) == value


PART: Transform = Exonym()
