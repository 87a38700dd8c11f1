"""Text for a regular expression: a walk over the tree that Python's own parser makes of it.

Covers what schemas use: literals, classes, repetition, groups, alternatives, back-references.
Look-around is not followed; the caller's text is checked against the expression in any case.
"""

import re
import string
import warnings
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009 - not in the stubs, stable since 3.11
_LETTERS = string.ascii_lowercase
_WORD = string.ascii_lowercase + string.digits
_PLAIN = string.ascii_letters + string.digits
_PRINTABLE = _PLAIN + " -_.,:;/+@#%&=!?'\"()[]{}<>*^$|~`\\"
_CLASSES = {
    "CATEGORY_DIGIT": string.digits,
    "CATEGORY_WORD": _WORD,
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": _LETTERS,
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": _WORD,
}


_PROPERTY = re.compile(r"\\p\{?(\w+)\}?")
_PROPERTIES = {
    "L": "A-Za-z",
    "Lu": "A-Z",
    "Ll": "a-z",
    "N": "0-9",
    "Nd": "0-9",
    "Z": " ",
    "Zs": " ",
}
_PROPERTIES |= {"P": ".,:!-", "S": "+=$", "M": "A-Za-z", "Alnum": "A-Za-z0-9", "Alpha": "A-Za-z"}
_PROPERTIES |= {"ASCII": " -~", "Print": " -~", "Graph": "!-~", "Digit": "0-9", "Punct": ".,:!-"}


@lru_cache(maxsize=8192)
def _readable(pattern: str) -> str:
    """The pattern with Unicode and POSIX classes (`\\p{L}`), which Python lacks, as plain ASCII
    ranges; what it then matches the pattern itself matches too."""
    if "&&[" in pattern:
        return "("  # an intersection of classes, which Python would read as something else

    def ranges(found: re.Match[str]) -> str:
        known = _PROPERTIES.get(found.group(1))
        if known is None:
            return found.group()
        before = pattern[: found.start()]
        inside = before.rfind("[") > before.rfind("]")
        if inside and known.endswith("-"):
            known = known[:-1] + "\\-"
        return known if inside else f"[{known}]"

    return _PROPERTY.sub(ranges, pattern)


@lru_cache(maxsize=8192)
def _parsed(pattern: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return _parser.parse(_readable(pattern))
    except (re.error, RecursionError, OverflowError):
        return None


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The expression, or None where Python cannot read it (intersections of other dialects)."""
    try:
        with warnings.catch_warnings():  # doubled signs in a class mean themselves in schemas too
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(_readable(pattern))
    except (re.error, RecursionError, OverflowError):
        return None


def text(pattern: str, rng: Random, least: int = 0, most: int | None = None) -> str | None:
    """A text of `least` to `most` characters in which the pattern is found; None if none is."""
    tree, expression = _parsed(pattern), compiled(pattern)
    if tree is None or expression is None:
        return None
    for attempt in range(24):
        stretch = (least if attempt % 2 else 0) if least > 4 else 0
        found = "".join(_walk(tree, rng, {}, stretch))
        if most is not None and len(found) > most and attempt < 23:
            continue
        if len(found) >= least and (most is None or len(found) <= most):
            if expression.search(found):
                return found
        elif len(found) < least:
            padded = found + "".join(rng.choice(_WORD) for _ in range(least - len(found)))
            if expression.search(padded) and (most is None or len(padded) <= most):
                return padded
    return None


_SEGMENT = re.compile(r"([A-Za-z0-9_\\-]+)/(?:\[\^/\][+*]|\.\*)")
_RESOURCE = re.compile(
    r"^\^?(?:[A-Za-z0-9_\-]+/(?:\[\^/\][+*]|\.\*|[a-z0-9\-]+)/?)+(?:/[A-Za-z]+)?\$?$"
)


@lru_cache(maxsize=8192)
def is_resource(pattern: str) -> bool:
    """Whether the pattern describes resource names, collections and segments in turn."""
    return "/" in pattern and _RESOURCE.match(pattern) is not None


def resource(pattern: str, fill: Callable[[str], str]) -> str | None:
    """A resource name for a pattern such as `^projects/[^/]+/locations/[^/]+$`; `fill` names one
    segment of a collection. None for other patterns. Form: google.aip.dev/122."""
    if not is_resource(pattern):
        return None
    found = _SEGMENT.sub(lambda part: f"{part.group(1)}/{fill(part.group(1))}", pattern)
    return found.strip("^$")


def _walk(tree: Any, rng: Random, groups: dict[int, str], stretch: int) -> list[str]:
    return [_node(str(kind), argument, rng, groups, stretch) for kind, argument in tree]


def _node(kind: str, argument: Any, rng: Random, groups: dict[int, str], stretch: int) -> str:
    if kind in _REPEATS:
        low, high, inner = argument
        times = _times(int(low), int(high), rng, stretch)
        return "".join("".join(_walk(inner, rng, groups, 0)) for _ in range(times))
    if kind == "BRANCH":
        return "".join(_walk(rng.choice(argument[1]), rng, groups, stretch))
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        inner = argument[3] if kind == "SUBPATTERN" else argument
        found = "".join(_walk(inner, rng, groups, stretch))
        if kind == "SUBPATTERN" and argument[0] is not None:
            groups[argument[0]] = found
        return found
    if kind == "GROUPREF":
        return groups.get(argument, "")
    return _char(kind, argument, rng)


_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def _char(kind: str, argument: Any, rng: Random) -> str:
    """One character, none for anchors and look-around."""
    if kind == "LITERAL":
        return chr(argument)
    if kind == "NOT_LITERAL":
        return rng.choice(_WORD.replace(chr(argument), ""))
    if kind == "ANY":
        return rng.choice(_WORD)
    return rng.choice(_alphabet(argument)) if kind == "IN" else ""


def _times(low: int, high: int, rng: Random, stretch: int) -> int:
    """How often to repeat: short and readable, long only where a minimum length asks for it."""
    if stretch:
        return max(low, min(high, stretch))
    usual = (
        low + rng.randint(0, 3) if low else rng.choice((0, 1)) if high == 1 else rng.randint(3, 8)
    )
    return max(low, min(high, usual))


def _alphabet(members: Any) -> str:
    """The characters of a class, tame ones where there are any."""
    negated, chars = False, ""
    for kind, argument in members:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            chars += chr(argument)
        elif name == "RANGE":
            low, high = argument
            chars += "".join(map(chr, range(low, min(high, low + 255) + 1)))
        elif name == "CATEGORY":
            chars += _CLASSES.get(str(argument), "")
    if negated:
        left = [char for char in _WORD if char not in chars]
        left = left or [char for char in _PRINTABLE if char not in chars]
        return "".join(left) or "\u00e9"
    tame = "".join(char for char in chars if char in _WORD)
    tame = tame or "".join(char for char in chars if char in _PLAIN)
    return tame or chars or "a"
