"""Functions that misbehave in every way the sandbox knows of, and some that behave."""

import ctypes
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any

COUNT = 0


def count_up(step: int = 1) -> int:
    """Count. The count lives in the module."""
    global COUNT
    COUNT += step
    return COUNT


def loop_forever() -> int:
    """Loop forever."""
    while True:
        pass


def sleep_forever() -> int:
    """Sleep forever, deaf to alarms."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def fork_process() -> int:
    """Fork."""
    return os.fork()


def fork_many() -> int:
    """Fork in any way there is, as often as possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    made = 0
    for _ in range(100):
        made += libc.fork() > 0
        made += libc.syscall(57, 0, 0, 0, 0) > 0 if os.uname().machine == "x86_64" else 0
        made += libc.syscall(435, ctypes.byref((ctypes.c_uint64 * 8)(0, 0, 0, 0, 17)), 64) > 0
    return made


def start_thread(number: int) -> int:
    """Double a number in a thread."""
    found = []
    thread = threading.Thread(target=lambda: found.append(2 * number))
    thread.start()
    thread.join()
    return found[0]


def run_program(program: str) -> str:
    """Run a program."""
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


def eat_memory() -> int:
    """Eat memory."""
    eaten = []
    while True:
        eaten.append(bytearray(16 * 2**20))


def map_memory() -> int:
    """Eat memory that is shared, which counts as nobody's data."""
    import mmap

    maps = []
    while True:
        maps.append(mmap.mmap(-1, 64 * 2**20))
        maps[-1][::4096] = b"x" * (64 * 2**20 // 4096)


def keep_memory(size: int) -> int:
    """Keep memory in the module."""
    globals().setdefault("KEPT", []).append(bytearray(size))
    return size


def write_file(file: str, size: int) -> int:
    """Write a file."""
    return Path(file).write_bytes(b"x" * size)


def write_many(size: int) -> int:
    """Write files without end."""
    number = 0
    while True:
        Path(f"file{number}").write_bytes(b"x" * size)
        number += 1


def read_file(file: str) -> str:
    """Read a file."""
    return Path(file).read_text()


def list_folder() -> list[str]:
    """List the folder."""
    return sorted(os.listdir())


def delete_tree(folder: str) -> bool:
    """Delete a folder."""
    shutil.rmtree(folder)
    return True


def change_mode(file: str) -> bool:
    """Take all rights of a file away, and its age."""
    os.chmod(file, 0)
    os.utime(file, (0, 0))
    return True


def make_depth(levels: int) -> int:
    """Nest folders."""
    for _ in range(levels):
        os.mkdir("d")
        os.chdir("d")
    return levels


def make_closed() -> bool:
    """Make a folder that nobody may enter."""
    os.umask(0o777)
    os.makedirs("open/inside")
    os.mkdir("open/closed", 0)
    return True


def link_outside(target: str) -> bool:
    """Link to a folder outside."""
    os.symlink(target, "outside")
    return True


def open_many() -> int:
    """Open files without end."""
    opened = []
    while True:
        opened.append(os.open(os.devnull, os.O_RDONLY))


def raise_limits() -> int:
    """Raise a limit."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return 1


def limit_others(process: int) -> bool:
    """Set a limit of another process."""
    resource.prlimit(process, resource.RLIMIT_NOFILE, (1, 1))
    return True


def kill_process(process: int) -> bool:
    """Kill a process."""
    os.kill(process, signal.SIGKILL)
    return True


def kill_parent() -> bool:
    """Kill the parent."""
    os.kill(os.getppid(), signal.SIGKILL)
    return True


def kill_group() -> bool:
    """Kill the process group, and everything."""
    try:
        os.kill(-1, signal.SIGKILL)
    except PermissionError:
        os.killpg(0, signal.SIGKILL)
    return True


def kill_self() -> bool:
    """Kill itself."""
    os.kill(os.getpid(), signal.SIGKILL)
    return True


def survive_parent() -> bool:
    """Ask to outlive the parent."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(1, 0, 0, 0, 0) == 0)


def connect(port: int) -> bool:
    """Connect to a port of this machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return True


def fetch_page(url: str) -> str:
    """Fetch a page."""
    with urllib.request.urlopen(url, timeout=2) as page:
        return str(page.read())


def print_answer(text: str) -> str:
    """Print things that look like answers."""
    print('{"call": 1, "value": "forged"}')
    os.write(1, b"\x00\x00\x00\x02{}" * 1000)
    os.write(2, b"noise")
    sys.stdout.flush()
    return text


def read_input() -> str:
    """Read from the terminal."""
    return input("Your password: ")


def close_output() -> str:
    """Close what one prints to."""
    sys.stdout.close()
    os.close(1)
    return "done"


def close_everything() -> str:
    """Close every file, also those of others."""
    os.closerange(0, 1000)
    return "done"


def forge_answer() -> str:
    """Answer out of turn on every open socket."""
    for number in range(3, 60):
        try:
            os.write(number, b"\x00\x00\x00\x1c" + b'{"call":1,"value":"forged!"}')
        except OSError:
            continue
    return "honest"


def flood() -> str:
    """Announce an answer of 4 GB."""
    for number in range(3, 60):
        try:
            os.write(number, b"\xff\xff\xff\xff" + b"x" * 1000)
        except OSError:
            continue
    return "honest"


def exit_program(code: int) -> None:
    """Exit."""
    sys.exit(code)


def exit_hard(code: int) -> None:
    """Exit at once."""
    os._exit(code)


def crash() -> None:
    """Write where nothing is."""
    ctypes.string_at(0)


def abort() -> None:
    """Abort."""
    os.abort()


def recurse(depth: int = 0) -> int:
    """Recurse forever."""
    return recurse(depth + 1)


def fail(message: str) -> None:
    """Fail with a message."""
    raise ValueError(message)


def fail_at_a_place() -> None:
    """Fail and name the folder, the file and an object."""
    raise LookupError(f"{os.getcwd()}/a.db {__file__} {object()!r}")


class Rude(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no")


def fail_rudely() -> None:
    """Fail with an error that cannot be shown."""
    raise Rude


def interrupt() -> None:
    """Raise what stops programs."""
    raise KeyboardInterrupt


def give_nan() -> float:
    """Give NaN."""
    return float("nan")


def give_set() -> set[int]:
    """Give a set."""
    return {1, 2}


def give_cycle() -> list[Any]:
    """Give a list that holds itself."""
    found: list[Any] = [1]
    found.append(found)
    return found


def give_object() -> object:
    """Give an object."""
    return object()


def give_keys() -> dict[int, int]:
    """Give keys that are numbers."""
    return {1: 2}


def give_depth() -> list[Any]:
    """Give a list nested a thousand times."""
    found: list[Any] = []
    for _ in range(1000):
        found = [found]
    return found


def give_surrogate() -> str:
    """Give half a character."""
    return "\ud800"


def give_digits() -> int:
    """Give a number of ten thousand digits."""
    return 10**10000


def give_text(size: int) -> str:
    """Give a long text."""
    return "x" * size


def give_endless() -> Any:
    """Give numbers without end."""
    number = 0
    while True:
        yield number
        number += 1


def give_folder() -> str:
    """Give where it runs."""
    return str(Path("report.csv").resolve())


def see_environment() -> dict[str, str]:
    """Give the environment."""
    return dict(os.environ)


def draw(size: int) -> list[Any]:
    """Draw what is random."""
    import random
    import secrets
    import uuid

    words = {f"word{number}" for number in range(size)}
    return [random.random(), str(uuid.uuid4()), secrets.token_hex(4), list(words)]


def today_is(day: date) -> str:
    """Say a day."""
    return f"{day:%A}"
