"""Names that occur twice: which tool stays, which is left out, and when it is an error."""

import pytest

from studio.errors import SchemaError
from studio.record import Tool, ToolOrigin
from studio.schemas.conflicts import settled


def tool(source: str, text: str = "Does.", name: str = "f", family: str = "api") -> Tool:
    origin = ToolOrigin(source=source, pointer=f"/{text}", format="x", family=family)
    return Tool.make(name=name, description=text, parameters={"type": "object"}, origin=origin)


def outcome(*tools: Tool, rows: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    kept, skipped = settled(tools, rows, {})
    assert len(kept) + len(skipped) == len(tools)
    return [one.origin.source for one in kept], [one.reason for one in skipped]


def test_the_same_definition_again_is_a_duplicate() -> None:
    assert outcome(tool("a.json"), tool("a.json")) == (["a.json"], ["duplicate"])
    assert outcome(tool("a.json"), tool("b.json")) == (["a.json"], ["duplicate"])


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("ec2/2015-10-01/service-2.json.gz", "ec2/2016-11-15/service-2.json.gz"),
        ("drive.v2.json", "drive.v3.json"),
        ("drive.v2.json", "drive.v10.json"),
        ("drive.v2beta1.json", "drive.v1.json"),
        ("compute.alpha.json", "compute.v1.json"),
        ("compute.preview.json", "compute.v1.json"),
        ("adexchangebuyer.v1.3.json", "adexchangebuyer.v1.4.json"),
        ("v1/api.yaml", "v2/api.yaml"),
    ],
)
def test_the_newest_of_several_versions_stays(older: str, newer: str) -> None:
    for pair in ((older, newer), (newer, older)):
        assert outcome(*(tool(source, f"from {source}") for source in pair)) == (
            [newer],
            ["older_version"],
        )
    assert outcome(tool(older), tool(newer)) == ([newer], ["duplicate"])


def test_rows_of_a_dataset_keep_the_first() -> None:
    pair = tool("a.json", "One."), tool("a.json", "Two.")
    assert outcome(*pair, rows=frozenset({"a.json"})) == (["a.json"], ["name_taken"])


def test_other_families_and_other_files_keep_theirs() -> None:
    assert outcome(tool("a.json", "One."), tool("a.json", "Two.", family="other"))[1] == []
    assert outcome(tool("directory.json", "One."), tool("reports.json", "Two."))[1] == []


@pytest.mark.parametrize("second", ["a.json", "other/a.json"])
def test_anything_else_is_an_error_that_names_both_places(second: str) -> None:
    with pytest.raises(SchemaError, match=rf"{second}#/Two.: .*'f' is also at a.json#/One\."):
        settled([tool("a.json", "One."), tool(second, "Two.")], frozenset(), {})


def test_one_definition_in_two_families_is_one_tool() -> None:
    pair = tool("a.json", family="one"), tool("b.json", family="two")
    assert outcome(*pair) == (["a.json"], ["duplicate"])
