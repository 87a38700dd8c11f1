"""What holds for every part there is, so that a new file is covered the day it arrives."""

import importlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from generators.language.situation import ActPart, EndingPart
from studio.brief import Act, Ending, Scenario, Teacher
from studio.check import SampleCheck, Transform
from studio.environment import EnvironmentPart, Filler
from studio.export import Format
from studio.filter import Filter
from studio.registry import Registry
from studio.source import Source
from studio.syntax import Syntax

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("studio", "corpora", "generators", "validators", "train")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Kind:
    """A registry and what its parts must be."""

    package: str
    protocol: type

    @property
    def registry(self) -> Registry[Any]:
        return Registry(self.package, self.package)


KINDS = [
    Kind("corpora.sources", Source),
    Kind("generators.scenarios", Scenario),
    Kind("generators.teachers", Teacher),
    Kind("generators.fillers", Filler),
    Kind("generators.language.acts", ActPart),
    Kind("generators.language.endings", EndingPart),
    Kind("validators.checks", SampleCheck),
    Kind("validators.transforms", Transform),
    Kind("validators.filters", Filter),
    Kind("validators.environments", EnvironmentPart),
    Kind("validators.syntax", Syntax),
    Kind("studio.export", Format),
]
PARTS = [
    pytest.param(kind, part, id=f"{kind.package}.{name}")
    for kind in KINDS
    for name, part in kind.registry.parts.items()
]


def fields(protocol: type) -> set[str]:
    """The attributes a protocol asks for."""
    return set(inspect.get_annotations(protocol))


def methods(protocol: type) -> Iterator[tuple[str, Any]]:
    for name, member in vars(protocol).items():
        if inspect.isfunction(member) and not name.startswith("_"):
            yield name, member


def test_every_folder_of_parts_is_covered_here() -> None:
    """A folder is one of parts when its modules set PART; engines have no contract of their own."""
    setting = {
        ".".join(path.relative_to(ROOT).parent.parts)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"^PART\b(?!.*\"\.part)", path.read_text(encoding="utf-8"), re.M)
    }
    assert setting - {"studio.engine"} == {kind.package for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.package)
def test_no_part_is_lost_and_no_name_given_twice(kind: Kind) -> None:
    folder = ROOT.joinpath(*kind.package.split("."))
    files = [path for path in folder.glob("*.py") if not path.name.startswith("_")]
    names = [importlib.import_module(f"{kind.package}.{path.stem}").PART.name for path in files]
    assert sorted(names) == list(kind.registry.parts)
    assert names


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_part_has_a_plain_name_and_is_documented(kind: Kind, part: Any) -> None:
    assert SNAKE.fullmatch(part.name)
    module = sys.modules[type(part).__module__]
    assert len((module.__doc__ or "").strip()) > 20, "its file says what it is"


@pytest.mark.parametrize(("kind", "part"), PARTS)
def test_a_part_keeps_its_protocol(kind: Kind, part: Any) -> None:
    assert not [name for name in fields(kind.protocol) if not hasattr(part, name)]
    for name, asked in methods(kind.protocol):
        given = inspect.signature(getattr(part, name))
        wanted = list(inspect.signature(asked).parameters)[1:]
        assert list(given.parameters) == wanted, name


@pytest.mark.parametrize("package", ["validators.checks", "validators.filters"])
def test_reasons_are_stable_names_that_one_part_gives(package: str) -> None:
    given = [reason for part in Registry[Any](package, "part") for reason in part.reasons]
    assert all(SNAKE.fullmatch(reason) for reason in given)
    assert not [reason for reason, count in Counter(given).items() if count > 1]
    assert given


MIX = {
    "single": (25, "single cross_lingual policy"),
    "parallel": (10, "parallel parallel_multiple"),
    "several tools to choose from": (12, "multiple long_context thought"),
    "dependent": (12, "dependent"),
    "several turns": (
        18,
        "multi_turn missing_argument missing_function confirm unhelpful_user",
    ),
    "ask": (7, "ask"),
    "irrelevant": (10, "irrelevant prompt_injection"),
    "chat": (2, "chat"),
    "errors": (4, "error_recovery partial_result empty_result"),
}
"""The published mix for 80,000 rows in percent, and the scenarios that share each part of it."""


def test_default_shares_are_the_published_mix() -> None:
    shares = {part.name: part.share for part in Registry[Scenario]("generators.scenarios", "s")}
    for part, (percent, names) in MIX.items():
        assert sum(shares.pop(name) for name in names.split()) == pytest.approx(percent), part
    assert not shares, "a scenario of no part"


@pytest.mark.parametrize(
    ("package", "names"),
    [("generators.language.acts", Act), ("generators.language.endings", Ending)],
)
def test_every_act_and_ending_can_be_put_into_words(package: str, names: Any) -> None:
    """A turn that ends with calls has no words at its end."""
    assert {*Registry[Any](package, "part").parts} == {*get_args(names)} - {"calls"}


HEAVY = (
    "torch transformers datasets sentence_transformers streamlit ray trl peft pandas scipy "
    "sklearn pyarrow"
).split()
"""What discovery never imports."""
NOT_FOR_HELP = [*HEAVY, *"polars numpy faker babel inflect num2words jsonschema_rs".split()]
"""What showing help never imports: `studio --help` takes well under half a second."""
VERBS = [["generate", "--help"], ["tools", "--help"], ["check", "--help"], ["export", "--help"]]


def python(code: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True
    )


def loaded(code: str) -> set[str]:
    """Top-level modules of a fresh process after `code`."""
    done = python(f"{code}\nimport sys; print('\\n', *sys.modules, file=sys.stderr)")
    assert done.returncode == 0, done.stderr[-2000:]
    return {name.partition(".")[0] for name in done.stderr.rsplit("\n ", 1)[1].split()}


def shown(arguments: list[str]) -> set[str]:
    """What a command that only shows something loads."""
    return loaded(
        "from studio.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit as end: assert end.code == 0"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
def test_help_imports_next_to_nothing(arguments: list[str]) -> None:
    extra = shown(arguments) & {*NOT_FOR_HELP, "pydantic", "msgspec", "rich", "yaml"}
    assert not extra


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_the_help_of_a_verb_imports_little(arguments: list[str]) -> None:
    """Typer itself takes pydantic where a command has arguments."""
    extra = shown(arguments) & set(NOT_FOR_HELP)
    assert not extra


def test_discovery_imports_no_heavy_library() -> None:
    packages = [kind.package for kind in KINDS]
    code = (
        "from studio.registry import Registry\n"
        f"assert all(len(Registry(package, 'part')) for package in {packages!r})"
    )
    assert not loaded(code) & set(HEAVY)


SCENARIO = '''"""echo: as single, under another name."""

from generators.scenarios.single import Single


class Echo(Single):
    name = "echo"


PART = Echo()
'''
CHECK = '''"""loud: refuses requests that shout."""

from studio.record import Check, UserMessage


class Loud:
    name = "loud"
    reasons = ("shouted",)

    def faults(self, sample, tools):
        for message in sample.messages:
            if isinstance(message, UserMessage) and message.content.isupper():
                yield Check(name=self.name, ok=False, reason="shouted")


PART = Loud()
'''
FORMAT = '''"""twice: the openai form under another name."""

from studio.export import openai


class Twice(type(openai.PART)):
    name = "twice"


PART = Twice()
'''
SOURCE = '''"""rpc: `{"rpc": {name: description}}`, methods without parameters."""

from studio.record import Tool, ToolOrigin


class Rpc:
    name = "rpc"

    def matches(self, document):
        return isinstance(document.data, dict) and "rpc" in document.data

    def read(self, document):
        for name, description in document.data["rpc"].items():
            yield Tool.make(
                name=name,
                description=description,
                parameters={"type": "object", "properties": {}},
                origin=ToolOrigin(source=document.shown, format="rpc", family="rpc"),
            )


PART = Rpc()
'''
NEW = {
    "generators/scenarios/echo.py": SCENARIO,
    "validators/checks/loud.py": CHECK,
    "studio/export/twice.py": FORMAT,
    "corpora/sources/rpc.py": SOURCE,
}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages with one file more in four folders, nothing else edited."""
    copy = tmp_path_factory.mktemp("extended")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package)
    for path, text in NEW.items():
        assert not (copy / path).exists()
        (copy / path).write_text(text, encoding="utf-8")
    (copy / "api.json").write_text('{"rpc": {"restart_router": "Restarts the router."}}')
    return copy


def studio(copy: Path, *arguments: str) -> str:
    done = python(f"from studio.cli import main; main({list(arguments)!r})", copy)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_part_is_added_with_one_file(extended: Path) -> None:
    report = json.loads(studio(extended, "tools", "api.json", "--json"))
    assert "restart_router" in json.dumps(report)
    assert "rpc" in json.dumps(report)
    echo = ["generate", "--schemas", "api.json", "--n", "3", "--mix", "echo=100", "--out", "run"]
    studio(extended, *echo, "--workers", "1")
    kept = (extended / "run" / "samples" / "00000.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["scenario"] for line in kept] == ["echo"] * 3
    config = json.loads((extended / "run" / "config.json").read_text(encoding="utf-8"))
    assert "loud" in json.dumps(config), "a run says which checks its rows passed"
    verdicts = json.loads(studio(extended, "check", "run", "--checks", "loud", "--json"))
    assert verdicts["checks"] == ["loud"]
    assert verdicts["rows"] == verdicts["passed"] == 3
    studio(extended, "export", "run", "--format", "twice", "--out", "data")
    assert len((extended / "data" / "train.jsonl").read_text("utf-8").splitlines()) == 3


def test_a_part_that_is_not_there_is_named_with_its_neighbours(extended: Path) -> None:
    done = python(
        "from studio.cli import main;"
        "main(['generate', '--schemas', 'api.json', '--n', '3', '--out', 'other',"
        " '--mix', 'ecco=100'])",
        extended,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: unknown scenario 'ecco': did you mean 'echo'?")
    assert not (extended / "other").exists()
