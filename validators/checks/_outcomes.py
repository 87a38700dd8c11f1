"""Whether an assistant says that something worked which failed, that something failed which worked,
or that nothing was found where something was.
"""

import re
from collections.abc import Sequence

from validators.checks._evidence import Evidence

_DID = re.compile(
    r"\bI(?:['’]ve| have)(?: (?:just|now|already|also|successfully|gone ahead and))* "
    r"(?P<verb>\w+(?:ed|sent|made|put|set|bought|paid|written|begun|moved|run|built))\b"
    r"|\b(?:has|have) been (?P<passive>\w+(?:ed|sent|paid|bought|made|set))\b"
    r"|\bsuccessfully\b|\ball set\b"
    r"|(?:^|[.!] )(?:All )?(?:[Dd]one|[Bb]ooked|[Ss]ent|[Dd]eleted|[Cc]ancelled)[:,.!]",
)
_HARMLESS = frozenset(
    """tried attempted checked looked searched asked noted reached received encountered stopped
    waited confirmed failed rejected denied refused declined limited blocked exceeded changed
    expired reported needed allowed used noticed repeated helped hit returned""".split()
)
"""Participles that claim no success after an error."""
_FAILED = re.compile(
    r"\bI (?:couldn['’]t|could not|wasn['’]t able to|was unable to|can['’]t|didn['’]t manage to"
    r"|failed to)\b|\b(?:didn['’]t work|did not work|didn['’]t go through|ran into an error"
    r"|an error (?:came|occurred)|that failed|it failed|was an error|went wrong)\b",
)
_ASIDE = re.compile(
    r"\b(?:find any|find anything|find no|see any|tell (?:from|whether|you)|say (?:for|whether)"
    r"|confirm|be sure|guarantee|promise|find a|find the|find (?:\w+ ){0,3}(?:in|on|for|by|that))\b"
)
_NOTHING = re.compile(
    r"\b(?:I )?(?:found|see) (?:no|nothing|none)\b|\bno \w+(?: \w+){0,3} (?:were|was) found\b"
    r"|\bnothing (?:came up|was found|matches|matched)\b|\bcame back empty\b"
    r"|\b(?:couldn['’]t|could not|can['’]t|didn['’]t) find (?:any|anything)\b"
    r"|\bthere (?:are no|aren['’]t any|is no|isn['’]t any|is nothing|were no)\b|\bno results\b",
    re.IGNORECASE,
)


def contradiction(text: str, turn: Sequence[Evidence], results: Sequence[Evidence]) -> str:
    """What a text claims against what came of the calls; empty for nothing. `turn` are the results
    since the user spoke, `results` all of the dialogue."""
    if not turn:
        return ""
    if _NOTHING.search(text) and not _some_nothing(results):
        return "says that nothing was found where results have something"
    if turn[-1].error and (claim := _success(text)):
        return f"{claim!r} after a call that failed"
    worked = all(not (each.error or each.doubtful or each.empty) for each in turn)
    if worked and (found := _FAILED.search(text)) and not _ASIDE.search(text[found.start() :][:90]):
        return f"{found[0]!r} after calls that worked"
    return ""


def _some_nothing(results: Sequence[Evidence]) -> bool:
    return any(each.empty or each.error or each.doubtful for each in results)


def _success(text: str) -> str:
    """The words that claim success, empty for none."""
    for found in _DID.finditer(text):
        verb = (found["verb"] or found["passive"] or "").lower()
        before = text[max(0, found.start() - 12) : found.start()].lower()
        denied = any(word in before for word in ("not ", "n't ", "nothing ", "if ", "once ", "un"))
        if verb not in _HARMLESS and not denied:
            return found[0].strip()
    return ""
