"""What the verb of a tool's name says it does: the tables and the functions that read them."""

import re
from typing import Literal, TypeAlias

from studio.record import Tool
from studio.resources.nouns import words

Kind: TypeAlias = Literal["create", "list", "search", "get", "update", "delete", "act", "compute"]
"""What a tool does to a resource. act: everything with an effect that is none of the others (send,
book, play). compute: nothing but its arguments decides the result."""

_TABLE: dict[str, str] = {
    "create": "create insert new make generate compose draft clone duplicate copy",
    "made": """add open log submit request write record schedule register publish upload save
        start post raise file issue put import provision allocate launch run""",
    "list": "list enumerate browse index",
    "search": "search find query discover explore filter match",
    "get": """get show read fetch retrieve view check describe track look lookup see display
        download tell give count head inspect monitor preview is has select explain""",
    "update": """update patch edit modify change rename move set assign reschedule replace tag
        label relabel untag adjust configure amend restore reset toggle extend transition""",
    "delete": """delete remove destroy purge drop erase uninstall unregister deregister terminate
        revoke discard detach forget""",
    "act": """send book reserve order buy purchase place play pause resume stop skip pay transfer
        enrol enroll join invite share unshare approve reject accept decline merge close reopen
        cancel archive unarchive mark block unblock lock unlock turn activate deactivate enable
        disable notify remind respond reply forward answer assess sign subscribe unsubscribe follow
        unfollow like vote rate review comment split exchange refund return swap apply link attach
        connect disconnect print call dial text email message ship dispatch deploy restart reboot
        trigger execute invoke sync clear empty trash watch bind undelete complete finish end begin
        ask navigate click type press adjust mute unmute volume charge withdraw deposit invest sell
        trade report claim check_in checkout confirm verify test ping do process handle perform
        export choose pick load release associate disassociate authorize abort batch untrash hide
        unhide mv rm mkdir""",
    "compute": """calculate compute convert solve factorise factorize multiply divide subtract
        sum average mean median integrate differentiate simplify round encode decode hash encrypt
        decrypt parse format estimate determine measure evaluate summarise summarize analyse
        analyze predict derive translate transform normalize normalise sort reverse""",
}
VERBS: dict[str, str] = {
    verb: group for group, verbs in reversed(_TABLE.items()) for verb in verbs.split()
}
"""Verb → its group: a kind, or `made` for verbs that create where something new comes back."""

_SCIENCE = frozenset(
    """math maths mathematics geometry algebra statistics stats calculus physics arithmetic
    probability kinematics finance calc calculator converter""".split()
)
_RECKONED = re.compile(
    r"^(?:this (?:function|tool) )?(?:is used to )?(?:can )?(?:calculat|comput|convert|solv|"
    r"evaluat|estimat|find(?:s)? the (?:area|roots?|sum|product|factors|greatest|least|"
    r"derivative|distance between two points)|determines? (?:whether|if) (?:a|the) number|"
    r"perform(?:s)? (?:a |an )?(?:linear|statistical|t-test|regression|integration))",
    re.IGNORECASE,
)
_METHODS = {"get": "get", "head": "get", "put": "update", "patch": "update", "delete": "delete"}


def segments(tool: Tool) -> tuple[str, str]:
    """The part of a name that says what is done, and what stands before its last dot."""
    before, _, last = tool.name.rpartition(".")
    if not before and "__" in tool.name:
        before, _, last = tool.name.rpartition("__")
    return (last or tool.name), before


def verb_of(tool: Tool) -> tuple[str, tuple[str, ...]]:
    """The verb of a tool's name, in lower case, and the words that follow it; no verb for a name
    that has none at either end."""
    last, before = segments(tool)
    parts = words(last)
    if parts and parts[0] in VERBS:
        return parts[0], parts[1:]
    if len(parts) > 1 and parts[-1] in _TRAILING:
        return parts[-1], parts[:-1]
    if before and not parts[1:] and parts:
        leading = words(before.rpartition(".")[2])
        if leading[:1] and leading[0] in VERBS:
            return leading[0], (*leading[1:], *parts)
    spoken = words(tool.description[:40])[:1]
    verb = next((form for form in (*spoken, *(w.removesuffix("s") for w in spoken))), "")
    return (verb if VERBS.get(verb) and spoken != parts[:1] else ""), parts


_TRAILING = frozenset("get list search create delete update add remove find insert edit".split())
"""Verbs that stand at the end of a name: `user_list`."""


def method(tool: Tool) -> str:
    """HTTP method, lower case, where the source tells: the end of an OpenAPI pointer."""
    if not tool.origin.pointer.startswith("/paths/"):
        return ""
    return tool.origin.pointer.rpartition("/")[2].lower()


def path(tool: Tool) -> tuple[str, ...]:
    """Segments of the HTTP path where the source tells: `repos`, `{repository}`, `pulls`."""
    if not method(tool):
        return ()
    held = tool.origin.pointer.removeprefix("/paths/").rpartition("/")[0]
    return tuple(part for part in held.replace("~1", "/").replace("~0", "~").split("/") if part)


def reckons(tool: Tool, verb: str) -> bool:
    """Whether a tool is pure calculation by its words."""
    if VERBS.get(verb) == "compute":
        return True
    if method(tool) or tool.origin.format in ("discovery", "aws"):
        return False
    if _SCIENCE & {*words(segments(tool)[1])} or _SCIENCE & {*words(tool.name)[:1]}:
        return True
    return _RECKONED.match(tool.description) is not None


def group(tool: Tool, verb: str) -> str:
    """The group of the table a tool belongs to, by its verb, else by its HTTP method; empty when
    neither tells."""
    if reckons(tool, verb):
        return "compute"
    if verb:
        return VERBS[verb]
    return _METHODS.get(method(tool), "act" if method(tool) else "")
