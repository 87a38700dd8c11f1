"""Language sanity of what user and assistant say.

| reason | when |
|---|---|
| empty_request | a user turn without text |
| too_long | a user turn of more than 4,000 characters |
| placeholder | `{city}`, `<user_name>`, `for None`, `in undefined`, lorem ipsum |
| broken_characters | replacement or control characters, UTF-8 read as Latin-1 (`Ã©`, `â€™`) |
| doubled_word | "the the", "weather weather" |
| bad_punctuation | " ,", "..", ",.", "?." |
| unbalanced | brackets or double quotes that do not pair |
| raw_json | JSON or a dict in a user turn |
| dangling_word | a preposition or article right before the end: "for .", "the?" |
| clashing_words | two words that never stand side by side: "with by", "for of", "the for" |
| wrong_article | "a apple", "an day"; only clear ones |
| raw_parameter_name | a user turn speaks a parameter or function name of an offered tool; names with an underscore, dot or camelCase hump only |
| echoed_request | an assistant turn repeats the user's words |

Values are not language: spans the label grounds (without a label: the arguments of the calls, where
a turn says them as they are), quoted text, code, addresses and paths are taken out first. It does not judge style, grammar beyond the list, or facts.
"""  # noqa: E501

import re
from collections.abc import Iterator, Mapping

from studio.places import property_names
from studio.record import AssistantMessage, Check, Json, Sample, Tool, UserMessage

LONGEST = 4_000
"""Characters of the longest request."""

_HOLE = "\ue000"
"""Stands where a value was: neither a word nor punctuation to any pattern below."""

_CODE = re.compile(
    r"```.*?```|`[^`\n]*`"
    r"|\b[a-zA-Z][\w+.-]*://[^\s<>\"]*[\w/]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)(?:~|\.{1,2})?/[\w.{}:*~-]+(?:/[\w.{}:*~-]*)*|\b[A-Z]:\\\S+"
    r"|[\w.-]+/[\w./{}-]*[\w}]",
    re.DOTALL,
)
_CODE_HINTS = ("/", "@", "`", "\\")
_QUOTED = re.compile(
    r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|'(?<!\w')[^'\n]+'(?!\w)|‘(?<!\w‘)[^’\n]+’(?!\w)"
)
_SMILEY = re.compile(r"[:;=]-?[()DP](?!\w)")

_DOUBLES = frozenset(
    (
        *("the", "a", "an", "to", "of", "for", "with", "and", "or", "are", "my", "your", "could"),
        *("please", "from", "by", "this", "me", "would", "if", "when", "I"),
    )
)
"""Short words that are never right twice in a row; of the others those of four letters are not."""
_EMPHATIC = frozenset(
    (
        *("very", "really", "many", "much", "long", "that", "blah", "some", "more", "super"),
        *("extra", "knock", "hear", "there", "please", "again", "years", "miles", "away"),
    )
)
_UNFINISHED = frozenset(
    f"{word}{end}" for word in ("the", "an", "my", "your", "between") for end in ".;!?"
)
_CLASHES = {
    "by": frozenset(("with", "of", "for", "to", "the")),
    "for": frozenset(("with", "of", "at", "the")),
    "of": frozenset(("with", "for", "by", "at", "to", "from", "the", "a", "an")),
    "with": frozenset(("of", "for", "by", "at", "the")),
}
"""Words by the one that never follows them; not once in 4,800 requests of BFCL."""
_OPEN = "for|in|at|with|from|on|by|of|between|into"
_CLUSTERS = "bl|br|ch|cl|cr|dr|fl|fr|gl|gr|pl|pr|sc|sh|sk|sl|sm|sn|sp|st|sw|th|tr|wh"
_NOT_NOUNS = (
    "also|after|again|along|about|around|above|across|among|only|over|under|unless|until|into"
    "|instead|every|each|even|either|once|ones|one|our|ours|onto|ever|else|already|always|and"
    "|are|any|all|at|as|is|it|in|if|or|on|of|an|am|us"
)
_LETTERED = "".join(
    f"(?<!{word} [aA] )"
    for word in (
        *("vitamin", "plan", "option", "group", "type", "series", "class", "grade", "hepatitis"),
        *("section", "part", "point", "hall"),
    )
)
"""Words a single letter may follow: in "vitamin a intake" the letter is no article."""

_PLACEHOLDER_HINTS = ("{", "<", " None", " null", " undefined", " nan", " NaN", "orem ipsum")
_PLACEHOLDER = re.compile(
    r"\{\{?\s*[A-Za-z_][\w. ]{0,40}\}"
    r"|<(?:[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|name|city|value|placeholder"
    r"|(?:your|insert)[ _-][a-z _-]+)>"
    rf"|\b(?:{_OPEN}|to) None\b(?! of)|\b(?:{_OPEN}) (?:null|undefined|NaN|nan)\b"
    r"|\b[Ll]orem ipsum\b",
)
_BROKEN = re.compile(
    "[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|[ÃÂ][\u0080-\u00bf]|â€|ï»¿"
)
_PUNCTUATION_HINT = re.compile(r"[ .,;:!?][.,;:!?]")
_PUNCTUATION = re.compile(
    rf"[\w{_HOLE})] [,;](?=\s|$)|[\w{_HOLE})] \.(?=\s|$)|(?<!\.)\.\.(?![./\w*])"
    r"|,\s?[.,;:!?](?!\d)|[;:][.,;](?!\d)|[!?][.,;](?=\s|$)"
)
_DANGLING = re.compile(rf"\b(?:{_OPEN}|to|about|and|or|the|an|my|your) [.,;!?](?=\s|$)")
_ARTICLE = re.compile(
    rf" [aA] {_LETTERED}(?!(?:{_NOT_NOUNS})\b)(?!eu|ewe|one|once|oui|uni|use|usu|uti|ura|uk)"
    r"[aeiou][a-z]{3,}\b"
    rf"| [aA]n (?:[bcdfgjklmnpqrstvwz][aeiou]|(?:{_CLUSTERS})[aeiou])[a-z]{{2,}}\b"
)
_RAW_JSON = re.compile(
    r"\{\s*(?:\"[^\"\n]*\"|'[^'\n]*')\s*:|\[\s*(?:\{\s*)?[\"'][^\"'\n]*[\"']\s*[,\]]"
)
_LIST_MARK = re.compile(r"(?:(?<=\s)|^)[0-9a-zA-Z]{1,2}\)", re.MULTILINE)
_PAIRED = re.compile(r"\([^()\n]*\)")
_INCHES = re.compile(r"(?<=\d)\"")
_IDENTIFIER_HINT = re.compile(r"_|[a-z](?:[A-Z]|\.[a-z])")
_IDENTIFIER = re.compile(
    r"(?<![\w.])(?:[A-Za-z][A-Za-z0-9]*[._][\w.]*\w|[a-z]+[a-z0-9]*[A-Z]\w*)(?![\w])"
)


_ENGLISH = frozenset({"dangling_word", "clashing_words", "wrong_article", "doubled_word"})
"""Reasons that rest on English words."""


class LanguageCheck:
    """Slips of wording that no user and no assistant would send."""

    name = "language"
    reasons = (
        *("empty_request", "too_long", "placeholder", "broken_characters", "doubled_word"),
        *("bad_punctuation", "unbalanced", "raw_json", "dangling_word", "clashing_words"),
        *("wrong_article", "raw_parameter_name", "echoed_request"),
    )

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """Every slip of user and assistant turns, in the order of the messages."""
        spans = _spans(sample) if sample.expected else _verbatim(sample)
        request = ""
        for index, message in enumerate(sample.messages):
            if isinstance(message, UserMessage):
                request = message.content
                found = self._request(request, spans.get(index, []), sample, tools)
            elif isinstance(message, AssistantMessage) and message.content:
                found = _reply(message.content, request, spans.get(index, []))
            else:
                continue
            for reason, detail in found:
                if reason in _ENGLISH and sample.language != "en":
                    continue
                said = f"message {index}: {detail}"
                yield Check(name=self.name, ok=False, reason=reason, detail=said)

    def _request(
        self, text: str, spans: list[tuple[int, int]], sample: Sample, tools: Mapping[str, Tool]
    ) -> Iterator[tuple[str, str]]:
        if not text.strip():
            yield "empty_request", "no text"
        if len(text) > LONGEST:
            yield "too_long", f"{len(text)} characters"
            return
        words = _without_values(text, spans)
        if ("{" in words or "[" in words) and (match := _RAW_JSON.search(words)):
            yield "raw_json", repr(match[0][:40])
        yield from _slips(words)
        if _IDENTIFIER_HINT.search(words):
            for match in _IDENTIFIER.finditer(_QUOTED.sub(_HOLE, words)):
                if any(match[0] in _names(tools[key]) for key in sample.tools):
                    yield "raw_parameter_name", match[0]


def _reply(text: str, request: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    if text == request:
        yield "echoed_request", repr(text[:40])
    yield from _slips(_without_values(text, spans))


def _spans(sample: Sample) -> dict[int, list[tuple[int, int]]]:
    """Where values stand, by message."""
    found: dict[int, list[tuple[int, int]]] = {}
    for label in sample.expected:
        for call in label.calls:
            for grounding in call.grounding:
                if grounding.source == "message":
                    span = (grounding.start, grounding.end)
                    found.setdefault(grounding.message, []).append(span)
    return found


def _verbatim(sample: Sample) -> dict[int, list[tuple[int, int]]]:
    """Where turns say the text arguments of a dialogue's calls as they are, by message."""
    said = {
        value
        for message in sample.messages
        if isinstance(message, AssistantMessage)
        for call in message.tool_calls
        for value in _texts(call.arguments)
    }
    if not said:
        return {}
    # the longest first, so that a value inside another does not split it
    values = "|".join(map(re.escape, sorted(said, key=lambda text: (-len(text), text))))
    any_of = re.compile(rf"(?<!\w)(?:{values})(?!\w)")
    return {
        index: [match.span() for match in any_of.finditer(message.content)]
        for index, message in enumerate(sample.messages)
        if isinstance(message, UserMessage | AssistantMessage) and message.content
    }


def _texts(value: Json) -> Iterator[str]:
    """Texts of more than a letter in a JSON value."""
    if isinstance(value, str):
        if len(value) > 1:
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _without_values(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with values and code replaced by holes."""
    if spans:
        parts: list[str] = []
        done = 0
        for start, end in sorted(spans):
            if start >= done:
                parts += (text[done:start], _HOLE)
                done = end
            else:
                done = max(done, end)
        text = "".join((*parts, text[done:]))
    return _CODE.sub(_HOLE, text) if any(hint in text for hint in _CODE_HINTS) else text


def _slips(words: str) -> Iterator[tuple[str, str]]:
    """The slips in words without values. A cheap look goes before each costly pattern: the check
    runs on every candidate of a run."""
    if "„" in words or "”" in words:
        words = _LOW_QUOTED.sub(_HOLE, words)
    if _unbalanced(words):
        yield "unbalanced", "quotes or brackets do not pair"
    words = _QUOTED.sub(_HOLE, words)
    for reason, pattern in _suspected(words):
        if match := pattern.search(words):
            yield reason, repr(match[0].strip().replace(_HOLE, "…"))
    before = ""
    for word in words.split(" "):  # not across lines: a list may repeat its heading
        if word in _UNFINISHED:
            yield "dangling_word", repr(word)
        elif before and (word == before or word[:-1] == before) and _doubled(before, word):
            yield "doubled_word", repr(f"{before} {word}")
        elif word in _CLASHES and before in _CLASHES[word] and before != word:
            yield "clashing_words", repr(f"{before} {word}")
        before = word or before


def _suspected(words: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    if any(hint in words for hint in _PLACEHOLDER_HINTS):
        yield "placeholder", _PLACEHOLDER
    if not (words.isascii() and words.isprintable()):
        yield "broken_characters", _BROKEN
    if _PUNCTUATION_HINT.search(words):
        yield "bad_punctuation", _PUNCTUATION
        yield "dangling_word", _DANGLING
    if " a " in words or " an " in words:
        yield "wrong_article", _ARTICLE


def _doubled(one: str, two: str) -> bool:
    if len(two) > len(one) and two[-1] not in ".,;:!?":
        return False
    long = len(one) >= 4 and one.isalpha() and one.islower() and one not in _EMPHATIC
    return long or one in _DOUBLES


_LOW_QUOTED = re.compile(r"„[^“”\n]*[“”]|”[^“”\n]*”")
"""Quotation marks of German and Swedish: two that open low, or both alike."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"))


def _unbalanced(words: str) -> bool:
    if '"' in words and _INCHES.sub("", words).count('"') % 2 and words.count('"') % 2:
        return True
    if all(words.count(left) == words.count(right) for left, right in _PAIRS):
        return False
    outside = _PAIRED.sub("", _SMILEY.sub("", _QUOTED.sub("", words)))  # "(total: 40)" is no mark
    outside = _LIST_MARK.sub("", outside)
    return any(outside.count(left) != outside.count(right) for left, right in _PAIRS)


_NAMES: dict[str, frozenset[str]] = {}
_MOST_NAMES = 65_536


def _names(tool: Tool) -> frozenset[str]:
    """Every function and property name of a tool, at any depth."""
    known = _NAMES.get(tool.id)
    if known is None:
        if len(_NAMES) >= _MOST_NAMES:
            _NAMES.clear()
        known = _NAMES[tool.id] = frozenset((tool.name, *property_names(tool.parameters)))
    return known


PART = LanguageCheck()
