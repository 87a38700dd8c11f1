"""ask: a required argument is missing, so the assistant asks for exactly that (When2Call's
`request_for_info`, arXiv 2504.18851)."""

from random import Random

from generators.language.intent import intent, meanings
from generators.meaning import Meaning, sayable
from generators.scenarios._calls import call, required, some_day, subject
from generators.scenarios._offer import offer
from studio.brief import Brief, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.record import Tool
from studio.stage import Stage


def askable(tool: Tool) -> list[str]:
    """Required parameters a person could be asked for: sayable, with neither default nor a value
    that the schema already fixes."""
    found, meant = tool.parameters.get("properties", {}), meanings(tool)
    return [
        name
        for name in required(tool)
        if name in meant
        and sayable(meant[name])
        and meant[name].kind not in ("flag", "object", "count")
        and not _PAGING & {*meant[name].noun.split()}
        and not _from_today(tool, meant[name])
        and not {"default", "const"} & found[name].keys()
        and len(found[name].get("enum", (1, 2))) > 1
    ]


def _from_today(tool: Tool, meant: Meaning) -> bool:
    """Whether it goes without saying: what is listed "until Friday" starts today."""
    dated = meant.kind in ("date", "datetime") and meant.role == "start"
    return dated and intent(tool).verb.kind in ("list", "read")


_PAGING = frozenset({"page", "offset", "limit", "cursor"})
"""Words of what no person is asked for: which part of a long list to show."""


class Ask:
    """One tool fits, but something it requires was not said."""

    name = "ask"
    share = 7.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool with a required argument one can ask for."""
        if any(askable(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool with a required parameter"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """The tool's call without one or two of its required arguments."""
        found = subject(slot, catalog, lambda tool: bool(askable(tool)))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        names = askable(tool)
        count = 2 if len(names) > 1 and rng.random() < 0.25 else 1
        start = visit % len(names)
        missing = tuple(sorted((names[start:] + names[:start])[:count], key=names.index))
        planned = call(tool, rng, visit, today, omit=missing)
        if isinstance(planned, Refusal):
            return planned
        sought = [meanings(tool)[name].noun for name in missing if _looked_up(tool, name)]
        offered = offer((tool,), catalog, settings, rng, missing=sought)
        return Brief(
            self.name, offered, (Turn("request", "missing", (planned,), missing=missing),), today
        )


def _looked_up(tool: Tool, name: str) -> bool:
    """Whether a person would rather have it looked up than say it."""
    return meanings(tool)[name].kind in ("id", "reference", "slug", "contact", "email", "phone")


PART = Ask()
