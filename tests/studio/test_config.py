import re
from pathlib import Path

import msgspec
import pytest

from studio.config import build, changes, header, read_toml
from studio.environment import Access
from studio.errors import ConfigError

BASE = {"schemas": ["apis"], "n": 10}


def head(**settings):
    tools = {"count": 1, "sha256": "00"}
    config = build(BASE, {"mix": {"single": 100}}, settings)
    return msgspec.json.decode(header(config, tools=tools, parts={"checks": ["schema"]}))


def test_flags_win_over_a_file_over_what_was_there():
    config = build({**BASE, "seed": 1, "mask": 0.5}, {"seed": 2, "n": 20}, {"n": 30})
    assert (config.n, config.seed, config.mask) == (30, 2, 0.5)


def test_the_folder_is_named_for_the_first_schema():
    assert str(build(BASE).folder) == "runs/apis"
    assert str(build({**BASE, "schemas": ["x/petstore.yaml", "y"]}).folder) == "runs/petstore"
    assert str(build(BASE, {"out": "elsewhere"}).folder) == "elsewhere"


@pytest.mark.parametrize(("text", "bounds"), [("1-20", (1, 20)), ("5", (5, 5)), ("3 - 4", (3, 4))])
def test_offered_is_read_as_written(text, bounds):
    assert build(BASE, {"offered": text}).offered == bounds


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"n": 0}, "n: must be 1 or more; found 0"),
        ({"n": -5}, "found -5"),
        ({"n": 10**14}, "n: must be 100,000,000 or less: make several runs"),
        ({"mask": 1.5}, "mask: must be less than or equal to 1; found 1.5"),
        ({"workers": 0}, "workers: "),
        ({"offered": "20-1"}, "offered: write least-most"),
        ({"offered": "0-3"}, "offered: write least-most"),
        ({"offered": "many"}, "offered: write least-most"),
        ({"schemas": []}, "schemas: name a file or folder"),
        ({"mcp": ["say 'hi"]}, "mcp.0: is no command line: no closing quotation"),
        ({"mcp": [" "]}, "mcp.0: give a command line or a URL"),
        ({"http": "shop.example.com"}, "http: write a base URL"),
        ({"http": "https://me:secret@shop.example.com"}, "http: write a base URL"),
        ({"http_methods": ["TRACE"]}, "http_methods.0: must be one of GET, HEAD"),
        ({"turns": "6-2"}, "turns: write least-most"),
        ({"calls": "0"}, "calls: write least-most"),
        ({"sed": 3}, "unknown setting 'sed': did you mean 'seed'?"),
        ({"mix": "single"}, "cannot read 'single'"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_found(settings, said):
    with pytest.raises(ConfigError, match=re.escape(said)) as told:
        build(BASE, settings)
    assert "\n" not in str(told.value)


def test_missing_settings_say_which_flag_to_give():
    with pytest.raises(ConfigError, match="n is missing: give --n"):
        build({"schemas": ["apis"]})


def test_a_server_is_enough_and_names_the_run():
    config = build({"n": 1, "mcp": "python -m mcp_server_time"})
    assert (config.schemas, config.mcp) == ((), ("python -m mcp_server_time",))
    for server, folder in (
        ("python -m mcp_server_time", "mcp_server_time"),
        ("npx -y @scope/server-everything --all", "server-everything"),
        ("env KEY=1 /opt/bin/python3.12 ./serve.py", "serve"),
        ("https://mcp.example.com/v1", "mcp.example.com"),
    ):
        assert build({"n": 1, "mcp": [server]}).folder == Path("runs") / folder
    with pytest.raises(ConfigError, match="schemas is missing: give --schemas"):
        build({"n": 1, "mcp": []})


def test_what_calls_may_reach_is_what_was_allowed():
    given = {"mcp": ["a b"], "http": "https://x.example/v1", "http_methods": "post"}
    access = build(BASE, given, {"python": False}).access()
    assert access == Access(
        schemas=("apis",),
        python=False,
        mcp=("a b",),
        http="https://x.example/v1",
        methods=("POST",),
    )
    assert build(BASE).access() == Access(schemas=("apis",))


def test_a_toml_file_holds_the_same_settings(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text('schemas = ["apis"]\nn = 5\noffered = "2-3"\n[mix]\nsingle = 100\n')
    config = build(read_toml(file))
    assert (config.schemas, config.n, config.offered) == (("apis",), 5, (2, 3))
    assert config.mix == {"single": 100.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seeed = 3", "unknown setting 'seeed': did you mean 'seed'?"),
        ("n = 'abc'", "n: must be a valid integer"),
        ("[mix]\nsingle = 'much'", "mix.single: must be a valid number"),
    ],
)
def test_a_wrong_setting_in_a_file_is_told_with_the_file(tmp_path, text, said):
    file = tmp_path / "run.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(f"{file}: {said}")):
        read_toml(file)


def test_one_schema_needs_no_list(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text("schemas = 'apis'\n")
    assert build(read_toml(file), {"n": 1}).schemas == ("apis",)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"n = = 5", "not valid TOML"), (b"n = '\xff'", "not UTF-8 at byte 5")],
)
def test_a_broken_file_is_one_line_with_its_place(tmp_path, data, said):
    file = tmp_path / "run.toml"
    file.write_bytes(data)
    with pytest.raises(ConfigError, match=said) as told:
        read_toml(file)
    assert str(file) in str(told.value)
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_toml(tmp_path / "none.toml")


def test_the_digest_depends_on_what_changes_the_data_alone():
    base = head()
    assert head(out="x", workers=9, schemas=["y"])["digest"] == base["digest"]
    for settings in (
        *({"n": 11}, {"seed": 1}, {"mask": 0.1}, {"offered": "1-5"}, {"teacher": "t"}),
        *({"turns": "2-3"}, {"calls": "2-3"}, {"mcp": ["x"]}, {"http": "http://x"}),
        *({"http_methods": ["PUT"]}, {"python": False}),
    ):
        other = head(**settings)
        assert other["digest"] != base["digest"]
        (change,) = changes(base, other)
        assert change.startswith(next(iter(settings)))


def test_where_a_run_lies_and_who_made_it_is_not_in_its_config():
    assert head(out="x", workers=9) == head()
