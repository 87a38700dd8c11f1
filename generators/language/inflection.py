"""Forms of verbs: from any spelling to the base form, and to the gerund. Rules only."""

from functools import lru_cache

from generators.language.lexicon import VERBS


@lru_cache(maxsize=4096)
def base_form(word: str) -> str:
    """The base form of an API verb in any of its spellings; empty when it is none of ours."""
    word = word.lower()
    for candidate in _candidates(word):
        if candidate in VERBS:
            return candidate
    return ""


def _candidates(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms += [word[:-2], word[:-1]]
    elif word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        forms += [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
    return tuple(forms)


@lru_cache(maxsize=4096)
def gerund(phrase: str) -> str:
    """`set up` → `setting up`: the -ing form of the first word of a verb phrase."""
    verb, _, rest = phrase.partition(" ")
    if verb.endswith("ie"):
        form = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        form = verb[:-1] + "ing"
    elif verb in _DOUBLING:
        form = verb + verb[-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}" if rest else form


_DOUBLING = frozenset(
    (
        "get set put run stop cancel begin plan submit log tag transfer refer split skip trim "
        "swap shut drop ship chat dim sum star hit let forget tip crop snap wrap scan enrol "
        "pin ban pop clip flag map tap zip unpin"
    ).split()
)
