"""cross_lingual: a request in another language than English, for tools whose schemas are English.

Mostly a call; in some dialogues an argument is missing and asked for, in some no tool fits. What
can be said, and with which values, is the lexicon's business: `generators.foreign`.
"""

from dataclasses import replace
from random import Random
from zlib import crc32

from generators.foreign import LANGUAGES, known, localised, sayable_names
from generators.language.intent import meanings
from generators.scenarios._calls import call, omittable, some_day, subject
from generators.scenarios._offer import offer
from generators.scenarios._scene import Scene, refused
from generators.scenarios.ask import askable
from studio.brief import Brief, Ending, PlannedCall, Refusal, Settings, Slot, Step, Turn
from studio.catalog import Catalog
from studio.record import Tool
from studio.stage import Stage

_MISSING, _UNABLE = 0.15, 0.12
"""Shares of the dialogues in which something is asked for, or cannot be done."""
_LOOKED_UP = frozenset({"id", "reference", "slug"})


class CrossLingual:
    """One request in one of `generators.foreign.LANGUAGES`."""

    name = "cross_lingual"
    share = 1.5

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool that the lexicon of some language knows."""
        if any(known(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool for something everyday that the lexicons have words for"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A request in the language whose turn it is, for the tool whose turn it is."""
        found = subject(slot, catalog, known)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        language = LANGUAGES[(crc32(tool.id.encode()) + visit) % len(LANGUAGES)]
        if not known(tool, language):
            return Refusal("unknown_concept", f"{language} has no words for {tool.name}", tool.id)
        today, ending = some_day(rng, settings, tool), _ending(rng)
        missing = _to_ask(tool, language, rng) if ending == "missing" else ()
        if ending == "missing" and not missing:
            ending = "calls"
        drawn = call(tool, rng, visit, today, omit=missing)
        if isinstance(drawn, Refusal):
            return drawn
        values = localised(tool, drawn.arguments, language, rng)
        if isinstance(values, str):
            return Refusal(values, f"{tool.name} in {language}", tool.id)
        wish = PlannedCall(tool, values, omittable(tool, values))
        sought = [meanings(tool)[name].noun for name in missing]
        offered = offer((tool,), catalog, settings, rng, include=ending != "unable", missing=sought)
        if not offered:
            return Refusal("no_distractor", f"nothing to offer instead of {tool.name}", tool.id)
        with Scene(self.name, settings, rng, today) as scene:
            steps = (Step((wish,)),) if ending == "calls" else ()
            if steps and settings.stage.executes(tool):
                failed = refused(scene.perform(wish))
                if failed is not None:
                    return failed
            scene.turns.append(Turn("request", ending, (wish,), steps, missing))
            brief = scene.brief(offered)
            return brief if isinstance(brief, Refusal) else replace(brief, language=language)


def _ending(rng: Random) -> Ending:
    draw = rng.random()
    if draw < _MISSING:
        return "missing"
    return "unable" if draw < _MISSING + _UNABLE else "calls"


def _to_ask(tool: Tool, language: str, rng: Random) -> tuple[str, ...]:
    """One required argument to leave out; none when nothing can be asked for."""
    names, meant = sayable_names(tool, language), meanings(tool)
    fit = [n for n in askable(tool) if n in names and meant[n].kind not in _LOOKED_UP]
    return (rng.choice(fit),) if fit else ()


PART = CrossLingual()
