"""Times that are drawn from distributions made for something else."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.saying import duration, percent
from simulator.randomness.distributions import Distribution

#: A normal distribution of which no more than this is cut off is as good as whole.
_MAY_BE_CUT = 0.001


def check_normal_times(facts: Facts) -> Iterator[Problem]:
    """No normal distribution of a time loses a share worth mentioning at zero."""
    unit = facts.plan.clock.unit
    for place, draw in _times(facts):
        cut = draw.share_below(0.0)
        parts = [part for part in draw.parts if part.family.name == "normal" and part.least == 0.0]
        if cut > _MAY_BE_CUT and parts:
            meant = sum(part.share * (part.family.mean + part.shift) for part in draw.parts)
            yield Problem(
                f"{percent(cut)} of this normal distribution lies below zero and is cut there, "
                f"which makes its mean {duration(draw.mean, unit)} instead of {duration(meant, unit)}",
                "take `gamma` or `lognormal` with the same mean and sd: they have no negative times",
                place,
                code="normal-cut",
            )


def _times(facts: Facts) -> Iterator[tuple[str, Distribution]]:
    """Every distribution of a time, with its path."""
    for step in facts.plan.steps:
        draws = [*step.work.cases.values(), step.work.otherwise]
        yield from ((path("steps", step.name, "time"), draw) for draw in draws if draw is not None)
        if step.hand_off is not None:
            yield path("steps", step.name, "hand_off"), step.hand_off
        if step.patience is not None:
            yield path("steps", step.name, "patience"), step.patience
    for customers in facts.plan.classes:
        if customers.patience is not None:
            yield path("customers", customers.name, "patience"), customers.patience
        if customers.arrivals.every is not None:
            yield path("customers", customers.name, "arrivals", "every"), customers.arrivals.every
