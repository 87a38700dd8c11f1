"""The place in a schema a value is for. No values."""

from dataclasses import dataclass

from generators.meaning import Meaning, words
from studio.record import Schema


@dataclass(frozen=True, slots=True)
class Site:
    """The place a value is for: what its maker may look at."""

    name: str
    schema: Schema
    meant: Meaning
    about: str
    """Domain of the tool, for the phrase rules."""
    context: str
    """Lower-case words of the tool's name and description."""
    technical: bool = False
    """Whether the tool administers machines: there a name is a technical name."""

    @property
    def description(self) -> str:
        return str(self.schema.get("description", ""))

    @property
    def form(self) -> str:
        return str(self.schema.get("format", ""))

    @property
    def parts(self) -> tuple[str, ...]:
        return words(self.name)
