"""The search for the cheapest plan: up until every service level is met, down while all stay met, then proof.

More staff is taken to meet what less staff meets. Where that is so, and the ranges are not too wide, the
plan found is the cheapest of all; else no cheaper plan is one member away, or an exchange that was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.experiment.staffing.proof import cheaper_plan
from simulator.experiment.staffing.space import Levels
from simulator.experiment.staffing.trials import Look, Trials

#: Exchanges that are tried, the most promising first.
_EXCHANGES = 8

#: Exchanges simulated side by side.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        levels: the plan; None where there is none within the ranges.
        proven: whether every cheaper plan is known to fail, as far as more staff never harms.
    """

    levels: Levels | None
    proven: bool


def search(trials: Trials, start: Levels, present: Levels | None = None, *, prove: bool = True) -> Found:
    """The cheapest plan that meets every service level.

    Args:
        trials: where plans are simulated.
        start: where to begin.
        present: the plan that is in force; None where it does not lie within the ranges.
        prove: whether to look for proof; not worth it where another search goes on from what is found.
    """
    top = trials.space.top
    trials.judge([top])
    enough = trials.met(top) or trials.confirm(top)
    if enough:
        found = improved(trials, start, prove=prove)
        if found.levels is not None:
            return found
    lower = _below_the_top(trials, [start] if present is None else [start, present])
    return Found(lower, lower is None and not enough)


def _below_the_top(trials: Trials, starts: Sequence[Levels]) -> Levels | None:
    """A plan from the cheapest start that meets every level, although the fullest plan does not; else None.

    More staff at one team can flood another. Then a plan that fails says nothing of those with less staff, so
    no proof is sought.
    """
    trials.judge(starts)
    for start in sorted(starts, key=trials.space.cost):
        if trials.met(start) and trials.confirm(start):
            lower = improved(trials, start, prove=False).levels
            return start if lower is None else min(start, lower, key=trials.space.cost)
    return None


def improved(trials: Trials, start: Levels, *, prove: bool = True) -> Found:
    """The same, without a look first whether there is any such plan."""
    here = _up(trials, start)
    while here is not None:
        here, proven = _settled(trials, here, prove)
        if trials.confirm(here):
            return Found(here, proven)
        here = _up(trials, here)
    return Found(None, False)


def _settled(trials: Trials, here: Levels, prove: bool) -> tuple[Levels, bool]:
    """The plan that no step, no exchange and no cheaper plan leads on from, and whether that is proof."""
    while True:
        here = _down(trials, here)
        better, proven = cheaper_plan(trials, here) if prove else (None, False)
        if better is None and not proven:
            better = _exchanged(trials, here)
        if better is None:
            return here, proven
        here = better


def neighbours(trials: Trials, here: Levels, step: int) -> list[Levels]:
    """The plans with one member more (`step` 1) or fewer (-1) at one place, within the ranges."""
    return [levels for levels in _changed(here, step) if trials.space.allows(levels)]


def _changed(here: Levels, step: int) -> Iterator[Levels]:
    for number in range(len(here)):
        yield (*here[:number], here[number] + step, *here[number + 1 :])


def _up(trials: Trials, here: Levels) -> Levels | None:
    """More and more staff where it helps most for its cost, until every level is met; None at the top."""
    while True:
        trials.judge([here])
        if trials.met(here):
            return here
        ups = neighbours(trials, here, 1)
        if not ups:
            return None
        trials.glance(ups)
        here = _helped(trials, here, ups)


def _helped(trials: Trials, here: Levels, ups: Sequence[Levels]) -> Levels:
    """As many of the best steps up as seem to be needed; one everywhere where no single one helps."""
    short = [-margin for margin in trials.latest(here).margins]
    gains = {up: _change(trials.first(here), trials.first(up)) for up in ups}

    def worth(up: Levels) -> float:
        help_ = sum(
            min(max(gain, 0.0), lack) for gain, lack in zip(gains[up], short, strict=True) if lack > 0
        )
        return help_ / _price(trials, here, up)

    chosen = here
    for up in sorted(ups, key=worth, reverse=True):
        if chosen != here and (worth(up) <= 0 or all(lack <= 0 for lack in short)):
            break
        if worth(up) <= 0:
            return _all_that_fit(trials, here, ups)
        if trials.space.allows(_with_step(chosen, here, up)):
            chosen = _with_step(chosen, here, up)
            short = [lack - gain for lack, gain in zip(short, gains[up], strict=True)]
    return chosen


def _all_that_fit(trials: Trials, here: Levels, ups: Sequence[Levels]) -> Levels:
    """Every step up, apart from those for which the others leave no room."""
    chosen = here
    for up in ups:
        if trials.space.allows(_with_step(chosen, here, up)):
            chosen = _with_step(chosen, here, up)
    return chosen


def _down(trials: Trials, here: Levels) -> Levels:
    """Fewer and fewer members, the greatest saving first, while all levels stay met."""
    while True:
        downs = neighbours(trials, here, -1)
        trials.glance([here, *downs])
        below = _below(trials, here, downs)
        if below is None:
            return here
        here = below


def _below(trials: Trials, here: Levels, downs: Sequence[Levels]) -> Levels | None:
    """Several steps down at once, as many as seem to be met, else fewer, at last one; None without any."""
    hopeful = _hopeful(trials, here, downs)
    many = len(hopeful)
    while many > 1:
        plan = here
        for down in hopeful[:many]:
            plan = _with_step(plan, here, down)
        trials.judge([plan])
        if trials.met(plan):
            return plan
        many //= 2
    trials.judge(downs)
    fine = [down for down in downs if trials.met(down)]
    return min(fine, key=lambda down: (trials.space.cost(down), -_least(trials.latest(down))), default=None)


def _hopeful(trials: Trials, here: Levels, downs: Sequence[Levels]) -> list[Levels]:
    """The steps down that seem to be met together, by what each changed at the first look.

    Those come first that cost least of the slack for what they save.
    """
    margins = list(trials.latest(here).margins)
    changes = {down: _change(trials.first(here), trials.first(down)) for down in downs}
    ordered = sorted(
        downs, key=lambda down: (-min(changes[down], default=0.0) / _price(trials, down, here), down)
    )
    chosen: list[Levels] = []
    plan = here
    for down in ordered:
        left = [margin + change for margin, change in zip(margins, changes[down], strict=True)]
        if min(left, default=0.0) >= 0 and trials.space.allows(_with_step(plan, here, down)):
            margins, plan = left, _with_step(plan, here, down)
            chosen.append(down)
    return chosen


def _least(look: Look) -> float:
    return min(look.margins, default=0.0)


def _exchanged(trials: Trials, here: Levels) -> Levels | None:
    """A cheaper plan with one member more at one place and fewer at one or two; None where none was found.

    Those are tried that seem to be met by what the single steps changed at the first look, the surest first.
    """
    # A step up alone may be too many at a time at which the step down has one fewer.
    ups = [levels for levels in _changed(here, 1) if trials.space.within(levels)]
    downs = neighbours(trials, here, -1)
    if not ups or not downs:
        return None
    price = trials.space.cost(here)
    cheapest_up = min(trials.space.cost(up) for up in ups)
    if not any(_saves(trials, here, pair, cheapest_up) for pair in _pairs(downs)):
        return None
    trials.glance([here, *ups])
    changes = {plan: _change(trials.first(here), trials.first(plan)) for plan in (*ups, *downs)}
    margins = trials.latest(here).margins
    hopes: list[tuple[float, Levels]] = []
    for up in ups:
        for pair in _pairs(downs):
            plan = up
            for down in pair:
                plan = _with_step(plan, here, down)
            if plan == here or not trials.space.allows(plan) or trials.space.cost(plan) >= price:
                continue
            moved = [changes[up], *(changes[down] for down in pair)]
            left = [margin + sum(by) for margin, *by in zip(margins, *moved, strict=True)]
            if min(left, default=0.0) >= 0:
                hopes.append((min(left, default=0.0), plan))
    hopes.sort(key=lambda hope: (-hope[0], hope[1]))
    tried = [plan for _, plan in hopes[:_EXCHANGES]]
    for first in range(0, len(tried), _AT_ONCE):
        batch = tried[first : first + _AT_ONCE]
        trials.judge(batch)
        fine = [plan for plan in batch if trials.met(plan)]
        if fine:
            return min(fine, key=trials.space.cost)
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


def _with_step(plan: Levels, here: Levels, there: Levels) -> Levels:
    """A plan with the step from `here` to `there` on top."""
    return tuple(level + new - old for level, old, new in zip(plan, here, there, strict=True))


def _change(before: Look, after: Look) -> tuple[float, ...]:
    """By how much each figure came to the good side."""
    return tuple(new - old for old, new in zip(before.values, after.values, strict=True))


def _price(trials: Trials, here: Levels, up: Levels) -> float:
    """What a step costs: money where any of the places costs any, else time."""
    (cost, time), (old_cost, old_time) = trials.space.cost(up), trials.space.cost(here)
    paid = any(place.cost for place in trials.space.places)
    # A step that is free, or lies outside of what is measured, is worth more than any other.
    return max(cost - old_cost if paid else time - old_time, 1e-9)
