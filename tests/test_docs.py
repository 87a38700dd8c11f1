"""The documents speak of files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = "studio|corpora|generators|validators|train|tests|docs|apis|benchmarks"
PATH = re.compile(rf"`((?:{PACKAGES})/[\w./-]*)`")


@pytest.mark.parametrize("name", sorted(file.name for file in (ROOT / "docs").glob("*.md")))
def test_every_path_in_the_documents_exists(name: str) -> None:
    paths = PATH.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_architecture_names_every_folder_of_parts() -> None:
    named = set(PATH.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))
    folders = {
        f"{file.parent.relative_to(ROOT).as_posix()}/"
        for package in ("studio", "corpora", "generators", "validators")
        for file in (ROOT / package).rglob("__init__.py")
    }
    assert folders - {"corpora/", "generators/", "validators/"} - named == set()
