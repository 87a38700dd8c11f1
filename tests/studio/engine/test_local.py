"""The local engine: who hears Ctrl-C."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import signal
from studio.engine.local import PART

def blocked(_):
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

def start():
    return blocked

if __name__ == "__main__":
    print(*PART.map(start, range(4), 2))
"""


def test_no_worker_hears_ctrl_c_not_even_the_first_of_a_process(tmp_path: Path) -> None:
    script = tmp_path / "workers.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{SCRIPT}")
    result = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert result.stdout.split() == ["True"] * 4, result.stderr
