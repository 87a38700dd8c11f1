"""What one dialogue in the sandbox may use. Numbers only; `confinement` has them enforced."""

import resource
from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one dialogue, and of one call where it says so."""

    seconds: float = 30.0
    """Wall-clock seconds of one call."""
    cpu: int = 120
    """Processor seconds of all calls of a dialogue, all threads together."""
    memory: int = 512 * MIB
    """Bytes of address space beyond what the imported modules take."""
    file: int = 16 * MIB
    """Bytes of one file."""
    folder: int = 64 * MIB
    """Bytes of all files of the working folder; looked at while a call runs and after it."""
    entries: int = 5000
    """Files and folders in the working folder."""
    descriptors: int = 64
    """Open files."""
    answer: int = MIB
    """Bytes of a result as JSON."""
    startup: float = 60.0
    """Wall-clock seconds to import all modules."""
    startup_memory: int = 4096 * MIB
    """Bytes of data that importing all modules may take."""


def lower(what: int, soft: int, hard: int | None = None) -> None:
    """Set a limit of this process, at most what it already is."""
    _, most = resource.getrlimit(what)
    ceiling = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        ceiling = min(ceiling, most)
    resource.setrlimit(what, (min(soft, ceiling), ceiling))
