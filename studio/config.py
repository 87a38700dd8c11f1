"""What a run is asked to do: settings from flags or a TOML file, checked, and their digest.

Nothing here touches the run directory (`studio.run`) or loads schemas (`studio.schemas`).
"""

import hashlib
import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic import field_validator as validator

from studio import __version__
from studio.environment import Access
from studio.errors import ConfigError
from studio.mix import parse_mix

KIND = "toolcall-studio run"
"""Marks a config.json as ours: only folders that have it are ever overwritten."""

LIBRARIES = ("babel", "faker", "num2words")
"""Libraries whose word lists and rules reach the data: another version may give other rows."""


MOST_ROWS = 100_000_000
"""Rows of one run at most: the places of a run are laid out in memory, 6 bytes each."""

_BOUNDS = "write least-most with 1 ≤ least ≤ most, as in 1-20"

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
"""HTTP methods that may be allowed."""


def _bounds(value: object) -> object:
    """`1-20` or `5` as a pair of bounds; anything else as it is."""
    if not isinstance(value, str):
        return value
    low, _, high = (part.strip() for part in value.partition("-"))
    bounds = (low, high or low)
    if not all(bound.isdecimal() for bound in bounds):
        raise ValueError(_BOUNDS)
    return bounds


def _paths(value: object) -> object:
    """One path is a list of one."""
    return (value,) if isinstance(value, str) else value


def _command(address: str) -> str:
    """The command or URL of a server, if it can be read as one."""
    try:
        words = shlex.split(address)
    except ValueError as problem:
        raise ValueError(f"is no command line: {str(problem).lower()}: check the quotes") from None
    if not words:
        raise ValueError("give a command line or a URL")
    return address


def _base(url: str) -> str:
    """A base URL with nothing but what paths are added to."""
    try:
        parts = urlsplit(url)
        usual = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usual = None
    if url and (not usual or parts.query or parts.fragment or parts.username):
        raise ValueError("write a base URL as in https://api.example.com/v1")
    return url


def _method(method: str) -> str:
    if method.upper() not in METHODS:
        raise ValueError(f"must be one of {', '.join(METHODS)}")
    return method.upper()


def _rows(n: int) -> int:
    if n < 1:
        raise ValueError("must be 1 or more")
    if n > MOST_ROWS:
        raise ValueError(
            f"must be {MOST_ROWS:,} or less: make several runs, each with another --seed"
        )
    return n


def _mix(value: object) -> object:
    return parse_mix(value) if isinstance(value, str) else value


class RunConfig(BaseModel):
    """The settings of one run. `out`, `workers` and `engine` do not change the data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mcp: Annotated[
        tuple[Annotated[str, AfterValidator(_command)], ...], BeforeValidator(_paths)
    ] = ()
    """Commands (stdio) or URLs (streamable HTTP) of MCP servers, to read tools from and call."""
    schemas: Annotated[tuple[str, ...], BeforeValidator(_paths)]
    """Files and folders to read tools from, as given; relative to the working directory. May be
    left out or empty when `mcp` names a server."""
    n: Annotated[int, AfterValidator(_rows)]
    """How many rows to keep."""
    seed: int = 0
    mix: Annotated[dict[str, float] | None, BeforeValidator(_mix)] = None
    """Percent by scenario, adding up to 100; None for the scenarios' own shares."""
    substitute: bool | None = None
    """Whether the places of a scenario that gives out go to others, so that few tools still yield
    all rows; None for doing so unless a mix is given."""
    teacher: str = "offline"
    mask: float = Field(default=0.33, ge=0, le=1)
    """Share of the rows that show tools under masked names."""
    offered: Annotated[tuple[int, int], BeforeValidator(_bounds)] = (1, 20)
    """How many tools a row offers, at least and at most."""
    turns: Annotated[tuple[int, int], BeforeValidator(_bounds)] = (2, 6)
    """User turns of a dialogue of several, at least and at most."""
    calls: Annotated[tuple[int, int], BeforeValidator(_bounds)] = (2, 6)
    """Calls that depend on one another, at least and at most."""
    http: Annotated[str, AfterValidator(_base)] = ""
    """Base URL at which the operations of OpenAPI sources are called; empty for nowhere."""
    http_methods: Annotated[
        tuple[Annotated[str, AfterValidator(_method)], ...], BeforeValidator(_paths)
    ] = ("GET",)
    """HTTP methods of the operations that may be called there."""
    python: bool = True
    """Whether the functions of Python sources are executed, in a sandbox."""
    out: str = ""
    """The run directory; empty for `runs/` and the name of the first schema, or server."""
    workers: int = Field(default=1, ge=1)
    engine: str = "local"

    @validator("schemas")
    @classmethod
    def _some_tools(cls, paths: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not paths and not info.data.get("mcp", True):
            raise ValueError("name a file or folder of API schemas, or an MCP server under mcp")
        return paths

    @validator("offered", "turns", "calls")
    @classmethod
    def _ordered(cls, bounds: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= bounds[0] <= bounds[1]:
            raise ValueError(_BOUNDS)
        return bounds

    @property
    def folder(self) -> Path:
        """Where the run lies."""
        if self.out:
            return Path(self.out)
        name = Path(self.schemas[0]).stem if self.schemas else _server_name(self.mcp[0])
        return Path("runs") / (name or "run")

    def access(self) -> Access:
        """What calls may reach beyond the process."""
        return Access(
            schemas=self.schemas,
            python=self.python,
            mcp=self.mcp,
            http=self.http,
            methods=self.http_methods,
        )

    def data(self) -> dict[str, Any]:
        """The settings that change the data, as JSON values."""
        return self.model_dump(mode="json", exclude={"out", "workers", "engine"})


_LAUNCHERS = re.compile(r"-.*|\w+=.*|(?:env|exec|run|uvx?|npx|node|docker|python[\d.]*)\Z")
"""Words of a command that say how a server is started, not which."""


def _server_name(address: str) -> str:
    """A folder's name for a run over nothing but a server."""
    if "://" in address:
        return urlsplit(address).hostname or ""
    words = [word.rstrip("/").rpartition("/")[2] for word in shlex.split(address)]
    named = next((word for word in words if not _LAUNCHERS.match(word)), words[0])
    return re.sub(r"[^\w.-]+", "-", named.removesuffix(".py")).strip(".-")


def default_workers() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def build(*layers: Mapping[str, Any]) -> RunConfig:
    """Settings of which later layers win. Raises ConfigError naming the first wrong setting."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged |= layer
    for key in merged:
        if key not in RunConfig.model_fields:
            near = get_close_matches(key, RunConfig.model_fields, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise ConfigError(
                f"unknown setting {key!r}: {hint}there are {', '.join(RunConfig.model_fields)}"
            )
    if merged.get("mcp"):
        merged.setdefault("schemas", ())
    try:
        return RunConfig.model_validate(merged)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "missing":
            raise ConfigError(f"{place} is missing: give --{place}") from None
        said = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
        raise ConfigError(f"{place}: {said}; found {first['input']!r}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The settings in a TOML file, each of which makes sense. Raises ConfigError naming file and
    place."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ConfigError(f"{path}: cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise ConfigError(f"{path}: not UTF-8 at byte {problem.start}: save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{path}: not valid TOML: {problem}: correct it") from None
    try:
        build({"schemas": ["-"], "n": 1}, settings)
    except ConfigError as problem:
        raise ConfigError(f"{path}: {problem}") from None
    return settings


def header(config: RunConfig, *, tools: Mapping[str, Any], parts: Mapping[str, Any]) -> bytes:
    """The bytes of config.json: settings with the mix resolved, tool table, versions, digest.

    `tools` holds count and sha256 of tools.jsonl, `parts` the names and versions of the parts
    that decide about the rows.
    """
    versions = {"studio": __version__, **{name: _version(name) for name in LIBRARIES}}
    content = {"config": config.data(), "tools": tools, "parts": parts, "versions": versions}
    whole = {"kind": KIND, "format": 1, "digest": digest(content), **content}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def relevant(content: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a header that decide about the data, by the key a user would change.

    Where the schemas lie does not: what was read from them is in the tool table's digest.
    """
    settings: dict[str, Any] = {
        key: value for key, value in content["config"].items() if key != "schemas"
    }
    tools = content["tools"]
    return {**settings, "tools": tools["sha256"], **content["parts"], **content["versions"]}


def digest(content: Mapping[str, Any]) -> str:
    """Hash of what decides about the data; equal digests give equal rows."""
    text = msgspec.json.encode(relevant(content), order="sorted")
    return hashlib.sha256(text).hexdigest()[:16]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The data-relevant keys in which two headers differ, each with both values."""
    old, new = relevant(before), relevant(after)
    return [
        f"{key} ({_short(old.get(key))} → {_short(new.get(key))})"
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]


def _short(value: object) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else text[:57] + "…"
