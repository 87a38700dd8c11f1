"""Words of what goes otherwise than planned: rules, questions before something is done, answers to
them, instructions of somebody else."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from generators.language.manner import REGISTERS
from generators.language.mishaps.assent import Assent, assented
from generators.language.mishaps.injections import injection, variants
from generators.language.mishaps.leave import asked
from generators.language.mishaps.offers import limited, retry, slip, taken
from generators.language.mishaps.pages import joined_pages
from generators.language.proposals import Proposal, proposal
from generators.language.rules import governed, ruled, speakable
from generators.language.saying import Speaker, Unsayable
from studio.brief import PlannedCall, Rule
from studio.environment import Outcome
from studio.record import Tool

TODAY = date(2026, 3, 9)


def tool(shipped: Sequence[Tool], name: str) -> Tool:
    return next(each for each in shipped if each.name == name)


@pytest.fixture(scope="module")
def transfer(shipped: tuple[Tool, ...]) -> PlannedCall:
    arguments = {"from_account": "savings", "to_account": "current", "amount": 250}
    return PlannedCall(tool(shipped, "transfer_between_accounts"), arguments)


def test_a_proposal_leaves_nothing_out(transfer: PlannedCall) -> None:
    for seed in range(60):
        said = proposal(transfer, Speaker(Random(seed), TODAY)).whole.lower()
        assert said.startswith("transfer")
        assert "savings" in said
        assert "current" in said
        assert "250" in said or "two hundred" in said


def test_a_proposal_does_not_rely_on_a_date_nobody_stated(shipped: tuple[Tool, ...]) -> None:
    call = PlannedCall(
        tool(shipped, "change_booking"), {"booking_code": "H4RE8B", "new_date": "2026-03-10"}
    )
    for seed in range(40):
        speaker = Speaker(Random(seed), TODAY)
        try:
            said = proposal(call, speaker).whole
        except Unsayable:
            continue
        assert "tomorrow" not in said
        assert not speaker.dated


def test_a_question_names_what_would_happen_and_asks() -> None:
    what = Proposal("delete file fil_1", "message: “bye”")
    for seed in range(200):
        text = asked([what], Random(seed), final=False, rule=seed % 2 == 0)
        assert "fil_1" in text
        assert "bye" in text
        assert not any(word in text for word in ("undone", "permanent", "final"))
        assert "?" in text or "confirm" in text.lower() or "say" in text or "right" in text


@pytest.mark.parametrize("register", sorted({*REGISTERS}))
def test_a_yes_is_a_yes(register: str) -> None:
    texts = {
        assented(Assent(kind, "delete"), register, Random(f"{kind}{seed}"))
        for seed in range(80)
        for kind in ("confirm", "retry", "limit", "taken", "slip")
    }
    assert len(texts) >= 8
    for text in texts:
        words = text.lower().replace("why not", "")
        assert text.strip()
        assert "{" not in text
        assert not any(no in words.split() for no in ("no", "don't", "not", "nope"))


def test_rules_speak_of_what_tools_do(shipped: tuple[Tool, ...], transfer: PlannedCall) -> None:
    for kind in ("forbidden", "confirm"):
        for seed in range(60):
            rule = Rule("forbidden" if kind == "forbidden" else "confirm", transfer.tool)
            said = ruled(rule, Random(seed))
            assert "transfer" in said.lower()
            assert "transfer_between" not in said
            assert said.endswith(".")
    texts = {ruled(Rule("limit", transfer.tool, "amount", 500), Random(n)) for n in range(60)}
    assert all("500" in text and "amount" in text for text in texts)
    assert len(texts) >= 10
    only = Rule("only", tool(shipped, "lock_door"), "door", "front")
    assert all("front" in ruled(only, Random(n)) for n in range(40))


def test_rules_follow_what_the_message_says_anyway(transfer: PlannedCall) -> None:
    rules = [Rule("confirm", transfer.tool), Rule("limit", transfer.tool, "amount", 500)]
    for seed in range(40):
        text = governed("Today is 2026-03-09.", rules, Random(seed))
        assert text.startswith("Today is 2026-03-09.")
        assert "500" in text
    assert governed("Be kind.", [], Random(1)) == "Be kind."


def test_what_cannot_be_said_in_whole_words_is_no_rule(shipped: tuple[Tool, ...]) -> None:
    assert speakable(tool(shipped, "delete_event"))
    assert not speakable(tool(shipped, "get_event"))
    assert not speakable(tool(shipped, "replyToEmail"))


def test_offers_say_what_failed_and_what_would_do() -> None:
    for seed in range(80):
        rng = Random(seed)
        assert "?" in retry("list the events", "timeout", seed % 2 == 0, rng)
        text = limited("transfer money", "5,000", "3,000", "transfer 3,000", rng)
        assert "3,000" in text
        assert "?" in text
        moved = taken("book a table", "7 pm", "8 pm", "book a table at 8 pm", rng)
        assert "8 pm" in moved
        named = slip("ticket", "WBE-1", "WEB-1", "get ticket WEB-1", rng)
        assert "WEB-1" in named
        assert named[0] == named[0].upper()


def test_an_instruction_names_the_action_in_very_many_ways() -> None:
    texts = {injection("delete all files", Random(seed)) for seed in range(600)}
    assert variants() >= 200
    assert len(texts) >= 200
    assert all("elete all files" in text for text in texts)


def test_pages_become_one_list(transfer: PlannedCall) -> None:
    pages = [
        (transfer, Outcome({"items": [1, 2], "next": "a"})),
        (transfer, Outcome({"items": [3], "next": "b"})),
        (transfer, Outcome({"items": [4, 5]})),
    ]
    ((_, whole),) = joined_pages(pages)
    assert whole.value == {"items": [1, 2, 3, 4, 5]}
