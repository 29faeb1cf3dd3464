"""A small sound blueprint, and variations of it by what is put in its place."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from simulator.blueprint.load import loads
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, Problem

PARTS = {
    "head": "blueprint: Shop\ncurrency: EUR",
    "clock": "clock: {unit: min, start: '2024-01-01 09:00', run_for: 8 h}",
    "attributes": """\
        attributes:
          complex: {chance: 20%}
          urgency: {choice: {urgent: 10%, routine: 90%}}
          weight: {uniform: {low: 1, high: 9}}
        """,
    "customers": """\
        customers:
          walk-in: {starts_at: counter, arrivals: {rate: 30/h}}
          business: {starts_at: counter, arrivals: {every: 6 min}}
        """,
    "teams": "teams: {tellers: {count: 3, cost: 30/h}, advisers: {count: 1}}",
    "resources": "resources: {rooms: {count: 2}}",
    "steps": """\
        steps:
          counter: {team: tellers, time: 4 min, next: adviser}
          adviser: {team: advisers, time: 9 min, next: {end: served}}
        """,
}


def text_with(**parts: str) -> str:
    """The blueprint with some of its parts written otherwise, or more of them; an empty one is left out."""
    return "\n".join(textwrap.dedent(part).rstrip() for part in (PARTS | parts).values()) + "\n"


def steps(**entries: str) -> str:
    """The block of steps with these entries at `counter`."""
    return (
        "steps:\n  counter:\n"
        + "".join(
            f"    {word}: {value}\n"
            for word, value in {"team": "tellers", "time": "4 min", "next": "adviser", **entries}.items()
            if value
        )
        + "  adviser: {team: advisers, time: 9 min, next: {end: served}}\n"
    )


def shop(**parts: str) -> Blueprint:
    """The blueprint, read."""
    return loads(text_with(**parts))


def problems_of(text: str, *args: Any) -> list[Problem]:
    """What is wrong with a text."""
    with pytest.raises(BlueprintError) as caught:
        loads(text, *args)
    return list(caught.value.problems)


def told(text: str, *args: Any) -> list[str]:
    """What is wrong, each as `path: message | help`."""
    return [f"{problem.path}: {problem.message} | {problem.help}" for problem in problems_of(text, *args)]


def only(text: str, *args: Any) -> str:
    """The one thing that is wrong."""
    (found,) = told(text, *args)
    return found
