"""How the code is laid out: small modules named for a noun, prints in the command line only."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("studio", "corpora", "generators", "validators", "train")
MODULES = [
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
]
LONGEST = 400
"""Lines of a module."""


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def calls(module: str, name: str) -> list[int]:
    """Lines on which a function of that bare name is called."""
    return [
        node.lineno
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_the_packages_are_found() -> None:
    assert {Path(module).parts[0] for module in MODULES} == set(PACKAGES)


def test_modules_say_what_they_hold() -> None:
    assert not [
        module for module in MODULES if not (ast.get_docstring(parsed(module)) or "").strip()
    ]


def test_modules_stay_small() -> None:
    lines = {module: (ROOT / module).read_text("utf-8").count("\n") for module in MODULES}
    assert not {module: count for module, count in lines.items() if count > LONGEST}


def test_no_module_is_named_for_nothing() -> None:
    nothing = {"util", "utils", "helper", "helpers", "misc", "common"}
    assert not [m for m in MODULES if nothing & {part.strip("_") for part in Path(m[:-3]).parts}]


def test_only_the_command_line_prints() -> None:
    elsewhere = [module for module in MODULES if not module.startswith("studio/cli/")]
    assert not {module: found for module in elsewhere if (found := calls(module, "print"))}


def named(module: str) -> set[str]:
    """Top-level names a module imports, wherever it does."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_point_one_way() -> None:
    """`studio` imports no sibling by name; a sibling imports `studio` and itself."""
    allowed = {module: {Path(module).parts[0], "studio"} for module in MODULES}
    crossing = {module: (named(module) & set(PACKAGES)) - allowed[module] for module in MODULES}
    assert not {module: names for module, names in crossing.items() if names}


def test_nothing_draws_from_the_global_random() -> None:
    """Rows depend on the generators handed in; `random.random()` would make them unrepeatable."""
    drawn = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "random"
        and node.attr != "Random"
    ]
    assert not drawn
