"""report: the assistant says what the results of the turn's calls say, and nothing else."""

from collections.abc import Mapping, Sequence

from generators.language.intent import intent
from generators.language.mishaps.injections import cleaned, remarked
from generators.language.mishaps.items import answered
from generators.language.mishaps.nothing import instead, lessened, mended, nothing
from generators.language.mishaps.pages import entire, joined_pages, lacking
from generators.language.repairs import found_listed, settled
from generators.language.reports.deeds import done
from generators.language.reports.facts import said_values
from generators.language.reports.frames import frame
from generators.language.reports.known import known_names
from generators.language.reports.listing import aside, found, listing, omitted
from generators.language.reports.names import noun_of
from generators.language.reports.several import connected, together
from generators.language.reports.spelling import Style, style
from generators.language.reports.tables import is_table, table
from generators.language.reports.telling import telling
from generators.language.reports.values import scalar
from generators.language.saying import Speaker, Unsayable
from generators.language.situation import EndingPart, Situation
from generators.language.words import is_plural
from studio.brief import Found, PlannedCall
from studio.environment import Outcome
from studio.pointer import resolve, steps
from studio.record import Tool

_ASKING = frozenset({"read", "list", "search", "compute"})


_SEARCHED = 0.75
"""Share of the replies to an empty list that say what was looked for."""


class Report:
    """The outcome of the turn's calls."""

    name = "report"

    def reply(self, situation: Situation) -> str:
        made = [(call, outcome) for call, outcome in situation.made() if outcome is not None]
        if not made or any(not outcome.ok for _, outcome in made[-1:]):
            raise Unsayable("there is no result to report")
        how = style(situation.speaker.rng, situation.brief.today)
        well = cleaned([(call, outcome) for call, outcome in made if outcome.ok], situation)
        told = _told(situation, well)
        if (special := _otherwise(situation, told, how)) is not None:
            return special
        text = together(told, how, situation.speaker)
        if not text:
            names = _names(situation) if any(_acts(call.tool) for call, _ in told) else {}
            texts = _alike(told, how, situation.speaker, names)
            text = connected(told, texts, how, situation.speaker)
        if situation.turn.act == "request":
            text = _mended(situation) + text
        if situation.turn.note.startswith("lacking "):
            between = "\n\n" if "\n" in text else " "
            text = f"{text}{between}{lacking(situation.turn, situation.speaker)}"
        return remarked(text, situation)


def _names(situation: Situation) -> dict[str, str]:
    """The names of things by their ids, from all results so far."""
    well = [(call, out) for call, out in situation.calls() if out is not None and out.ok]
    return known_names(cleaned(well, situation))


def _acts(tool: Tool) -> bool:
    """Whether a tool does something rather than tell something."""
    aim = intent(tool)
    return aim.verb.kind not in _ASKING or aim.base in _DOING


def _alike(
    told: Sequence[tuple[PlannedCall, Outcome]],
    how: Style,
    speaker: Speaker,
    names: Mapping[str, str],
) -> list[str]:
    """The answers of all calls; those of one tool in one form."""
    same = len({call.tool.id for call, _ in told}) == 1 < len(told)
    state = speaker.rng.getstate() if same else None
    texts = []
    for call, outcome in told:
        if state is not None:
            speaker.rng.setstate(state)
        texts.append(answer(call, outcome, how, speaker, names))
    return texts


def _otherwise(
    situation: Situation, told: Sequence[tuple[PlannedCall, Outcome]], how: Style
) -> str | None:
    """The answer where the kind of turn asks for another than what the results say one by one."""
    turn, speaker = situation.turn, situation.speaker
    if turn.note == "empty" and speaker.rng.random() < _SEARCHED:
        return nothing(told[-1][0], speaker)
    if turn.note.startswith("item "):
        return answered(turn, how, speaker)
    if turn.note.startswith("via "):
        return _listed(situation, how)
    if turn.note == "all":
        return entire(*joined_pages(told)[0], how, speaker.rng)
    return _instead(situation, told[-1], how) if turn.note == "otherwise" else None


def _listed(situation: Situation, how: Style) -> str:
    """What a list says of the one thing that could not be read by itself."""
    (first, _), (last, listed) = situation.made()[0], situation.made()[-1]
    assert listed is not None
    said = said_values(first.arguments.values())
    pointer, place = situation.turn.note.removeprefix("via "), frame(last.tool)
    for step in steps(pointer):
        place = place.items() if step.isdecimal() else place.member(step)
    item, rng = resolve(listed.value, pointer), situation.speaker.rng
    if not isinstance(item, Mapping):
        raise Unsayable(f"{last.tool.name}: nothing at {pointer}")
    text = telling(first.tool, first.arguments, item, place, said, how, rng)
    return found_listed(first, text, situation.speaker)


def _mended(situation: Situation) -> str:
    """That what was called in the end is not what the user named first; empty where it is."""
    note, speaker = situation.turn.note, situation.speaker
    first, last = situation.made()[0][0], situation.made()[-1][0]
    if note == "second":
        return settled(first, last, speaker)
    if note == "slip":
        return mended(first, last, noun_of(first.tool), speaker)
    return lessened(first, last, speaker) if note == "most" else ""


def _instead(situation: Situation, last: tuple[PlannedCall, Outcome], how: Style) -> str:
    """What the second choice gave, after the first gave nothing."""
    call, outcome = last
    top, said = frame(call.tool), said_values(call.arguments.values())
    many = found(outcome.value, top, said)
    some = many is None or bool(many.items)
    lead = instead(situation.turn, some, situation.speaker)
    return lead + (answer(call, outcome, how, situation.speaker) if some else "")


def _told(
    situation: Situation, made: Sequence[tuple[PlannedCall, Outcome]]
) -> list[tuple[PlannedCall, Outcome]]:
    """The calls whose results answer the request: those of the wishes, else of the last step."""
    if situation.turn.note.startswith("act "):
        return list(made[-1:])
    wished = {wish.tool.id for wish in situation.turn.wishes}
    told = [pair for pair in _asked_for(situation, made) if pair[0].tool.id in wished]
    last = len(situation.turn.steps[-1].calls)
    return told or list(made[-last:])


def _asked_for(
    situation: Situation, made: Sequence[tuple[PlannedCall, Outcome]]
) -> list[tuple[PlannedCall, Outcome]]:
    """Without the lookups that only served a deed of the turn."""
    numbers = {id(call): number for number, (call, _) in enumerate(situation.calls())}
    acts = [call for call, _ in made if intent(call.tool).verb.kind not in _ASKING]
    feeding = {
        source.call
        for call in acts
        for source in call.sources.values()
        if isinstance(source, Found)
    }
    return [pair for pair in made if numbers.get(id(pair[0])) not in feeding or pair[0] in acts]


_DOING = frozenset({"export", "review", "download", "check in", "check out"})
"""Verbs that read something in the dictionary of verbs, and yet do something."""


def answer(
    call: PlannedCall,
    outcome: Outcome,
    how: Style,
    speaker: Speaker,
    names: Mapping[str, str] | None = None,
) -> str:
    """What one call's result says; `names` are those of things by their ids. Raises Unsayable."""
    tool, value = call.tool, outcome.value
    if is_table(value):
        return table(value, speaker.rng)
    said = said_values(call.arguments.values())
    top, aim = frame(tool), intent(tool)
    many = found(value, top, said)
    if _acts(tool) and not (aim.base in ("run", "execute") and many is not None):
        return done(tool, call.arguments, value, top, said, how, speaker, names or {})
    listed = aim.verb.kind in ("list", "search") or is_plural(aim.object.words)
    if many is None and listed and omitted(value, top):
        raise Unsayable(f"{tool.name}: a result without its list")
    if many is not None and not aside(many, tool):
        return listing(tool, call.arguments, many, said, how, speaker.rng)
    if isinstance(value, dict):
        return telling(tool, call.arguments, value, top, said, how, speaker.rng)
    return scalar(tool, call.arguments, value, top, how, speaker)


PART: EndingPart = Report()
