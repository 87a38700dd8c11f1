"""Regular expressions of other languages in JSON Schema's `pattern`.

JSON Schema wants ECMA-262 (Draft 2020-12, 6.4). Services also write Java's and RE2's; what no
validator could compile is kept as a `$comment`, not as a constraint.
"""

import re
from functools import lru_cache

import jsonschema_rs

from studio.record import Schema

_FOREIGN = re.compile(r"(?<!\\)\(\?(?![:=!<])|\\[AzZQEhG]|\[\[:")
"""Flags inside the pattern, anchors and classes of other languages, which lenient engines take."""


@lru_cache(maxsize=65536)
def compiles(pattern: str) -> bool:
    """Whether a pattern is one of ECMA-262 that a validator understands."""
    if _FOREIGN.search(pattern):
        return False
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True


def patterned(schema: Schema) -> Schema:
    """The schema with a `pattern` that validators understand, or with the words of it."""
    pattern = schema.get("pattern")
    if pattern is None or (isinstance(pattern, str) and compiles(pattern)):
        return schema
    rest = {key: value for key, value in schema.items() if key != "pattern"}
    return {**rest, "$comment": f"pattern of another regular expression language: {pattern}"}
