"""Steps from a plan of staffing to those next to it, what they change and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.experiment.staffing.space import Levels
from simulator.experiment.staffing.trials import Look, Trials

#: Plans simulated side by side.
_AT_ONCE = 4


def neighbours(trials: Trials, here: Levels, step: int) -> list[Levels]:
    """The plans with one member more (`step` 1) or fewer (-1) at one place, within the ranges."""
    return [levels for levels in changed(here, step) if trials.space.allows(levels)]


def changed(here: Levels, step: int) -> Iterator[Levels]:
    """The same, whether within the ranges or not."""
    for number in range(len(here)):
        yield (*here[:number], here[number] + step, *here[number + 1 :])


def with_step(plan: Levels, here: Levels, there: Levels) -> Levels:
    """A plan with the step from `here` to `there` on top."""
    return tuple(level + new - old for level, old, new in zip(plan, here, there, strict=True))


def change_of(before: Look, after: Look) -> tuple[float, ...]:
    """By how much each figure came to the good side."""
    return tuple(new - old for old, new in zip(before.values, after.values, strict=True))


def price_of(trials: Trials, here: Levels, up: Levels) -> float:
    """What a step costs: money where any of the places costs any, else time."""
    (cost, time), (old_cost, old_time) = trials.space.cost(up), trials.space.cost(here)
    paid = any(place.cost for place in trials.space.places)
    # A step that is free, or lies outside of what is measured, is worth more than any other.
    return max(cost - old_cost if paid else time - old_time, 1e-9)


def batches(plans: Sequence[Levels]) -> Iterator[Sequence[Levels]]:
    """Plans that are simulated side by side."""
    for first in range(0, len(plans), _AT_ONCE):
        yield plans[first : first + _AT_ONCE]
