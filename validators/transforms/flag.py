"""flag: a phrase for or against a thing, for a boolean."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.polarity import about


class Flag:
    """ "without notifications" ↔ notify=false, "including archived ones" ↔ include_archived=true.

    The phrase must share a stem with the argument's name or description, and be for it or against
    it as the value is; `skip_…` and `no_…` turn the sense."""

    name = "flag"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the phrase is about this flag and wants this value."""
        if not isinstance(value, bool):
            return False
        description = reading.schema.get("description")
        return (
            about(text, reading.name, description if isinstance(description, str) else "") is value
        )


PART: Transform = Flag()
