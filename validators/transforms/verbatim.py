"""verbatim: the text is the value. Strings exactly; numbers in plain digits."""

import re

from studio.check import Reading, Transform
from studio.record import Json

_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?")


class Verbatim:
    """The value itself."""

    name = "verbatim"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text is the value, character by character, or its plain digits."""
        if isinstance(value, str):
            return text == value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if isinstance(value, int) and text == str(value):
            return True
        return bool(_PLAIN.fullmatch(text)) and float(text) == value


PART: Transform = Verbatim()
