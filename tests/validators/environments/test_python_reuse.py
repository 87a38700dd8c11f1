"""A process serves another dialogue only where that cannot be noticed."""

import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generators.values import Filled, arguments
from studio.environment import Access, Outcome
from studio.record import Tool
from studio.schemas import load_tools
from studio.seeding import stream
from validators.environments._sandbox.idle import Idle
from validators.environments.python import PART, PythonEnvironment

DAY = date(2026, 3, 9)
APIS = Path(__file__).resolve().parents[3] / "apis"
Dialogues = Callable[..., list[Outcome]]

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes serve twice on Linux alone")


def environment_of(*paths: Path) -> tuple[PythonEnvironment, dict[str, Tool]]:
    tools = {tool.name: tool for tool in load_tools(paths, cache=None).tools}
    access = Access(schemas=tuple(map(str, paths)), seconds=10)
    started = PART.start(list(tools.values()), access, None)  # type: ignore[arg-type]
    assert isinstance(started, PythonEnvironment)
    return started, tools


@pytest.fixture
def dialogues(tmp_path: Path) -> Iterator[Dialogues]:
    """`dialogues(source, "f", "g", …)`: outcomes of each function, in a dialogue of its own."""
    made: list[PythonEnvironment] = []

    def run(source: str, *names: str) -> list[Outcome]:
        path = tmp_path / "mine.py"
        path.write_text(textwrap.dedent(source))
        environment, tools = environment_of(path)
        made.append(environment)
        outcomes = []
        for name in names:
            session = environment.open(1, DAY)
            outcomes.append(session.execute(tools[name], {}))
            session.close()
        return outcomes

    yield run
    for environment in made:
        environment.close()


STATES = {
    "global": "COUNT = 0\ndef f() -> int:\n    global COUNT\n    COUNT += 1\n    return COUNT\n",
    "list": "SEEN = []\ndef f() -> int:\n    SEEN.append(1)\n    return len(SEEN)\n",
    "inner_list": "SEEN = {'a': ([],)}\ndef f() -> int:\n    SEEN['a'][0].append(1)\n"
    "    return len(SEEN['a'][0])\n",
    "as_large": "SEEN = [0]\ndef f() -> int:\n    SEEN[0] = SEEN[0] + 1\n    return SEEN[0]\n",
    "default": "def _grow(seen=[]) -> int:\n    seen.append(1)\n    return len(seen)\n"
    "def f() -> int:\n    return _grow()\n",
    "keyword_default": "def _grow(*, seen={}) -> int:\n    seen[len(seen)] = 1\n"
    "    return len(seen)\ndef f() -> int:\n    return _grow()\n",
    "closure": """
        def _counter():
            count = 0
            def step():
                nonlocal count
                count += 1
                return count
            return step
        _step = _counter()
        def f() -> int:
            return _step()
        """,
    "decorated": """
        import functools
        def _counted(function):
            seen = []
            @functools.wraps(function)
            def wrapper():
                seen.append(1)
                return len(seen)
            return wrapper
        @_counted
        def f() -> int:
            return 0
        """,
    "class_attribute": "class Shop:\n    orders = 0\ndef f() -> int:\n    Shop.orders += 1\n"
    "    return Shop.orders\n",
    "model_attribute": """
        from typing import ClassVar
        from pydantic import BaseModel
        class Shop(BaseModel):
            orders: ClassVar[list[int]] = []
        def f() -> int:
            Shop.orders.append(1)
            return len(Shop.orders)
        """,
    "instance": """
        class _Shop:
            def __init__(self):
                self.orders = 0
        SHOP = _Shop()
        def f() -> int:
            SHOP.orders += 1
            return SHOP.orders
        """,
    "slots": """
        class _Shop:
            __slots__ = ("orders",)
        SHOP = _Shop()
        SHOP.orders = 0
        def f() -> int:
            SHOP.orders += 1
            return SHOP.orders
        """,
    "dataclass": """
        from dataclasses import dataclass, field
        @dataclass
        class Shop:
            orders: list[int] = field(default_factory=list)
        SHOP = Shop()
        def f() -> int:
            SHOP.orders.append(1)
            return len(SHOP.orders)
        """,
    "function_attribute": "def f() -> int:\n    f.calls = getattr(f, 'calls', 0) + 1\n"
    "    return f.calls\n",
    "impure_cache": """
        import functools
        SEEN = []
        @functools.cache
        def _first() -> int:
            return len(SEEN)
        def f() -> int:
            SEEN.append(1)
            return _first()
        """,
    "cache_of_lists": "import functools\n@functools.cache\ndef _seen() -> list:\n    return []\n"
    "def f() -> int:\n    _seen().append(1)\n    return len(_seen())\n",
    "file": "from pathlib import Path\ndef f() -> int:\n    left = Path('left.txt')\n"
    "    if left.exists():\n        return 2\n    left.write_text('x')\n    return 1\n",
    "folder": "import os\ndef f() -> int:\n    os.makedirs('a/b', exist_ok=True)\n"
    "    os.chdir('a')\n    return len(os.listdir('..'))\n",
    "monkeypatch": "import math\ndef f() -> int:\n    found = math.sqrt(4)\n"
    "    math.sqrt = lambda x: 99\n    return int(found) - 1\n",
    "patched_method": "import calendar\ndef f() -> int:\n"
    "    found = calendar.c.firstweekday\n    calendar.setfirstweekday(6)\n    return found + 1\n",
    "patched_inside": "def f() -> int:\n    import textwrap\n"
    "    found = textwrap.dedent('1')\n    textwrap.dedent = lambda x: '9'\n"
    "    return int(found)\n",
    "new_name": "import math\ndef f() -> int:\n    math.calls = getattr(math, 'calls', 0) + 1\n"
    "    return math.calls\n",
    "builtin": "import builtins\ndef f() -> int:\n    found = len(ascii(1))\n"
    "    builtins.ascii = lambda x: 'abc'\n    return found\n",
    "environment": "import os\ndef f() -> int:\n    found = int(os.environ.get('CALLS', 0)) + 1\n"
    "    os.environ['CALLS'] = str(found)\n    return found\n",
    "umask": "import os\ndef f() -> int:\n    return 1 if os.umask(0) else 2\n",
    "many_files": "import os\ndef f() -> int:\n    found = len(os.listdir())\n"
    "    for number in range(12):\n        open(str(number), 'x').close()\n    return found\n",
    "closed_folder": "import os\ndef f() -> int:\n    found = os.stat('.').st_mode & 0o777\n"
    "    os.chmod('.', 0o755)\n    return found\n",
    "link": "import os\ndef f() -> int:\n    os.symlink('/tmp', 'out')\n"
    "    return len(os.listdir())\n",
    "open_file": "def f() -> int:\n    KEPT.append(open('kept', 'x'))\n    return len(KEPT)\n"
    "KEPT = []\n",
    "descriptor": "import os\ndef f() -> int:\n    return os.open('/dev/null', 0) - BASE + 1\n"
    "BASE = 0\n",
    "generator": "STEPS = (n for n in range(1, 9))\ndef f() -> int:\n    return next(STEPS)\n",
    "count": "import itertools\nSTEPS = itertools.count(1)\n"
    "def f() -> int:\n    return next(STEPS)\n",
    "iterator": "STEPS = iter([1, 2, 3])\ndef f() -> int:\n    return next(STEPS)\n",
    "connection": "import sqlite3\nBASE = sqlite3.connect(':memory:')\n"
    "BASE.execute('CREATE TABLE t (x)')\ndef f() -> int:\n"
    "    BASE.execute('INSERT INTO t VALUES (1)')\n"
    "    return BASE.execute('SELECT count(*) FROM t').fetchone()[0]\n",
    "random": "import random\nDICE = random.Random(3)\ndef f() -> int:\n"
    "    return DICE.randrange(10**9)\n",
    "context": "import contextvars\nCOUNT = contextvars.ContextVar('count', default=0)\n"
    "def f() -> int:\n    COUNT.set(COUNT.get() + 1)\n    return COUNT.get()\n",
    "decimal": "import decimal\ndecimal.getcontext()\ndef f() -> int:\n"
    "    decimal.getcontext().prec += 1\n    return decimal.getcontext().prec - 28\n",
    "recursion": "import sys\ndef f() -> int:\n    sys.setrecursionlimit(2000)\n    return 1\n",
    "thread": """
        import threading
        def f() -> int:
            threading.Thread(target=threading.Event().wait, daemon=True).start()
            return threading.active_count() - 1
        """,
    "foreseen_by_nobody": "def f() -> int:\n    store = __import__('json')\n"
    "    store.decoder.calls = getattr(store.decoder, 'calls', 0) + 1\n"
    "    return store.decoder.calls\n",
    "registry": "import csv\ndef f() -> int:\n    csv.register_dialect('mine', delimiter=';')\n"
    "    return len(csv.list_dialects()) - 3\n",
    "after_a_fault": "COUNT = [0]\ndef f() -> int:\n    COUNT[0] += 1\n"
    "    raise ValueError(COUNT[0])\n",
    "finalizer": """
        COUNT = [0]
        class _Late:
            def __del__(self):
                COUNT[0] += 1
        def f() -> int:
            late = _Late()
            late.itself = late
            return COUNT[0]
        """,
    "sibling_class": """
        class _Base:
            seen: list = []
        class _Child(_Base):
            pass
        CHILD = _Child()
        def f() -> int:
            CHILD.seen.append(1)
            return len(CHILD.seen)
        """,
    "partial": "import functools\ndef _grow(seen) -> int:\n    seen.append(1)\n"
    "    return len(seen)\n"
    "GROW = functools.partial(_grow, [])\ndef f() -> int:\n    return GROW()\n",
    "bound": "SEEN = []\n_add = SEEN.append\ndel SEEN\ndef f() -> int:\n    _add(1)\n"
    "    return len(_add.__self__)\n",
    "bytes": "SEEN = bytearray(b'0')\ndef f() -> int:\n    SEEN[0] += 1\n    return SEEN[0] - 48\n",
    "enum_member": "import enum\nclass Size(enum.Enum):\n    S = 's'\ndef f() -> int:\n"
    "    Size.S.calls = getattr(Size.S, 'calls', 0) + 1\n    return Size.S.calls\n",
    "rebound": "SEEN = []\ndef f() -> int:\n    global SEEN\n    found = len(SEEN)\n"
    "    SEEN = [*SEEN, 1]\n    return found\n",
    "equal": "SEEN = [1.0]\ndef f() -> str:\n    found = str(SEEN[0])\n    SEEN[0] = 1\n"
    "    return found\n",
}


@pytest.mark.parametrize("kind", STATES)
def test_what_one_dialogue_leaves_the_next_does_not_see(dialogues: Dialogues, kind: str) -> None:
    first, *others = dialogues(STATES[kind], "f", "f", "f")
    assert first.ok or kind == "after_a_fault", first
    assert others == [first, first]


HONEST = """
    import calendar, functools, math, os, random, uuid
    from contextlib import contextmanager
    from dataclasses import dataclass
    from enum import Enum
    from typing import Annotated, Literal, NamedTuple
    from pydantic import BaseModel, Field
    RATES = {"EUR": 1.0, "USD": [1.08, 1.1]}
    class Size(Enum):
        SMALL = "s"
    @dataclass
    class Item:
        name: str
        size: Size = Size.SMALL
    class Point(NamedTuple):
        x: float
    class Order(BaseModel):
        items: list[Item]
        total: Annotated[float, Field(ge=0)] = 0
    @functools.cache
    def _root(number: int) -> float:
        return math.sqrt(number)
    @contextmanager
    def _opened():
        yield RATES
    def f() -> list:
        with _opened() as rates, open(__file__) as file:
            found = [*rates, file.readline().strip(), _root(16), Point(1.5)]
        return [os.getpid(), Order(items=[Item("cap")]), *found]
    def draw() -> list:
        return [os.getpid(), random.random(), random.gauss(0, 1), str(uuid.uuid4())]
    def fail() -> int:
        raise ValueError(f"no {os.getpid()}")
    """


@linux
def test_honest_functions_share_a_process(dialogues: Dialogues) -> None:
    names = ("f", "f", "draw", "fail", "f", "draw")
    outcomes = dialogues(HONEST, *[name for name in names for _ in range(3)])
    pids = {outcome.value[0] for outcome in outcomes if outcome.ok}
    assert len(pids) <= 2, "the first process is forked before a function is known"
    drawn = [outcome.value[1:] for outcome in outcomes if outcome.ok and len(outcome.value) == 4]
    assert len(drawn) == 6
    assert all(each == drawn[0] for each in drawn)


def test_a_process_that_dies_at_the_first_call_gives_the_verdict_of_a_new_one(
    dialogues: Dialogues,
) -> None:
    source = "import os\ndef f() -> int:\n    return 1\ndef g() -> int:\n    os._exit(3)\n"
    outcomes = dialogues(source, "f", "f", "f", "g", "f", "g")
    assert [outcome.error for outcome in outcomes] == ["", "", "", "exited", "", "exited"]


def calls(tools: dict[str, Tool], count: int) -> Iterator[tuple[Tool, dict[str, object], int]]:
    names = sorted(tools)
    for number in range(count):
        tool = tools[names[number % len(names)]]
        filled = arguments(tool, stream(3, "reuse", number), visit=number // len(names), today=DAY)
        assert isinstance(filled, Filled)
        yield tool, dict(filled.arguments), number


def test_three_hundred_calls_give_the_same_with_and_without_reuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def outcomes() -> list[Outcome]:
        environment, tools = environment_of(APIS / "maths.py")
        found = []
        for tool, given, number in calls(tools, 300):
            session = environment.open(number, DAY)
            found.append(session.execute(tool, given))  # type: ignore[arg-type]
            session.close()
        environment.close()
        return found

    reused = outcomes()
    monkeypatch.setattr(Idle, "keep", lambda _self, _dialogue: False)
    assert reused == outcomes()
    assert sum(outcome.ok for outcome in reused) > 290


@linux
def test_the_shipped_maths_keep_no_state() -> None:
    environment, tools = environment_of(APIS / "maths.py")
    processes = set()
    for tool, given, number in calls(tools, 60):
        session = environment.open(number, DAY)
        session.execute(tool, given)  # type: ignore[arg-type]
        processes.add(session._dialogue.number)
        session.close()
    folders = os.listdir(environment._base)
    environment.close()
    assert len(processes) <= 2
    assert len(folders) <= 10
