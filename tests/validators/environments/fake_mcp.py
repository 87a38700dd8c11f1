"""An MCP server over stdio that misbehaves as it is told; speaks the protocol by hand.

    fake_mcp.py PIDS [MODE]

Its process id is added to the file PIDS. MODE is how it starts; each tool is a way to answer.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

OUTPUT = {
    "type": "object",
    "properties": {"n": {"type": "integer"}},
    "required": ["n"],
}
TOOLS: list[dict[str, Any]] = [
    {"name": "peek", "annotations": {"readOnlyHint": True}},
    {"name": "structured", "outputSchema": OUTPUT},
    {"name": "misfit", "outputSchema": OUTPUT},
    {"name": "say it", "description": "Has a name no model can emit."},
    {"name": "broken", "inputSchema": {"type": "object", "required": 1}},
    *({"name": name} for name in ("count", "die", "hang", "chatter", "endless", "notes", "listed")),
    *({"name": name} for name in ("image", "fails", "says_error", "refuses", "nonsense", "asks")),
    *({"name": name} for name in ("child", "environ", "big", "empty", "stubborn")),
]
for tool in TOOLS:
    tool.setdefault("inputSchema", {"type": "object", "properties": {"x": {"type": "string"}}})

counted = 0


def write(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def text(*texts: str, **more: Any) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": each} for each in texts], **more}


def flood(piece: str) -> None:
    while True:
        sys.stdout.write(piece)


def asks() -> dict[str, Any]:
    """Ask the client things before answering, one of which no client knows."""
    for number, method in enumerate(("ping", "roots/list", "made/up")):
        write({"id": f"q{number}", "method": method})
    told = [json.loads(sys.stdin.readline()) for _ in range(2)]
    return text(json.dumps(["result" in each for each in told]))


def child() -> dict[str, Any]:
    """Leave a process behind that does not read."""
    left = subprocess.Popen(["sleep", "60"])
    with open(sys.argv[1], "a") as pids:
        pids.write(f"{left.pid}\n")
    return text("started")


def answer(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    global counted
    if name == "count":
        counted += 1
    if name == "die":
        print("out of cheese", file=sys.stderr, flush=True)
        os._exit(3)
    if name in ("hang", "stubborn"):
        time.sleep(30)
    if name == "chatter":
        print("Processing the request...", flush=True)
        time.sleep(30)
    if name == "endless":
        flood("x" * 65536)
    if name == "notes":
        note = {"jsonrpc": "2.0", "method": "notifications/message"}
        flood(json.dumps({**note, "params": {"level": "info", "data": "x"}}) + "\n")
    resource = {"uri": "memo://a", "mimeType": "text/plain", "text": "note"}
    answers: dict[str, Any] = {
        "count": lambda: text(str(counted)),
        "peek": lambda: text(str(counted)),
        "structured": lambda: text("1", structuredContent={"n": 1}),
        "misfit": lambda: text("one", structuredContent={"n": "one"}),
        "say it": lambda: text("said", arguments.get("x", "")),
        "listed": lambda: text('{"a": 1}', "plain"),
        "image": lambda: {
            "content": [
                {"type": "image", "data": "AAAA", "mimeType": "image/png"},
                {"type": "resource", "resource": resource},
            ]
        },
        "fails": lambda: text("no such thing", isError=True),
        "says_error": lambda: text("Error: no such thing"),
        "nonsense": lambda: {"content": "none"},
        "asks": asks,
        "child": child,
        "environ": lambda: text(json.dumps(sorted(os.environ))),
        "big": lambda: text("y" * 300_000),
        "empty": lambda: {"content": []},
    }
    found: dict[str, Any] = answers[name]()
    return found


def handle(asked: dict[str, Any], mode: str) -> None:
    method, params = asked["method"], asked.get("params") or {}
    if method == "initialize":
        info = {"name": "fake", "version": "1"}
        version = "1999-01-01" if mode == "old" else params["protocolVersion"]
        result: dict[str, Any] = {"protocolVersion": version, "capabilities": {"tools": {}}}
        write({"id": asked["id"], "result": {**result, "serverInfo": info}})
    elif method == "tools/list":
        page = int(params.get("cursor") or 0)
        if mode == "forever":
            result = {"tools": TOOLS[:1], "nextCursor": str(page + 1)}
        else:
            result = {"tools": [] if mode == "empty" else TOOLS[page : page + 7]}
            if mode != "empty" and page + 7 < len(TOOLS):
                result["nextCursor"] = str(page + 7)
        write({"id": asked["id"], "result": result})
    elif method == "tools/call" and params["name"] == "refuses":
        write({"id": asked["id"], "error": {"code": -32602, "message": "x must be short"}})
    elif method == "tools/call":
        write({"id": asked["id"], "result": answer(params["name"], params["arguments"])})
        if mode == "once":
            sys.exit()


def main() -> None:
    mode = sys.argv[2] if len(sys.argv) > 2 else ""
    with open(sys.argv[1], "a") as pids:
        pids.write(f"{os.getpid()}\n")
    if mode == "dies":
        sys.exit("no licence found")
    if mode == "hangs":
        time.sleep(30)
    if mode == "floods":
        flood("z" * 65536)
    if mode == "talks":
        print("Listening on port 8000", flush=True)
        sys.stdin.read()
    for line in sys.stdin:
        handle(json.loads(line), mode)
    if mode == "stays":
        time.sleep(30)


main()
