"""The command line: one verb per file of this folder, assembled by discovery. No logic.

To add a verb, add a module here that has

    def register(app: typer.Typer) -> None:
        app.command()(my_verb)

Nothing else is edited. A verb module imports only typer and the standard library at its top, and
the rest inside its function, because every start of `studio` imports all of them (`studio --help`
takes well under half a second). It raises `StudioError` for what a user can act on and lets
everything else fly. Modules whose name starts with an underscore are no verbs.

Exit codes: 0 done, 1 a StudioError (one line on stderr), 2 wrong usage, 130 interrupted. A bug is
a traceback.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated

import typer

from studio import __version__
from studio.errors import StudioError


def _version(wanted: bool) -> None:
    if wanted:
        print(f"toolcall-studio {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn API schemas into training data for tool calling, with every label proven."""


def build() -> typer.Typer:
    """The command with every verb of this folder, in alphabetical order."""
    app = typer.Typer(
        name="studio",
        no_args_is_help=True,
        add_completion=False,
        # plain help costs no import of rich; tracebacks of bugs stay as Python prints them
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for verb in iter_modules(__path__):
        if not verb.name.startswith("_"):
            import_module(f"{__name__}.{verb.name}").register(app)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code. `arguments` default to the process's."""
    try:
        build()(args=arguments, prog_name="studio")
    except StudioError as error:
        sys.stdout.flush()
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        # before or after the command itself, which exits with 130 on its own
        sys.exit(130)
