"""The time of work at a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.blueprint.distribution_spec import time as time_of
from simulator.blueprint.misread import Collector
from simulator.blueprint.part import Form
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.by_value import read_by_value
from simulator.blueprint.schema.priorities import BY_WORD
from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Work:
    """How long the standard work of a visit is.

    Attributes:
        by: the attribute that decides, `customers` for the class, or empty: one distribution for all.
        cases: the distribution for each value written.
        otherwise: for all other values.
    """

    by: str = ""
    cases: dict[str, Distribution] = field(default_factory=dict)
    otherwise: Distribution | None = None


def _work(value: Any, reading: Reading) -> Work:
    if not isinstance(value, dict) or "by" not in value:
        return Work(otherwise=time_of(value, reading))
    collector = Collector()
    if len(value) == 1:
        collector.add(
            "no value has a time here", "write `{by: customers, business: 10 min, otherwise: 5 min}`", "empty"
        )
    return Work(*read_by_value(value, time_of, reading, collector))


WORK = Form(
    "a time of work",
    _work,
    "A distribution of times, or one for each value of an attribute or each class of customers.",
    ("4 min", "{lognormal: {mean: 4 min, cv: 0.8}}", "{by: customers, business: 10 min, otherwise: 5 min}"),
    {
        "anyOf": [
            {"x-form": "a distribution of times"},
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by"],
                "additionalProperties": {"x-form": "a distribution of times"},
                "minProperties": 2,
            },
        ]
    },
    words={
        "by": BY_WORD,
        "otherwise": "For all values that are not named.",
    },
)
