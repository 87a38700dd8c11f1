"""Which files hold the functions of tools, and whether they can be imported, without doing so."""

import ast
import importlib.util
import os
import sys
import sysconfig
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.machinery import PathFinder
from pathlib import Path

from studio.errors import SchemaError
from studio.record import Tool
from studio.registry import HOME
from studio.schemas.documents import schema_files

from .plan import SourceFile

Place = tuple[str, str]
"""Source and dotted name of a function."""

_SYSTEM = frozenset(map(Path, ("/", "/usr", "/usr/local")))


def place(tool: Tool) -> Place:
    """Where a tool's function is defined. A name that a model could not emit was kept behind the
    pointer (`studio.schemas.naming`)."""
    return tool.origin.source, tool.origin.pointer.partition(" named ")[0]


def sources(
    tools: Iterable[Tool], schemas: Sequence[str]
) -> tuple[tuple[SourceFile, ...], Mapping[Place, int]]:
    """The files that define the tools, and the number of each function over all files. Tools
    whose file is not among the schemas are left out. Raises SchemaError for files that are no
    valid Python or import what is not installed."""
    found, _ = schema_files([Path(path) for path in schemas])
    paths = {file.shown: file.path.resolve() for file in found}
    wanted: dict[str, set[str]] = defaultdict(set)
    for tool in tools:
        source, name = place(tool)
        if source in paths:
            wanted[source].add(name)
    numbers: dict[Place, int] = {}
    files = []
    for source, names in sorted(wanted.items()):
        _check(paths[source])
        _, module = _named(paths[source])
        files.append(SourceFile(str(paths[source]), module, tuple(sorted(names))))
        for name in sorted(names):
            numbers[source, name] = len(numbers)
    return tuple(files), numbers


def _named(path: Path) -> tuple[Path, str]:
    """The folder to import a file from and its dotted name there: packages as far up as they
    go."""
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder != folder.parent:
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts) or path.stem


def search_path(files: Iterable[SourceFile]) -> tuple[str, ...]:
    """Folders to import from: the standard library, then the files' own folders, then what this
    process imports from, but for the studio's own packages."""
    roots = dict.fromkeys(str(_named(Path(file.path))[0]) for file in files)
    library = sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")
    known = [path for path in sys.path if path and os.path.realpath(path) != os.path.realpath(HOME)]
    first = [path for path in known if path in library or path.endswith((".zip", "lib-dynload"))]
    rest = [path for path in known if path not in first and path not in roots]
    return (*first, *roots, *rest)


def hidden(files: Iterable[SourceFile], base: str) -> tuple[str, ...]:
    """Folders whose names are nobody's business, longest first."""
    folders = {Path(base), Path(sys.prefix), Path(sys.base_prefix), Path.home()}
    for file in files:
        folders |= {Path(file.path).parent, _named(Path(file.path))[0]}
    return tuple(sorted((str(each) for each in folders - _SYSTEM), key=len, reverse=True))


def _check(path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in somebody else's strings
            tree = ast.parse(path.read_bytes(), str(path))
            compile(tree, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise SchemaError(
            f"{path}: cannot be imported: line {error.lineno}: is not valid Python: {error.msg}; "
            "correct it"
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SchemaError(
            f"{path}: cannot be imported: {error or 'nested too deep'}; correct it"
        ) from None
    except OSError as error:
        raise SchemaError(f"{path}: cannot be read: {error.strerror}; check the file") from None
    root = str(_named(path)[0])
    for line, name in _imported(tree):
        if not _installed(name, root):
            raise SchemaError(
                f"{path}: cannot be imported: line {line}: there is no module {name}; install it, "
                "or generate without executing Python functions"
            )


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and top-level name of what importing the file surely imports."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def _installed(name: str, root: str) -> bool:
    if name in sys.stdlib_module_names or name in sys.builtin_module_names:
        return True
    if PathFinder.find_spec(name, [root]) is not None:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:
        return True  # a module made by hand: it is there
