"""handle: a user, channel, tag or issue with its sign."""

from studio.check import Reading, Transform
from studio.record import Json


class Handle:
    """ "@sara" ↔ "sara", "#general" ↔ "general", "#42" ↔ 42; and the other way round."""

    name = "handle"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether one is the other with an @ or # before it."""
        if isinstance(value, bool) or not isinstance(value, int | str):
            return False
        named = str(value) if isinstance(value, str) or abs(value) < 10**30 else ""
        if len(named) > 100 or not named or not text:
            return False
        return (text[0] in "@#" and text[1:] == named) or (named[0] in "@#" and named[1:] == text)


PART: Transform = Handle()
