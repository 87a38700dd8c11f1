"""A turn in another language: the frame around a wish, greetings, labels, and what the assistant
answers when it cannot call. Whole sentences come from `words/<language>/style.toml`."""

import re
from collections.abc import Mapping, Sequence
from random import Random

from babel.dates import format_date

from generators.foreign.arguments import PARTY, TO
from generators.foreign.phrasing import Phrasing, Wish, bare
from generators.foreign.tables import Tables, tables
from generators.language.intent import meanings
from generators.language.phrase import Phrase, Value, joined, spell
from generators.language.saying import Unsayable, implied, pointer, properties
from studio.brief import Brief, Span, Turn, Words


def speak(turn: Turn, brief: Brief, rng: Random) -> Words:
    """A request turn in the language of the brief. Raises Unsayable for what it has no words for,
    and for acts and endings other than a request that is called, asked about or declined."""
    if turn.act != "request" or len(turn.wishes) != 1 or turn.ending not in _REPLIES:
        raise Unsayable(f"{turn.act}, {turn.ending} is not spoken in {brief.language}")
    spoken = tables(brief.language)
    phrase = _request(Phrasing(spoken, brief.today, rng, turn.wishes[0]).wish(), spoken, rng)
    user, spans = spell(phrase)
    reply = ""
    if turn.ending == "missing":
        reply = _question(turn, spoken, rng)
    elif turn.ending == "unable":
        reply = _refusal(turn, spoken, rng)
    return Words(user, spans + _implied(turn), reply)


_REPLIES = frozenset({"calls", "missing", "unable"})


def _implied(turn: Turn) -> tuple[Span, ...]:
    """Arguments that follow from the schema alone and are never said."""
    wish = turn.wishes[0]
    return tuple(
        Span(0, pointer("", name), -1, -1, how)
        for name, value in wish.arguments.items()
        if (how := implied(properties(wish.tool.parameters).get(name, {}), value))
    )


def _request(wish: Wish, spoken: Tables, rng: Random) -> Phrase:
    """Greeting, sentence, labels and thanks, in one register."""
    forms, style = spoken.verbs[wish.concept.verb], spoken.style
    register = rng.choice("CF")
    frames = [
        frame
        for marked_frame in style["frames"]
        if (frame := _of_register(marked_frame, register)) and _fits(frame, forms)
    ]
    body = _framed(rng.choice(frames), wish.thing, forms)
    opening = rng.choice([o for o in style["openings"] if _of_register(o, register) or not o])
    closing = rng.choice([c for c in style["closings"] if _of_register(c, register) or not c])
    body = _labelled(body, wish.labels, spoken, rng)
    text = _of_register(opening, register)
    body = _cased(body, lower=text.endswith(_leading(spoken)), language=spoken.language)
    begun = not text or text.endswith(", ")
    if register == "C" and begun and not wish.labels and not closing and rng.random() < 0.25:
        body = _hasty(body)
    return _tidied([text, *body, _of_register(closing, register)])


def _leading(spoken: Tables) -> tuple[str, ...]:
    """Ends of greetings after which a sentence begins small: in German not after a colon."""
    return (", ",) if spoken.language == "de" else (", ", ": ")


def _of_register(marked_text: str, register: str) -> str:
    """The text without its mark; empty when it is marked for the other register."""
    if marked_text[:2] in ("C:", "F:"):
        return marked_text[2:] if marked_text[0] == register else ""
    return marked_text


_FIELD = re.compile(r"\{(\w+)\}")


def _fits(frame: str, forms: Mapping[str, str]) -> bool:
    return all(name in forms for name in _FIELD.findall(frame) if name != "x")


def _framed(frame: str, thing: Phrase, forms: Mapping[str, str]) -> Phrase:
    phrase: Phrase = []
    for place, part in enumerate(_FIELD.split(frame)):
        if place % 2:
            phrase += thing if part == "x" else [forms[part]]
        elif part:
            phrase.append(part)
    return phrase


_STOP = re.compile(r"\s*[.?!。？！]$")


def _labelled(body: Phrase, labels: Sequence[Phrase], spoken: Tables, rng: Random) -> Phrase:
    """The sentence with the labels after it: as a sentence, in brackets, or line by line."""
    if not labels:
        return body
    comma, stop = (", ", ".") if spoken.spaced else ("、", "。")
    draw = rng.random()
    last = body[-1]
    end = _STOP.search(last) if isinstance(last, str) else None
    if isinstance(labels[0][0], Value) and end is not None and isinstance(last, str):
        # only flags: they go on with the sentence
        left, right = (comma, "") if spoken.spaced else ("（", "）")
        return [*body[:-1], last[: end.start()], left, *joined(labels, comma), right, end[0]]
    short = len(labels) <= 2 and not any(_long(label) for label in labels)
    if draw < 0.3 and end is not None and isinstance(last, str) and short:
        left, right = (" (", ")") if spoken.spaced else ("（", "）")
        return [*body[:-1], last[: end.start()], left, *joined(labels, comma), right, end[0]]
    if draw < 0.5 and len(labels) > 1:
        rows = [["\n- ", *_cased(label, lower=False, language=spoken.language)] for label in labels]
        return [*body, *joined(rows, ""), "\n"]
    first, *rest = labels
    first = _cased(first, lower=False, language=spoken.language)
    listed = joined([first, *rest], comma)
    return [*body, " " if spoken.spaced else "", *listed, "" if _finished(listed) else stop]


def _finished(listed: Phrase) -> bool:
    """Whether it ends with a quoted sentence, which has its full stop inside."""
    inner = listed[-2] if len(listed) > 1 else ""
    quoted = isinstance(listed[-1], str) and listed[-1].strip() in _CLOSING
    return quoted and isinstance(inner, Value) and inner.text.endswith((".", "!", "?", "。"))


_CLOSING = frozenset({"«", "»", '"', "”", "“", "」"})


def _long(label: Phrase) -> bool:
    return sum(len(p.text if isinstance(p, Value) else p) for p in label) > 60


def _cased(body: Phrase, *, lower: bool, language: str) -> Phrase:
    """The sentence with its first letter in the right case; values keep theirs."""
    if body and isinstance(body[0], Value) and not lower:
        return [_begun(body[0]), *body[1:]]
    if not body or not isinstance(body[0], str):
        return body
    first = body[0]
    place = 1 if first[:1] in "¿¡" else 0
    letter = first[place : place + 1]
    turkish = {"i": "İ", "ı": "I"} if language == "tr" else {}
    if lower:
        changed = letter.lower() if not first.startswith(_NAMES) else letter
    else:
        changed = turkish.get(letter, letter.upper())
    return [first[:place] + changed + first[place + 1 :], *body[1:]]


def _begun(value: Value) -> Value:
    """A value at the start of a sentence with a capital, where its proof does not mind."""
    words = all(mark.transform.startswith("foreign_") for mark in value.marks)
    letter = value.text[:1]
    plain = words and letter.isalpha() and letter not in "iı"
    return Value(letter.upper() + value.text[1:], value.marks) if plain else value


_NAMES = ("Pull", "Issue", "PDF", "BMI")


def _hasty(body: Phrase) -> Phrase:
    """As typed in a hurry: no capital, no full stop."""
    first, last = body[0], body[-1]
    if isinstance(first, str):
        body = [first[:1].lower() + first[1:], *body[1:]]
    if isinstance(last, str) and body[-1].endswith((".", "。")):  # type: ignore[union-attr]
        body = [*body[:-1], body[-1][:-1]]  # type: ignore[index]
    return body


_BLANKS = re.compile(r" {2,}")
_LOOSE = re.compile(r" +(?=[.,])")
_TRAILING = re.compile(r"\n +")


def _tidied(phrase: Phrase) -> Phrase:
    """Neighbouring words merged; no double blanks, none before a comma or full stop."""
    merged: Phrase = []
    for piece in phrase:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    tidy = [
        _TRAILING.sub("\n", _LOOSE.sub("", _BLANKS.sub(" ", piece)))
        if isinstance(piece, str)
        else piece
        for piece in merged
    ]
    if isinstance(tidy[-1], str):
        tidy[-1] = tidy[-1].rstrip()
    return tidy


def _question(turn: Turn, spoken: Tables, rng: Random) -> str:
    """What is missing, asked for. Raises Unsayable."""
    if len(turn.missing) != 1:
        raise Unsayable("one thing is asked for at a time")
    meant = meanings(turn.wishes[0].tool)[turn.missing[0]]
    about, _ = bare(turn.wishes[0], spoken)
    mailed = meant.noun in TO and about.name.startswith(("email", "draft"))
    kind = "party" if meant.noun in PARTY else "email" if mailed else meant.kind
    kind = "restaurant" if meant.noun == "restaurant" else kind
    plain = not meant.role and meant.noun in _PLAIN.get(kind, (meant.noun,))
    label = spoken.label(meant.noun, meant.kind, about.name)
    if meant.role and kind not in ("place", "city", "text", "title"):
        alone = sum(m.kind == kind for m in meanings(turn.wishes[0].tool).values()) == 1
        if not alone or kind not in ("date", "datetime", "time"):
            raise Unsayable(f"no question for the {meant.role} of a pair")
        plain, label = True, ""
    if kind in spoken.style["questions"] and plain and (rng.random() < 0.75 or not label):
        return str(rng.choice(spoken.style["questions"][kind]))
    if not label:
        raise Unsayable(f"no word for {meant.noun}")
    return str(rng.choice(spoken.style["ask"])).format(label=label)


_PLAIN = {
    "date": ("date",),
    "city": ("city",),
    "time": ("time",),
    "email": ("recipients", "recipient", "email"),
    "person": ("guest", "guest name", "name", "person", "holder"),
    "title": ("title", "note title"),
    "text": ("text", "body", "message"),
    "money": ("amount",),
}
"""Nouns for which the general question of a kind is the right one."""


def _refusal(turn: Turn, spoken: Tables, rng: Random) -> str:
    """That it cannot be done, naming what was wanted."""
    found, thing = bare(turn.wishes[0], spoken)
    forms = spoken.verbs[found.verb]
    text = str(rng.choice(spoken.style["refuse"])).format(
        x=thing, X=thing[:1].upper() + thing[1:], able=forms["able"]
    )
    cased = _cased([_BLANKS.sub(" ", text)], lower=False, language=spoken.language)
    return str(cased[0])


_SYSTEMS = (
    "You are a helpful assistant with access to tools. Answer in the user's language.",
    "You are an assistant that calls functions. Users write in several languages; reply in theirs.",
    "Help the user with the tools you have, and answer in the language they write in.",
    "You are a multilingual assistant.",
)
_DATED = ("Today is {long}.", "Today's date is {iso}.", "Current date: {iso}.", "Today is {iso}.")


def system(brief: Brief, dated: bool, rng: Random) -> str:
    """A system message: with today's date when the words rely on it, and in part of the rest."""
    parts: list[str] = []
    if rng.random() < 0.5:
        parts.append(rng.choice(_SYSTEMS))
    if dated or rng.random() < 0.3:
        long = format_date(brief.today, "EEEE, d MMMM y", locale="en")
        parts.append(rng.choice(_DATED).format(long=long, iso=brief.today.isoformat()))
    return " ".join(parts)


_YEAR = re.compile(r"\d{4}")


def relies_on_today(words: Words) -> bool:
    """Whether a date in the words can be understood only by who knows today's."""
    return any(
        span.transform in ("foreign_date", "foreign_datetime")
        and not _YEAR.search(words.user[span.start : span.end])
        for span in words.spans
    )
