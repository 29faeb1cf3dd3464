"""What has a name in a blueprint as written: the ground on which names are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.blueprint.looks import look_of, shown
from simulator.blueprint.misread import Misread, Path
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.attributes import Choice, kind_of, read_attribute
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.written_names import ends_in, entries_at, names_in

#: The block in which each kind of thing is described.
_BLOCKS = {
    "step": "steps",
    "team": "teams",
    "class of customers": "customers",
    "busyness": "busyness",
    "hours": "hours",
    "priority": "priorities",
    "module": "modules",
    "attribute": "attributes",
    "attribute or `customers`": "attributes",
}

#: Where skills are described.
_SKILLS = (("teams", "*", "skills", "<"), ("teams", "*", "members", "*", "skills", "<"))

#: Where attributes are.
_ATTRIBUTES = (
    ("attributes",),
    ("customers", "*", "attributes"),
    ("steps", "*", "sets"),
    ("modules", "*", "steps", "*", "sets"),
)


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """What is known of an attribute before the blueprint is valid.

    Attributes:
        kinds: its kinds in words, one where all classes agree.
        values: the values of a choice over all classes.
        alone: the share that stands there alone, `25%`, or an empty string.
    """

    kinds: tuple[str, ...]
    values: tuple[str, ...]
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a blueprint.

    Attributes:
        known: the names of each kind.
        attributes: what is known of each attribute.
        blocks_missing: the kinds whose block is not there at all, and told to be missing or misspelt.
    """

    known: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, AttributeFacts]
    blocks_missing: frozenset[str]

    @classmethod
    def of(cls, written: dict[str, Any], reading: Reading) -> Names:
        """Gather the names of a blueprint as written."""
        attributes = _attributes(written, reading)
        steps = names_in(written, "steps")
        known = {
            "step": steps,
            "team": (*names_in(written, "teams"), *names_in(written, "resources")),
            "team in teams": names_in(written, "teams"),
            "resource": names_in(written, "resources"),
            "class of customers": names_in(written, "customers"),
            "busyness": names_in(written, "busyness"),
            "hours": names_in(written, "hours"),
            "module": names_in(written, "modules"),
            "priority": tuple(
                name for _, name in entries_at(written, ("priorities", "*")) if isinstance(name, str)
            ),
            "skill": tuple(dict.fromkeys(skill for at in _SKILLS for _, skill in entries_at(written, at))),
            "attribute": tuple(attributes),
            "attribute or `customers`": (*attributes, "customers"),
            "end": tuple(dict.fromkeys(end for step in steps for _, end in ends_in(written["steps"][step]))),
        }
        misspelt = any(word not in Blueprint.entries() for word in written)
        missing = {kind for kind, block in _BLOCKS.items() if not isinstance(written.get(block, {}), dict)}
        if isinstance(written.get("priorities"), list):
            missing.discard("priority")
        listed = frozenset(missing)
        missing |= {kind for kind, block in _BLOCKS.items() if block not in written}
        told = missing if misspelt else missing & {"step", "class of customers"}
        return cls(known, attributes, listed | frozenset(told))

    def with_steps(self, steps: tuple[str, ...]) -> Names:
        """Return the same names with other steps."""
        return replace(self, known={**self.known, "step": tuple(dict.fromkeys(steps))})

    def elsewhere(self, name: str, kind: str) -> str:
        """Return "is a team" where the name is known as something else, or an empty string."""
        for other in ("step", "team", "class of customers", "attribute", "busyness", "hours", "skill"):
            if other != kind and name in self.known[other]:
                return f"`{name}` is {_article(other)} {other}"
        return ""


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"


def written_attributes(written: dict[str, Any]) -> Iterator[tuple[Path, str, Any]]:
    """Yield every attribute with its path, its name and what decides it."""
    for place in _ATTRIBUTES:
        for path, block in entries_at(written, place):
            if isinstance(block, dict):
                for name, value in block.items():
                    yield (*path, name), name, value


def _attributes(written: dict[str, Any], reading: Reading) -> dict[str, AttributeFacts]:
    facts: dict[str, AttributeFacts] = {}
    for _, name, value in written_attributes(written):
        before = facts.get(name, AttributeFacts((), ()))
        try:
            attribute = read_attribute(value, reading)
        except Misread:
            facts[name] = before
            continue
        values = tuple(value for value, _ in attribute.shares) if isinstance(attribute, Choice) else ()
        facts[name] = AttributeFacts(
            tuple(dict.fromkeys((*before.kinds, kind_of(attribute)))),
            tuple(dict.fromkeys((*before.values, *values))),
            shown(value) if look_of(value) == "share" else before.alone,
        )
    return facts
