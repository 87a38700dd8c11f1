"""Which tools cannot be taken back, or cost money, or reach other people in number.

Read from the wording of name and description; nothing of dialogues or rules."""

import re

from studio.record import Tool
from studio.resources import verbs
from studio.resources.operation import Operation

_FINAL = frozenset(
    """cancel pay transfer buy purchase refund terminate revoke wipe format reset shutdown reboot
    block trash empty clear purge charge withdraw sell trade invest merge unshare unsubscribe
    deactivate deploy abort""".split()
)
_SAID = re.compile(
    r"\b(?:permanent|irrevers|cannot be undone|can't be undone|can not be undone|for good|"
    r"delete[sd]?\b|destroy|destructive|is charged|payment method|charges? the|to all\b|"
    r"to everyone|to every\b|overwrit)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\b(?:payment|transfer|order|ticket|purchase|standing order)s?\b")
_EVERYBODY = re.compile(r"\b(?:all|everyone|everybody|broadcast|bulk|batch|mass)\b")


def destructive(tool: Tool, operation: Operation) -> bool:
    """Whether a careful assistant would ask before calling it."""
    if operation.kind in ("get", "list", "search", "compute"):
        return False
    verb, rest = verbs.verb_of(tool)
    name = " ".join(rest)
    if operation.kind == "delete" or verb in _FINAL:
        return True
    if verb in ("send", "place", "make", "issue") and _MONEY.search(name):
        return True
    if verb in ("send", "notify", "message", "email") and _EVERYBODY.search(f"{verb} {name}"):
        return True
    return _SAID.search(tool.description[:300]) is not None and operation.kind != "create"
