from datetime import date
from random import Random

from run_fakes import tool, tools

from studio.brief import Brief, Draft, PlannedCall, Refusal, Slot, Span, Step, Turn, Words
from studio.generation.assembly import Made, assemble, draw_masks, sample_id
from studio.record import AssistantMessage, Mask, Sample, Tool, ToolOrigin

SLOT = Slot(index=7, lane="parallel", rank=3, attempt=1)
MADE = Made(seed=5, teacher="offline/1")
TODAY = date(2026, 3, 9)

EVENT = Tool.make(
    name="create_event",
    description="Creates an event.",
    parameters={
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "people/all": {"type": "array", "items": {"type": "string"}},
            "kind": {"const": "event"},
        },
        "required": ["title"],
        "additionalProperties": False,
    },
    origin=ToolOrigin(source="t.json", format="fake", family="a"),
)


def dialogue(masks=None, text="Plan lunch with Ana."):
    call = PlannedCall(EVENT, {"title": "lunch", "people/all": ["Ana"], "kind": "event"}, ("kind",))
    ask = PlannedCall(EVENT, {"people/all": ["Ana"]})
    brief = Brief(
        "parallel",
        (EVENT, tool("other")),
        (
            Turn("request", "missing", (ask,), missing=("title",)),
            Turn("request", "calls", (call, call), (Step((call, call)),)),
        ),
        TODAY,
    )
    spans = (
        Span(0, "/title", 5, 10, "verbatim"),
        Span(0, "/people~1all/0", 16, 19, "verbatim"),
        Span(0, "/kind", -1, -1, "const"),
        Span(1, "/title", 5, 10, "verbatim"),
    )
    draft = Draft(
        (Words("Plan it with Ana.", (), "What is it called?"), Words(text, spans)),
        "Today is Monday, 9 March 2026.",
    )
    return assemble(SLOT, brief, draft, MADE, masks or {})


def test_turns_become_messages_and_labels_that_point_at_them():
    sample = dialogue()
    roles = [message.role for message in sample.messages]
    assert roles == ["system", "user", "assistant", "user", "assistant"]
    ask, call = sample.expected
    assert (ask.message, ask.behaviour, ask.calls, ask.missing) == (2, "ask", (), ("title",))
    assert (call.message, call.behaviour) == (4, "call")
    last = sample.messages[4]
    assert isinstance(last, AssistantMessage)
    assert last.content is None
    assert [made.id for made in last.tool_calls] == ["call_0", "call_1"]
    assert [made.arguments for made in last.tool_calls] == [c.arguments for c in call.calls]
    assert call.calls[0].optional == ("kind",)
    assert not call.ordered


def test_every_grounding_lies_in_the_message_it_names():
    sample = dialogue()
    first, second = sample.expected[1].calls
    spoken = [g for g in first.grounding if g.source == "message"]
    found = {g.path: sample.messages[g.message].content[g.start : g.end] for g in spoken}
    assert found == {"/title": "lunch", "/people~1all/0": "Ana"}
    (schema,) = [g for g in first.grounding if g.source == "schema"]
    assert (schema.path, schema.message, schema.transform) == ("/kind", -1, "const")
    assert [g.path for g in second.grounding] == ["/title"]


def test_masked_names_stand_everywhere_in_the_label():
    masks = {
        EVENT.id: Mask(name="fn_1", parameters={"title": "p1", "people/all": "p/2", "kind": "p3"}),
        tool("other").id: Mask(name="fn_2", parameters={"word": "p1", "max_rows": "p2"}),
    }
    sample = dialogue(masks)
    ask, call = sample.expected
    assert ask.missing == ("p1",)
    made = call.calls[0]
    assert made.name == "fn_1"
    assert made.arguments == {"p1": "lunch", "p/2": ["Ana"], "p3": "event"}
    assert made.optional == ("p3",)
    assert [g.path for g in made.grounding] == ["/p1", "/p~12/0", "/p3"]
    assert sample.messages[4].tool_calls[0].name == "fn_1"
    assert sample.masks == masks


def test_words_that_tell_a_masked_name_are_refused():
    masks = draw_masks((EVENT, tool("other")), Random(0))
    refused = dialogue(masks, text="Plan lunch with Ana by create_event.")
    assert isinstance(refused, Refusal)
    assert refused.reason == "mask_leak"
    assert "'create_event'" in refused.detail
    # An ordinary word may be the name of a tool or parameter: it tells nothing.
    assert isinstance(dialogue(masks, text="Plan lunch with Ana, one title."), Sample)


def test_masked_names_differ_within_a_sample_and_say_nothing():
    offered = tools(20)
    styles = set()
    for seed in range(200):
        masks = draw_masks(offered, Random(seed))
        names = [mask.name for mask in masks.values()]
        assert len(set(names)) == 20
        for tool_, mask in zip(offered, masks.values(), strict=True):
            assert set(mask.parameters) == set(tool_.parameters["properties"])
            assert len(set(mask.parameters.values())) == len(mask.parameters)
            assert not set(mask.parameters.values()) & set(mask.parameters)
        styles.add(names[0].strip("0123456789"))
    assert len(styles) >= 6
    assert draw_masks(offered, Random(1)) == draw_masks(offered, Random(1))


def test_ids_are_stable_and_differ_by_place_and_attempt():
    assert sample_id(5, SLOT) == "s-" + dialogue().id.removeprefix("s-")
    assert len(sample_id(5, SLOT)) == 14
    others = {
        sample_id(seed, Slot(0, lane, rank, attempt))
        for seed in (0, 1)
        for lane in ("a", "b")
        for rank in range(10)
        for attempt in range(10)
    }
    assert len(others) == 400
    assert sample_id(0, Slot(0, "a", 1)) == sample_id(0, Slot(99, "a", 1))
