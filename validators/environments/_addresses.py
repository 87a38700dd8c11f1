"""Commands and URLs of servers, as they are shown in messages and in the origin of tools.

What looks like a secret is left out, because origins travel with the data.
"""

import re
import shlex
from urllib.parse import urlsplit

_ASSIGNED = re.compile(r"(--?[\w-]+|[A-Za-z_]\w*)=.+", re.DOTALL)
_SECRET = re.compile(r"--?[\w-]*(?:key|token|secret|password|credential)s?\Z", re.IGNORECASE)


def is_url(address: str) -> bool:
    """Whether an address is reached over HTTP and not a command to run."""
    return address.startswith(("http://", "https://"))


def shown(address: str) -> str:
    """The address without values of environment variables and of options that name a secret, and
    without the user and query of a URL."""
    if is_url(address):
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    words: list[str] = []
    hide = False
    for word in shlex.split(address):
        assigned = _ASSIGNED.fullmatch(word)
        if hide:
            words.append("…")
        elif assigned and (not word.startswith("-") or _SECRET.match(assigned[1])):
            words.append(f"{assigned[1]}=…")
        else:
            words.append(shlex.quote(word))
        hide = _SECRET.match(word) is not None
    return " ".join(words)
