"""The verb, driven as a user does, with fake parts behind it."""

import contextlib
import json
import os
import signal
import time

import pytest
import typer
from run_fakes import parts, scarce, snapshot, tools
from typer.testing import CliRunner

import studio.generation.candidates
import studio.pipeline
import studio.schemas
from studio.cli.generate import register
from studio.errors import StudioError
from studio.generation import plan
from studio.run import Run
from studio.stage import Stage


@pytest.fixture
def studio_generate(monkeypatch):
    real, settle = studio.pipeline.generate, plan.prepare
    loaded = studio.schemas.Loaded(tuple(tools()), (), ())
    monkeypatch.setattr(studio.schemas, "load_tools", lambda paths, progress=None, live=(): loaded)
    monkeypatch.setattr(
        studio.pipeline, "generate", lambda *a, **k: real(*a, **k, parts=parts, shard=20)
    )
    monkeypatch.setattr(plan, "prepare", lambda *a: settle(*a[:3], parts))
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)

    def call(*words):
        return CliRunner().invoke(app, ["generate", *map(str, words)])

    return call


def test_it_makes_a_run_and_says_where_it_lies_and_what_is_next(studio_generate, tmp_path):
    out = tmp_path / "r"
    result = studio_generate("--schemas", "a.json", "--n", 60, "--out", out, "--workers", 1)
    assert result.exit_code == 0, result.output
    assert f"in {out}" in result.output
    assert f"next: studio stats {out}" in result.output
    assert "60 rows over 6 tools" in result.output
    assert "dropped no_value: " in result.output
    assert len(list(Run(out).samples())) == 60


def test_json_is_json_and_nothing_else(studio_generate, tmp_path):
    out = tmp_path / "r"
    result = studio_generate("--schemas", "a.json", "b.json", "--n", 30, "--out", out, "--json")
    report = json.loads(result.stdout)
    assert report["kept"] == 30
    assert report["run"] == str(out)
    assert report["written"] == report["kept"] + report["dropped"]
    assert Run(out).config["schemas"] == ["a.json", "b.json"]


def test_a_dry_run_forecasts_and_writes_nothing(studio_generate, tmp_path):
    out = tmp_path / "r"
    words = ("--schemas", "a.json", "--n", 80_000, "--out", out, "--dry-run")
    result = studio_generate(*words)
    assert result.exit_code == 0, result.output
    assert "would keep 80,000 rows over 6 tools" in result.output
    assert "alpha: 40,000" in result.output
    assert not out.exists()
    forecast = json.loads(studio_generate(*words, "--json").stdout)
    assert forecast["rows"] == 80_000
    assert forecast["bytes"] > 80_000 * 200
    assert forecast["mix"] == {"alpha": 40_000, "beta": 24_000, "gamma": 16_000}


def test_resume_needs_no_more_than_the_folder(studio_generate, tmp_path):
    out = tmp_path / "r"
    words = ("--schemas", "a.json", "--n", 60, "--seed", 4, "--mix", "alpha=60,beta=40")
    assert studio_generate(*words, "--out", out).exit_code == 0
    before = snapshot(out)
    (out / "samples" / "00002.jsonl").unlink()
    result = studio_generate("--resume", "--out", out)
    assert result.exit_code == 0, result.output
    assert snapshot(out) == before


def test_settings_come_from_a_file_and_flags_win(studio_generate, tmp_path):
    file = tmp_path / "run.toml"
    out = tmp_path / "r"
    file.write_text(f'schemas = ["a.json"]\nn = 60\nseed = 9\nout = "{out}"\n')
    assert studio_generate("--config", file, "--n", 30).exit_code == 0
    assert Run(out).config["n"] == 30
    assert Run(out).config["seed"] == 9


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--schemas", "a.json", "--n", 0), "n: "),
        (("--schemas", "a.json"), "give --n"),
        (("--n", 5), "give --schemas"),
        (("--resume",), "give --out"),
        (("--resume", "--overwrite"), "give one of them"),
        (("--schemas", "a.json", "--n", 5, "--mix", "alpha=50"), "add up to 50"),
        (("--schemas", "a.json", "--n", 5, "--mix", "alpah=100"), "did you mean 'alpha'"),
        (("--schemas", "a.json", "--n", 5, "--offered", "x"), "offered"),
    ],
)
def test_wrong_settings_are_one_line(studio_generate, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    result = studio_generate(*words)
    assert isinstance(result.exception, StudioError)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_before_there_is_a_run_says_to_start_again(studio_generate, tmp_path, monkeypatch):
    def interrupted(paths, progress=None, live=()):
        raise KeyboardInterrupt

    monkeypatch.setattr(studio.schemas, "load_tools", interrupted)
    monkeypatch.setattr("sys.argv", ["studio", "generate", "--schemas", "my apis", "--n", "5"])
    result = studio_generate("--schemas", "my apis", "--n", 5, "--out", tmp_path / "r")
    assert result.exit_code == 130
    assert "studio generate --schemas 'my apis' --n 5 --resume" in result.stderr


def test_ctrl_c_is_heeded_even_where_python_swallows_it(studio_generate, tmp_path, monkeypatch):
    def swallowing(settings, loaded, *, progress, **more):
        with contextlib.suppress(KeyboardInterrupt):  # as a callback from C code does
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        progress(64, 0)
        raise AssertionError("went on after Ctrl-C")

    monkeypatch.setattr(studio.pipeline, "generate", swallowing)
    before = signal.getsignal(signal.SIGINT)
    result = studio_generate("--schemas", "a.json", "--n", 500, "--out", tmp_path / "r")
    assert result.exit_code == 130, result.output
    assert signal.getsignal(signal.SIGINT) is before


def test_the_forecast_counts_what_would_be_dropped(tmp_path):
    from studio.config import build
    from studio.generation.forecast import forecast

    config = build({"schemas": ["a"], "n": 800, "mix": {"beta": 100}})
    expected = forecast(plan.prepare(config, tools(), Stage(()), scarce), places=200)
    # seven of ten plans are refused, a tenth fails the check, and few words soon repeat
    assert expected.dropped > 0.5
    assert expected.tried == 200
    assert 0 < expected.compressed < expected.bytes
