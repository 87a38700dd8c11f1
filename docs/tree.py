"""The README's file tree, from the first sentence of each module's docstring.

python docs/tree.py          rewrites it
python docs/tree.py --check  exits with 1 when it is out of date
"""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARKS = "<!-- tree -->\n```text\n", "```\n<!-- /tree -->"
FOLDERS = {
    "apis": "schemas that ship: some 250 tools of 21 APIs in ten formats",
    "benchmarks": "every number this project claims; `python -m benchmarks` measures them again",
    "docs": "how it is built",
    "tests": "mirror the folders",
}
PACKAGES = ("studio", "corpora", "generators", "validators", "train")
WIDTH = 100


def sentence(path: Path) -> str:
    """The first sentence of a module's docstring, without the module's own name before a colon."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    first = re.split(r"(?<=[.])\s|\n\n", " ".join(text.split("\n\n")[0].split()), maxsplit=1)[0]
    return re.sub(rf"^`?(?:studio )?{re.escape(path.stem)}`?: ", "", first).rstrip(".")


def shown(text: str, room: int) -> str:
    """At most `room` characters, cut at a word."""
    if len(text) <= room:
        return text
    return re.sub(r"[\s,;:(]+\S*$", "", text[: room - 1]) + " …"


def lines() -> list[str]:
    """One line for each file of the packages, one for each other folder."""
    found: list[str] = []
    for package in PACKAGES:
        for folder in sorted({path.parent for path in (ROOT / package).rglob("*.py")}):
            depth = len(folder.relative_to(ROOT).parts) - 1
            head = f"{'  ' * depth}{folder.name}/"
            found.append(f"{head:<26}{shown(sentence(folder / '__init__.py'), WIDTH - 26)}")
            for path in sorted(folder.glob("*.py")):
                if path.name != "__init__.py":
                    name = f"{'  ' * (depth + 1)}{path.name}"
                    found.append(f"{name:<26}{shown(sentence(path), WIDTH - 26)}")
    found += [f"{name + '/':<26}{text}" for name, text in FOLDERS.items()]
    return [line.rstrip() for line in found]


def main() -> int:
    """Rewrite or check the README."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, start, rest = text.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    fresh = before + start + "\n".join(lines()) + "\n" + end + after
    if not start or not end:
        sys.exit(f"README.md: no place for the tree between {MARKS[0]!r} and {MARKS[1]!r}")
    if "--check" in sys.argv[1:]:
        return int(fresh != text)
    readme.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
