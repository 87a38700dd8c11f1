"""url: a web address without its scheme, "www." or closing slash."""

from studio.check import Reading, Transform
from studio.record import Json


def _short(address: str) -> str:
    for lead in ("https://", "http://"):
        address = address.removeprefix(lead)
    return address.removeprefix("www.").removesuffix("/")


class Url:
    """ "example.org/a" ↔ "https://example.org/a"; the host in any case, the rest exactly."""

    name = "url"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether both are the same address."""
        if not isinstance(value, str) or "." not in value or len(value) > 2000 or " " in text:
            return False
        if abs(len(text) - len(value)) > 14:
            return False
        one, two = _short(text), _short(value)
        if one == two:
            return bool(one)
        host, _, rest = one.partition("/")
        other, _, left = two.partition("/")
        return host.lower() == other.lower() and rest == left


PART: Transform = Url()
