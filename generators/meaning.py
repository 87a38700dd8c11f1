"""What a parameter means to a person: shared by the values and the language of the generators.

(interface only so far; see `Meaning`)
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """One parameter as a person understands it."""

    kind: str
    noun: str
    unit: str = ""
