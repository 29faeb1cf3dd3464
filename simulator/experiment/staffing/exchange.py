"""Exchanges: a member more at one place and fewer at one or two others, for less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.experiment.staffing.space import Levels
from simulator.experiment.staffing.steps import batches, change_of, changed, neighbours, with_step
from simulator.experiment.staffing.trials import Trials

#: Exchanges that are tried, the most promising first.
_EXCHANGES = 8


def exchanged(trials: Trials, here: Levels) -> Levels | None:
    """A cheaper plan with one member more at one place and fewer at one or two; None where none was found.

    Those are tried that seem to be met by what the single steps changed at a glance, the surest first.
    """
    # A step up alone may be too many at a time at which the step down has one fewer.
    ups = [levels for levels in changed(here, 1) if trials.space.within(levels)]
    downs = neighbours(trials, here, -1)
    if not ups or not downs:
        return None
    price = trials.space.cost(here)
    cheapest_up = min(trials.space.cost(up) for up in ups)
    if not any(_saves(trials, here, pair, cheapest_up) for pair in _pairs(downs)):
        return None
    trials.glance([here, *ups])
    changes = {plan: change_of(trials.first(here), trials.first(plan)) for plan in (*ups, *downs)}
    margins = trials.latest(here).margins
    hopes: list[tuple[float, Levels]] = []
    for up in ups:
        for pair in _pairs(downs):
            plan = up
            for down in pair:
                plan = with_step(plan, here, down)
            if plan == here or not trials.space.allows(plan) or trials.space.cost(plan) >= price:
                continue
            moved = [changes[up], *(changes[down] for down in pair)]
            left = [margin + sum(by) for margin, *by in zip(margins, *moved, strict=True)]
            if min(left, default=0.0) >= 0:
                hopes.append((min(left, default=0.0), plan))
    hopes.sort(key=lambda hope: (-hope[0], hope[1]))
    tried = [plan for _, plan in hopes[:_EXCHANGES]]
    for batch in batches(tried):
        trials.judge(batch)
        better = trials.cheapest_confirmed(batch)
        if better is not None:
            return better
    return None


def _pairs(downs: Sequence[Levels]) -> Iterator[tuple[Levels, ...]]:
    """Each step down by itself, and any two of them, also the same one twice."""
    for number, down in enumerate(downs):
        yield (down,)
        yield from ((down, other) for other in downs[number:])


def _saves(trials: Trials, here: Levels, pair: Sequence[Levels], up: tuple[float, float]) -> bool:
    """Whether some steps down save more than the cheapest step up costs."""
    price = trials.space.cost(here)
    saved = [sum(price[i] - trials.space.cost(down)[i] for down in pair) for i in (0, 1)]
    return (saved[0], saved[1]) > (up[0] - price[0], up[1] - price[1])
