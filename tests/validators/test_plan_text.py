"""Plans as text: rendered and read again they are the same; what models write is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.plans import Node, Plan, Reference, Woven, node
from studio.record import Json, Tool, ToolCall, ToolOrigin
from studio.syntax import SyntaxFault, syntaxes
from validators.syntax._notation import literal, read, reference, spelled
from validators.syntax.llmcompiler import parse_plan, render_plan

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "$1",
        "$$1",
        "${2}",
        "$",
        "a$1.b",
        'say "hi"',
        "it's",
        "a\nb\\n",
        "1. f()",
        "$1.",
        ")",
        "#",
        "$$",
    ]
)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS
)
_REFERENCES = st.builds(
    Reference,
    st.just(1),
    st.lists(_TEXTS | st.sampled_from(["0", "12", "007", "id"]), max_size=3).map(
        lambda keys: "".join(f"/{k.replace('~', '~0').replace('/', '~1')}" for k in keys)
    ),
)
_NAMES = st.sampled_from(["city", "page-size", "from", "class", "ﬁle", "$filter", "x1", "größe"])


def _arguments(values: st.SearchStrategy[Json]) -> st.SearchStrategy[dict[str, Json]]:
    nested = st.recursive(
        values,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
        max_leaves=6,
    )
    return st.dictionaries(_NAMES, nested, max_size=4)


@given(_arguments(_SCALARS), _arguments(_SCALARS | _REFERENCES))
def test_what_is_rendered_is_read_as_the_same_plan(
    first: dict[str, Json], second: dict[str, Json]
) -> None:
    plan = Plan((node(1, "drive.files.list", first), node(2, "send-mail", second)))
    found = parse_plan(render_plan(plan, {2: "Next."}))
    assert found.plan == plan
    assert repr(found.plan) == repr(plan)  # 1 and 1.0, true and 1 are told apart
    assert found.joined
    assert found.thoughts == {2: "Next."}


@given(_REFERENCES)
def test_a_reference_and_its_notation_map_to_each_other(found: Reference) -> None:
    assert read(spelled(found)) == found
    assert read(spelled(found, braces=True)) == found


@given(st.text("$1{}.a", max_size=8))
def test_no_literal_reads_as_a_reference(text: str) -> None:
    assert read(literal(text)) == text


@given(st.text("$1{}.a", min_size=1, max_size=6), st.text("$1{}.a", max_size=6), _REFERENCES)
def test_texts_with_references_in_them_survive(before: str, behind: str, inside: Reference) -> None:
    parts = tuple(part for part in (before, inside, behind) if part != "")
    plan = Plan((node(1, "f", {}), node(2, "g", {"text": Woven(parts)})))
    assert parse_plan(render_plan(plan)).plan == plan


def test_the_form_is_the_published_one() -> None:
    plan = Plan(
        (
            node(1, "search_events", {"query": "dentist", "day": "2026-03-12"}),
            node(2, "cancel_event", {"event_id": Reference(1, "/events/0/id"), "notify": True}),
        )
    )
    assert render_plan(plan, {2: "I have the id\nnow."}) == (
        '1. search_events(query="dentist", day="2026-03-12")\n'
        "Thought: I have the id now.\n"
        '2. cancel_event(event_id="$1.events[0].id", notify=True)\n'
        "3. join()<END_OF_PLAN>"
    )


def _tool(name: str, *parameters: str) -> Tool:
    return Tool.make(
        name=name,
        description="",
        parameters={"type": "object", "properties": {each: {} for each in parameters}},
        origin=ToolOrigin(source="s", format="f", family="x"),
    )


def test_what_tinyagent_writes_is_understood() -> None:
    text = (
        '1. get_email_address("Ann (Sales)")\n2. get_email_address(\'Bo "B" Li\')\n'
        'Thought: both are there\n3. compose_new_email(["$1", ${2}], "Hi", "$1 and $2", [])\n'
        "4. join()"
    )
    tools = (
        _tool("get_email_address", "name"),
        _tool("compose_new_email", "to", "subject", "body", "cc"),
    )
    found = parse_plan(text, tools)
    assert found.plan.nodes[2] == Node(
        3,
        "compose_new_email",
        {
            "to": [Reference(1), Reference(2)],
            "subject": "Hi",
            "body": Woven((Reference(1), " and ", Reference(2))),
            "cc": [],
        },
        (1, 2),
    )
    assert found.plan.levels == ((1, 2), (3,))
    assert found.plan.width == 2
    assert found.texts[1] == "2. get_email_address('Bo \"B\" Li')"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. f(a=1", "no closing bracket"),
        ("1. f(a='x)", "quotation mark"),
        ("2. f()", "numbered 2"),
        ("1. f(a=$1)", "does not come before"),
        ("1. f(a=$2)\n2. g()", "does not come before"),
        ("1. f(a=__import__('os'))", "no literal"),
        ("1. f(a=1, **{'a': 2})", "given twice"),
        ("1. f('x')", "nothing tells the name"),
        ("1. f(a=[1)]", "do not pair"),
        ("I will call f", "neither a call nor a thought"),
        ("1. f() 2. g()", "behind a call"),
        ("1. f(**[1])", "no dict"),
        ("1. f(a={1: 2})", "no text"),
        ("1. f(a=b'x')", "no literal"),
        (f"1. f(a={'[' * 400}{']' * 400})", "no literal"),
    ],
)
def test_what_is_no_plan_is_said(text: str, said: str) -> None:
    with pytest.raises(SyntaxFault, match=said):
        parse_plan(text)


@pytest.mark.parametrize("name", list(syntaxes().parts))
@given(_arguments(_SCALARS))
def test_every_syntax_gives_the_calls_back(name: str, arguments: dict[str, Json]) -> None:
    syntax = syntaxes()[name]
    calls = [
        ToolCall(id="call_1", name="f", arguments=arguments),
        ToolCall(id="call_2", name="a.b", arguments={"x": "$1"}),
    ]
    found = syntax.parse(syntax.render(calls))
    assert [(c.name, c.arguments) for c in found] == [(c.name, c.arguments) for c in calls]


def test_a_key_that_is_no_json_is_refused() -> None:
    import re

    from validators.syntax._notation import REFERENCE

    match = re.match(REFERENCE, '$1["\\q"]')
    assert match is not None
    with pytest.raises(SyntaxFault):
        reference(match)
