"""Answers in other people's dialogues: other styles, tables, other languages. Right ones pass."""

import json
from typing import Any

import pytest

from studio.record import (
    AssistantMessage,
    Sample,
    Tool,
    ToolCall,
    ToolMessage,
    ToolOrigin,
    UserMessage,
)
from validators.checks.faithfulness import PART

TOOL = Tool.make(
    name="lookup",
    description="Look something up.",
    parameters={"type": "object", "properties": {"query": {"type": "string"}}},
    origin=ToolOrigin(source="b.json", format="openai", family="b"),
)
WEATHER: dict[str, Any] = {
    "location": "Zürich",
    "current": {"temp_c": 7.4, "humidity": 81, "wind_kph": 13, "condition": "Light rain"},
    "sunrise": "07:26",
}
STOCKS = [
    {"symbol": "AAPL", "name": "Apple Inc.", "price": 231.4, "change_percent": -1.2},
    {"symbol": "MSFT", "name": "Microsoft", "price": 415.06, "change_percent": 0.8},
    {"symbol": "NVDA", "name": "Nvidia", "price": 128.9, "change_percent": 2.35},
]
STAYS = {
    "results": [
        {"title": "Hôtel du Lac", "nightly": 140, "stars": 4, "available_from": "2026-05-02"},
        {"title": "Pension Alma", "nightly": 85, "stars": 3, "available_from": "2026-05-04"},
    ],
    "total": 2,
}
ORDER = {"order_id": "A-1009", "state": "delivered", "delivered_at": "2026-04-03T14:05:00Z"}


def faults(user: str, result: Any, answer: str) -> list[str]:
    messages = (
        UserMessage(content=user),
        AssistantMessage(tool_calls=(ToolCall(id="c", name="lookup", arguments={"query": user}),)),
        ToolMessage(tool_call_id="c", name="lookup", content=json.dumps(result)),
        AssistantMessage(content=answer),
    )
    sample = Sample(id="s", index=0, scenario="foreign", tools=(TOOL.id,), messages=messages)
    return [check.detail for check in PART.faults(sample, {TOOL.id: TOOL})]


TABLE = """Here are today's quotes:

| Symbol | Company | Price | Change |
|--------|---------|------:|-------:|
| AAPL | Apple Inc. | $231.40 | -1.2% |
| MSFT | Microsoft | $415.06 | +0.8% |
| NVDA | Nvidia | $128.90 | +2.35% |
"""

RIGHT = [
    (
        "How's the weather in Zürich?",
        WEATHER,
        "Right now in **Zürich**:\n\n- Temperature: **7.4°C**\n- Humidity: 81%\n- Wind: 13 km/h\n"
        "- Conditions: Light rain\n\nDon't forget an umbrella!",
    ),
    (
        "Wie ist das Wetter in Zürich?",
        WEATHER,
        "In Zürich sind es gerade 7,4 °C bei leichtem Regen. Die Luftfeuchtigkeit liegt bei 81 %,"
        " die Sonne geht um 07:26 Uhr auf.",
    ),
    ("Quotes for Apple, Microsoft and Nvidia in $, please", STOCKS, TABLE),
    (
        "¿Qué hoteles hay?",
        STAYS,
        "He encontrado 2 alojamientos: Hôtel du Lac (4 estrellas, 140 por noche, disponible desde"
        " el 2 de mayo) y Pension Alma (3 estrellas, 85 por noche, desde el 4 de mayo).",
    ),
    (
        "Quels hôtels sont libres ?",
        STAYS,
        "J'ai trouvé deux établissements :\n1. Hôtel du Lac, 4 étoiles, 140 la nuit\n"
        "2. Pension Alma, 3 étoiles, 85 la nuit",
    ),
    ("Where is order A-1009?", ORDER, "Good news: A-1009 arrived on April 3, 2026, at 2:05 PM."),
    ("注文A-1009は?", ORDER, "ご注文 A-1009 は2026年4月3日に配達済みです。"),
]
WRONG = [
    ("How's the weather in Zürich?", WEATHER, "It's 9.4°C in Zürich with 81% humidity."),
    ("Quotes, please, in $", STOCKS, TABLE.replace("415.06", "451.06")),
    (
        "Quotes, please, in $",
        STOCKS,
        TABLE.replace("| Microsoft", "| \0").replace("Nvidia", "Microsoft").replace("\0", "Nvidia"),
    ),
    ("Any hotels?", STAYS, "Pension Alma costs 140 a night; Hôtel du Lac costs 85."),
    ("Where is order A-1009?", ORDER, "Your order A-1009 was delivered on April 5."),
    ("Any hotels?", STAYS, "I'm sorry, no hotels were found."),
]


@pytest.mark.parametrize(("user", "result", "answer"), RIGHT)
def test_right_answers_pass(user: str, result: Any, answer: str) -> None:
    assert faults(user, result, answer) == []


@pytest.mark.parametrize(("user", "result", "answer"), WRONG)
def test_wrong_answers_are_found(user: str, result: Any, answer: str) -> None:
    assert len(faults(user, result, answer)) == 1
