"""Errors as real APIs word them: four styles of body, one for each API, chosen by its name.

Google's (https://cloud.google.com/apis/design/errors), problem details (RFC 9457), Stripe's
(https://docs.stripe.com/api/errors) and a plain one. Messages say which id, argument or limit."""

import zlib
from collections.abc import Mapping
from typing import Any

from studio.record import Json

_HTTP = {
    "not_found": (404, "NOT_FOUND", "Not Found"),
    "conflict": (409, "ALREADY_EXISTS", "Conflict"),
    "invalid": (400, "INVALID_ARGUMENT", "Bad Request"),
    "forbidden": (403, "PERMISSION_DENIED", "Forbidden"),
    "unauthorised": (401, "UNAUTHENTICATED", "Unauthorized"),
    "limit_exceeded": (422, "OUT_OF_RANGE", "Limit Exceeded"),
    "rate_limited": (429, "RESOURCE_EXHAUSTED", "Too Many Requests"),
    "timeout": (504, "DEADLINE_EXCEEDED", "Gateway Timeout"),
    "unavailable": (503, "UNAVAILABLE", "Service Unavailable"),
}


def body(kind: str, message: str, family: str, details: Mapping[str, Json]) -> Json:
    """The body of an error. `details` has what machines read: parameter, limit, retry_after."""
    style = zlib.crc32(family.encode()) % 4
    code, status, title = _HTTP[kind]
    extra: dict[str, Any] = dict(details)
    if style == 0:
        error: dict[str, Any] = {"code": code, "status": status, "message": message}
        return {"error": {**error, "details": [extra]} if extra else error}
    if style == 1:
        slug = kind.replace("_", "-")
        problem = {"type": f"/problems/{slug}", "title": title, "status": code, "detail": message}
        return {**problem, **extra}
    if style == 2:
        known = _STRIPE.get(kind, "api_error")
        return {"error": {"type": known, "code": kind, "message": message, **extra}}
    return {"error": kind, "message": message, **extra}


_STRIPE = {
    "not_found": "invalid_request_error",
    "invalid": "invalid_request_error",
    "conflict": "invalid_request_error",
    "limit_exceeded": "invalid_request_error",
    "rate_limited": "rate_limit_error",
    "unauthorised": "authentication_error",
    "forbidden": "permission_error",
}
