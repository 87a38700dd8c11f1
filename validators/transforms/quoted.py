"""quoted: the value between quotation marks."""

from studio.check import Reading, Transform
from studio.record import Json

_MARKS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "`": "`", "„": "“"}


class Quoted:
    """'"Design review"' ↔ "Design review"."""

    name = "quoted"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text is the value between a pair of marks."""
        if not isinstance(value, str) or len(text) != len(value) + 2:
            return False
        return _MARKS.get(text[0]) == text[-1] and text[1:-1] == value


PART: Transform = Quoted()
