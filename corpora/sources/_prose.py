"""Descriptions as plain text: HTML and Markdown marks removed, words kept.

Angle brackets that are not HTML (`projects/<project>`) stay. Does not judge or rewrite the words.
"""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

LONGEST = 1_500
"""Characters after which a tool's description is cut, at the last sentence that fits."""
_SHORTEST = 1_000

_BLOCKS_WORDS = (
    "address article aside blockquote br caption center dd div dl dt fieldset figure footer "
    "form fullname h1 h2 h3 h4 h5 h6 header hr important li main nav note ol p pre "
    "programlisting section simplesect table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_INLINE_WORDS = (
    "a abbr acronym b bdi big body caution cite code del dfn em enumvalues examples font "
    "function html i img ins kbd link literal mark msh para q replaceable s samp small span "
    "strike strong sub sup sup tt u userinput var"
)
_INLINE = frozenset(_INLINE_WORDS.split())
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&[#a-zA-Z0-9]+;|<!--")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]\[]+)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_CODE = re.compile(r"`+([^`]+)`+")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


_PLAIN_INLINE = re.compile(r"</?(?:code|i|b|em|strong)>|<a(?: [^<>]*)?>|</a>")
_PLAIN_BLOCK = re.compile(r"</?(?:p|ul|ol|note|important|dl|dt|dd|fullname)>|</li>|<br ?/?>")


class _Text(HTMLParser):
    """Collects the text of an HTML fragment; a block ends the line, a list item starts with -."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag not in _INLINE:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag not in _INLINE:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _squeezed(text: str) -> str:
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return re.sub(r"\n- ?\n", "\n- ", text)


@lru_cache(maxsize=4096)
def from_html(text: str) -> str:
    """The text of an HTML fragment, one line a block."""
    if not _MARKUP.search(text):
        return _squeezed(text)
    if "<" not in text:
        return _squeezed(unescape(text))
    text = text.replace("\n", " ")  # a line break of the source means nothing in HTML
    # most fragments hold only a few common tags: four times as fast as a parser
    simple = _PLAIN_BLOCK.sub("\n", _PLAIN_INLINE.sub("", text)).replace("<li>", "\n- ")
    if "<" not in simple:
        return _squeezed(unescape(simple))
    parser = _Text()
    parser.feed(text)
    parser.close()
    return _squeezed("".join(parser.parts))


def from_markdown(text: str) -> str:
    """The text of Markdown, which may hold HTML: links keep their words and lose their address."""
    text = _FENCE.sub("", text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _STRONG.sub(r"\2", _HEADING.sub("", text))
    if _MARKUP.search(text):
        text = "\n".join(from_html(line) for line in text.split("\n"))
    return _squeezed(_CODE.sub(r"\1", text))


def described(summary: str, description: str = "") -> str:
    """Two plain texts as one; a summary that the description repeats is left out. Cut after
    LONGEST characters at the end of a sentence, else of a word, and then marked with …"""
    if description.lower().startswith(summary.rstrip(".").lower()):
        summary = ""
    if summary and description and not summary.endswith((".", "!", "?", ":")):
        summary += "."
    text = f"{summary}\n{description}".strip()
    if len(text) <= LONGEST:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s)|\n", text[:LONGEST])]
    end = ends[-1] if ends and ends[-1] >= _SHORTEST else text.rfind(" ", _SHORTEST, LONGEST)
    return text[: end if end > 0 else LONGEST].rstrip() + " …"
