"""The commands of the README, by the name in the comment before each: `<!-- command: test -->`.

    python3 tests/readme.py test

prints the block called `test`. Runs with a bare Python, before anything is installed.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"^<!-- command: ([\w-]+) -->\s*\n```(?:bash|sh)\n(.*?)^```\s*$", re.M | re.S)


def commands(text: str) -> Mapping[str, str]:
    """Every named command of a text, without the line break at its end. ValueError when two
    blocks have one name or a name has no block."""
    found: dict[str, str] = {}
    for name, body in _BLOCK.findall(text):
        if name in found:
            raise ValueError(f"two blocks are named {name!r}")
        found[name] = body.strip()
    for name in re.findall(r"<!-- command: ([^>]*?) -->", text):
        if not found.get(name):
            raise ValueError(f"no bash block follows the name {name!r}")
    return found


def main() -> None:
    """Print the block named on the command line; exit with 1 where there is none."""
    known = commands(README.read_text(encoding="utf-8"))
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted not in known:
        sys.exit(f"usage: python3 tests/readme.py NAME, one of {', '.join(sorted(known))}")
    print(known[wanted])


if __name__ == "__main__":
    main()
