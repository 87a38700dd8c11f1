"""What makes sense to a person: which edge leads somewhere, which source is the natural one, which
two calls go together. Rules over kinds of operations and verbs; nothing about types."""

from collections.abc import Sequence
from random import Random

from generators.graph.flows import Inlet, Outlet
from generators.graph.tools import Graph
from generators.language.intent import described_intent, meanings
from generators.language.words import stems
from studio.record import Tool
from studio.resources.nouns import identifies, words

_UNDOING = frozenset(
    """delete cancel remove refund reject approve close merge end stop undo archive unshare leave
    change update reschedule rename edit modify replace review swap get read list check track
    respond return restore report spam decline clear disable patch trash untrash hide unhide move
    obliterate find search describe fetch show view hand block revoke watch unsubscribe download
    test insert mark send rate""".split()
)
"""Verbs nobody asks for about what is being made in the same breath."""
_LEAVING = frozenset("delete cancel remove refund archive trash report end close".split())
"""Verbs after which there is nothing left to do with a thing."""
_DECIDING = frozenset("approve reject accept decline merge block swap hand turn".split())
"""Verbs that settle something: nobody asks for another decision at once."""
_FILLING = frozenset("add put assign enrol invite".split())
"""Verbs that bring more into a thing, while it is still going on."""
_PERSONS = frozenset("employee user member customer patient student contact".split())
_TECHNICAL = frozenset("watch subscribe".split())
"""Verbs of calls that programs make for themselves."""
_SETTLED = frozenset(
    """past closed merged resolved done cancelled canceled rejected approved archived ended finished
    completed""".split()
)
"""States of things nothing is left to decide about."""
_SAME = 0.8
"""Share of what a call fetches from which on it fetches nothing new."""
_ODD = frozenset("watch return refund review reviews rating complaint feedback version".split())
"""Words of names of tools whose calls do not go with another about the same thing."""
_VAGUE = frozenset("details status information detail metadata full text".split())


class Sense:
    """Judgements over one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def makes(self, outlet: Outlet, inlet: Inlet) -> bool:
        """Whether an edge leads to a call that a person would want."""
        if not self.tellable(outlet) or _verb(inlet.tool) & _TECHNICAL:
            return False
        if self.tells(inlet.tool) and inlet.flow in ("text", "link"):
            return self.reaches(inlet)
        if outlet.made:
            return self._uses(outlet, inlet)
        if outlet.listed and self._judges(inlet.tool):
            return False
        if outlet.flow == "id" and outlet.listed:
            return not self._repeats(outlet, inlet.tool)
        return True

    def _judges(self, tool: Tool) -> bool:
        """Whether a call says what somebody thought of a thing: they know which it was, and need
        not look for it."""
        making = self.graph.of(tool).kind in ("create", "act", "update")
        return making and bool({*words(tool.name)} & {"review", "rating", "complaint"})

    def tellable(self, outlet: Outlet) -> bool:
        """Whether a call is made for what an outlet gives, not only mentions it: of what is done,
        what was made by it."""
        operation = self.graph.of(outlet.tool)
        if outlet.made:
            return True
        if operation.kind == "create":
            return outlet.flow != "text"
        if operation.kind not in ("act", "update", "delete"):
            return True
        if _verb(outlet.tool) & _LEAVING:
            return False
        return outlet.flow == "link" or (outlet.flow == "place" and bool(operation.made))

    def _uses(self, outlet: Outlet, inlet: Inlet) -> bool:
        """Whether something that was just made is put to use."""
        if {*words(inlet.tool.name)} & _ODD:
            return False
        if outlet.noun in _PERSONS:
            return False  # who is new has to be there first
        acted = inlet.name == self.graph.of(inlet.tool).id_parameter or not inlet.required
        if not acted and self.graph.of(inlet.tool).kind not in ("act", "create", "update"):
            return False
        if acted and _verb(inlet.tool) & _UNDOING:
            fetched = described_intent(inlet.tool)
            nouns = {*words(fetched.object.words)} - {"the", "a", "an", "of"}
            kept = self.graph.of(inlet.tool).kind == "get" and not nouns & _VAGUE
            if not kept or {*outlet.noun.split()} & nouns or len(nouns) > 2 or not nouns:
                return False
            if outlet.noun == self.graph.of(outlet.tool).resource:
                return False
        return not self._mistaken(outlet, inlet)

    def _mistaken(self, outlet: Outlet, inlet: Inlet) -> bool:
        """Whether several tools make what is called the same (a booking of a flight, of a hotel),
        and nothing says that this is the one the call is about."""
        makers = [
            tool
            for tool in self.graph.family(outlet.tool)
            if self.graph.of(tool).makes == outlet.noun and self.graph.of(tool).made
        ]
        kinds = {self.graph.of(tool).resource for tool in makers}
        if len(kinds) < 2:
            return False
        mine = frozenset(stems(self.graph.of(outlet.tool).resource))
        schema = inlet.tool.parameters.get("properties", {}).get(inlet.name, {})
        said = f"{inlet.tool.name.replace('_', ' ')} {inlet.tool.description}"
        return mine.isdisjoint(stems(f"{said} {schema.get('description', '')}"))

    def _repeats(self, outlet: Outlet, tool: Tool) -> bool:
        """Whether a call only fetches again what the list has already."""
        operation = self.graph.of(tool)
        if operation.kind != "get" or operation.items is not None:
            return False
        known = {leaf.field for leaf in self.graph.operations.outputs(outlet.tool)}
        fetched = [leaf.field for leaf in self.graph.operations.outputs(tool)]
        return sum(each in known for each in fetched) >= _SAME * len(fetched)

    def opaque(self, inlet: Inlet) -> bool:
        """Whether a parameter takes what nobody knows by heart: an id, not a name or a code one
        has been given."""
        if inlet.flow != "id":
            return False
        last = words(inlet.name)[-1]
        return last in ("id", "ids", "uuid", "guid") or (
            identifies(inlet.name) and meanings(inlet.tool)[inlet.name].kind == "id"
        )

    def person(self, tool: Tool) -> str:
        """The parameter by which a tool looks up a person; empty when it does not."""
        operation = self.graph.of(tool)
        found = meanings(tool)
        if operation.kind == "get" and not operation.id_parameter:
            return next((name for name, meant in found.items() if meant.kind == "contact"), "")
        if operation.kind in ("list", "search") and operation.resource in _PERSONS:
            return next((name for name, meant in found.items() if meant.kind == "person"), "")
        return ""

    def sources(self, inlet: Inlet, tool: Tool, rng: Random) -> list[Outlet]:
        """Where the value of an inlet can come from, the natural ones first."""
        found = [
            outlet
            for outlet in self.graph.into(inlet)
            if outlet.tool.id != tool.id and self.natural(outlet, inlet)
        ]
        return sorted(found, key=lambda outlet: self._weight(outlet, inlet, rng), reverse=True)

    def natural(self, outlet: Outlet, inlet: Inlet) -> bool:
        """Whether a person would get a value there."""
        kind = self.graph.of(outlet.tool).kind
        if outlet.flow in ("email", "phone"):
            return bool(self.person(outlet.tool))
        if outlet.made:
            return self.makes(outlet, inlet)
        if outlet.flow == "id":
            return kind in ("list", "search") and self.makes(outlet, inlet)
        if outlet.flow == "place":
            return kind in ("list", "search")
        return kind in ("list", "search", "get", "create", "compute")

    def _weight(self, outlet: Outlet, inlet: Inlet, rng: Random) -> float:
        searching = self.graph.of(outlet.tool).kind == "search"
        near = outlet.tool.origin.family == inlet.tool.origin.family
        # of people a list often has several of one name, a book of addresses has one
        several = outlet.listed and bool(self.person(outlet.tool))
        weight = rng.random() + 0.3 * searching + 0.35 * near - 0.2 * outlet.made
        return weight - 0.6 * several

    def ends(self, tool: Tool) -> bool:
        """Whether a call leaves nothing of what it is about, or could not be taken back."""
        gone = self.graph.of(tool).kind == "delete" or bool(_verb(tool) & _LEAVING)
        return gone or self.graph.operations.destructive(tool)

    def already(self, tool: Tool, value: object) -> bool:
        """Whether things singled out by a value have had done to them what a call does: the merged
        pull requests, when one is to be merged."""
        said = value.casefold() if isinstance(value, str) else ""
        done = {form for verb in _verb(tool) for form in (f"{verb}d", f"{verb}ed", f"{verb}led")}
        if said in done:
            return True
        return said in _SETTLED and bool(_verb(tool) & (_LEAVING | _DECIDING | _FILLING))

    def keeps(self, tool: Tool) -> bool:
        """Whether after a call there is still something to do with what it was about."""
        return not _verb(tool) & (_LEAVING | _DECIDING)

    def beside(self, one: Tool, other: Tool) -> bool:
        """Whether two calls about one thing go together: neither ends it, and they differ in what
        they do."""
        if not self.keeps(other) or _verb(one) & _verb(other):
            return False
        reading = self.graph.of(other).kind in ("get", "list")
        if not reading and ({*words(other.name)} & _ODD or _verb(other) & {"update", "patch"}):
            return False
        if self.graph.of(other).id_parameter not in ("", self.graph.of(one).id_parameter):
            return False
        if self.graph.of(one).made and self.graph.of(other).made:
            return False  # nobody orders food and books a table in one breath
        kinds = {self.graph.of(one).kind, self.graph.of(other).kind}
        return kinds <= {"get", "list"} or kinds <= {"act", "update", "create"}

    def tells(self, tool: Tool) -> bool:
        """Whether a tool sends or keeps a text."""
        return any(inlet.flow == "text" for inlet in self.graph.inlets(tool))

    def reaches(self, inlet: Inlet) -> bool:
        """Whether a text that was found can be sent to somebody, or kept, without more ado."""
        others: Sequence[Inlet] = [each for each in self.graph.inlets(inlet.tool) if each.required]
        if any(self.opaque(each) for each in others) or not inlet.required:
            return False
        return not _verb(inlet.tool) & {"answer", "reply", "forward"}

    def addressed(self, tool: Tool) -> bool:
        """Whether what is sent goes to somebody."""
        return any(
            each.required and each.flow in ("email", "phone") for each in self.graph.inlets(tool)
        )

    def gone(self, outlet: Outlet, later: Sequence[object]) -> bool:
        """Whether what an outlet tells is no longer there."""
        return any(_verb(stop.tool) & _LEAVING for stop in later)  # type: ignore[attr-defined]


_VERBS: dict[str, frozenset[str]] = {}
"""By tool id, which names the content: asked for every edge that is looked at."""


def _verb(tool: Tool) -> frozenset[str]:
    found = _VERBS.get(tool.id)
    if found is None:
        said = {words(tool.name.rpartition(".")[2])[0], described_intent(tool).base}
        found = _VERBS[tool.id] = frozenset(said)
    return found
