"""Phrases for a boolean out of its own description: "Whether the branch is deleted afterwards" →
"the branch should be deleted afterwards", "Whether to send invites" → "no need to send invites".

Reads one clause by its form only; a description of another form yields nothing.
"""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from generators.language.picking import Options, wordset

Form: TypeAlias = Literal["phrase", "adverbial", "imperative"]
"""How a spelling fits a sentence: a noun phrase, something that stands beside the sentence
("without invites", "tomorrow"), or a sentence of its own ("skip the invites")."""

Clause: TypeAlias = tuple[str, Form]

NEGATIVE = wordset(
    """exclude excluding skip hide ignore without disable disabled no omit suppress prevent leave
    avoid"""
)
"""Words of a name or command that turn its meaning round: `skip_cache=true`, "without cache"."""

_CLAUSE = re.compile(r"[^.;,(:]{1,110}")
_TO = re.compile(
    r"(?:whether(?: or not)? to|(?:if|when) (?:true|set|enabled)(?: then)?"
    r"|set (?:this )?to true to|true to|set to `?true`? to|flag to) +(.+)",
    re.IGNORECASE,
)
_TAIL = re.compile(r" (?:in case|so that|because|even if|if|when|while) ")
_COMMAND = re.compile(
    r"(?:include|send|show|return|add|allow|notify|use|keep|create|skip|exclude|ignore|hide|delete"
    r"|overwrite|save|email|print|sync|disable|enable|leave out|make|list|apply|require|turn)"
    r"(?: [\w'\-]+){1,8}",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"whether(?: or not)? (.+)", re.IGNORECASE)
_ONLY = re.compile(
    r"(?:(?:show|list|return|find|get|search|look) (?:only )?(?:at |for )?)?only (?:at |for )?(.+?)"
    r"(?: (?:is|are) (?:wanted|shown|listed|returned|included|counted|found))?"
)
_OUT = re.compile(r"(.+) (?:is|are) (?:left out|excluded|skipped|omitted|ignored)")
_IN = re.compile(
    r"(.+) (?:is|are) (?:listed|shown|included|counted|returned|kept)(?: too| as well| also)?"
)
_WANTED = re.compile(r"(.+) (?:is|are) (?:wanted|needed|required)( .+)?")
_MODAL = re.compile(r"(.+?) (must|should|can|may|has to) (.+)")
_BEING = re.compile(r"(.+?) (?:is|are) (.+)")
_DOING = re.compile(
    r"(.+?) (gets|takes|pays|stays|goes|comes|runs|has|makes|uses|includes|contains|starts|ends"
    r"|repeats|applies|becomes|expires|appears|counts|works) (.+)"
)
_BASE = {"goes": "go", "has": "have", "applies": "apply"}
_VERB = re.compile(
    r"(?!(?:the|this|it|is|an?|was|all|any|not|only|results?)\b)[a-z]+(?<!s)(?<!ed)\b", re.I
)
_AWKWARD = re.compile(
    r"\b(true|false|default|whether|otherwise|this|which|or|be|not|its|field|parameter|request"
    r"|response|you|your|specified|given)\b|[^\w '\-]",
    re.IGNORECASE,
)
_HOPELESS = re.compile(
    r"\b(true|false|default|whether|otherwise|which|or|no|its|field|parameter|request|response"
    r"|specified|given)\b|[^\w '\-]",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def command(description: str) -> str:
    """The command a description holds ("Whether to send invites." → "send invites"), or ""."""
    clause = _CLAUSE.match(description)
    if not clause:
        return ""
    found = _TO.fullmatch(clause[0].strip())
    said = re.sub(r"\byour\b", "my", _TAIL.split(found[1])[0]) if found else clause[0].strip()
    if not found and not _COMMAND.fullmatch(said):
        return ""
    unfit = _HOPELESS if found else _AWKWARD
    if unfit.search(said) or "you " in said or not _VERB.match(said):
        return ""
    if not 2 <= len(said.split()) <= 10:
        return ""
    first, _, rest = said.partition(" ")
    return f"{first.lower()} {rest}"


_AGAINST = re.compile(
    r"\b(?:not|left out|exclud\w+|skip\w*|omit\w*|" + "|".join(sorted(NEGATIVE)) + r")\b"
)


def against(description: str) -> bool:
    """Whether a description's clause is about leaving out or not doing something."""
    clause = _CLAUSE.match(description.lower())
    return bool(clause and _AGAINST.search(clause[0]))


def about_only(description: str) -> bool:
    """Whether a description narrows a choice: "Whether to show only emails …"."""
    clause = _CLAUSE.match(description)
    return bool(clause and re.search(r"\bonly\b", clause[0]))


@lru_cache(maxsize=16384)
def described(description: str, present: bool) -> tuple[tuple[float, Clause], ...]:
    """Phrases for the described thing (`present`) or against it, with weights; none when the
    description is of no known form."""
    clause = _CLAUSE.match(description)
    found = _WHETHER.fullmatch(clause[0].strip()) if clause else None
    said = (found[1] if found else "").removeprefix("to ")
    narrowed = _ONLY.fullmatch(said)
    if narrowed and not _HOPELESS.search(narrowed[1]) and len(said.split()) <= 12:
        return tuple(_narrowed(narrowed[1], present))
    if present and (plain := command(description)):
        return ((5, (plain, "imperative")), (2, (f"please {plain}", "imperative")))
    if plain := command(description):
        return tuple(_denied(plain))
    if not found or found[1] != said or _HOPELESS.search(said) or len(said.split()) > 12:
        return ()
    return tuple(_stated(said, present))


def _denied(plain: str) -> Options[Clause]:
    yield 4, (f"don't {plain}", "imperative")
    yield 1, (f"please don't {plain}", "imperative")
    if plain.partition(" ")[0] not in NEGATIVE:
        yield 3, (f"no need to {plain}", "imperative")


def _narrowed(things: str, present: bool) -> Options[Clause]:
    lead = "" if present else "not "
    yield 4, (f"{lead}only {things}", "adverbial")
    yield 3, (f"{lead}just {things}", "adverbial")


def _stated(said: str, present: bool) -> Options[Clause]:
    """ "the branch is deleted afterwards" and the like, wished for or not."""
    if re.search(r"\bnot\b", said) or "you " in said:
        return
    said = re.sub(r"\byour\b", "my", said)
    if found := _OUT.fullmatch(said):
        yield from _listed(found[1], not present)
    elif found := _IN.fullmatch(said):
        yield from _listed(found[1], present)
    elif found := _WANTED.fullmatch(said):
        want = "I'd like" if present else "I don't want"
        yield 4, (f"{want} {found[1]}{found[2] or ''}", "imperative")
    elif found := _MODAL.fullmatch(said):
        yield from _modal(found[1], found[2], found[3], present)
    elif found := _BEING.fullmatch(said):
        yield 4, (f"{found[1]} {'should' if present else 'should not'} be {found[2]}", "imperative")
        if not present:
            yield 4, (f"{found[1]} shouldn't be {found[2]}", "imperative")
    elif found := _DOING.fullmatch(said):
        verb = _BASE.get(found[2], found[2].removesuffix("s"))
        yield 4, (f"{found[1]} should{'' if present else ' not'} {verb} {found[3]}", "imperative")


def _listed(things: str, present: bool) -> Options[Clause]:
    if present:
        yield 4, (f"including {things}", "adverbial")
        yield 2, (f"include {things}", "imperative")
        return
    yield 4, (f"without {things}", "adverbial")
    yield 3, (f"leave out {things}", "imperative")


def _modal(subject: str, modal: str, rest: str, present: bool) -> Options[Clause]:
    able = "be able to " if modal in ("can", "may") else ""
    if present:
        yield 4, (f"{subject} {modal} {rest}", "imperative")
        yield 2, (f"{subject} should {able}{rest}", "imperative")
        return
    many = subject == "they" or subject.endswith("s")
    if modal in ("must", "has to"):
        yield 4, (f"{subject} {'don' if many else 'doesn'}'t have to {rest}", "imperative")
        return
    yield 2, (f"{subject} shouldn't {able}{rest}", "imperative")
