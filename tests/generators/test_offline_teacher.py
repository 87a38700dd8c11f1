"""What the offline teacher promises, over briefs of every scenario and the tools that ship.

Promises, not wording: that the words carry every value, leak nothing and come out the same again.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from studio.brief import BEHAVIOURS, Brief, Draft, Refusal, Scenario, Slot, Teacher, Turn
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.generation.assembly import Made, assemble, draw_masks
from studio.masking import shown
from studio.record import Mask, Sample
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage
from validators.reading.today import today_of

ROOT = Path(__file__).resolve().parents[2]
TEACHER: Teacher = Registry[Teacher]("generators.teachers", "teacher")["offline"]
GROUNDING: SampleCheck = Registry[SampleCheck]("validators.checks", "check")["grounding"]
MADE = Made(seed=7, teacher="offline/1")
A_LANE = 60
"""Briefs of each of the seven scenarios: 420 in all."""


@dataclass(frozen=True)
class Written:
    slot: Slot
    brief: Brief
    draft: Draft

    @property
    def user(self) -> str:
        return self.draft.turns[0].user

    @property
    def reply(self) -> str:
        return self.draft.turns[0].reply

    def sample(self, masks: dict[str, Mask] | None = None) -> Sample | Refusal:
        return assemble(self.slot, self.brief, self.draft, MADE, masks or {})


def write(slot: Slot, brief: Brief) -> Draft | Refusal:
    return TEACHER.write(brief, stream(11, slot.lane, slot.rank))


@pytest.fixture(scope="module")
def tried(
    plans: Callable[..., Iterator[Any]], scenarios: Registry[Scenario]
) -> list[tuple[Slot, Brief, Draft | Refusal]]:
    return [
        (slot, brief, write(slot, brief))
        for lane in scenarios.parts
        for slot, brief in plans(lane, A_LANE)
        if isinstance(brief, Brief)
    ]


@pytest.fixture(scope="module")
def written(tried: list[tuple[Slot, Brief, Draft | Refusal]]) -> list[Written]:
    return [Written(*each) for each in tried if isinstance(each[2], Draft)]


def behaviour(turn: Turn) -> str:
    """What the assistant does at once: calls before it says anything, or one of the others."""
    return "call" if turn.steps else BEHAVIOURS[turn.ending]


def of(written: list[Written], *behaviours: str) -> list[Written]:
    found = [
        each
        for each in written
        if len(each.brief.turns) == 1 and behaviour(each.brief.turns[0]) in behaviours
    ]
    assert found
    return found


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """JSON Pointers of everything that is no filled object or list."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}/{index}")
    else:
        yield path


def faults(sample: Sample | Refusal, brief: Brief) -> list[str]:
    assert isinstance(sample, Sample), sample
    tools = {tool.id: shown(tool, sample.masks.get(tool.id)) for tool in brief.offered}
    return [f"{fault.reason}: {fault.detail}" for fault in GROUNDING.faults(sample, tools)]


def test_nearly_every_brief_of_the_shipped_tools_can_be_said(
    tried: list[tuple[Slot, Brief, Draft | Refusal]],
) -> None:
    refused = [draft for _, _, draft in tried if isinstance(draft, Refusal)]
    assert {draft.reason for draft in refused} <= {"unsayable_argument"}
    assert len(refused) <= len(tried) // 20
    assert len(tried) >= 400


def test_every_leaf_of_every_call_is_said_where_its_span_says(written: list[Written]) -> None:
    wrong = [
        (each.user, found)
        for each in of(written, "call")
        for found in faults(each.sample(), each.brief)
    ]
    assert not wrong


def test_spans_lie_in_the_request_and_no_leaf_has_two(written: list[Written]) -> None:
    for each in written:
        for words in each.draft.turns:
            places = Counter((span.call, span.path) for span in words.spans)
            assert not [place for place, count in places.items() if count > 1], words
            for span in words.spans:
                if span.start < 0:
                    assert (span.start, span.end) == (-1, -1)
                    assert span.transform in ("default", "const", "enum")
                else:
                    assert 0 <= span.start < span.end <= len(words.user)


def test_spans_of_wishes_that_are_not_called_cover_their_values_too(
    written: list[Written],
) -> None:
    """Also a request that will be declined or asked about says what it wants."""
    for each in of(written, "ask", "decline"):
        carried = {(span.call, span.path) for span in each.draft.turns[0].spans}
        for index, call in enumerate(each.brief.turns[0].wishes):
            said = {(index, path) for path in leaves(dict(call.arguments)) if call.arguments}
            assert said <= carried, each.user


def test_masked_rows_never_tell_a_real_name(written: list[Written]) -> None:
    """Not in the words; the fields of a result keep the names the API gives them, whatever its
    parameters are called."""
    leaked = unclear = 0
    for each in written:
        tools = each.brief.offered
        masks = draw_masks(tools, stream(3, each.slot.lane, each.slot.rank))
        sample = each.sample(masks)
        if isinstance(sample, Refusal):
            leaked += 1
            continue
        spoken = (message for message in sample.messages if message.role != "tool")
        text = "\n".join(message.content or "" for message in spoken)
        code = re.compile(r"[a-z0-9][._][a-z0-9]|[a-z][A-Z]")
        real = {name for tool in tools for name in (tool.name, *masks[tool.id].parameters)}
        told = [name for name in real if code.search(name) and name in text]
        assert not told, text
        for turn in sample.expected:
            assert {call.name for call in turn.calls} <= {mask.name for mask in masks.values()}
        if behaviour(each.brief.turns[0]) == "call":
            unclear += bool(faults(sample, each.brief))
    assert leaked <= len(written) // 50, "masking would drop many rows"
    assert unclear <= len(written) // 50, "a flag that only its name explains, now and then"


def test_relative_dates_come_with_a_stated_today(written: list[Written]) -> None:
    relying = 0
    for each in of(written, "call"):
        sample = each.sample()
        assert isinstance(sample, Sample)
        if each.draft.system:
            stated = today_of(sample.messages, len(sample.messages) - 1)
            assert stated in (None, each.brief.today)
        unaware = replace(each, draft=replace(each.draft, system=""))
        if faults(unaware.sample(), each.brief):
            relying += 1
            assert today_of(sample.messages, len(sample.messages) - 1) == each.brief.today
    assert relying, "the shipped tools have dates, some of which are said relative to today"


def test_a_request_leaves_out_what_will_be_asked_for(written: list[Written]) -> None:
    for each in of(written, "ask"):
        (turn,) = each.brief.turns
        steps = {span.path.split("/")[1] for span in each.draft.turns[0].spans}
        assert not steps & set(turn.missing)
        given = str(list(turn.wishes[0].arguments.values())).lower()
        for name in turn.missing:
            schema = turn.wishes[0].tool.parameters["properties"][name]
            secret = [str(v).lower() for v in schema.get("enum", ()) if str(v).lower() not in given]
            named = (turn.wishes[0].tool.name + turn.wishes[0].tool.description).lower()
            words = re.findall(r"\w+", each.user.lower())
            assert not [v for v in secret if len(v) > 5 and v in words and v not in named]


def test_a_question_is_asked_where_something_is_missing(written: list[Written]) -> None:
    for each in of(written, "ask"):
        assert each.reply.strip() == each.reply != ""
        for name in each.brief.turns[0].missing:
            if re.search(r"[a-z]_[a-z]|[a-z][A-Z]", name):
                assert name not in each.reply, "a person is not asked for party_size"


def test_refusals_are_many_and_never_empty(written: list[Written]) -> None:
    replies = [each.reply for each in of(written, "decline")]
    assert all(reply.strip() for reply in replies)
    assert len(set(replies)) >= 0.95 * len(replies)
    openings = Counter(" ".join(reply.split()[:3]) for reply in replies)
    assert openings.most_common(1)[0][1] <= len(replies) // 3


def test_a_call_has_no_words_that_promise_a_result(written: list[Written]) -> None:
    for each in of(written, "answer"):
        assert each.user.strip()
        assert each.reply.strip()


def test_requests_are_text_a_person_could_send(written: list[Written]) -> None:
    for each in written:
        text = each.user
        assert text == text.strip()
        assert text
        assert "  " not in text
        assert not re.search(r"[{}]|\bNone\b|\bnull\b|\bTrue\b|\bFalse\b", _words(each))


def _words(each: Written) -> str:
    """The request without what carries values."""
    text = each.user
    spans = {(s.start, s.end) for s in each.draft.turns[0].spans if s.start >= 0}
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "…" + text[end:]
    return text


def test_raw_parameter_names_are_rare(written: list[Written]) -> None:
    raw = [each.user for each in written if re.search(r"\b[a-z]+_[a-z_]+\b", _words(each))]
    assert len(raw) <= len(written) // 50, raw


def test_requests_differ(written: list[Written]) -> None:
    requests = [each.user for each in written]
    assert len(set(requests)) >= 0.98 * len(requests)


def test_the_same_draws_give_the_same_words(written: list[Written]) -> None:
    for each in written[::7]:
        assert write(each.slot, each.brief) == each.draft


def test_other_draws_give_other_words(written: list[Written]) -> None:
    calls = of(written, "call")[::5]
    changed = sum(TEACHER.write(each.brief, stream("another")) != each.draft for each in calls)
    assert changed >= 0.9 * len(calls)


def digest(catalog: Catalog, lanes: list[str], stage: Stage) -> str:
    """Of the words of a few rows of each lane."""
    from studio.brief import Settings

    scenarios = Registry[Scenario]("generators.scenarios", "scenario")
    text = hashlib.sha256()
    for lane in lanes:
        for rank in range(8):
            slot, rng = Slot(rank, lane, rank), stream(catalog.seed, lane, rank, 0)
            brief = scenarios[lane].plan(slot, catalog, Settings(stage), rng)
            made = TEACHER.write(brief, rng) if isinstance(brief, Brief) else brief
            text.update(repr(made).encode())
    return text.hexdigest()


ELSEWHERE = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from studio.schemas import load_tools
from studio.catalog import Catalog
from test_offline_teacher import digest
from studio.environment import Access
from studio.stage import open_stage
tools = load_tools([Path({apis!r})], cache=None).tools
stage = open_stage(tools, Access(schemas=({apis!r},)))
print(digest(Catalog(tools, 7), {lanes!r}, stage))
stage.close()
"""


@pytest.mark.parametrize("hashseed", ["1", "4242"])
def test_another_process_writes_the_same(
    hashseed: str, catalog: Catalog, scenarios: Registry[Scenario], stage: Stage
) -> None:
    """Whatever order sets and hashes have there."""
    lanes = list(scenarios.parts)
    tests = str(Path(__file__).parent)
    code = ELSEWHERE.format(root=str(ROOT), tests=tests, apis=str(ROOT / "apis"), lanes=lanes)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": hashseed},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == digest(catalog, lanes, stage)
