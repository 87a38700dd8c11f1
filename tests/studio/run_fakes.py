"""Fake parts at our own seams: a scenario and a teacher that can be told to fail often."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random

from studio.brief import (
    Brief,
    Draft,
    PlannedCall,
    Refusal,
    Settings,
    Slot,
    Span,
    Step,
    Turn,
    Words,
)
from studio.catalog import Catalog
from studio.config import RunConfig, build
from studio.generation.candidates import Parts
from studio.record import Check, Sample, Tool, ToolOrigin, UserMessage
from studio.stage import Stage
from validators.filters.exact import PART as EXACT

TODAY = date(2026, 3, 9)


def tool(name: str, family: str = "a", parameter: str = "word") -> Tool:
    return Tool.make(
        name=name,
        description=f"Does {name}.",
        parameters={
            "type": "object",
            "properties": {parameter: {"type": "string"}, "max_rows": {"type": "integer"}},
            "required": [parameter],
            "additionalProperties": False,
        },
        origin=ToolOrigin(source="t.json", format="fake", family=family),
    )


def tools(n: int = 6) -> list[Tool]:
    return [tool(f"get_thing_{i}", family="ab"[i % 2], parameter=f"the_word_{i}") for i in range(n)]


class FakeScenario:
    """One call about one word; `words` bounds how many distinct rows a tool can yield."""

    def __init__(
        self, name: str, share: float, *, words: int = 10**9, refuse: float = 0.0, need: str = ""
    ) -> None:
        self.name = name
        self.share = share
        self.words = words
        self.refuse = refuse
        self.need = need

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        if self.need and all(tool.name != self.need for tool in catalog.tools):
            return f"no tool is named {self.need}"
        return ""

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        found = catalog.subject(self.name, slot.rank, slot.attempt, lambda tool: True)
        assert found is not None
        subject, _ = found
        if rng.random() < self.refuse:
            return Refusal("no_value", "the dice said no", subject.id)
        low, high = settings.offered
        number = min(rng.randint(low, high), len(catalog.tools)) - 1
        others = [other for other in catalog.tools if other is not subject]
        offered = [subject, *rng.sample(others, number)]
        rng.shuffle(offered)
        name = subject.parameters["required"][0]
        call = PlannedCall(subject, {name: f"w{rng.randrange(self.words)}"})
        turn = Turn("request", "calls", (call,), (Step((call,)),))
        return Brief(self.name, tuple(offered), (turn,), TODAY)


class FakeTeacher:
    name = "fake"
    version = "1"

    def write(self, brief: Brief, rng: Random) -> Draft | Refusal:
        if rng.random() < 0.02:
            return Refusal("no_words")
        (call,) = brief.turns[0].wishes
        ((name, value),) = call.arguments.items()
        text = f"{brief.scenario} for {value}"
        span = Span(0, f"/{name}", len(text) - len(value), len(text), "verbatim")
        return Draft((Words(text, (span,)),))


class FakeCheck:
    """Fails the words that end in `7`: a tenth."""

    name = "seven"
    reasons = ("seven",)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        for call in sample.expected[0].calls:
            shown = next(tool for tool in tools.values() if tool.name == call.name)
            assert set(call.arguments) <= set(shown.parameters["properties"])
        message = next(part for part in sample.messages if isinstance(part, UserMessage))
        if message.content.endswith("7"):
            yield Check(name=self.name, ok=False, reason="seven", detail=message.content)


SCENARIOS = {
    part.name: part
    for part in (
        FakeScenario("alpha", 50),
        FakeScenario("beta", 30, refuse=0.3),
        FakeScenario("gamma", 20, need="get_thing_1"),
    )
}


def _parts(scenarios: Mapping[str, FakeScenario]) -> Parts:
    return Parts(scenarios, FakeTeacher(), (FakeCheck(),), (EXACT,))


def parts(config: RunConfig) -> Parts:
    return _parts(SCENARIOS)


def scarce(config: RunConfig) -> Parts:
    """Few distinct rows, so that duplicates and given-up ranks are frequent."""
    return _parts(
        {
            "alpha": FakeScenario("alpha", 50, words=2000),
            "beta": FakeScenario("beta", 30, words=50, refuse=0.3),
            "gamma": FakeScenario("gamma", 20),
        }
    )


def busy(config: RunConfig) -> Parts:
    """Many duplicates, but enough rows for some thousands."""
    return _parts(
        {
            "alpha": FakeScenario("alpha", 50, words=2000),
            "beta": FakeScenario("beta", 30, words=500, refuse=0.3),
            "gamma": FakeScenario("gamma", 20),
        }
    )


def barren(config: RunConfig) -> Parts:
    """`beta` can yield 9 words for each tool, and then nothing."""
    return _parts({"alpha": FakeScenario("alpha", 50), "beta": FakeScenario("beta", 50, words=10)})


def settings(out: Path, **changes: object) -> RunConfig:
    """A small run with the fake parts."""
    return build({"schemas": ["t.json"], "n": 60, "out": str(out)}, changes)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every byte of a run that must be repeatable: all but the lock and the timings."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in (".lock", "stats.json")
    }
