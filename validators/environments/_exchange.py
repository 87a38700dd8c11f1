"""One HTTP request and its answer, within bounds of time, size and redirects.

Nothing of this machine is sent along: no proxies, no .netrc, no cookies, no credentials.
"""

import asyncio

import httpx
import msgspec

from studio import __version__
from studio.environment import Outcome
from studio.record import Json
from validators.environments._failures import failed
from validators.environments._requests import Parts

LARGEST = 1 << 20
"""Bytes of a response."""
LONGEST = 16 << 10
"""Characters of a response that is no JSON; the rest is cut off."""
REDIRECTS = 3
_LONGEST_ERROR = 2000

_STATUSES = {
    401: "unauthorised",
    402: "limit_exceeded",
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    409: "conflict",
    410: "not_found",
    412: "conflict",
    413: "limit_exceeded",
    423: "conflict",
    429: "rate_limited",
    504: "timeout",
}
"""Kinds of errors (`studio.environment.ERRORS`) by status; other 4xx are `invalid`, other 5xx
`unavailable`."""


def client() -> httpx.AsyncClient:
    """What requests are made with."""
    return httpx.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        headers={
            "accept": "application/json",
            "accept-encoding": "identity",
            "user-agent": f"toolcall-studio/{__version__}",
        },
    )


async def exchange(
    client: httpx.AsyncClient, method: str, base: httpx.URL, parts: Parts, seconds: float
) -> Outcome:
    """What comes of a request to `base`. Whatever the server does is an outcome."""
    url = httpx.URL(f"{str(base).rstrip('/')}{parts.path}")
    if parts.query:
        url = url.copy_merge_params(httpx.QueryParams(parts.query))
    try:
        async with asyncio.timeout(seconds):
            return await _sent(client, method, url, parts)
    except (TimeoutError, httpx.TimeoutException):
        return failed("timeout", f"no answer within {seconds:g} s")
    except httpx.LocalProtocolError as error:
        return failed("invalid", f"no request can be made of it: {error}")
    except httpx.HTTPError as error:
        return failed("unavailable", str(error) or type(error).__name__)


async def _sent(client: httpx.AsyncClient, method: str, url: httpx.URL, parts: Parts) -> Outcome:
    for _ in range(REDIRECTS + 1):
        request = client.build_request(
            method,
            url,
            headers=parts.headers,
            content=parts.content or None,
            data=parts.form,
            files=parts.files,
            timeout=None,
        )
        response = await client.send(request, stream=True)
        try:
            # a session is one dialogue's, cookies would be everybody's
            client.cookies.clear()
            if not response.has_redirect_location:
                return await _outcome(response)
            onward = url.join(response.headers["location"])
        finally:
            await response.aclose()
        refusal = _refusal(method, url, onward, response.status_code)
        if refusal:
            return failed("redirected", refusal)
        url = onward
    return failed("redirected", f"over {REDIRECTS} redirects")


def _refusal(method: str, url: httpx.URL, onward: httpx.URL, status: int) -> str:
    """Why a redirect is not followed; empty when it is."""
    safer = (url.scheme, onward.scheme) == ("http", "https") and onward.port is None
    if onward.host != url.host or not (safer or _door(url) == _door(onward)):
        return f"it redirects to another place, {onward.scheme}://{onward.netloc.decode()}"
    if method not in ("GET", "HEAD") and status not in (307, 308):
        return f"it answers {method} with a redirect ({status})"
    return ""


def _door(url: httpx.URL) -> tuple[str, int | None]:
    return url.scheme, url.port


async def _outcome(response: httpx.Response) -> Outcome:
    content, whole = await _read(response)
    status = response.status_code
    value, is_json = _value(response, content) if whole else (None, False)
    if status >= 400:
        kind = _STATUSES.get(status, "invalid" if status < 500 else "unavailable")
        return Outcome(_body(response, value, is_json), kind)
    if is_json or (whole and not content):
        return Outcome(value)
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if "json" in media:
        if not whole:
            return failed("too_large", f"it sent over {LARGEST >> 20} MB")
        return failed("not_json", f"it says {media} and sends something else")
    if not media.startswith("text/") and b"\0" in content:
        return Outcome({"type": media or "unknown", "bytes": len(content), "whole": whole})
    return Outcome(content.decode(response.charset_encoding or "utf-8", "replace")[:LONGEST])


async def _read(response: httpx.Response) -> tuple[bytes, bool]:
    """The content up to LARGEST bytes, and whether that is all."""
    content = bytearray()
    if response.headers.get("content-encoding", "identity") != "identity":
        # unpacked, a small response could be of any size
        raise httpx.DecodingError("it packs its answer though asked not to")
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > LARGEST:
            return bytes(content[:LARGEST]), False
    return bytes(content), True


def _value(response: httpx.Response, content: bytes) -> tuple[Json, bool]:
    """The value of a JSON answer, and whether it is one."""
    if not content.strip():
        return None, False
    try:
        return msgspec.json.decode(content), True
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None, False


def _body(response: httpx.Response, value: Json, is_json: bool) -> Json:
    """The body of an error as the API gives it; what is no JSON is told by its status."""
    if is_json and isinstance(value, dict):
        return value
    message = value if is_json else response.reason_phrase
    return {"error": {"code": response.status_code, "message": message}}
