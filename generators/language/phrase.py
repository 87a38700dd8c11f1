"""Text under construction: plain words and values that remember which argument they carry.

A phrase is a list of pieces. Words may be changed (capitals, typos, lower case); values may not,
because their spans are the proof of the label.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from studio.brief import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of a value's text that carries the leaf `path` of a call."""

    call: int
    path: str
    transform: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """The words of one or more argument leaves, never altered after this."""

    text: str
    marks: tuple[Mark, ...]


Piece: TypeAlias = str | Value
Phrase: TypeAlias = list[Piece]


def marked(text: str, path: str, transform: str, call: int = 0) -> Value:
    """A value whose whole text carries one leaf."""
    return Value(text, (Mark(call, path, transform, 0, len(text)),))


def kept(text: str) -> Value:
    """Words that carry no argument and stay as they are all the same: a name, a quotation."""
    return Value(text, ())


def capitalised(value: Value) -> Value:
    """The value with a capital first letter, where the proof does not depend on case (flags)."""
    return Value(value.text[:1].upper() + value.text[1:], value.marks)


def _of_call(mark: Mark, call: int) -> Mark:
    return Mark(call, mark.path, mark.transform, mark.start, mark.end)


def for_call(phrase: Phrase, call: int) -> Phrase:
    """The phrase with all its values speaking for another call."""
    return [
        piece
        if isinstance(piece, str)
        else Value(piece.text, tuple(_of_call(mark, call) for mark in piece.marks))
        for piece in phrase
    ]


def shared(phrase: Phrase, calls: int, but: Iterable[str]) -> Phrase:
    """The phrase with every value speaking for all calls, except for the paths in `but`."""
    own = frozenset(but)
    return [
        piece
        if isinstance(piece, str)
        else Value(
            piece.text,
            tuple(
                _of_call(mark, call)
                for mark in piece.marks
                for call in ((mark.call,) if mark.path in own else range(calls))
            ),
        )
        for piece in phrase
    ]


def fill(template: str, **parts: str | Phrase) -> Phrase:
    """`"on {v} in {noun}"` with its fields replaced by words or phrases."""
    phrase: Phrase = []
    for index, part in enumerate(re.split(r"\{(\w+)\}", template)):
        if index % 2:
            filler = parts[part]
            phrase.extend([filler] if isinstance(filler, str) else filler)
        elif part:
            phrase.append(part)
    return phrase


def joined(phrases: Sequence[Phrase], separator: str = ", ", last: str = "") -> Phrase:
    """Phrases in a row: `a, b and c` with `last=" and "`."""
    result: Phrase = []
    for index, phrase in enumerate(phrases):
        if index:
            result.append(last if last and index == len(phrases) - 1 else separator)
        result.extend(phrase)
    return result


def plain(phrase: Phrase) -> str:
    """The text of a phrase."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in phrase)


def sentence(phrase: Phrase, end: str) -> Phrase:
    """The phrase with a capital and `end`; values keep their own case."""
    result = list(phrase)
    if result and isinstance(result[0], str) and result[0]:
        result[0] = result[0][0].upper() + result[0][1:]
    text = plain(result)
    if end and not text.endswith(("?", "!", "…")) and not (text.endswith(".") and end == "."):
        last = result[-1] if result else ""
        if isinstance(last, str):
            result[-1] = last.rstrip(" ,;:.")
        result.append(end)
    return result


_SPACES = re.compile(r" {2,}")
_BEFORE = re.compile(r" +([,.?!;])")


def tidy(phrase: Iterable[Piece]) -> Phrase:
    """Neighbouring words merged, double blanks and blanks before punctuation removed."""
    merged: Phrase = []
    for piece in phrase:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return [
        _BEFORE.sub(r"\1", _SPACES.sub(" ", piece)) if isinstance(piece, str) else piece
        for piece in merged
    ]


def spell(phrase: Phrase) -> tuple[str, tuple[Span, ...]]:
    """The final text and the spans of all arguments in it."""
    text: list[str] = []
    spans: list[Span] = []
    at = 0
    for piece in phrase:
        if isinstance(piece, str):
            text.append(piece)
            at += len(piece)
            continue
        spans.extend(
            Span(mark.call, mark.path, at + mark.start, at + mark.end, mark.transform)
            for mark in piece.marks
        )
        text.append(piece.text)
        at += len(piece.text)
    return "".join(text), tuple(spans)


def lowered(phrase: Phrase) -> Phrase:
    """The words in lower case, as people type in a hurry; values stay."""
    return [piece.lower() if isinstance(piece, str) else piece for piece in phrase]


_LONG_WORD = re.compile(r"[a-z]{5,}")


def mistyped(phrase: Phrase, rng: Random) -> Phrase:
    """One slip of the finger in one of the words: two letters swapped, one lost or doubled."""
    places = [
        (index, match)
        for index, piece in enumerate(phrase)
        if isinstance(piece, str)
        for match in _LONG_WORD.finditer(piece)
    ]
    if not places:
        return phrase
    index, match = rng.choice(places)
    piece = phrase[index]
    assert isinstance(piece, str)
    word, at = match.group(), rng.randrange(1, len(match.group()) - 1)
    slip = rng.randrange(3)
    if slip == 0 and word[at] != word[at + 1]:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == 1:
        word = word[:at] + word[at + 1 :]
    else:
        word = word[:at] + word[at] + word[at:]
    changed = list(phrase)
    changed[index] = piece[: match.start()] + word + piece[match.end() :]
    return changed
