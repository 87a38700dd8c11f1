"""The official JSON-Schema-Test-Suite, for the tests of the validation engine.

The suite travels in the source archive of `jsonschema` on PyPI, under `json/`. It is not part of
this repository. Download it once into `.cache/` with

    python tests/validators/official_suite.py

or point JSON_SCHEMA_TEST_SUITE at a checkout of github.com/json-schema-org/JSON-Schema-Test-Suite.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PINNED = "jsonschema==4.26.0"
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "json-schema-test-suite"
HOST = "http://localhost:1234/"
"""Where the suite's own schemas expect its `remotes` folder to be served."""

DRAFTS = {
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft4": "http://json-schema.org/draft-04/schema#",
}


@dataclass(frozen=True)
class Case:
    """One instance of the suite with the specification's verdict."""

    draft: str
    file: str
    group: str
    test: str
    schema: Any
    instance: Any
    valid: bool

    @property
    def place(self) -> tuple[str, str, str]:
        return f"{self.draft}/{self.file}", self.group, self.test


def folder() -> Path | None:
    """Where the suite lies; None when it has not been downloaded."""
    named = os.environ.get("JSON_SCHEMA_TEST_SUITE")
    place = Path(named) if named else CACHE
    return place if (place / "tests" / "draft2020-12").is_dir() else None


def cases(place: Path) -> Iterator[Case]:
    """Every case of the drafts the studio reads, optional ones and formats included."""
    for draft in DRAFTS:
        root = place / "tests" / draft
        for path in sorted(root.rglob("*.json")):
            for group in json.loads(path.read_bytes()):
                for test in group["tests"]:
                    yield Case(
                        draft,
                        path.relative_to(root).as_posix(),
                        group["description"],
                        test["description"],
                        group["schema"],
                        test["data"],
                        test["valid"],
                    )


def remote(place: Path, address: str) -> Any:
    """The content the suite expects at an address of its own host."""
    return json.loads((place / "remotes" / address.removeprefix(HOST)).read_bytes())


def download(target: Path = CACHE) -> Path:
    """Fetch the source archive with pip and unpack the suite; a suite already there is kept."""
    if (target / "tests" / "draft2020-12").is_dir():
        return target
    target.mkdir(parents=True, exist_ok=True)
    (target.parent / ".gitignore").write_text("*\n")
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", "jsonschema", "--dest", scratch, PINNED]
        subprocess.run(command, check=True)
        (archive,) = Path(scratch).glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            for member in tar:
                inside = Path(*Path(member.name).parts[1:])
                if member.isfile() and inside.parts[:2] in (("json", "tests"), ("json", "remotes")):
                    content = tar.extractfile(member)
                    assert content is not None
                    file = target.joinpath(*inside.parts[1:])
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content.read())
    return target


if __name__ == "__main__":
    print(download())
