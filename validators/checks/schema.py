"""Every call against the schema of the tool it names.

Looks at the calls assistant messages make and at the calls the label expects; that the two agree
is the business of `shape`. The reasons are those of `validators.validation.REASONS`, and
`unknown_tool`: the call names a function that is not offered.

Masked calls are validated under the real names, so that a tool is compiled once however many
masks show it; the details then speak of the real names.
"""

from collections.abc import Iterator, Mapping

from studio.masking import hidden_arguments, unmask_arguments, unshown
from studio.record import AssistantMessage, Check, ExpectedCall, Mask, Sample, Tool, ToolCall
from validators.validation import REASONS, compiled


class SchemaCheck:
    """`details` name the place: `message 3: forecast/days: …`."""

    name = "schema"
    reasons = ("unknown_tool", *REASONS)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """One failed check for each fault of each call."""
        offered = {tools[key].name: key for key in sample.tools}
        for place, call in _calls(sample):
            key = offered.get(call.name)
            if key is None:
                yield self._fault("unknown_tool", f"{place}: {call.name!r} is not offered")
            else:
                yield from self._checked(place, call, key, tools[key], sample.masks.get(key))

    def _checked(
        self, place: str, call: ToolCall | ExpectedCall, key: str, tool: Tool, mask: Mask | None
    ) -> Iterator[Check]:
        if mask is None:
            arguments = call.arguments
            engine = compiled(key, lambda: tool.parameters)
        else:
            for name in sorted(hidden_arguments(call.arguments, mask)):
                detail = f"{place}: {call.name}/{name}: a name the mask hides"
                yield self._fault("unknown_argument", detail)
            arguments = unmask_arguments(call.arguments, mask)
            engine = compiled(key, lambda: unshown(tool, mask, tool.name).parameters)
        if not engine.accepts(arguments):
            for fault in engine.faults(arguments):
                detail = f"{place}: {call.name}{fault.path}: {fault.detail}"
                yield self._fault(fault.reason, detail)

    def _fault(self, reason: str, detail: str) -> Check:
        return Check(name=self.name, ok=False, reason=reason, detail=detail)


def _calls(sample: Sample) -> Iterator[tuple[str, ToolCall | ExpectedCall]]:
    """Every call with its place; an expected call that repeats its message's is not said twice."""
    made: dict[int, tuple[ToolCall, ...]] = {}
    for index, message in enumerate(sample.messages):
        if isinstance(message, AssistantMessage) and message.tool_calls:
            made[index] = message.tool_calls
            for call in message.tool_calls:
                yield f"message {index}", call
    for turn in sample.expected:
        twins = made.get(turn.message, ())
        for expected in turn.calls:
            if not any(_same(expected, twin) for twin in twins):
                yield f"label of message {turn.message}", expected


def _same(expected: ExpectedCall, made: ToolCall) -> bool:
    return expected.name == made.name and expected.arguments == made.arguments


PART = SchemaCheck()
