"""How dialogues run: turns, chains, calls at once."""

from studio.rows import LabelledRow, RowCall, RowExpected, RowExpectedCall, RowMessage
from studio.statistics.flow import Flows


def call(number: int) -> RowCall:
    return RowCall(f"c{number}", "f", {})


def result(number: int, error: str = "") -> RowMessage:
    return RowMessage("tool", "{}", (), f"c{number}", "f", error=error)


def label(message: int, *after: tuple[int, ...]) -> RowExpected:
    calls = tuple(RowExpectedCall(after=each) for each in after)
    return RowExpected(message, "call" if calls else "answer", calls)


def row(messages: list[RowMessage], *labels: RowExpected) -> LabelledRow:
    return LabelledRow(
        id="s", index=0, tools=(), scenario="x", messages=tuple(messages), expected=labels
    )


def test_a_diamond_is_three_deep_and_two_wide() -> None:
    flows = Flows()
    flows.add(
        row(
            [
                RowMessage("user", "go"),
                RowMessage("assistant", None, (call(0),)),
                result(0),
                RowMessage("assistant", None, (call(1), call(2))),
                result(1),
                result(2, "not_found"),
                RowMessage("assistant", None, (call(3),)),
            ],
            label(1, ()),
            label(3, (0,), (0,)),
            label(6, (1, 2)),
        )
    )
    found = flows.result()
    assert (found.turns, found.depth, found.width) == ({1: 1}, {3: 1}, {2: 1})
    assert (found.answered, found.failed) == (1, 1)


def test_calls_of_different_turns_are_no_chain() -> None:
    flows = Flows()
    one = [RowMessage("user", "go"), RowMessage("assistant", None, (call(0),)), result(0)]
    two = [RowMessage("assistant", "Done."), RowMessage("user", "again")]
    last = RowMessage("assistant", None, (call(1),))
    flows.add(row([*one, *two, last], label(1, ()), label(3), label(5, ())))
    flows.add(row([RowMessage("user", "hi"), RowMessage("assistant", "Hello.")], label(1)))
    found = flows.result()
    assert found.turns == {1: 1, 2: 1}
    assert found.depth == {0: 1, 1: 1}
    assert found.width == {0: 1, 1: 1}
