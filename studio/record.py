"""The values that flow through the studio. Frozen, closed, no I/O.

Shapes follow the OpenAI chat format where one exists (messages, tool calls) and JSON Schema
(Draft 2020-12) for parameters; paths into JSON values are JSON Pointers (RFC 6901).
"""

import hashlib
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from pydantic import BaseModel, ConfigDict, Field

Json: TypeAlias = Any
"""A JSON value: None, bool, int, float, str, list or dict with string keys."""

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema object."""


class Record(BaseModel):
    """Base of every value: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ToolOrigin(Record):
    """Where a tool's schema was read."""

    source: str
    """File as a user would name it: relative to the path given on the command line."""
    pointer: str = ""
    """JSON Pointer of the definition inside that file (a dotted name for Python modules)."""
    format: str
    """Name of the reader: openapi, mcp, discovery, …"""
    family: str
    """API family, the unit of splitting: one API title, server, service or module."""
    licence: str | None = None
    """SPDX identifier or the words the source itself uses; None when it says nothing."""


class Tool(Record):
    """A function a model may call. `parameters` is the whole JSON Schema, never a flat copy."""

    id: str
    """Name and content hash, `name-0123456789ab`: unique in a tool table, stable across runs."""
    name: str
    description: str
    parameters: Schema
    returns: Schema | None = None
    """JSON Schema of a successful result, when the source has one."""
    origin: ToolOrigin

    @classmethod
    def make(
        cls,
        *,
        name: str,
        description: str,
        parameters: Schema,
        origin: ToolOrigin,
        returns: Schema | None = None,
    ) -> "Tool":
        """A tool with its id computed from name, description, parameters and returns."""
        content = msgspec.json.encode([name, description, parameters, returns], order="sorted")
        digest = hashlib.sha256(content).hexdigest()[:12]
        return cls(
            id=f"{name}-{digest}",
            name=name,
            description=description,
            parameters=parameters,
            returns=returns,
            origin=origin,
        )


class ToolCall(Record):
    """One call as a model makes it."""

    id: str
    name: str
    arguments: dict[str, Json]
    raw: str | None = None
    """The text exactly as a model emitted it; None for calls that were planned, not parsed."""


class SystemMessage(Record):
    role: Literal["system"] = "system"
    content: str


class UserMessage(Record):
    role: Literal["user"] = "user"
    content: str


class AssistantMessage(Record):
    role: Literal["assistant"] = "assistant"
    content: str | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    thought: str | None = None
    """Reasoning before the calls, which the user does not see (ReAct, arXiv 2210.03629)."""


class ToolMessage(Record):
    role: Literal["tool"] = "tool"
    tool_call_id: str
    name: str
    content: str
    """The result as the model reads it, JSON text for structured results."""
    error: str = ""
    """Kind of the error, snake_case, when the call failed; what the model reads is the content."""


Message: TypeAlias = Annotated[
    SystemMessage | UserMessage | AssistantMessage | ToolMessage, Field(discriminator="role")
]

Behaviour: TypeAlias = Literal["call", "ask", "decline", "answer"]
"""What an assistant turn should do: call tools, ask for what is missing, say that no tool can do
it, or answer in words (When2Call's four classes, arXiv 2504.18851)."""


class Grounding(Record):
    """Where one leaf value of a call's arguments comes from."""

    path: str
    """JSON Pointer of the leaf inside the call's arguments: `/attendees/0`."""
    source: Literal["message", "result", "schema"]
    """A span of a message, a value in an earlier tool result, or the schema itself."""
    message: int = -1
    """Index into `Sample.messages` of the message or tool result; -1 for the schema."""
    start: int = 0
    end: int = 0
    """Half-open span in characters of that message's content (source `message`)."""
    pointer: str = ""
    """JSON Pointer into the tool result (source `result`)."""
    transform: str = "verbatim"
    """How the text becomes the value: a part of `validators.transforms`, `verbatim` when the text
    is the value. For source `schema`: `default`, `const` or `enum` (an enum of one)."""


class ExpectedCall(Record):
    """A call that is right, and what else would be."""

    name: str
    arguments: dict[str, Json]
    optional: tuple[str, ...] = ()
    """Top-level arguments that may be left out without being wrong (they equal the default)."""
    acceptable: dict[str, tuple[Json, ...]] = {}
    """Other right values by JSON Pointer of the leaf."""
    grounding: tuple[Grounding, ...] = ()
    after: tuple[int, ...] = ()
    """Numbers of the earlier calls whose results this one needs, counted from 0 over the calls
    since the last user turn: the edges of the plan (LLMCompiler, arXiv 2312.04511)."""


class Expected(Record):
    """What an assistant turn should do."""

    message: int
    """Index into `Sample.messages` of the assistant turn."""
    behaviour: Behaviour
    calls: tuple[ExpectedCall, ...] = ()
    """For `ask`: the calls that wait for the user's yes, if that is what is asked for."""
    ordered: bool = False
    """Whether the order of `calls` matters."""
    missing: tuple[str, ...] = ()
    """For `ask`: names of the required arguments the user has not given; empty when a yes is
    asked for."""


class Check(Record):
    """A verdict about a sample. Bad data is data: a failed check is kept with its reason."""

    name: str
    ok: bool
    reason: str = ""
    """Stable snake_case reason when not ok: `missing_required`, `ungrounded_argument`, …"""
    detail: str = ""
    """What was found and where, in words."""
    score: float | None = None


class Mask(Record):
    """Names by which a sample shows a tool instead of the real ones (function masking)."""

    name: str
    """The function name shown."""
    parameters: dict[str, str]
    """Top-level parameter name → name shown; parameters not listed keep their name."""


class Intervention(Record):
    """Something an environment was told to do at one call."""

    call: int
    """Number of the call in the dialogue, from 0."""
    kind: str
    """One of `studio.environment.ERRORS` or `SHAPINGS`."""
    text: str = ""
    """The instruction of somebody else that the result carries (`injection`); of an error its
    message, after `argument: ` where it is about one."""


class Execution(Record):
    """Where the calls of a dialogue were executed: enough to execute them again."""

    environments: tuple[str, ...]
    """Name and version of each that executed a call: `simulator/1`."""
    seed: int
    today: date
    interventions: tuple[Intervention, ...] = ()


class SampleOrigin(Record):
    """How a sample came to be; enough to make it again."""

    seed: int
    lane: str
    """The scenario whose share of the mix this sample fills."""
    rank: int
    """Its number within the lane."""
    attempt: int
    """0 for the first candidate of this rank; higher when earlier ones were dropped."""
    teacher: str
    """Name and version of the teacher: `offline/1`."""
    prompt: str | None = None
    """Hash of the prompt, for teachers that have one."""
    tokens: int = 0
    cost_usd: float = 0.0
    parents: tuple[str, ...] = ()


class Sample(Record):
    """One dialogue with its label. Tools are ids into the run's tool table."""

    id: str
    index: int
    """Position in the run: 0 … N-1 for kept samples."""
    scenario: str
    tools: tuple[str, ...]
    """Ids of the offered tools, in the order shown."""
    arrivals: dict[str, int] = {}
    """By id, tools that are offered only from a message on: index of a user turn."""
    masks: dict[str, Mask] = {}
    """Mask by tool id; messages and expected calls use the names shown."""
    messages: tuple[Message, ...]
    expected: tuple[Expected, ...] = ()
    language: str = "en"
    """Of the user's words, ISO 639-1."""
    execution: Execution | None = None
    """None when no call was executed, or by somebody else."""
    difficulty: float | None = None
    checks: tuple[Check, ...] = ()
    origin: SampleOrigin | None = None
    """None for samples read from somebody else's dataset."""


class Dropped(Record):
    """A candidate that was not kept, with its reason."""

    index: int
    """The position it was written for."""
    attempt: int
    lane: str
    reason: str
    detail: str = ""
    tool: str = ""
    """Id of the tool it was about, when there is one."""
    sample: Sample | None = None
    """The candidate itself; None when the plan already failed."""
