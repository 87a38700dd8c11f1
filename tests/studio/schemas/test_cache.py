"""Kept tools: equal to fresh ones, found again only when nothing changed, never in the way."""

import json
from pathlib import Path

import pytest

from studio.record import Json
from studio.schemas import load_tools, loading

PARAMETERS: Json = {
    "$defs": {"City": {"type": "string", "description": "A city."}},
    "type": "object",
    "properties": {"b": {"$ref": "#/$defs/City"}, "a": {"type": "integer", "default": 3}},
    "required": ["b"],
}


def tools_file(path: Path, count: int = 200) -> Path:
    tools: list[Json] = [
        {
            "name": f"f {number}" if number == 7 else f"f{number}",
            "description": f"Does é {number}.",
            "inputSchema": PARAMETERS,
            "outputSchema": {"type": "object", "properties": {"r": {"const": number}}},
        }
        for number in range(count)
    ]
    tools.append({"name": "none"})
    path.write_text(json.dumps({"tools": tools}))
    return path


def entries(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.jsonl"))


def test_kept_tools_equal_fresh_ones_in_every_byte(tmp_path: Path) -> None:
    path, cache = tools_file(tmp_path / "t.json"), tmp_path / "cache"
    fresh = load_tools([path], cache=None)
    assert load_tools([path], cache=cache) == fresh
    assert len(entries(cache)) == 1
    kept = load_tools([path], cache=cache)
    assert kept == fresh
    assert [tool.model_dump_json() for tool in kept.tools] == [
        tool.model_dump_json() for tool in fresh.tools
    ]
    assert fresh.skipped


def test_a_kept_file_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cache = tools_file(tmp_path / "t.json"), tmp_path / "cache"
    first = load_tools([path], cache=cache)

    def parsed(*_arguments: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(loading, "read", parsed)
    assert load_tools([path], cache=cache) == first


def test_definitions_are_shared_between_kept_tools(tmp_path: Path) -> None:
    path, cache = tools_file(tmp_path / "t.json"), tmp_path / "cache"
    load_tools([path], cache=cache)
    one, two, *_ = load_tools([path], cache=cache).tools
    assert one.parameters["$defs"]["City"] is two.parameters["$defs"]["City"]
    assert one.parameters["properties"]["a"] is two.parameters["properties"]["a"]
    assert (one.returns, two.returns) == (
        {"type": "object", "properties": {"r": {"const": 0}}},
        {"type": "object", "properties": {"r": {"const": 1}}},
    )


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path, cache = tools_file(tmp_path / "t.json"), tmp_path / "cache"
    load_tools([path], cache=cache)
    tools_file(path, count=201)
    assert len(load_tools([path], cache=cache).tools) == 201


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign", "folder"])
def test_a_damaged_entry_is_ignored_and_rewritten(tmp_path: Path, damage: str) -> None:
    path, cache = tools_file(tmp_path / "t.json"), tmp_path / "cache"
    fresh = load_tools([path], cache=cache)
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    if damage == "folder":
        entry.unlink()
        entry.mkdir()
    else:
        entry.write_bytes(
            {
                "cut": whole[: len(whole) // 2],
                "flipped": whole.replace(b"Does", b"Dose"),
                "empty": b"",
                "foreign": b"[1]\n",
            }[damage]
        )
    assert load_tools([path], cache=cache) == fresh
    if damage != "folder":
        assert entry.read_bytes() == whole
    assert not list(cache.rglob("*.part"))


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    path = tools_file(tmp_path / "t.json")
    (tmp_path / "cache").write_text("a file where the folder would be")
    assert len(load_tools([path], cache=tmp_path / "cache").tools) == 200


def test_entries_of_older_readers_go(tmp_path: Path) -> None:
    old = tmp_path / "cache" / "schemas-0-feed"
    old.mkdir(parents=True)
    (old / "x.jsonl").write_text("{}")
    (tmp_path / "cache" / "mine").mkdir()
    load_tools([tools_file(tmp_path / "t.json")], cache=tmp_path / "cache")
    assert not old.exists()
    assert (tmp_path / "cache" / "mine").exists()


@pytest.mark.slow
def test_kept_discovery_tools_equal_fresh_ones(tmp_path: Path) -> None:
    package = Path(pytest.importorskip("googleapiclient").__file__).parent
    documents = package / "discovery_cache" / "documents"
    fresh = load_tools([documents], cache=tmp_path)
    kept = load_tools([documents], cache=tmp_path)
    assert (kept.skipped, kept.sources) == (fresh.skipped, fresh.sources)
    assert len(kept.tools) == len(fresh.tools) > 15_000
    assert len(kept.tools) + len(kept.skipped) > 28_000
    for one, other in zip(kept.tools, fresh.tools, strict=True):
        assert one == other
        assert list(one.parameters) == list(other.parameters)


def test_the_default_folder_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    load_tools([tools_file(tmp_path / "t.json")])
    assert len(entries(tmp_path / "xdg" / "toolcall-studio")) == 1


def test_files_that_refer_to_others_are_not_kept(tmp_path: Path) -> None:
    definitions = {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}
    (tmp_path / "pets.json").write_text(json.dumps(definitions))
    paths = {
        f"/pets/{number}": {
            "post": {
                "operationId": f"post{number}",
                "summary": "Adds a pet. " * 10,
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "pets.json#/Pet"}}}
                },
                "responses": {"200": {"description": "ok"}},
            }
        }
        for number in range(60)
    }
    api = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": paths}
    (tmp_path / "api.json").write_text(json.dumps(api))
    cache = tmp_path / "cache"
    before = load_tools([tmp_path / "api.json"], cache=cache)
    assert entries(cache) == []
    definitions["Pet"]["properties"]["age"] = {"type": "integer"}  # type: ignore[index]
    (tmp_path / "pets.json").write_text(json.dumps(definitions))
    after = load_tools([tmp_path / "api.json"], cache=cache)
    assert before.tools[0].parameters != after.tools[0].parameters
