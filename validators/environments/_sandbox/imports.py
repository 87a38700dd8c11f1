"""Importing the user's files in the server, with every fault as one line: file, line, what.

While they are imported they can start no processes and send no signals: the server itself must
be able to, so the kernel cannot refuse it.
"""

import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import reduce
from random import Random
from random import seed as reseed
from types import ModuleType

from .binding import Function, prepare_classes
from .fresh import Watch
from .plan import SourceFile

_PROCESSES = frozenset(
    "os.fork os.forkpty os.kill os.killpg os.posix_spawn os.exec os.system signal.pthread_kill "
    "subprocess.Popen pty.spawn".split()
)


class Unimportable(Exception):
    """A file that cannot be used; the message begins with `line 3: ` where that is known."""


class _Gate:
    """Refuses processes and signals while it is shut; Python cannot remove the hook again."""

    def __init__(self) -> None:
        self.shut = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, _: object) -> None:
        if self.shut and event in _PROCESSES:
            raise PermissionError(f"{event} is not allowed while a module is imported")


class Entropy:
    """`os.urandom` for the sandbox: the same bytes for the same seed, so that uuid4 and `secrets`
    can be replayed."""

    def __init__(self) -> None:
        self._random = Random(0)
        os.urandom = self._random.randbytes
        sys.modules["random"]._urandom = self._random.randbytes  # type: ignore[attr-defined]

    def restart(self, seed: int) -> None:
        """Begin again: this, `random` and numpy's global generator where that is loaded."""
        self._random.seed(seed)
        reseed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed % 2**32)


class Library:
    """The functions of all files. `functions` are in the order of the files."""

    def __init__(self, files: Sequence[SourceFile], entropy: Entropy) -> None:
        self._files = files
        self._entropy = entropy
        self._gate = _Gate()
        self._targets: list[object] = []
        self._modules: list[ModuleType] = []
        """Of each function, its file."""
        self.watch = Watch()
        """Which files keep no state."""
        self._ready: dict[int, Function] = {}

    def load(self) -> Iterator[str]:
        """Import each file; its path comes before it is. Raises Unimportable."""
        for file in self._files:
            yield file.path
            self._entropy.restart(0)
            self._gate.shut = True
            try:
                module = _imported(file)
            finally:
                self._gate.shut = False
            prepare_classes(module)
            self._targets += [_member(module, name) for name in file.functions]
            self._modules += [module] * len(file.functions)

    def function(self, number: int) -> Function:
        """The function, counted over all files, made ready when it is first asked for."""
        if number not in self._ready:
            self._ready[number] = Function(self._targets[number])  # type: ignore[arg-type]
        return self._ready[number]

    def prepare(self, number: int) -> None:
        """Make a function ready ahead of the children that call it. One that cannot be (its hints
        fail in a way of their own) fails again where it is called, which gives the verdict."""
        with suppress(Exception):
            self.function(number)
        self.watch.add(self._modules[number])

    def module(self, number: int) -> str:
        """Name of the module of the file that a function is of."""
        return self._modules[number].__name__


def _member(module: ModuleType, name: str) -> object:
    try:
        found: object = reduce(getattr, name.split("."), module)
    except AttributeError:
        raise Unimportable(f"has no function {name} once it is imported") from None
    if not callable(found):
        raise Unimportable(f"{name} is not a function once it is imported")
    return found


def _imported(file: SourceFile) -> ModuleType:
    known = sys.modules.get(file.name)
    if known is not None and getattr(known, "__file__", None) == file.path:
        return known  # another of the files imported it
    try:
        if known is None and "." in file.name:
            return importlib.import_module(file.name)
        taken = known is not None or file.name in sys.stdlib_module_names
        return _executed(file, f"{file.name}_of_user" if taken else file.name)
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        raise Unimportable(_place(error, file.path) + _what(error)) from None


def _executed(file: SourceFile, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file.path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file.path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _place(error: BaseException, path: str) -> str:
    """`line 3: ` of the file itself, from where what failed was reached."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
    return f"line {lines[-1]}: " if lines else ""


def _what(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "ends the program when it is imported"
    if isinstance(error, SyntaxError) and error.filename:
        where = f"{os.path.basename(error.filename)}, line {error.lineno}"
        return f"imports {where}, which is not valid Python: {error.msg}"
    return f"{type(error).__name__}: {error}"
