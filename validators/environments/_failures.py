"""What can go wrong with a server that executes calls: kinds, and how one is told to a model."""

from studio.environment import Outcome
from studio.record import Json

KINDS = {
    "server_died": "its process or connection ended",
    "timed_out": "it did not answer in time",
    "not_json": "what it wrote is no JSON-RPC",
    "too_large": "it sent more than may be read",
    "tool_error": "the tool itself reports an error",
    "invalid": "it refuses the arguments",
    "invalid_result": "the result does not fit the schema that the tool declares",
    "unavailable": "no server could be started for the call",
}
"""Kinds of errors a live server's call can have, beside `studio.environment.ERRORS`."""


class Failure(Exception):
    """A server did not do what it should. `kind` is one of KINDS or of ERRORS."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


def failed(kind: str, detail: str) -> Outcome:
    """The outcome of a call that went wrong, as an error body."""
    body: Json = {"error": {"type": kind, "message": detail}}
    return Outcome(body, kind)


def found(error: BaseException) -> Failure | None:
    """The first Failure in an exception or, nested, in a group of them."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next((inner for each in error.exceptions if (inner := found(each))), None)
    return None
