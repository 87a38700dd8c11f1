"""Parts are found by being there, and whatever is wrong with one is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.errors import ConfigError, UnknownPart
from studio.registry import HOME, SIBLINGS, Registry

GOOD = "class P:\n    name = {name!r}\nPART = P()\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable package for parts, gone afterwards."""
    package = tmp_path / "partsfolder"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("partsfolder")]:
        monkeypatch.delitem(sys.modules, name)
    yield package
    for name in [name for name in sys.modules if name.startswith("partsfolder")]:
        del sys.modules[name]


def parts() -> Registry:
    return Registry("partsfolder", "bell")


def test_parts_come_sorted_by_name_whatever_the_files_are_called(folder):
    for file, name in (("a", "tower"), ("b", "door"), ("c", "cow")):
        (folder / f"{file}.py").write_text(GOOD.format(name=name))
    registry = parts()
    assert list(registry.parts) == ["cow", "door", "tower"]
    assert [part.name for part in registry] == ["cow", "door", "tower"]
    assert len(registry) == 3
    assert registry["door"].name == "door"


def test_modules_with_an_underscore_and_data_files_are_no_parts(folder):
    (folder / "_shared.py").write_text("raise AssertionError('imported as a part')")
    (folder / "words.txt").write_text("ding dong")
    (folder / "one.py").write_text(GOOD.format(name="one"))
    assert list(parts().parts) == ["one"]


def test_an_unknown_part_is_an_error_a_user_can_act_on(folder):
    (folder / "one.py").write_text(GOOD.format(name="tower"))
    with pytest.raises(UnknownPart, match=r"unknown bell 'towr': did you mean 'tower'\?") as caught:
        parts()["towr"]
    assert isinstance(caught.value, ConfigError)
    assert "there are tower" in str(caught.value)


def test_an_empty_folder_says_that_there_is_none(folder):
    assert len(parts()) == 0
    with pytest.raises(UnknownPart, match="there are none"):
        parts()["any"]


def test_two_parts_of_one_name_are_refused(folder):
    for file in ("a", "b"):
        (folder / f"{file}.py").write_text(GOOD.format(name="same"))
    with pytest.raises(ImportError, match="two parts of partsfolder are named 'same'"):
        _ = parts().parts


def test_a_module_without_a_part_is_a_bug_not_a_silence(folder):
    (folder / "a.py").write_text("PARTY = 1\n")
    with pytest.raises(AttributeError, match="PART"):
        _ = parts().parts


def test_parts_are_imported_at_first_use_only(folder):
    (folder / "a.py").write_text("raise RuntimeError('imported')")
    registry = parts()
    with pytest.raises(RuntimeError, match="imported"):
        registry["a"]


def python(code: str, cwd: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [path, str(HOME)]))}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True
    )


def test_home_comes_first_on_the_path(tmp_path):
    """Also before a package of the same name that stands earlier on the path."""
    for name in SIBLINGS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise AssertionError('the wrong one')")
    code = f"import studio, {', '.join(SIBLINGS)}; import sys; print(sys.path[0])"
    done = python(code, tmp_path, str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(HOME)


@pytest.mark.parametrize("name", SIBLINGS)
@pytest.mark.parametrize("file", ["{}.py", "{}/__init__.py"])
def test_a_foreign_package_imported_first_is_refused(tmp_path, name, file):
    path = tmp_path / file.format(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    done = python(f"import {name}, studio", tmp_path, str(tmp_path))
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"ImportError: package '{name}' was already imported from {tmp_path}")
    assert str(HOME) in last
    assert "import studio before that package, or use separate processes" in last


def test_importing_twice_does_not_grow_the_path(tmp_path):
    code = (
        "import sys, importlib, studio.registry\nbefore = list(sys.path)\n"
        "importlib.reload(studio.registry)\nassert sys.path == before"
    )
    done = python(code, tmp_path)
    assert done.returncode == 0, done.stderr
