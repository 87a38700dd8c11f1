"""Tools of running servers, read as those of files are.

Which kinds of servers there are is the business of `validators.environments`, found by discovery.
"""

from studio import stage
from studio.environment import Access
from studio.record import Tool
from studio.source import Skipped


def live_items(access: Access) -> list[Tool | Skipped]:
    """What every server of the access defines, to be given to `load_tools`. Starts them, asks, and
    ends them. Raises StudioError naming the server that does not work."""
    parts = sorted(stage.parts(), key=lambda part: part.rank)
    return [item for part in parts for item in part.tools(access)]
