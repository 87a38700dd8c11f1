"""Operations called over real HTTP on loopback: placed as described, bounded, errors as kinds."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from studio.environment import Access, Filler, Outcome
from studio.errors import StudioError
from studio.record import Tool
from studio.schemas import load_tools
from validators.environments.http import PART, HttpEnvironment

FILLER = cast("Filler", None)
TODAY = date(2026, 3, 2)


class Api(BaseHTTPRequestHandler):
    """Answers what it was asked, or misbehaves as the path says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        action = getattr(self, f"_{path.rpartition('/')[2]}", self._echo)
        action()

    do_POST = do_HEAD = do_PATCH = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass

    def _send(self, status: int, body: bytes, kind: str = "application/json", **more: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        if "content_length" not in more:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _echo(self) -> None:
        parts = urlsplit(self.path)
        size = int(self.headers.get("content-length", 0))
        told = {
            "method": self.command,
            "path": parts.path,
            "query": parse_qs(parts.query, keep_blank_values=True),
            "headers": {key.lower(): value for key, value in self.headers.items()},
            "body": self.rfile.read(size).decode(),
        }
        status = self.headers.get("x-status")
        self._send(int(status) if status else 200, json.dumps(told).encode(), set_cookie="a=b")

    def _html(self) -> None:
        self._send(200, b"<html><body>hello</body></html>" * 2000, "text/html")

    def _broken(self) -> None:
        self._send(500, b"<html>oh</html>", "text/html")

    def _liar(self) -> None:
        self._send(200, b'{"a": 1', content_length="4000")
        self.close_connection = True

    def _lied(self) -> None:
        self._send(200, b"not json at all")

    def _nothing(self) -> None:
        self._send(204, b"")

    def _hang(self) -> None:
        time.sleep(1.5)
        self.close_connection = True

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(15):
            self.wfile.write(b" ")
            time.sleep(0.1)
        self.close_connection = True

    def _flood(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(4096):
                self.wfile.write(b"[" * (1 << 16))
        except OSError:
            self.server.cut = True  # type: ignore[attr-defined]

    def _packed(self) -> None:
        self._send(200, b"\x1f\x8b", content_encoding="gzip")

    def _here(self) -> None:
        self._send(307, b"", location="echo?moved=1")

    def _round(self) -> None:
        self._send(302, b"", location="/v1/act/round")

    def _away(self) -> None:
        self._send(302, b"", location="http://127.0.0.2:1/elsewhere")


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    found.daemon_threads = True
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    found.shutdown()
    thread.join(5)
    found.server_close()


def parameter(name: str, place: str, **more: Any) -> dict[str, Any]:
    if "content" not in more:
        more.setdefault("schema", {"type": "string"})
    return {"name": name, "in": place, "required": place == "path", **more}


LIST = {"type": "array", "items": {"type": "string"}}
OBJECT = {"type": "object", "properties": {"low": {"type": "integer"}}}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example.com/v1"}],
    "paths": {
        "/act/{what}": {
            "parameters": [parameter("what", "path")],
            "get": {"operationId": "act", "summary": "Acts.", "responses": {}},
        },
        "/items/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "operationId": "get_item",
                "summary": "Gets.",
                "parameters": [
                    parameter("id", "query"),
                    parameter("tags", "query", schema=LIST),
                    parameter("fields", "query", schema=LIST, explode=False),
                    parameter("bar", "query", schema=LIST, explode=False, style="pipeDelimited"),
                    parameter("price", "query", schema=OBJECT, style="deepObject", explode=True),
                    parameter("whole", "query", content={"application/json": {"schema": OBJECT}}),
                    parameter("deep", "query", schema={"type": "boolean"}),
                    parameter("X-Status", "header", schema={"type": "integer"}),
                ],
                "responses": {},
            },
            "patch": {
                "operationId": "patch_item",
                "summary": "Changes.",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Change"}}
                    },
                },
                "responses": {},
            },
            "post": {
                "operationId": "comment",
                "summary": "Says.",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Say"}}
                    }
                },
                "responses": {},
            },
        },
        "/form": {
            "post": {
                "operationId": "send_form",
                "summary": "Sends.",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {
                                "type": "object",
                                "properties": {"a": {"type": "string"}, "n": {"type": "integer"}},
                            }
                        }
                    },
                },
                "responses": {},
            }
        },
    },
    "components": {
        "parameters": {"Id": parameter("id", "path")},
        "schemas": {
            "Change": {
                "type": "object",
                "properties": {"body": {"type": "string"}, "at": {"type": "string"}},
            },
            "Say": {"type": "object", "properties": {"body": {"type": "string"}}},
        },
    },
}
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Old", "version": "1"},
    "paths": {
        "/old": {
            "get": {
                "operationId": "old",
                "summary": "Old.",
                "parameters": [
                    {"name": "ids", "in": "query", "type": "array", "items": {"type": "string"}},
                    {
                        "name": "many",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string"},
                        "collectionFormat": "multi",
                    },
                ],
                "responses": {},
            }
        }
    },
}


class Shop:
    """The tools of a document and the environment that calls them."""

    def __init__(self, folder: Path, url: str, document: Any, **access: Any) -> None:
        file = folder / "shop.json"
        file.write_text(json.dumps(document))
        self.tools = {tool.name: tool for tool in load_tools([file], cache=None).tools}
        allowed = Access(schemas=(str(file),), http=url, **{"seconds": 5.0, **access})
        found = PART.start(list(self.tools.values()), allowed, FILLER)
        assert found is not None
        self.environment: HttpEnvironment = found

    def call(self, name: str, **arguments: Any) -> Outcome:
        session = self.environment.open(1, TODAY)
        outcome = session.execute(self.tools[name], arguments)
        session.close()
        return outcome


@pytest.fixture
def shop(server: ThreadingHTTPServer, tmp_path: Path) -> Iterator[Shop]:
    url = f"http://127.0.0.1:{server.server_port}/v1"
    found = Shop(tmp_path, url, DOCUMENT, methods=("GET", "PATCH", "POST"), seconds=0.6)
    yield found
    found.environment.close()


def test_parameters_go_where_the_operation_says(shop: Shop) -> None:
    arguments: dict[str, Any] = {
        "id": "a/b c?",
        "id_query": "é&",
        "tags": ["x", "y"],
        "fields": ["p", "q"],
        "bar": ["r", "s"],
        "price": {"low": 3},
        "whole": {"low": 4},
        "deep": True,
    }
    told = shop.call("get_item", **arguments).value
    assert told["path"] == "/v1/items/a%2Fb%20c%3F"
    assert told["query"] == {
        "id": ["é&"],
        "tags": ["x", "y"],
        "fields": ["p,q"],
        "bar": ["r|s"],
        "price[low]": ["3"],
        "whole": ['{"low":4}'],
        "deep": ["true"],
    }


def test_swagger_joins_lists_by_commas_unless_told(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    shop = Shop(tmp_path, f"http://127.0.0.1:{server.server_port}", SWAGGER)
    told = shop.call("old", ids=["a", "b"], many=["c", "d"]).value
    shop.environment.close()
    assert told["query"] == {"ids": ["a,b"], "many": ["c", "d"]}


def test_a_body_laid_open_a_whole_one_and_a_form(shop: Shop) -> None:
    told = shop.call("patch_item", id="1", body="hi", at="noon").value
    assert (told["method"], told["path"]) == ("PATCH", "/v1/items/1")
    assert json.loads(told["body"]) == {"body": "hi", "at": "noon"}
    told = shop.call("comment", id="1", body={"body": "hi"}).value
    assert json.loads(told["body"]) == {"body": "hi"}
    assert told["headers"]["content-type"] == "application/json"
    assert shop.call("send_form", a="x y", n=2).value["body"] == "a=x+y&n=2"


def test_nothing_of_this_machine_is_sent(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    for _ in range(2):  # the first answer sets a cookie
        headers = shop.call("get_item", id="1").value["headers"]
        assert not headers.keys() & {"authorization", "cookie"}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((400, "invalid"), (401, "unauthorised"), (403, "forbidden"), (404, "not_found")),
        *((409, "conflict"), (418, "invalid"), (422, "invalid"), (429, "rate_limited")),
        *((500, "unavailable"), (503, "unavailable"), (504, "timeout"), (200, "")),
    ],
)
def test_a_status_is_a_kind_of_error_with_the_body_as_it_is(
    shop: Shop, status: int, kind: str
) -> None:
    outcome = shop.call("get_item", id="1", **{"X-Status": status})
    assert outcome.error == kind
    assert outcome.value["path"] == "/v1/items/1"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        *(("hang", "timeout"), ("drip", "timeout"), ("liar", "unavailable")),
        *(("lied", "not_json"), ("packed", "unavailable"), ("flood", "too_large")),
        *(("round", "redirected"), ("away", "redirected"), ("here", ""), ("nothing", "")),
    ],
)
def test_a_server_that_misbehaves_is_a_verdict_in_time(shop: Shop, what: str, kind: str) -> None:
    began = time.monotonic()
    assert shop.call("act", what=what).error == kind
    assert time.monotonic() - began < 3
    assert shop.call("get_item", id="1").ok  # and the run goes on


def test_text_is_cut_and_an_error_page_is_told_by_its_status(shop: Shop) -> None:
    page = shop.call("act", what="html")
    assert page.ok
    assert len(page.value) == 16 << 10
    assert shop.call("act", what="broken").value == {
        "error": {"code": 500, "message": "Internal Server Error"}
    }
    assert shop.call("act", what="here").value["query"] == {"moved": ["1"]}


def test_a_value_no_path_can_have_is_refused_before_it_is_sent(shop: Shop) -> None:
    for value in ("..", "", "."):
        assert shop.call("get_item", id=value).error == "invalid"
    assert shop.call("get_item", id="{what}").value["path"] == "/v1/items/%7Bwhat%7D"


def test_only_get_unless_allowed(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    shop = Shop(tmp_path, f"http://127.0.0.1:{server.server_port}", DOCUMENT)
    handled = {name for name, tool in shop.tools.items() if shop.environment.handles(tool)}
    assert handled == {"act", "get_item"}
    with pytest.raises(ValueError, match="patch_item"):
        shop.call("patch_item", id="1")
    assert not shop.environment.can(shop.tools["act"], "not_found")
    shop.environment.close()


def test_off_unless_named(tmp_path: Path) -> None:
    assert PART.start([], Access(), FILLER) is None
    assert PART.tools(Access(http="http://127.0.0.1:9")) == ()


def test_nobody_there_is_one_line() -> None:
    with pytest.raises(StudioError, match=r"--http http://127.0.0.1:9: cannot be reached: .*URL"):
        PART.start([], Access(http="http://127.0.0.1:9"), FILLER)


def test_of_several_apis_the_one_of_that_host(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(DOCUMENT))
    (tmp_path / "two.json").write_text(json.dumps(SWAGGER))
    tools: list[Tool] = list(load_tools([tmp_path], cache=None).tools)
    access = Access(schemas=(str(tmp_path),), http=f"http://127.0.0.1:{server.server_port}")
    with pytest.raises(StudioError, match=r"describe 2 APIs \(Old, Shop\) and none of them"):
        PART.start(tools, access, FILLER)
    (tmp_path / "two.json").write_text(json.dumps({**SWAGGER, "host": "127.0.0.1"}))
    environment = PART.start(tools, access, FILLER)
    assert environment is not None
    assert [tool.name for tool in tools if environment.handles(tool)] == ["old"]
    environment.close()


@pytest.mark.parametrize(
    ("style", "explode", "value", "path"),
    [
        ("label", False, "blue", ".blue"),
        ("label", False, ["blue", "a.b/c"], ".blue,a.b%2Fc"),
        ("label", True, ["blue", "black"], ".blue.black"),
        ("label", False, {"R": 100, "G": 200}, ".R,100,G,200"),
        ("label", True, {"R": 100, "G": 200}, ".R=100.G=200"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, ["blue", "black"], ";color=blue,black"),
        ("matrix", True, ["blue", "x;y"], ";color=blue;color=x%3By"),
        ("matrix", False, {"R": 100, "G": 200}, ";color=R,100,G,200"),
        ("matrix", True, {"R": 100, "G": 200}, ";R=100;G=200"),
    ],
)
def test_label_and_matrix_are_written_as_the_specification_shows(
    server: ThreadingHTTPServer, tmp_path: Path, style: str, explode: bool, value: Any, path: str
) -> None:
    shown = parameter("color", "path", required=True, style=style, explode=explode, schema={})
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Paint", "version": "1"},
        "paths": {
            "/items/{color}": {
                "get": {"operationId": "paint", "parameters": [shown], "responses": {}}
            }
        },
    }
    shop = Shop(tmp_path, f"http://127.0.0.1:{server.server_port}/v1", document)
    told = shop.call("paint", color=value).value
    empty = shop.call("paint", color="").error
    shop.environment.close()
    assert told["path"] == f"/v1/items/{path}"
    assert empty == "invalid"


def test_operations_that_need_a_cookie_are_not_called(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    def reading(required: bool) -> dict[str, Any]:
        shown = parameter("visit", "cookie", required=required)
        name = "strict" if required else "easy"
        return {"get": {"operationId": name, "parameters": [shown], "responses": {}}}

    document = {
        "openapi": "3.0.3",
        "info": {"title": "Bakery", "version": "1"},
        "paths": {"/strict": reading(True), "/easy": reading(False)},
    }
    shop = Shop(tmp_path, f"http://127.0.0.1:{server.server_port}/v1", document)
    handled = {name for name, tool in shop.tools.items() if shop.environment.handles(tool)}
    shop.environment.close()
    assert "strict" not in handled
