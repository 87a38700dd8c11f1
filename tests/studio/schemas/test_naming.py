"""Names a model can emit: always legal, always the same, never two alike in a family."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.record import Tool, ToolOrigin
from studio.schemas.naming import cleaned, emittable, original_name, with_emittable_names


def tool(name: str, family: str = "api") -> Tool:
    origin = ToolOrigin(source="t.json", pointer="/0", format="x", family=family)
    return Tool.make(name=name, description=name, parameters={"type": "object"}, origin=origin)


@given(st.lists(st.text(min_size=1, max_size=90), unique=True, max_size=8))
@example(["a" * 80, "a" * 90, "a b", "a_b", "a\nb", '"', "\\"])
@settings(max_examples=80, derandomize=True, deadline=None)
def test_every_name_becomes_emittable_and_stays_apart(names: list[str]) -> None:
    tools = [tool(name) for name in names]
    named = list(with_emittable_names(tools))
    assert all(emittable(one.name) for one in named)
    assert len({one.name for one in named}) == len(names)
    assert [original_name(one) for one in named] == names
    assert named == list(with_emittable_names(tools))


def test_emittable_names_are_left_alone() -> None:
    plain = tool("drive.files.list-all_1")
    assert list(with_emittable_names([plain])) == [plain]
    assert list(with_emittable_names([tool("a b"), tool("a b", "other")]))[1].name == "a_b"


def test_long_dotted_names_lose_whole_parts() -> None:
    name = "accesscontextmanager.accessPolicies.servicePerimeters.testIamPermissions"
    assert cleaned(name) == "accesscontextmanager.servicePerimeters.testIamPermissions"
    assert cleaned("x" * 70) == "x" * 28 + "_c71bd1_" + "x" * 28
