"""Tools under other names (function masking): what a masked sample shows, and the way back.

A mask renames the function and its top-level parameters, so that a model learns to read the
schema instead of the name (Hammer, arXiv 2410.04587). Renaming is exact: the shown tool accepts
the renamed arguments if and only if the original accepts the real ones. Where a schema's
composition would break that, the tool is not `maskable`. Descriptions stay as they are.

Choosing names is not done here.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from studio.record import Json, Mask, Schema, Tool

_COMPOSED = (
    *("allOf", "anyOf", "oneOf", "not", "if", "$ref", "$dynamicRef", "$recursiveRef"),
    *("patternProperties", "propertyNames", "dependentSchemas", "unevaluatedProperties"),
    *("const", "enum"),
)
"""Keywords of the top level that speak of its properties in ways a renaming cannot follow."""


_MASKABLE: dict[str, tuple[str, ...]] = {}
"""Answers of `maskable` by tool id: asked for every offered tool of every masked sample."""


def maskable(tool: Tool) -> tuple[str, ...]:
    """The parameters that can be renamed without changing what the schema accepts: every
    top-level one, or none where the schema's composition makes a renaming unsafe."""
    known = _MASKABLE.get(tool.id)
    if known is None:
        safe = _safe(tool.parameters)
        known = _MASKABLE[tool.id] = tuple(tool.parameters["properties"]) if safe else ()
    return known


def _safe(schema: Schema) -> bool:
    return (
        isinstance(schema.get("properties"), dict)
        and not any(key in schema for key in _COMPOSED)
        and schema.get("additionalProperties", False) is False
        and all(isinstance(item, list) for item in schema.get("dependencies", {}).values())
        and not _points_inside(schema)
    )


def _points_inside(value: Json) -> bool:
    """Whether a reference leads to the root or one of its properties, whose names change."""
    if isinstance(value, list):
        return any(_points_inside(item) for item in value)
    if not isinstance(value, dict):
        return False
    target = value.get("$ref")
    if isinstance(target, str) and not target.startswith(("#/$defs/", "#/definitions/")):
        return True
    return any(_points_inside(item) for item in value.values())


def shown(tool: Tool, mask: Mask | None) -> Tool:
    """The tool as a sample shows it. The id tells masks of one tool apart without hashing the
    schema again. ValueError for a mask that does not fit the tool: a fault in the program."""
    if mask is None:
        return tool
    parameters = _renamed(tool, mask.parameters) if mask.parameters else tool.parameters
    # trusted values: validation would walk the whole schema again for each masked tool
    return Tool.model_construct(
        id=f"{tool.id}~{_digest(mask)}",
        name=mask.name,
        description=tool.description,
        parameters=parameters,
        returns=tool.returns,
        origin=tool.origin,
    )


def _digest(mask: Mask) -> str:
    content = msgspec.json.encode([mask.name, mask.parameters], order="sorted")
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def _renamed(tool: Tool, names: Mapping[str, str]) -> Schema:
    schema = tool.parameters
    if not maskable(tool):
        raise ValueError(f"the parameters of {tool.name} cannot be renamed safely")
    properties = schema["properties"]
    after = [names.get(name, name) for name in properties]
    if len(set(after)) < len(after) or names.keys() - properties.keys():
        raise ValueError(f"mask {dict(names)} does not fit the parameters of {tool.name}")
    changed: dict[str, Any] = {"properties": dict(zip(after, properties.values(), strict=True))}
    if "required" in schema:
        changed["required"] = [names.get(name, name) for name in schema["required"]]
    for keyword in ("dependentRequired", "dependencies"):
        if keyword in schema:
            changed[keyword] = {
                names.get(name, name): [names.get(other, other) for other in others]
                for name, others in schema[keyword].items()
            }
    if isinstance(schema.get("default"), dict):
        changed["default"] = masked_arguments(schema["default"], names)
    if isinstance(schema.get("examples"), list):
        changed["examples"] = [
            masked_arguments(item, names) if isinstance(item, dict) else item
            for item in schema["examples"]
        ]
    # in the place of the original keyword, so that the order shown stays the author's
    return {key: changed.get(key, value) for key, value in schema.items()}


def masked_arguments(arguments: Mapping[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    """Real arguments under the names shown; order kept."""
    return {names.get(name, name): value for name, value in arguments.items()}


def unmask_arguments(arguments: Mapping[str, Json], mask: Mask) -> dict[str, Json]:
    """Shown arguments under their real names; order kept.

    A real name that the mask hides is unknown to whoever reads the shown tool. It is left out of
    the result here; `hidden_arguments` names such arguments.
    """
    back = {after: before for before, after in mask.parameters.items()}
    hidden = hidden_arguments(arguments, mask)
    return {back.get(name, name): value for name, value in arguments.items() if name not in hidden}


def hidden_arguments(arguments: Mapping[str, Json], mask: Mask) -> frozenset[str]:
    """Arguments given by a real name that the mask hides: unknown arguments."""
    return frozenset(arguments).intersection(mask.parameters) - set(mask.parameters.values())


@lru_cache(maxsize=4_096)
def _inverse(name: str, pairs: tuple[tuple[str, str], ...]) -> Mask:
    return Mask(name=name, parameters={after: before for before, after in pairs})


def unshown(tool: Tool, mask: Mask, name: str) -> Tool:
    """The parameters of a shown tool under their real names again; `name` is the function's."""
    return shown(tool, _inverse(name, tuple(mask.parameters.items())))
