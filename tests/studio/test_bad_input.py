"""Bad input as a user gives it: through the command line, one line back, nothing left behind."""

import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

import studio.generation.candidates
import studio.generation.keeping
from studio.cli import main
from studio.record import Json


def tool(name: str = "get_weather", said: str = "Get the weather", **parameters: Json) -> Json:
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    return {"name": name, "description": said, "parameters": schema | parameters}


def one(schema: Json) -> str:
    return json.dumps([tool(properties={"a": schema}, required=["a"])])


OPENAPI = "openapi: 3.0.0\ninfo: {title: X, version: '1'}\npaths:\n"
PARAMETER = "  /a: {get: {operationId: a, parameters: [{$ref: '#/components/parameters/A'}]}}\n"
CIRCLE = (
    "components:\n  parameters:\n"
    "    A: {$ref: '#/components/parameters/B'}\n    B: {$ref: '#/components/parameters/A'}\n"
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{now}: &{now} [{','.join([f'*{before}'] * 10)}]\n"
    for before, now in zip("abcdefgh", "bcdefghi", strict=True)
)

BAD_FILES: dict[str, tuple[str, str | bytes, str]] = {
    "broken JSON": ("f.json", '[{"name": "x",}]', "f.json: is not valid JSON: line 1, column 15"),
    "broken YAML": ("f.yaml", "a: {b: c\nd: e\n", "f.yaml: is not valid YAML: line 2"),
    "broken Python": ("f.py", "def f(:\n", "f.py: is not valid Python: line 1"),
    "empty file": ("f.json", "", "the file is empty"),
    "lost $ref": ("f.yaml", OPENAPI + PARAMETER, "parameters/A' leads nowhere"),
    "circle of $ref": ("f.yaml", OPENAPI + PARAMETER + CIRCLE, "never reaches a value"),
    "lost $ref in a schema": ("f.json", one({"$ref": "#/$defs/B"}), "'#/$defs/B' leads nowhere"),
    "circle in a schema": ("f.json", one({"$ref": "#/properties/a"}), "leads back to itself"),
    "invalid JSON Schema": ("f.json", one({"type": "strng"}), "f.json#/0: get_weather"),
    "unknown format": ("f.json", '{"a": [1, 2]}', "f.json: is of no known format"),
    "unknown ending": ("f.txt", "hello", "the ending .txt is not one of a schema file"),
    "no operations": ("f.yaml", OPENAPI.replace("paths:", "paths: {}"), "with nothing to call"),
    "two of one name": (
        "f.json",
        json.dumps([tool(), tool(said="Other")]),
        "f.json#/1: a tool named 'get_weather' is also at f.json#/0",
    ),
    "not UTF-8": ("f.json", '["café"]'.encode("latin-1"), "is not UTF-8: byte 0xe9 at position 5"),
    "UTF-16": ("f.json", "[]".encode("utf-16"), "looks like UTF-16"),
    "YAML bomb": ("f.yaml", BOMB, "aliases repeat more than 1,000,000 values"),
    "deep JSON": ("f.json", "[" * 100_000, "nested more than 200 levels deep"),
    "no archive": ("f.json.gz", "plain", "cannot be unpacked"),
    "a value nobody can give": ("f.json", one({"minLength": 5, "maxLength": 2}), "kept none of 9"),
}

Told = Callable[..., str]


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Told:
    """The one line a command ends with; fails unless it exits with 1."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))

    def call(*words: object) -> str:
        with pytest.raises(SystemExit) as end:
            main(list(map(str, words)))
        out, err = capsys.readouterr()
        assert end.value.code == 1, err
        assert out == ""
        assert err.count("\n") == 1, err
        assert err.startswith("error: ")
        return err

    return call


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".cache")


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_one_line_and_leaves_no_run(told: Told, tmp_path: Path, case: str) -> None:
    name, content, said = BAD_FILES[case]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    generate = told("generate", "--schemas", name, "--n", 9, "--out", "run", "--mix", "single=100")
    assert said in generate
    if not said.startswith("kept none"):
        assert files(tmp_path) == [name]
        assert told("tools", name) == generate


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nothing_there", "nothing_there: does not exist; check the path"),
        ("empty", "no tools in empty: no files that end in"),
        ("loop.json", "loop.json: cannot be read: Too many levels of symbolic links"),
        ("/dev/null", "/dev/null: is not a regular file"),
    ],
)
def test_a_path_without_schemas_is_named(told: Told, tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.json").symlink_to("loop.json")
    assert said in told("tools", path)
    assert said in told("generate", "--schemas", path, "--n", 9)


def test_a_huge_file_is_refused_before_it_is_read(told: Told, tmp_path: Path) -> None:
    for name in ("huge.json", "huge.yaml", "huge.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(200 * 2**20)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert f"{name}: is larger than 64 MB" in told("tools", name)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 64 * 2**10, f"{grown} kB"


SETTINGS: dict[str, tuple[tuple[object, ...], str]] = {
    "no rows": (("--n", 0), "n: must be 1 or more; found 0"),
    "fewer than none": (("--n", -1), "n: must be 1 or more; found -1"),
    "more than memory": (("--n", 10**14), "n: must be 100,000,000 or less"),
    "unknown scenario": (("--mix", "singel=100"), "unknown scenario 'singel': did you mean"),
    "shares": (("--mix", "single=50"), "mix: the shares add up to 50, not 100"),
    "a share below 0": (("--mix", "single=150,chat=-50"), "the share of 'chat' is -50"),
    "no share": (("--mix", "single"), "mix: cannot read 'single'"),
    "impossible": (("--mix", "multiple=100"), "scenario 'multiple' is not possible"),
    "offered": (("--offered", "5-2"), "offered: write least-most"),
    "mask": (("--mask", 2), "mask: must be less than or equal to 1; found 2.0"),
    "workers": (("--workers", 0), "workers: must be greater than or equal to 1; found 0"),
    "teacher": (("--teacher", "gpt"), "unknown teacher 'gpt': there are"),
    "engine": (("--engine", "foo"), "unknown engine 'foo': there are local"),
    "no file of settings": (("--config", "none.toml"), "none.toml: cannot be read: No such file"),
    "setting": (("--config", "run.toml"), "run.toml: unknown setting 'seeed': did you mean"),
    "out is a file": (("--out", "file"), "file: is a file, not a folder: choose another --out"),
    "out in a file": (("--out", "file/run"), "file: is a file, not a folder"),
    "out is taken": (("--out", "taken"), "taken: the folder is not empty and not a run"),
    "out cannot be made": (("--out", "/proc/run"), "/proc/run: no such file or directory"),
    "two ways": (("--resume", "--overwrite"), "give one of them"),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_a_wrong_setting_is_one_line_and_leaves_no_run(
    told: Told, tmp_path: Path, case: str
) -> None:
    (tmp_path / "good.json").write_text(json.dumps([tool()]))
    (tmp_path / "run.toml").write_text("seeed = 3\n")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "diary.txt").write_text("mine")
    before = files(tmp_path)
    words, said = SETTINGS[case]
    assert said in told("generate", "--schemas", "good.json", "--n", 9, *words)
    assert files(tmp_path) == before


def test_there_must_be_a_run_to_resume(told: Told) -> None:
    assert "nowhere: there is no run to continue" in told(
        "generate", "--resume", "--out", "nowhere"
    )


@pytest.mark.parametrize("words", [("--seed", "abc"), ("--n", "many"), ("--frobnicate",)])
def test_wrong_usage_exits_with_2(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["generate", "--schemas", "x", *words])
    assert end.value.code == 2


def test_odd_names_become_ones_a_model_can_emit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["get weather now", "🌦️", "drive.files.list", "grüße", "a" * 100, "x/y"]
    path = tmp_path / "odd.json"
    path.write_text(json.dumps([tool(name, f"Do {i}") for i, name in enumerate(names)]))
    with pytest.raises(SystemExit) as end:
        main(["tools", str(path), "--json"])
    assert end.value.code == 0
    shown = [entry["name"] for entry in json.loads(capsys.readouterr().out)["tools"]]
    assert len(set(shown)) == len(names)
    assert all(name.isascii() and len(name) <= 64 for name in shown)


def test_too_few_tools_keep_what_they_yield(
    told: Told,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(studio.generation.candidates, "ATTEMPTS", 1)  # give up soon: one tool
    monkeypatch.setattr(studio.generation.keeping, "IN_A_ROW", 2)  # yields 10,000 rows otherwise
    path = tmp_path / "ping.json"
    path.write_text(
        json.dumps([tool("ping", "Check whether it is up", properties={}, required=[])])
    )
    words = ("generate", "--schemas", path, "--n", 2000, "--out", "run", "--workers", 1)
    said = told(*words, "--json")
    kept = int(said.split(" of 2,000 rows")[0].removeprefix("error: kept ").replace(",", ""))
    assert kept > 0
    assert "the tools yield no more distinct rows for scenario" in said
    assert "ping (" in said
    assert said == told(*words, "--json", "--resume")
    with pytest.raises(SystemExit):
        main(["check", "run", "--json"])
    verdicts = json.loads(capsys.readouterr().out)
    assert (verdicts["rows"], verdicts["failed"]) == (kept, 0)
    assert not list(tmp_path.rglob("*.part"))
    assert os.access(tmp_path / "run" / "stats.json", os.R_OK)


def test_a_run_whose_bytes_were_changed_is_told_even_when_its_rows_read_well(
    told: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.json").write_text(json.dumps([tool()]))
    with pytest.raises(SystemExit) as end:
        main(["generate", "--schemas", "good.json", "--n", "20", "--out", "run"])
    assert end.value.code == 0
    with pytest.raises(SystemExit) as end:
        main(["check", "run"])
    assert end.value.code == 0
    shard = tmp_path / "run" / "samples" / "00000.jsonl"
    shard.write_bytes(shard.read_bytes().replace(b"eather", b"eathar", 1))
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main(["check", "run"])
    out, err = capsys.readouterr()
    assert end.value.code == 1
    assert out.startswith("20 rows")
    assert err.startswith("error: run/samples/00000.jsonl: its bytes are not those")
    changed = told("generate", "--resume", "--out", "run")
    assert "run/samples/00000.jsonl: its bytes are not those that were written" in changed
