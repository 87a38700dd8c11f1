"""How soon the command answers: `studio --help` and the help of its largest verb."""

from collections.abc import Iterator

from benchmarks.command import Took, python, studio
from benchmarks.scale import Scale, Table


def run(scale: Scale) -> Iterator[Table]:
    """The best of several starts, beside Python's own and that of typer."""
    times = scale.pick(2, 9)
    measured = {
        "python -c pass": [python("-c", "pass") for _ in range(times)],
        'python -c "import typer"': [python("-c", "import typer") for _ in range(times)],
        "studio --help": [studio("--help") for _ in range(times)],
        "studio generate --help": [studio("generate", "--help") for _ in range(times)],
    }
    yield Table(
        f"Start, best of {times}",
        ("command", "wall s", "CPU s", "peak MB"),
        [_row(name, took) for name, took in measured.items()],
    )


def _row(name: str, took: list[Took]) -> tuple[str, str, str, str]:
    wall, cpu = min(t.wall for t in took), min(t.cpu for t in took)
    return f"`{name}`", f"{wall:.2f}", f"{cpu:.2f}", f"{max(t.peak for t in took) / 1e6:.0f}"
