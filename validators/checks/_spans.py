"""Where words and numbers begin and end in a text. Spaces part words only in some scripts: where
they do not (Chinese, Thai), any place is a boundary."""

_LETTERS = 0x0590
"""Code points below are letters of scripts that put spaces between words."""


def _joined(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and ord(one) < _LETTERS and ord(other) < _LETTERS


def cuts(content: str, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a word or a number."""
    for place in (start, end):
        if not 0 < place < len(content):
            continue
        before, after = content[place - 1], content[place]
        if _joined(before, after):
            return True
        if after in ".,:" and before.isdigit() and content[place + 1 : place + 2].isdigit():
            return place == end
        if before in ".,:" and after.isdigit() and content[place - 2 : place - 1].isdigit():
            return place == start
    return False


def stands_in(text: str, value: str) -> bool:
    """Whether a value occurs in a text as whole words."""
    start = text.find(value)
    for _ in range(20):
        if start < 0:
            return False
        if not cuts(text, start, start + len(value)):
            return True
        start = text.find(value, start + 1)
    return False
