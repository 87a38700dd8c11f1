"""Errors a user can act on. The command line prints them as one line and exits with 1.

    StudioError
    ├── SchemaError        a schema file that cannot be read or understood
    │   └── NoTools        nothing to generate from
    ├── ConfigError        a setting that makes no sense
    │   └── UnknownPart    a scenario, teacher, format … that does not exist
    ├── RunError           a run directory that is not as it should be
    │   ├── RunExists      something is already there
    │   ├── RunLocked      another process writes it
    │   ├── RunChanged     resumed with another configuration
    │   └── RunDamaged     a file in it is not what was written
    ├── StorageError       the disk is full, read-only or failing
    ├── DataError          a dataset file that cannot be read
    └── Exhausted          the schemas cannot yield as many distinct rows as asked for

Each message names the culprit, what was found, and what to do. Bad data is not an error but a
`studio.record.Check`; a bug is a traceback.
"""

from difflib import get_close_matches


class StudioError(Exception):
    """Base of everything a user can act on."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class SchemaError(StudioError):
    """A schema file that cannot be read or understood."""


class NoTools(SchemaError):
    """Nothing to generate from."""


class ConfigError(StudioError):
    """A setting that makes no sense."""


class UnknownPart(ConfigError):
    """A part that does not exist; the message offers the nearest name."""

    def __init__(self, noun: str, name: str, known: list[str]) -> None:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"unknown {noun} {name!r}: {hint}there are {', '.join(known) or 'none'}")


class RunError(StudioError):
    """A run directory that is not as it should be."""


class RunExists(RunError):
    """Something is already there."""


class RunLocked(RunError):
    """Another process writes this run."""


class RunChanged(RunError):
    """Resumed with a configuration that would give other data."""


class RunDamaged(RunError):
    """A file of the run is not what was written."""


class StorageError(StudioError):
    """The disk is full, read-only or failing."""


class DataError(StudioError):
    """A dataset file that cannot be read."""


class Exhausted(StudioError):
    """The schemas cannot yield as many distinct rows as asked for."""
