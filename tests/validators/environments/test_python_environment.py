"""The user's own functions: found, bound, called; what state lives how long; faults of files."""

import os
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from studio.environment import Access, Outcome, Session
from studio.errors import SchemaError
from studio.record import Tool
from studio.schemas import load_tools
from validators.environments.python import PART, PythonEnvironment

DAY = date(2026, 3, 9)
APIS = Path(__file__).resolve().parents[3] / "apis"
Start = Callable[..., "Started"]


class Started:
    """An environment over some files, and calls by name."""

    def __init__(self, environment: PythonEnvironment, tools: dict[str, Tool]) -> None:
        self.environment = environment
        self.tools = tools
        self.sessions: list[Session] = []

    def open(self, seed: int = 1) -> Callable[..., Outcome]:
        session = self.environment.open(seed, DAY)
        self.sessions.append(session)
        return lambda name, **arguments: session.execute(self.tools[name], arguments)

    def close(self) -> None:
        for session in self.sessions:
            session.close()
        self.environment.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`start(name=source, …)`: the files in a folder, and the environment of their tools."""
    made: list[Started] = []

    def started(folder: Path = tmp_path, /, **files: str) -> Started:
        for name, text in files.items():
            path = folder / f"{name.replace('__in__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        tools = {tool.name: tool for tool in load_tools([folder], cache=None).tools}
        access = Access(schemas=(str(folder),), seconds=10)
        environment = PART.start(list(tools.values()), access, None)  # type: ignore[arg-type]
        assert isinstance(environment, PythonEnvironment)
        made.append(Started(environment, tools))
        return made[-1]

    yield started
    for each in made:
        each.close()


def test_nothing_is_started_without_a_call(start: Start) -> None:
    started = start(a="def f() -> int:\n    return 1\n")
    session = started.environment.open(1, DAY)
    assert started.environment.handles(started.tools["f"])
    assert not started.environment.can(started.tools["f"], "not_found")
    session.close()
    assert started.environment.pid is None


def test_only_python_tools_whose_file_is_known_are_handled(
    start: Start, shipped: tuple[Tool, ...]
) -> None:
    started = start(a="def f() -> int:\n    return 1\n")
    assert not [tool.name for tool in shipped if started.environment.handles(tool)]
    tools = list(started.tools.values())
    access = Access(schemas=(str(APIS),))
    assert PART.start(tools, access, None) is None  # type: ignore[arg-type]
    forbidden = Access(schemas=(str(APIS),), python=False)
    assert PART.start(shipped, forbidden, None) is None  # type: ignore[arg-type]


def test_dialogues_do_not_see_each_other(start: Start) -> None:
    started = start(
        notes="""
        from pathlib import Path
        NOTES = []
        def add_note(text: str) -> int:
            NOTES.append(text)
            Path("notes.txt").write_text("\\n".join(NOTES))
            return len(NOTES)
        def list_notes() -> list[str]:
            return NOTES
        def read_notes() -> list[str]:
            return Path("notes.txt").read_text().splitlines() if Path("notes.txt").exists() else []
        """
    )
    one, two = started.open(), started.open()
    assert one("add_note", text="a") == Outcome(1)
    assert one("add_note", text="b") == Outcome(2)
    assert two("list_notes") == Outcome([])
    assert two("read_notes") == Outcome([])
    assert two("add_note", text="c") == Outcome(1)
    assert one("list_notes") == Outcome(["a", "b"])
    assert one("read_notes") == Outcome(["a", "b"])
    assert started.open()("list_notes") == Outcome([])


def test_files_of_one_dialogue_share_what_they_import(start: Start) -> None:
    started = start(
        _store="ROWS = []\n",
        writing="import _store\ndef write_row(x: int) -> None:\n    _store.ROWS.append(x)\n",
        reading="from _store import ROWS\ndef read_rows() -> list[int]:\n    return ROWS\n",
    )
    call = started.open()
    assert call("write_row", x=3) == Outcome(None)
    assert call("read_rows") == Outcome([3])


def test_a_replay_gives_the_same_results(start: Start) -> None:
    source = """
        import random, secrets, uuid
        START = random.random(), uuid.uuid4()
        def draw() -> list:
            words = {f"word{number}" for number in range(50)}
            return [random.random(), str(uuid.uuid4()), secrets.token_hex(8), list(words), START]
        """
    first = start(a=source)
    results = [[first.open(seed)("draw") for _ in range(2)] for seed in (5, 6, 5)]
    assert results[0] == results[2]
    assert results[0] != results[1]
    assert all(outcome.ok for each in results for outcome in each)
    again = start(a=source)
    assert [again.open(5)("draw") for _ in range(2)] == results[0]


def test_arguments_become_what_the_hints_say(start: Start) -> None:
    started = start(
        kinds="""
        from __future__ import annotations
        import dataclasses
        from dataclasses import dataclass, field
        from datetime import date, datetime, time, timedelta
        from decimal import Decimal
        from enum import Enum
        from pathlib import Path
        from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Optional, TypedDict
        from uuid import UUID
        from pydantic import BaseModel, Field
        if TYPE_CHECKING:
            from nowhere import Ghost

        class Size(Enum):
            SMALL = "s"
            LARGE = "l"
        class Cell(TypedDict):
            column: str
            day: date
        @dataclass
        class Address:
            city: str
            lines: list[str] = field(default_factory=list)
        class Customer(BaseModel):
            name: str
            address: Address
            born: Optional[date] = None
        class Point(NamedTuple):
            x: float
            y: float
        class Plain:
            size: Size
            count: int = 2
            def __init__(self, size, count=2):
                self.size, self.count = size, count

        def name_types(
            day: date, moment: datetime, at: time, span: timedelta, price: Decimal, size: Size,
            key: UUID, path: Path, raw: bytes, tags: set[str], pair: tuple[int, date],
            cells: list[Cell], customer: Customer, point: Point, plain: Plain | None = None,
            ghost: Ghost | None = None, ratio: float = 1, anything=None,
        ) -> dict[str, str]:
            found = {name: type(value).__name__ for name, value in locals().items()}
            inner = [cells[0]["day"], customer.address, customer.born, pair[1], plain.size, raw]
            return found | {"inner": " ".join(str(type(value).__name__) for value in inner)}
        def positional(first: date, /, second: int = 2, *, third: int = 3) -> list:
            return [first.year, second, third]
        def further(first: int, **rest: int) -> dict:
            return {"first": first, **rest}
        def with_field(limit: int = Field(5, ge=1)) -> int:
            return limit
        async def later(day: date) -> date:
            import asyncio
            await asyncio.sleep(0)
            return day + timedelta(days=1)
        """
    )
    call = started.open()
    outcome = call(
        "name_types",
        day="2026-03-09",
        moment="2026-03-09T10:00:00Z",
        at="10:00:00",
        span="PT1H",
        price=1.5,
        size="s",
        key="12345678-1234-5678-1234-567812345678",
        path="a/b.txt",
        raw="aGk=",
        tags=["a", "a"],
        pair=[1, "2026-03-09"],
        cells=[{"column": "a", "day": "2026-03-09"}],
        customer={"name": "Li", "address": {"city": "Oslo"}, "born": "1990-01-01"},
        point=[1, 2],
        plain={"size": "l"},
        ghost={"any": "thing"},
        ratio=2,
        anything=[1],
    )
    assert outcome.value == {
        "day": "date",
        "moment": "datetime",
        "at": "time",
        "span": "timedelta",
        "price": "Decimal",
        "size": "Size",
        "key": "UUID",
        "path": "PosixPath",
        "raw": "bytes",
        "tags": "set",
        "pair": "tuple",
        "cells": "list",
        "customer": "Customer",
        "point": "Point",
        "plain": "Plain",
        "ghost": "dict",
        "ratio": "float",
        "anything": "list",
        "inner": "date Address date date Size bytes",
    }
    assert call("positional", first="2026-03-09", third=4) == Outcome([2026, 2, 4])
    assert call("further", first=1, second=2) == Outcome({"first": 1, "second": 2})
    assert call("with_field") == Outcome(5)
    assert call("with_field", limit=0).error == "invalid"
    assert call("later", day="2026-12-31") == Outcome("2027-01-01")


def test_results_are_json_as_pydantic_writes_it(start: Start) -> None:
    started = start(
        results="""
        from dataclasses import dataclass
        from datetime import date, datetime, timedelta, timezone
        from decimal import Decimal
        from enum import Enum
        from pydantic import BaseModel, Field
        class Size(Enum):
            SMALL = "s"
        @dataclass
        class Item:
            name: str
            size: Size
        class Order(BaseModel):
            items: list[Item]
            total: Decimal
            shipped: datetime = Field(alias="shippedAt")
        def find_order() -> Order:
            return Order(
                items=[Item("cap", Size.SMALL)],
                total=Decimal("12.50"),
                shippedAt=datetime(2026, 3, 9, 8, tzinfo=timezone.utc),
            )
        def find_all() -> dict:
            return {"day": date(2026, 3, 9), "pair": (1, 2.5), "span": timedelta(hours=1),
                    "big": 2**70, "count": (n for n in range(3)), "name": "Tromsø", "none": None}
        """
    )
    call = started.open()
    assert call("find_order").value == {
        "items": [{"name": "cap", "size": "s"}],
        "total": "12.50",
        "shippedAt": "2026-03-09T08:00:00Z",
    }
    found = call("find_all")
    assert found.value["day"] == "2026-03-09"
    assert found.value["pair"] == [1, 2.5]
    assert found.value["count"] == [0, 1, 2]
    assert found.value["name"] == "Tromsø"
    assert str(2**70) in found.content


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("x = 1\ndef f(:\n", None, "is not valid Python"),
        ("import os\nimport there_is_no_such_module\ndef f(): ...\n", 2, "there_is_no_such_module"),
        ("from no_such_package.inner import x\ndef f(): ...\n", 1, "no_such_package"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told_at_the_start(
    tmp_path: Path, source: str, line: int | None, what: str
) -> None:
    (tmp_path / "fine.py").write_text("def g(): ...\n")
    tools = load_tools([tmp_path], cache=None).tools
    broken = tools[0].model_copy(
        update={"origin": tools[0].origin.model_copy(update={"source": "broken.py"})}
    )
    (tmp_path / "broken.py").write_text(source)
    with pytest.raises(SchemaError) as caught:
        PART.start([*tools, broken], Access(schemas=(str(tmp_path),)), None)  # type: ignore[arg-type]
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/broken.py: ")
    assert what in message
    assert f"line {line or 2}" in message


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("TABLE = {}\nCOLUMNS = TABLE['columns']\ndef f(): ...\n", "line 2: KeyError: 'columns'"),
        ("import sys\nsys.exit(3)\ndef f(): ...\n", "line 2: ends the program"),
        ("import os\nos._exit(0)\ndef f(): ...\n", "it ends the interpreter"),
        ("import ctypes\nctypes.string_at(0)\ndef f(): ...\n", "it crashes the interpreter"),
        ("import os\nos.fork()\ndef f(): ...\n", "line 2: PermissionError"),
        ("import socket\nsocket.socket()\ndef f(): ...\n", "line 2: PermissionError"),
        ("open('/tmp/made-by-import', 'w')\ndef f(): ...\n", "line 1: PermissionError"),
        ("if False:\n    pass\ndef f(): ...\ndel f\n", "has no function f"),
    ],
)
def test_a_file_that_fails_at_import_is_told_at_the_first_call(
    start: Start, source: str, what: str
) -> None:
    if sys.platform != "linux" and "Permission" in what:
        pytest.skip("held by Linux alone")
    started = start(broken=source)
    with pytest.raises(SchemaError) as caught:
        started.open()("f")
    assert "broken.py: cannot be imported: " in str(caught.value)
    assert what in str(caught.value)
    assert started.environment.pid is None
    assert not Path("/tmp/made-by-import").exists()


def test_a_file_that_takes_too_long_to_import_is_told(start: Start) -> None:
    started = start(slow="import time\ntime.sleep(60)\ndef f(): ...\n")
    started.environment.limits = replace(started.environment.limits, startup=0.5)
    with pytest.raises(SchemaError, match=r"slow\.py: .* it takes longer than 0\.5 s"):
        started.open()("f")


def test_a_file_of_a_package_is_imported_as_part_of_it(start: Start) -> None:
    started = start(
        pkg__in____init__="",
        pkg__in__helpers="def _double(x): return 2 * x\n",
        pkg__in__shop="""
        from .helpers import _double
        def price(x: int) -> int:
            return _double(x)
        """,
    )
    assert started.open()("price", x=4) == Outcome(8)


def test_a_file_may_be_named_as_a_standard_module(start: Start) -> None:
    started = start(
        calendar="import calendar, statistics\ndef days() -> int:\n"
        "    return calendar.monthrange(2026, 2)[1]\n"
    )
    assert started.open()("days") == Outcome(28)


def test_files_of_one_name_in_two_folders_are_two_modules(start: Start) -> None:
    started = start(
        a__in__shop="def price_a() -> int:\n    return 1\n",
        b__in__shop="def price_b() -> int:\n    return 2\n",
    )
    call = started.open()
    assert [call("price_a"), call("price_b")] == [Outcome(1), Outcome(2)]


def test_nothing_is_left_when_it_is_closed(
    start: Start, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("work")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    started = start(a="def f(x: int) -> int:\n    return x\n")
    calls = [started.open() for _ in range(4)]
    assert [call("f", x=3).value for call in calls] == [3] * 4
    server = started.environment.pid
    assert server is not None
    assert list(place.iterdir())
    started.close()
    assert not list(place.iterdir())
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
    assert started.environment.pid is None
    started.sessions.clear()


def test_a_dead_server_is_replaced(start: Start) -> None:
    started = start(a="COUNT = [0]\ndef f() -> int:\n    COUNT[0] += 1\n    return COUNT[0]\n")
    call, other = started.open(), started.open()
    assert [call("f"), call("f"), other("f")] == [Outcome(1), Outcome(2), Outcome(1)]
    server = started.environment.pid
    assert server is not None
    os.kill(server, 9)
    time.sleep(0.2)  # the kernel tells its children
    assert call("f").error == "crashed"
    assert call("f") == Outcome(1)
    assert started.environment.pid != server
    assert other("f").value == 1, "begins again in the new server"


def test_no_file_descriptor_leaks(start: Start) -> None:
    started = start(
        a="import os\ndef f(kind: int) -> int:\n    if kind: os._exit(1)\n    return 0\n"
    )
    tool = started.tools["f"]

    def dialogue(kind: int) -> None:
        session = started.environment.open(1, DAY)
        session.execute(tool, {"kind": kind})
        session.execute(tool, {"kind": 0})
        session.close()

    dialogue(0)
    folder = Path("/proc/self/fd")
    before = len(list(folder.iterdir())) if folder.exists() else 0
    for number in range(20):
        dialogue(number % 2)
    waiting = 4  # processes kept for dialogues to come
    assert (len(list(folder.iterdir())) if folder.exists() else 0) <= before + waiting
