"""The JSON Schema of a blueprint (draft 2020-12), from the same definitions that read it."""

from __future__ import annotations

import re
from typing import Any

from pydantic.json_schema import models_json_schema

from simulator.blueprint.families_json import distribution_json
from simulator.blueprint.forms import DURATION_TEXT, RATE_TEXT, SHARE_TEXT
from simulator.blueprint.part import Part, all_parts
from simulator.blueprint.tree import plain
from simulator.blueprint.vocabulary import forms
from simulator.blueprint.yaml_tree import read_text

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TIME_OF_DAY = r"^\s*([01]?\d|2[0-3]):[0-5]\d\s*$"
_DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DAYS = rf"^\s*{_DAY}(\s*-\s*{_DAY})?(\s*,\s*{_DAY}(\s*-\s*{_DAY})?)*\s*$"
_SPAN = r"^\s*\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}\s*$"

#: Definitions that several forms share.
_SHARED: dict[str, dict[str, Any]] = {
    "days": {"pattern": _DAYS},
    "day names": {"type": "string", "pattern": _DAYS},
    "spans of a day": {
        "anyOf": [
            {"type": "string", "pattern": _SPAN},
            {"type": "array", "items": {"type": "string", "pattern": _SPAN}},
        ]
    },
    "a rate alone": {"anyOf": [{"const": 0}, {"type": "string", "pattern": RATE_TEXT}]},
    "a column": {
        "type": "object",
        "properties": {"csv": {"type": "string"}, "column": {"type": "string"}},
        "required": ["csv", "column"],
        "additionalProperties": False,
    },
    "a distribution of numbers": distribution_json(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"{DURATION_TEXT}|{SHARE_TEXT}"}]}
    ),
}


def json_schema() -> dict[str, Any]:
    """Return the schema, for editors that complete and check while somebody types."""
    parts = {part.__name__: part for part in all_parts()}
    _, found = models_json_schema([(part, "validation") for part in parts.values()])
    definitions = {
        name: _of_part(parts[name], schema) for name, schema in found["$defs"].items() if name in parts
    }
    for form in forms():
        definitions[_slug(form.name)] = {"description": form.meaning, **form.json}
    definitions |= {_slug(name): schema for name, schema in _SHARED.items()}
    resolved = {name: _resolved(schema) for name, schema in definitions.items()}
    whole = resolved.pop("Blueprint")
    used = _used(whole, resolved)
    return {
        "$schema": _DIALECT,
        **whole,
        "$defs": {name: schema for name, schema in sorted(resolved.items()) if name in used},
    }


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name).strip("-")


def _of_part(part: type[Part], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a block, with which words go together and without what pydantic adds."""
    properties = {word: _of_field(field) for word, field in schema.get("properties", {}).items()}
    block: dict[str, Any] = {
        "type": "object",
        "description": schema.get("description", "").split("\n")[0],
        "properties": properties,
        "additionalProperties": False,
    }
    if schema.get("required"):
        block["required"] = schema["required"]
    if part.one_of:
        block["oneOf"] = [{"required": [word]} for word in part.one_of if word in properties]
    return block


def _of_field(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field: without null, which is never written, its examples as values."""
    field = {key: value for key, value in field.items() if key not in {"title", "told_default"}}
    options = [option for option in field.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del field["anyOf"]
        field |= options[0]
    if field.get("default", ...) in (None, "", [], {}):
        del field["default"]
    if "examples" in field:
        field["examples"] = [_value(str(example)) for example in field["examples"]]
    return field


def _value(example: str) -> Any:
    """Return an example, which is written as in a blueprint, as the value it stands for."""
    return plain(read_text(f"example: {example}").root)["example"]


def _resolved(schema: Any) -> Any:
    """Return a schema with the names of forms, parts, profiles and shared definitions made references."""
    if isinstance(schema, list):
        return [_resolved(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _resolved(inner) for key, inner in schema.items() if not key.startswith("x-")}
    for mark in ("x-form", "x-def"):
        if mark in schema:
            kept["$ref"] = f"#/$defs/{_slug(schema[mark])}"
    if "x-part" in schema:
        kept["$ref"] = f"#/$defs/{schema['x-part']}"
    if "x-profile" in schema:
        kept |= _profile(_resolved(schema["x-profile"]))
    return kept


def _profile(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a profile: times of day, or days each with a value or times of day."""
    day = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _TIME_OF_DAY},
        "additionalProperties": value,
    }
    week = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _DAYS},
        "additionalProperties": {"anyOf": [value, day]},
    }
    return {"anyOf": [day, week]}


def _used(whole: Any, definitions: dict[str, Any]) -> set[str]:
    """Return the definitions that are referred to, directly or not."""
    found: set[str] = set()
    ahead = [whole]
    while ahead:
        schema = ahead.pop()
        if isinstance(schema, list):
            ahead.extend(schema)
        elif isinstance(schema, dict):
            name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                ahead.append(definitions[name])
            ahead.extend(schema.values())
    return found
