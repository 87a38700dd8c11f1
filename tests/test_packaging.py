"""The wheel, installed beside PyPI's `validators`, works and takes nobody's place.

Also what is declared: every distribution the packages import, and none besides. Editable installs
and uninstalled checkouts are run here too.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("studio", "corpora", "generators", "validators", "train")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

REAL = "import validators; assert validators.email('a@b.org') is True; print(validators.__file__)"
"""Only PyPI's package has this function."""


def plain(requirement: str) -> str:
    """The normalised name of a requirement (PEP 503): `PyYAML>=6` is `pyyaml`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]).lower()


def imported(package: Path) -> Iterator[tuple[str, Path]]:
    """Top-level names of all absolute imports below a folder: those inside functions too, and
    those of `import_module("name…")`."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name.name.partition(".")[0], path) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                yield node.module.partition(".")[0], path
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                name = re.match(r"f?'(\w+)", ast.unparse(node.args[0]))
                if name:
                    yield name[1], path


@cache
def foreign() -> dict[str, Path]:
    """Imported names that are neither of Python nor of this project, with a file that has them."""
    own = {*PACKAGES, *sys.stdlib_module_names, "__future__"}
    return {
        name: path
        for package in PACKAGES
        for name, path in imported(ROOT / package)
        if name not in own
    }


providers = cache(packages_distributions)
"""Reads the metadata of everything installed: once."""


def distributions(name: str) -> set[str]:
    return {plain(found) for found in providers().get(name, [name])}


def test_every_import_is_declared() -> None:
    declared = {plain(entry) for entry in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    declared |= {plain(entry) for name in extras if name != "test" for entry in extras[name]}
    strangers = {
        name: str(path.relative_to(ROOT))
        for name, path in foreign().items()
        if not distributions(name) & declared
    }
    assert not strangers


def test_nothing_unused_is_in_the_core() -> None:
    used = {found for name in foreign() for found in distributions(name)}
    idle = {plain(entry) for entry in PROJECT["dependencies"]} - used
    assert not idle, "the core would install what nothing imports"


def test_the_core_needs_none_of_the_heavy_libraries() -> None:
    heavy = {"torch", "transformers", "datasets", "pandas", "streamlit", "ray", "scipy"}
    assert not heavy & {plain(entry) for entry in PROJECT["dependencies"]}


def test_constraints_pin_everything_that_is_asked_for() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.+]*", pin) for pin in pins), pins
    names = [plain(pin) for pin in pins]
    assert len(set(names)) == len(names)
    extras = PROJECT["optional-dependencies"]
    wanted = {plain(entry) for entry in [*PROJECT["dependencies"], *extras["test"]]}
    assert wanted <= set(names)
    assert "torch==2.13.0" in pins, "a plain torch takes the newest CUDA build, several GB"


def test_the_extras_that_the_docs_name_exist() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(extras) >= {"semantic", "train", "review", "ray", "mcp", "test", "all"}
    assert extras["all"] == ["toolcall-studio[semantic,train,review,ray,mcp,http]"]


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command in `cwd`, without what this process has on its path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=300,
    )


def ran(*command: str | Path, cwd: Path, **variables: str) -> str:
    """The output of a command that must succeed."""
    done = run(*command, cwd=cwd, **variables)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def environment(folder: Path) -> Path:
    """A fresh virtual environment; its Python."""
    ran(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    return folder / "bin" / "python"


def checkout(folder: Path) -> Path:
    """A copy of what the project is built from."""
    folder.mkdir()
    caches = shutil.ignore_patterns("__pycache__")
    for name in (*PACKAGES, "apis"):
        shutil.copytree(ROOT / name, folder / name, ignore=caches)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("source") / "checkout")


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with PyPI's `validators` first and then the wheel."""
    place = tmp_path_factory.mktemp("installed")
    python = environment(place / "venv")
    pip = [python, "-m", "pip", "install", "-q"]
    ran(*pip, "validators==0.35.0", cwd=place)
    ran(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=place)
    return python


@pytest.mark.slow
def test_the_wheel_holds_the_siblings_only_inside_the_studio(wheel: Path, source: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        about = archive.read(metadata).decode()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"studio"}
    assert "studio/py.typed" in names
    assert not [name for name in names if name.endswith(".pyc") or "/tests/" in name]
    for package in PACKAGES:
        home = package if package == "studio" else f"studio/_siblings/{package}"
        expected = {
            f"{home}/{path.relative_to(source / package).as_posix()}"
            for path in (source / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert expected <= names, "files that are in the checkout are missing from the wheel"
    assert any(name.startswith("studio/_siblings/generators/values/data/") for name in names)
    assert "License-Expression: Apache-2.0" in about
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.mark.slow
def test_the_installed_command_generates_and_checks(
    installed: Path, source: Path, tmp_path: Path
) -> None:
    studio = installed.with_name("studio")
    shutil.copytree(source / "apis", tmp_path / "apis")
    assert "generate" in ran(studio, "--help", cwd=tmp_path)
    read = json.loads(ran(studio, "tools", "apis", "--json", cwd=tmp_path))
    assert read["counts"]["tools"] > 100
    ran(studio, "generate", "--schemas", "apis", "--n", "50", "--out", "run", cwd=tmp_path)
    verdicts = json.loads(ran(studio, "check", "run", "--json", cwd=tmp_path))
    assert (verdicts["rows"], verdicts["failed"]) == (50, 0)
    ran(studio, "export", "run", "--format", "openai", "--out", "data", cwd=tmp_path)
    rows = (tmp_path / "data" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads((tmp_path / "data" / "export.json").read_text(encoding="utf-8"))
    assert (told["rows"], told["lines"]) == (50, len(rows))


@pytest.mark.slow
def test_the_installed_command_has_rows_of_every_scenario(
    installed: Path, source: Path, tmp_path: Path
) -> None:
    """So every word list, environment and script that runs by its path is in the wheel: functions
    are executed too, and again by the check."""
    studio, out = installed.with_name("studio"), tmp_path / "run"
    lanes = sorted(
        path.stem
        for path in (source / "generators" / "scenarios").glob("[!_]*.py")
        if path.stem not in ("__init__", "cross_lingual")
    )
    each = 80 // len(lanes)
    foreign = 100 - each * len(lanes)
    mix = ",".join([*(f"{lane}={each}" for lane in lanes), f"cross_lingual={foreign}"])
    command = (studio, "generate", "--schemas", source / "apis", "--n", "280", "--mix", mix)
    ran(*command, "--out", out, "--workers", "1", cwd=tmp_path)
    shards = sorted((out / "samples").glob("*.jsonl"))
    rows = [json.loads(line) for shard in shards for line in shard.read_bytes().splitlines()]
    assert {row["scenario"] for row in rows} == {*lanes, "cross_lingual"}
    assert len({row["language"] for row in rows}) >= 9, "words of every language"
    executed = [row["execution"]["environments"] for row in rows if row["execution"]]
    names = {name.partition("/")[0] for names in executed for name in names}
    assert names >= {"simulator", "python"}
    verdicts = json.loads(ran(studio, "check", out, "--json", cwd=tmp_path))
    assert (verdicts["rows"], verdicts["failed"]) == (280, 0), verdicts["reasons"]


@pytest.mark.slow
def test_the_validators_of_pypi_stay_what_they_are(installed: Path, tmp_path: Path) -> None:
    """The wheel overwrites no file of theirs and shadows them only where the studio is used."""
    where = ran(installed, "-c", REAL, cwd=tmp_path).strip()
    assert "_siblings" not in where
    first = "import studio, validators; print(validators.__path__[0])"
    assert "_siblings" in ran(installed, "-c", first, cwd=tmp_path)
    checked = ran(installed, "-m", "pip", "check", cwd=tmp_path)
    assert "No broken requirements" in checked


@pytest.mark.slow
def test_a_package_of_that_name_imported_first_is_refused(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "-c", "import validators, studio", cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: package 'validators' was already imported from ")
    assert "import studio before that package" in last


@pytest.mark.slow
def test_an_editable_install_uses_the_checkout(
    installed: Path, source: Path, tmp_path: Path
) -> None:
    """In a copy of the environment, so that what it needs is there already."""
    shutil.copytree(installed.parents[1], tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "-c", source / "constraints.txt"]
    ran(*pip, "-e", source, cwd=tmp_path)
    probe = "import studio, validators; print(studio.HOME, validators.__path__[0])"
    assert ran(python, "-c", probe, cwd=tmp_path).split() == [
        str(source),
        str(source / "validators"),
    ]
    assert "_siblings" not in ran(python, "-c", REAL, cwd=tmp_path)
    command = (python.with_name("studio"), "generate", "--schemas", source / "apis")
    ran(*command, "--n", "10", "--out", "run", cwd=tmp_path)
    assert (tmp_path / "run" / "stats.json").is_file()


@pytest.mark.slow
def test_an_uninstalled_checkout_runs(source: Path, tmp_path: Path) -> None:
    start = "from studio.cli import main; main()"
    command = (sys.executable, "-c", start, "generate", "--schemas", source / "apis", "--n", "10")
    ran(*command, "--out", tmp_path / "run", cwd=source)
    assert (tmp_path / "run" / "stats.json").is_file()
