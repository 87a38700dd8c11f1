"""The cross_lingual scenario: languages take turns, and every kind of ending comes up."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from generators.foreign import LANGUAGES, known
from studio.brief import Brief


def test_languages_and_endings_are_all_there(plans: Callable[..., Any]) -> None:
    briefs = [brief for _, brief in plans("cross_lingual", 400) if isinstance(brief, Brief)]
    assert len(briefs) >= 380
    languages = Counter(brief.language for brief in briefs)
    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 20
    endings = Counter(brief.turns[0].ending for brief in briefs)
    assert endings["calls"] > endings["missing"] > 0
    assert endings["unable"] > 0


def test_what_is_offered_fits_the_ending(plans: Callable[..., Any]) -> None:
    for _, brief in plans("cross_lingual", 200):
        if not isinstance(brief, Brief):
            continue
        (turn,) = brief.turns
        (wish,) = turn.wishes
        assert known(wish.tool, brief.language)
        assert (wish.tool in brief.offered) is (turn.ending != "unable")
        assert bool(turn.steps) is (turn.ending == "calls")
        assert len(turn.missing) == (1 if turn.ending == "missing" else 0)
        assert not set(turn.missing) & wish.arguments.keys()
