"""The search for the cheapest plan: up until every service level is met, down while all stay met, then proof.

Down it goes in two strides. As long as several members at once seem to be spared, a plan counts as met after
few replications; then it is confirmed with all of them, and so is every cheaper plan before the search goes
on from there. One that was only lucky with its first replications would cost all that is tried around it.

More staff is taken to meet what less staff meets. Where that is so, and the ranges are not too wide, the
plan found is the cheapest of all; else no cheaper plan is one member away, or an exchange that was tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.experiment.staffing.exchange import exchanged
from simulator.experiment.staffing.proof import cheaper_plan
from simulator.experiment.staffing.space import Levels
from simulator.experiment.staffing.steps import batches, change_of, neighbours, price_of, with_step
from simulator.experiment.staffing.trials import Trials


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
        for plan in reversed(_descent(trials, here)):
            if trials.confirm(plan):
                return Found(*_settled(trials, plan, prove))
        here = _up(trials, here)
    return Found(None, False)


def _settled(trials: Trials, here: Levels, prove: bool) -> tuple[Levels, bool]:
    """The plan that no step, no exchange and no cheaper plan leads on from, and whether that is proof.

    Args:
        trials: where plans are simulated.
        here: a plan that is confirmed.
        prove: whether to look for proof.
    """
    while True:
        here = _down(trials, here)
        better, proven = cheaper_plan(trials, here) if prove else (None, False)
        if better is None and not proven:
            better = exchanged(trials, here)
        if better is None:
            return here, proven
        here = better


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
    gains = {up: change_of(trials.first(here), trials.first(up)) for up in ups}

    def worth(up: Levels) -> float:
        help_ = sum(
            min(max(gain, 0.0), lack) for gain, lack in zip(gains[up], short, strict=True) if lack > 0
        )
        return help_ / price_of(trials, here, up)

    chosen = here
    for up in sorted(ups, key=worth, reverse=True):
        if chosen != here and (worth(up) <= 0 or all(lack <= 0 for lack in short)):
            break
        if worth(up) <= 0:
            return _all_that_fit(trials, here, ups)
        if trials.space.allows(with_step(chosen, here, up)):
            chosen = with_step(chosen, here, up)
            short = [lack - gain for lack, gain in zip(short, gains[up], strict=True)]
    return chosen


def _all_that_fit(trials: Trials, here: Levels, ups: Sequence[Levels]) -> Levels:
    """Every step up, apart from those for which the others leave no room."""
    chosen = here
    for up in ups:
        if trials.space.allows(with_step(chosen, here, up)):
            chosen = with_step(chosen, here, up)
    return chosen


def _descent(trials: Trials, here: Levels) -> list[Levels]:
    """A plan that is met, and cheaper ones that seem to be, each with several members fewer than the last."""
    path = []
    below: Levels | None = here
    while below is not None:
        path.append(below)
        downs = neighbours(trials, below, -1)
        trials.glance([below, *downs])
        below = _several_below(trials, below, downs)
    return path


def _down(trials: Trials, here: Levels) -> Levels:
    """Fewer and fewer members while all levels stay met, with all replications."""
    while True:
        downs = neighbours(trials, here, -1)
        trials.glance([here, *downs])
        below = _several_below(trials, here, downs)
        if below is None or not trials.confirm(below):
            below = _one_below(trials, here, downs)
        if below is None:
            return here
        here = below


def _several_below(trials: Trials, here: Levels, downs: Sequence[Levels]) -> Levels | None:
    """As many steps down at once as seem to be met, else half as many; None where not even two are."""
    hopeful = _hopeful(trials, here, downs)
    many = len(hopeful)
    while many > 1:
        plan = here
        for down in hopeful[:many]:
            plan = with_step(plan, here, down)
        trials.judge([plan])
        if trials.met(plan):
            return plan
        many //= 2
    return None


def _one_below(trials: Trials, here: Levels, downs: Sequence[Levels]) -> Levels | None:
    """A step down that is met, the most promising ones tried first; None where none is."""
    for batch in batches(_by_promise(trials, here, downs)):
        trials.judge(batch)
        below = trials.cheapest_confirmed(batch)
        if below is not None:
            return below
    return None


def _by_promise(trials: Trials, here: Levels, downs: Sequence[Levels]) -> list[Levels]:
    """Steps down, those first that cost least of the slack for what they save."""

    def promise(down: Levels) -> tuple[float, Levels]:
        change = change_of(trials.first(here), trials.first(down))
        return -min(change, default=0.0) / price_of(trials, down, here), down

    return sorted(downs, key=promise)


def _hopeful(trials: Trials, here: Levels, downs: Sequence[Levels]) -> list[Levels]:
    """The steps down that seem to be met together, by what each changed at a glance."""
    margins = list(trials.latest(here).margins)
    chosen: list[Levels] = []
    plan = here
    for down in _by_promise(trials, here, downs):
        change = change_of(trials.first(here), trials.first(down))
        left = [margin + by for margin, by in zip(margins, change, strict=True)]
        if min(left, default=0.0) >= 0 and trials.space.allows(with_step(plan, here, down)):
            margins, plan = left, with_step(plan, here, down)
            chosen.append(down)
    return chosen
