"""The JSON Schema of a distribution, from the table of families."""

from __future__ import annotations

from typing import Any

from simulator.blueprint.families import FAMILIES, LIMITS, LISTED, Family

_RATIO = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*%\s*$"}]
}
_SHARE = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*%\s*$"},
    ]
}


def distribution_json(quantity: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a distribution whose values are written as `quantity` says."""
    kinds = {
        "value": quantity,
        "spread": quantity,
        "ratio": _RATIO,
        "shape": {"type": "number", "exclusiveMinimum": 0},
        "count": {"type": "integer", "minimum": 1},
    }
    # A limit may be negative, which the schema of a value need not allow.
    limits = {
        word: {"type": ["number", "string"], "description": meaning} for word, meaning in LIMITS.items()
    }
    named = {family.name: _family(family, kinds) for family in FAMILIES.values()} | _listed(quantity)
    forms = [
        {
            "type": "object",
            "properties": {word: {**schema, "description": _meaning(word)}, **limits},
            "required": [word],
            "additionalProperties": False,
        }
        for word, schema in named.items()
    ]
    return {"anyOf": [quantity, *forms]}


def _meaning(word: str) -> str:
    return FAMILIES[word].meaning if word in FAMILIES else LISTED[word][0]


def _family(family: Family, kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    block = {
        "type": "object",
        "properties": {word: kinds[kind] for word, kind in family.parameters.items()},
        "additionalProperties": False,
        "anyOf": [{"required": list(names), "maxProperties": len(names)} for names in family.takes],
    }
    return {"anyOf": [kinds["value"], block]} if family.short else block


def _listed(quantity: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the schemas of the families that are written as lists; the parts of a mixture are left open."""
    column = {
        "type": "object",
        "properties": {"csv": {"type": "string"}, "column": {"type": "string"}, "times": _RATIO},
        "required": ["csv", "column"],
        "additionalProperties": False,
    }
    part = {
        "type": "object",
        "properties": {"share": _SHARE, "of": {}},
        "required": ["share", "of"],
        "additionalProperties": False,
    }
    return {
        "discrete": {"type": "object", "minProperties": 1, "additionalProperties": _SHARE},
        "empirical": {"anyOf": [{"type": "array", "items": quantity, "minItems": 1}, column]},
        "mixture": {"type": "array", "items": part, "minItems": 1},
    }
