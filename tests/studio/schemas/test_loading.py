"""Files and folders to tools: what is found, what is left out, and how bad input is told."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.errors import NoTools, SchemaError
from studio.record import Json
from studio.schemas import Loaded, load_tools


def function(name: str, **rest: Json) -> Json:
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}}
    return {"name": name, "description": f"Does {name}.", "parameters": parameters, **rest}


def write(path: Path, data: Json) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def load(*paths: Path) -> Loaded:
    return load_tools(paths, cache=None)


def reasons(loaded: Loaded) -> list[tuple[str, str]]:
    return [(item.source, item.reason) for item in loaded.skipped]


def test_a_folder_is_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path / "b.json", [function("b")])
    write(tmp_path / "a" / "z.json", [function("z")])
    write(tmp_path / "a" / "y.yaml", "- name: y\n  parameters: {type: object}\n")
    write(tmp_path / "a" / "w.py", "def w(x: int) -> str: ...\n")
    write(
        tmp_path / "a" / "v.jsonl", json.dumps(function("v1")) + "\n" + json.dumps(function("v2"))
    )
    (tmp_path / "c.json.gz").write_bytes(gzip.compress(json.dumps([function("c")]).encode()))
    write(tmp_path / ".hidden" / "h.json", [function("h")])
    write(tmp_path / ".h.json", "not JSON")
    write(tmp_path / "notes.md", "not a schema")
    loaded = load(tmp_path)
    assert [tool.name for tool in loaded.tools] == ["b", "c", "v1", "v2", "w", "y", "z"]
    assert [source.shown for source in loaded.sources] == [
        "b.json",
        "c.json.gz",
        "a/v.jsonl",
        "a/w.py",
        "a/y.yaml",
        "a/z.json",
    ]
    assert loaded.tools[-1].origin.source == "a/z.json"


def test_files_given_twice_are_read_once_and_names_are_told_apart(tmp_path: Path) -> None:
    one = write(tmp_path / "one" / "x.json", [function("first")])
    write(tmp_path / "two" / "x.json", [function("second")])
    loaded = load(tmp_path / "one", one, tmp_path / "two")
    assert [tool.name for tool in loaded.tools] == ["first", "second"]
    assert len({source.shown for source in loaded.sources}) == 2


def test_links_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "o.json", [function("o")])
    write(tmp_path / "in" / "i.json", [function("i")])
    (tmp_path / "in" / "link.json").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    loaded = load(tmp_path / "in")
    assert [tool.name for tool in loaded.tools] == ["i"]
    assert reasons(loaded) == [("link.json", "link_outside")]


def test_links_that_lead_nowhere_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [function("a")])
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nothing.json")
    (tmp_path / "again").symlink_to(tmp_path)
    loaded = load(tmp_path)
    assert [tool.name for tool in loaded.tools] == ["a"]
    assert reasons(loaded) == [("gone.json", "broken_link"), ("loop.json", "broken_link")]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([function("f")]).encode())
    assert [tool.name for tool in load(path).tools] == ["f"]


def test_other_files_of_a_folder_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "package.json", {"name": "x", "description": "y", "version": "1"})
    write(tmp_path / "tools.json", [function("f")])
    assert reasons(load(tmp_path)) == [("package.json", "unknown_format")]


INVALID = {"type": "object", "properties": {"n": {"type": "integr"}}}


def test_an_invalid_schema_is_left_out_with_its_place(tmp_path: Path) -> None:
    write(tmp_path / "t.json", [function("good"), function("bad", parameters=INVALID)])
    loaded = load(tmp_path)
    assert [tool.name for tool in loaded.tools] == ["good"]
    (skipped,) = loaded.skipped
    assert (skipped.reason, skipped.pointer) == ("invalid_schema", "/1")
    assert "bad: parameters: properties/n/type" in skipped.detail
    assert loaded.sources[0].skipped == 1


def large(path: Path) -> None:
    path.touch()
    os.truncate(path, 200 * 2**20)


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "broken JSON": ("f.json", lambda p: p.write_text('[{"name": }]'), "line 1, column 11"),
    "broken JSON Lines": ("f.jsonl", lambda p: p.write_text("{}\n{"), "line 2"),
    "empty YAML": ("f.yaml", lambda p: p.write_text("\n"), "the file is empty"),
    "empty file": ("f.json", lambda p: p.write_text(""), "the file is empty"),
    "broken YAML": ("f.yaml", lambda p: p.write_text("a: [1\nb: 2"), "line 2"),
    "deep JSON": ("f.json", lambda p: p.write_text("[" * 100_000), "nested more than 200"),
    "deep YAML": ("f.yml", lambda p: p.write_text("[" * 100_000), "nested more than 200"),
    "UTF-16": ("f.json", lambda p: p.write_text("[]", encoding="utf-16"), "looks like UTF-16"),
    "Latin-1": ("f.json", lambda p: p.write_bytes(b'["caf\xe9"]'), "0xe9 at position 5.*UTF-8"),
    "200 MB": ("f.json", large, "larger than 64 MB"),
    "cut off archive": (
        "f.json.gz",
        lambda p: p.write_bytes(gzip.compress(b"[]")[:-4]),
        "unpacked",
    ),
    "no archive": ("f.json.gz", lambda p: p.write_text("[]"), "cannot be unpacked"),
    "broken Python": ("f.py", lambda p: p.write_text("def f(:\n"), "line 1"),
    "deep Python": ("f.py", lambda p: p.write_text("x = " + "(" * 5000), "Python"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("in_folder", [False, True])
def test_a_file_that_cannot_be_read_is_one_clear_line(
    tmp_path: Path, case: str, in_folder: bool
) -> None:
    name, make, said = BAD[case]
    make(tmp_path / name)
    with pytest.raises(SchemaError, match=said) as caught:
        load(tmp_path if in_folder else tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", '{"hello": 1}', "no known format; the formats are anthropic"),
        ("x.txt", "{}", "the ending .txt"),
        ("missing.json", None, "does not exist; check the path"),
        ("missing", None, "does not exist; check the path"),
    ],
)
def test_a_named_file_of_no_use_is_told(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(SchemaError, match=said):
        load(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.json")
    with pytest.raises(SchemaError, match="not a regular file"):
        load(tmp_path / "p.json")
    with pytest.raises(NoTools):
        load(tmp_path)


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "x.json", [function("f")])

    def refuse(*_args: object, **_kwargs: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SchemaError, match=r"x\.json: cannot be read: Permission denied; check"):
        load(path)


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b"[" + b" " * 5_000_000 + b"]"))
    with pytest.raises(SchemaError, match="larger than 1 MB"):
        load_tools([path], cache=None, limit=2**20)


def test_no_tools_says_what_was_looked_at(tmp_path: Path) -> None:
    with pytest.raises(NoTools, match=r"no files that end in \.json"):
        load(tmp_path)
    write(tmp_path / "x.json", {"a": 1})
    write(tmp_path / "y.json", [function("bad", parameters=INVALID)])
    with pytest.raises(
        NoTools, match=r"looked at 2 files.*1 unknown_format, 1 invalid_schema.*integr"
    ):
        load(tmp_path)
    with pytest.raises(NoTools, match="no path at all"):
        load()
    nothing = "openapi: 3.0.0\ninfo: {title: X, version: '1'}\npaths: {}\n"
    with pytest.raises(NoTools, match=r"\(api\.yaml is openapi, with nothing to call in it\)"):
        load(write(tmp_path / "api.yaml", nothing))


def test_two_tools_of_one_name_in_one_file_name_both_places(tmp_path: Path) -> None:
    path = write(tmp_path / "t.json", [function("f"), function("f", description="Other.")])
    with pytest.raises(
        SchemaError, match=r"t\.json#/1: .*'f' is also at .*t\.json#/0.*rename"
    ) as e:
        load(path)
    assert str(path) in str(e.value)


def test_odd_names_become_emittable_and_keep_the_original(tmp_path: Path) -> None:
    names = ["send mail 📧", "send_mail", "send mail", "drive.files.list", "📧", "Größe ändern"]
    loaded = load(write(tmp_path / "t.json", [function(name) for name in names]))
    assert [tool.name for tool in loaded.tools] == [
        "send_mail_2",
        "send_mail",
        "send_mail_3",
        "drive.files.list",
        "tool_d067f5",
        "Groe_andern",
    ]
    assert loaded.tools[0].origin.pointer == '/0 named "send mail 📧"'


def test_a_yaml_file_may_hold_json(tmp_path: Path) -> None:
    text = json.dumps([function("f", description="Sends 📧.")])
    assert "\\ud83d" in text  # an escape that YAML alone would refuse
    assert load(write(tmp_path / "t.yaml", text)).tools[0].description == "Sends 📧."


def test_progress_counts_files(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [function("a")])
    write(tmp_path / "b.json", [function("b")])
    seen: list[tuple[int, int]] = []
    load_tools([tmp_path], cache=None, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
