"""The words of the language, and which of them a blueprint says.

A word is a path of the schema, such as `teams.NAME.cost`, or one with a value that is a word behind it, such
as `clock.at_end: stop`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from simulator.blueprint.part import Part
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint as Whole
from simulator.blueprint.vocabulary import Entry, entries, parts_in
from tests.properties.impossible import LEFT_OUT
from tests.properties.values import Blueprint

#: Blocks whose words meet only within one of them.
BLOCKS = ("steps", "customers", "teams", "resources", "deadlines", "sla", "objective")


@cache
def known_words() -> frozenset[str]:
    """Every word that random blueprints may say."""
    found = set()
    for entry in entries():
        found.add(entry.place)
        found.update(f"{entry.place}: {value}" for value in entry.values)
    return frozenset(word for word in found if not any(re.search(pattern, word) for pattern, _ in LEFT_OUT))


def words_of(blueprint: Blueprint) -> dict[str, set[str]]:
    """The words of each named block, those elsewhere under the empty name."""
    known = {entry.place: entry for entry in entries()}
    found: dict[str, set[str]] = defaultdict(set)
    for name, word in _walk(blueprint, Whole, "", "", known):
        found[name].add(word)
    for module, block in blueprint.get("modules", {}).items():
        for step, body in block["steps"].items():
            name = f"steps {module} / {step}"
            found[name] |= {word for _, word in _walk(body, Step, "steps.NAME", name, known)}
    return found


def _walk(
    value: Any, part: type[Part], place: str, name: str, known: dict[str, Entry]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for of in value:
            yield from _walk(of, part, place, name, known)
    if not isinstance(value, dict):
        return
    for word, of in value.items():
        path = f"{place}.{word}" if place else word
        entry = known.get(path)
        if entry is None:
            continue
        yield name, path
        for said in of.values() if word == "outcomes" else [of]:
            if str(said) in entry.values:
                yield name, f"{path}: {said}"
        for inner, suffix in parts_in(part.entries()[word]):
            if not suffix:
                yield from _walk(of, inner, path, name, known)
            else:
                for of_name, block in of.items():
                    own = f"{word} {of_name}" if word in BLOCKS and not place else name
                    yield from _walk(block, inner, path + suffix, own, known)
