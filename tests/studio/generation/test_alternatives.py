from run_fakes import tool

from studio.brief import PlannedCall, Span
from studio.generation.alternatives import alternatives
from studio.record import Tool, ToolOrigin

CALL = Tool.make(
    name="call",
    description="",
    parameters={
        "type": "object",
        "properties": {
            "site": {"type": "string"},
            "link": {"type": "string", "format": "uri"},
            "phones": {"type": "array", "items": {"type": "string"}},
            "at": {"type": "string", "format": "date-time"},
        },
    },
    origin=ToolOrigin(source="t.json", format="fake", family="a"),
)


def accepted(path: str, text: str, transform: str, **arguments: object) -> object:
    span = Span(0, path, 0, len(text), transform)
    return dict(alternatives(PlannedCall(CALL, arguments), [(span, text)])).get(path)


def test_the_words_themselves_where_the_schema_takes_any_text() -> None:
    full = "https://www.a.org/b"
    assert accepted("/site", "www.a.org/b", "url", site=full) == ("www.a.org/b",)
    assert accepted("/link", "www.a.org/b", "url", link=full) is None
    assert accepted("/site", full, "url", site=full) is None
    found = accepted("/phones/0", "+1 202 555", "phone", phones=["+1202555"])
    assert found == ("+1 202 555",)


def test_utc_as_an_offset() -> None:
    text = "3pm on 4 April 2026"
    found = accepted("/at", text, "datetime", at="2026-04-04T15:00:00Z")
    assert found == ("2026-04-04T15:00:00+00:00",)
    assert accepted("/at", text, "datetime", at="2026-04-04T15:00:00+02:00") is None


def test_nothing_for_what_the_schema_says_or_nobody_said() -> None:
    assert not alternatives(PlannedCall(tool("f"), {"word": "a"}), [])
    span = Span(0, "/site", -1, -1, "default")
    assert not alternatives(PlannedCall(CALL, {"site": "a"}), [(span, "")])
