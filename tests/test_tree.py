"""The README's file tree is the tree there is."""

import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[1] / "docs" / "tree.py"


def test_the_readme_shows_every_file() -> None:
    result = subprocess.run([sys.executable, str(TREE), "--check"], capture_output=True, text=True)
    assert result.returncode == 0, f"run `python docs/tree.py`: {result.stderr}"
