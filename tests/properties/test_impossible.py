"""What is held impossible is refused: of every kind of pair one that a blueprint cannot have in a block."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from simulator.blueprint.load import loads
from simulator.errors import BlueprintError
from tests.properties.impossible import REFUSED
from tests.properties.values import Blueprint
from tests.properties.words import words_of

ROWS: dict[str, Blueprint] = {
    "customers": {"guest": {"starts_at": "desk", "arrivals": {"at": [1]}}},
    "teams": {"clerks": {"count": 1}, "porters": {"count": 2}},
    "steps": {
        "desk": {"team": "clerks", "time": 1, "next": "door"},
        "door": {"time": 1, "next": {"end": "served"}},
    },
}

AT_DESK = {"team": "clerks", "time": 1, "next": "door"}
A_BATCH = {**AT_DESK, "batch": {"size": 2}}
ACTION = {"id": "greet", "do": "Greet", "standard_time": 1}
COMES = {"starts_at": "desk"}
SPAN = {"from": "arrived", "to": "left", "at_most": 5}

#: A block with two words of each entry of `REFUSED`, in its order.
EXAMPLES: tuple[tuple[str, Blueprint], ...] = (
    ("steps desk", {**AT_DESK, "first_free": ["porters"]}),
    ("steps desk", {"use": "module", "cost": 2, "next": "door"}),
    ("steps desk", {**A_BATCH, "queue": {"limit": 3}}),
    ("steps desk", {**A_BATCH, "queue": {"order": "preemptive"}}),
    ("steps desk", {**A_BATCH, "work": "per case", "keep": {"clerks": "door"}}),
    ("steps desk", {**AT_DESK, "person": {"not": "door", "same_as": "door"}}),
    ("steps desk", {**AT_DESK, "sop": {"actions": [ACTION], "error": "5%"}}),
    ("steps desk", {**AT_DESK, "sop": {"exceptions": {"then": {"to": "door", "end": "sent home"}}}}),
    ("customers guest", {**COMES, "arrivals": {"at": [1], "every": 3}}),
    (
        "customers guest",
        {**COMES, "arrivals": {"appointments": {"first": "01:00", "last": "02:00", "every": 5}, "batch": 2}},
    ),
    ("customers guest", {**COMES, "arrivals": {"every": 3, "busyness": "today"}}),
    ("teams clerks", {"count": 1, "schedule": {"09:00": 1}}),
    ("teams clerks", {"unlimited": True, "absence": {"chance": "5%"}}),
    ("sla soon", {**SPAN, "measure": "wait"}),
    ("sla soon", {"measure": "wait", "at_most": 5, "at_least": 2}),
    ("sla soon", {"measure": "wait", "within": 5, "at_most": "80%"}),
    ("", {"objective": {"lowest": "cost", "highest": "served"}}),
)


def with_block(where: str, block: Blueprint) -> Blueprint:
    """A small service with one block put in, or instead of another; without a place at its top."""
    rows, _, name = where.partition(" ")
    small = {
        "blueprint": "Small",
        "clock": {"run_for": 60},
        "busyness": {"today": {"discrete": {"50%": "50%", "150%": "50%"}}},
        "modules": {"module": {"starts_at": "look", "steps": {"look": {"time": 1, "next": "leave"}}}},
        **ROWS,
    }
    return {**small, **(block if not where else {rows: {**ROWS.get(rows, {}), name: block}})}


def test_the_service_without_such_a_block_is_sound() -> None:
    assert loads(json.dumps(with_block("steps desk", AT_DESK)))


@pytest.mark.parametrize(("refused", "example"), [*zip(REFUSED, EXAMPLES, strict=True)])
def test_two_words_that_cannot_meet_are_refused(
    refused: tuple[str, str, str], example: tuple[str, Blueprint]
) -> None:
    one, other, _ = refused
    where, block = example
    blueprint = with_block(where, block)
    pairs = product(words_of(blueprint)[where], repeat=2)
    assert any(re.search(one, a) and re.search(other, b) for a, b in pairs if a != b)
    with pytest.raises(BlueprintError):
        loads(json.dumps(blueprint))
