"""What an MCP server offers: its tools, read as a file of them would be; and why it offers none.

The reader is the one of `corpora/sources/mcp.py`, found by `studio.schemas`.
"""

import shlex
from dataclasses import dataclass
from pathlib import Path

from mcp.types import InitializeResult

from studio.errors import StudioError
from studio.record import Json, Tool
from studio.schemas.loading import read
from studio.source import Document, Skipped
from validators.environments._addresses import is_url, shown
from validators.environments._failures import Failure
from validators.environments._link import Link


@dataclass(frozen=True, slots=True)
class Listing:
    """The tools of one server."""

    items: tuple[Tool | Skipped, ...]
    reading: frozenset[str]
    """Names of the tools that, so the server says, change nothing (`readOnlyHint`)."""

    @property
    def tools(self) -> dict[str, Tool]:
        """By the server's own names."""
        return {item.name: item for item in self.items if isinstance(item, Tool)}


async def listing(address: str, link: Link) -> Listing:
    """What a server lists. Raises Failure; StudioError when that is nothing."""
    definitions = await link.tools()
    if not definitions:
        raise StudioError(
            f"MCP server {shown(address)!r}: it works but lists no tools: give it the arguments it "
            "needs, or leave it out"
        )
    return Listing(
        read(_document(address, link.greeting, definitions)).items,
        frozenset(
            str(item["name"])
            for item in definitions
            if (item.get("annotations") or {}).get("readOnlyHint") is True
        ),
    )


def _document(
    address: str, greeting: InitializeResult, definitions: list[dict[str, Json]]
) -> Document:
    """The list as a file would hold it, named for the server."""
    about = greeting.serverInfo
    data = {"serverInfo": {"name": about.name, "title": about.title}, "tools": definitions}
    return Document(Path(), shown(address), "", data)


def complaint(address: str, failure: Failure) -> StudioError:
    """Why a server cannot be used, and what to do."""
    return StudioError(
        f"MCP server {shown(address)!r}: {failure.detail}: {_advice(address, failure)}"
    )


def _advice(address: str, failure: Failure) -> str:
    if is_url(address):
        return "check that the URL is the endpoint of an MCP server with streamable HTTP"
    command = shlex.split(address)[0]
    if failure.kind == "not_found":
        return f"install {command!r}, or correct the command"
    if failure.kind == "unavailable":
        return "use fewer servers"
    return "run the command by itself to see why; it must be an MCP server that speaks over stdio"
