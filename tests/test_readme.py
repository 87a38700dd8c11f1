"""What the README says exists: its commands, links, files, verbs and options."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest
import typer
from readme import README, commands

from studio.cli import build

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Language and content of every fenced block."""
    yield from re.findall(r"^```(\w*)[^\n]*\n(.*?)^```\s*$", text, re.M | re.S)


def tree(text: str) -> Iterator[str]:
    """The paths of the file trees: plain blocks that begin with a folder, indented by blanks or
    drawn with lines, one path a line and words about it after that."""
    for language, body in blocks(text):
        if language not in ("", "text") or not re.match(r"[\s│├└─]*[\w.-]+/", body):
            continue
        folders: list[tuple[int, str]] = []
        for line in body.splitlines():
            entry = re.match(r"([\s│├└─]*)([\w./-]+)", line)
            if entry is None:
                continue
            depth = len(entry[1])
            while folders and folders[-1][0] >= depth:
                folders.pop()
            path = "".join(name for _, name in folders) + entry[2]
            if entry[2].endswith("/"):
                folders.append((depth, entry[2]))
            yield path


def verbs() -> Mapping[str, set[str]]:
    """The options of every verb."""
    group = typer.main.get_command(build())
    listed = group.commands  # type: ignore[attr-defined]
    return {
        name: {flag for parameter in verb.params for flag in (*parameter.opts, "--help")}
        for name, verb in listed.items()
    }


def invocations(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Verb and options of each `studio …` in a command block or between backticks."""
    code = [body for language, body in blocks(text) if language in ("bash", "sh", "console")]
    prose = re.sub(r"^```.*?^```\s*$", "", text, flags=re.M | re.S)
    code += re.findall(r"`([^`\n]+)`", prose)
    for body in code:
        for line in body.replace("\\\n", " ").splitlines():
            for command in re.split(r"&&|\||;", line):
                words = command.split("#")[0].replace("$ ", "", 1).split()
                if words[:1] == ["studio"] and len(words) > 1 and words[1][0] != "-":
                    flags = tuple(w.partition("=")[0] for w in words if w.startswith("--"))
                    yield words[1], flags


def test_both_commands_are_there() -> None:
    known = commands(TEXT)
    assert {"run", "test"} <= known.keys()
    assert "studio generate --schemas apis/ --n 80000" in known["run"]
    assert known["run"].startswith("pip install ")
    assert known["test"].startswith("pip install -c constraints.txt -e '.[test]' && ")
    assert known["test"].endswith(" && pytest")


def test_the_ci_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 tests/readme.py test" in script


def test_a_bare_python_prints_a_command() -> None:
    """Nothing is installed when `.ci/run` asks for the command."""
    command = [sys.executable, "-I", "-S", str(ROOT / "tests" / "readme.py")]
    done = subprocess.run([*command, "test"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, commands(TEXT)["test"] + "\n")
    wrong = subprocess.run([*command, "tset"], capture_output=True, text=True)
    assert wrong.returncode == 1
    assert "run, test" in wrong.stderr


@pytest.mark.parametrize(
    "text",
    [
        "<!-- command: a -->\n\nwords\n",
        "<!-- command: a -->\n```bash\nx\n```\n<!-- command: a -->\n```bash\ny\n```\n",
    ],
)
def test_a_name_without_a_block_or_used_twice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="'a'"):
        commands(text)


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", TEXT)
    local = [t.partition("#")[0] for t in targets if not re.match(r"[a-z]+:|#", t)]
    assert not [target for target in local if not (ROOT / target).exists()]


def test_the_file_tree_exists() -> None:
    found = list(tree(TEXT))
    assert "studio/" in found
    assert not [path for path in found if not (ROOT / path).exists()]


def test_the_tree_is_read() -> None:
    text = (
        "```text\nstudio/\n  cli/      verbs\n    check.py  one\n  no.py  # none\napis/  x\n```\n"
    )
    assert list(tree(text)) == [
        "studio/",
        "studio/cli/",
        "studio/cli/check.py",
        "studio/no.py",
        "apis/",
    ]


def test_verbs_and_options_exist() -> None:
    known = verbs()
    used = list(invocations(TEXT))
    assert used, "the README names no command"
    wrong = [
        f"studio {verb} {flag}"
        for verb, flags in used
        for flag in flags or ("",)
        if verb not in known or (flag and flag not in known[verb])
    ]
    assert not wrong
