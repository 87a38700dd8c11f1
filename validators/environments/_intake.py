"""What is let in of the things an MCP server sends: answers and questions, within bounds.

Notifications (logs, progress, changed lists) are counted and left out: nothing here needs them.
Bounds hold between two answers; `Intake.rest` starts over.
"""

from mcp.shared.message import SessionMessage
from mcp.types import JSONRPCMessage, JSONRPCNotification, JSONRPCRequest
from pydantic import ValidationError

from validators.environments._failures import Failure

LARGEST = 8 << 20
"""Bytes of one message, and of everything that comes until an answer does."""
MOST = 10_000
"""Messages until an answer comes."""
MOST_GARBAGE = 100
"""Lines that are no messages until an answer comes."""

_ASKED = frozenset({"ping", "roots/list", "sampling/createMessage", "elicitation/create"})
"""What a server may ask of a client; the SDK answers."""


class Intake:
    """Counts what comes and decides about it."""

    def __init__(self) -> None:
        self.rest()

    def rest(self) -> None:
        """A new request is sent: start counting over."""
        self._bytes = 0
        self._messages = 0
        self._garbage = 0
        self.rubbish = ""
        """The first thing that was no message."""

    def size(self, count: int) -> None:
        """More bytes came. Raises Failure `too_large`."""
        self._bytes += count
        if self._bytes > LARGEST:
            raise Failure("too_large", f"it sent over {LARGEST >> 20} MB without an answer")

    def line(self, line: bytes) -> SessionMessage | None:
        """The message on a line; None for what need not be handed on. Raises Failure."""
        self.size(len(line))
        if not line.strip():
            return None
        try:
            message = JSONRPCMessage.model_validate_json(line)
        except ValidationError:
            self.garbage(line[:200].decode(errors="replace").strip())
            return None
        return self.message(SessionMessage(message))

    def garbage(self, shown: str) -> None:
        """Something came that is no message. Raises Failure `not_json` when it is too much."""
        self._garbage += 1
        self.rubbish = self.rubbish or shown
        if self._garbage >= MOST_GARBAGE:
            raise Failure("not_json", self.complaint())

    def complaint(self) -> str:
        """The first thing that was no message, in words."""
        return f"it wrote {self.rubbish[:120]!r}, which is no JSON-RPC message"

    def message(self, message: SessionMessage) -> SessionMessage | None:
        """The message if it is to be handed on. Raises Failure `too_large`."""
        self._messages += 1
        if self._messages > MOST:
            raise Failure("too_large", f"it sent over {MOST:,} messages without an answer")
        root = message.message.root
        if isinstance(root, JSONRPCNotification):
            return None
        if isinstance(root, JSONRPCRequest) and root.method not in _ASKED:
            return None
        return message
