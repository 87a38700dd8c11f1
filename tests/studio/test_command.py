"""The command as a user meets it: verbs found, errors on one line, exit codes, quick to start."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from studio import cli
from studio.errors import SchemaError


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from studio.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


def test_every_verb_of_the_folder_is_in_the_help() -> None:
    done = run("--help")
    assert done.returncode == 0
    folder = Path(cli.__file__).parent
    for file in folder.glob("[!_]*.py"):
        assert f"  {file.stem} " in done.stdout


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom studio.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'msgspec', 'rich', 'yaml', 'numpy', 'polars', 'jsonschema'}\n"
        "print('HEAVY', sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_wrong_usage_is_2_and_the_version_is_told() -> None:
    assert run("tools").returncode == 2
    assert run("no-such-verb").returncode == 2
    assert run("--version").stdout.startswith("toolcall-studio ")


def failing(error: BaseException) -> "typer.Typer":
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        raise error

    return app


def test_a_studio_error_is_one_line_and_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "build", lambda: failing(SchemaError("x.json: is\nbroken")))
    with pytest.raises(SystemExit) as caught:
        cli.main([])
    assert caught.value.code == 1
    assert capsys.readouterr().err == "error: x.json: is broken\n"


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "build", lambda: failing(KeyboardInterrupt()))
    with pytest.raises(SystemExit) as caught:
        cli.main([])
    assert caught.value.code == 130


def test_a_bug_is_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "build", lambda: failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main([])


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("".join(f"def f{n}(x: int): ...\n" for n in range(3000)))
    script = f"{sys.executable} -c 'from studio.cli import main; main()' tools {tmp_path} --json"
    done = subprocess.run(
        ["bash", "-c", f"{script} | head -c 10"], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
