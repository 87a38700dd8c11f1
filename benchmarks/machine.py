"""The machine a benchmark ran on, in words: CPU, cores, memory, Python, libraries, date."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("pydantic", "msgspec", "jsonschema-rs", "jsonschema", "numpy", "datasketch")


def described() -> str:
    """One line for the machine, one for the software, with the date (UTC)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    return (
        f"{_cpu()}, {cores} cores, {memory:.0f} GB, {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}; {datetime.now(UTC):%Y-%m-%d}"
    )


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
