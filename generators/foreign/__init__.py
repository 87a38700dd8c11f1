"""Requests in other languages than English, about tools whose schemas are English.

`known` says which tools can be spoken of, `localised` makes the values of a call those a speaker of
the language would use, `speak` puts a turn into words. One folder of word tables per language in
`words/`; grammar that all share is in the modules.
"""

from generators.foreign.known import known, sayable_names
from generators.foreign.local import localised
from generators.foreign.speech import relies_on_today, speak, system
from generators.foreign.tables import LANGUAGES

__all__ = ["LANGUAGES", "known", "localised", "relies_on_today", "sayable_names", "speak", "system"]
