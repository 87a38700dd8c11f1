"""Past tense and participles of the verbs of APIs."""

import pytest

from generators.language.inflection import participle, past


@pytest.mark.parametrize(
    ("phrase", "done", "did"),
    [
        ("book a table", "booked a table", "booked a table"),
        ("cancel it", "cancelled it", "cancelled it"),
        ("send", "sent", "sent"),
        ("write a review", "written a review", "wrote a review"),
        ("set up a call", "set up a call", "set up a call"),
        ("take out a row", "taken out a row", "took out a row"),
        ("copy", "copied", "copied"),
        ("play", "played", "played"),
        ("withdraw money", "withdrawn money", "withdrew money"),
        ("archive", "archived", "archived"),
        ("begin", "begun", "began"),
        ("ship", "shipped", "shipped"),
    ],
)
def test_forms(phrase: str, done: str, did: str) -> None:
    assert participle(phrase) == done
    assert past(phrase) == did
