"""The formula for one station of a plan, where there is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulator.analysis.theory.approximate import allen_cunneen
from simulator.analysis.theory.erlang import mmc, mmc_served_within, mmck, mmck_served_within
from simulator.analysis.theory.feeds import (
    LIMIT,
    PATIENCE,
    PRIORITY,
    comes_back,
    why_not_plain,
    why_not_poisson,
)
from simulator.analysis.theory.figures import Figures
from simulator.analysis.theory.general import mg1, mg_infinite, mgcc
from simulator.analysis.theory.impatience import erlang_a, erlang_a_served_within
from simulator.analysis.theory.peculiar import peculiarities
from simulator.analysis.theory.priority import mg1_preemptive, mg1_priority, mmc_priority
from simulator.analysis.theory.stations import (
    Station,
    common_exponential,
    has_even_speeds,
    has_steady_staff,
    is_exponential,
    only_team,
    patience_at,
    station,
    steps_served,
)
from simulator.model.plan import Plan
from simulator.model.traffic import Traffic


@dataclass(frozen=True, slots=True)
class Solution:
    """What a formula says of one station.

    Attributes:
        figures: of all its visits.
        reasons: why it is only an approximation; empty where the formula's assumptions hold.
        served_within: share of all visits served after queueing at most so long; None where not known.
        by_class: figures of each class by its index, where some go before others.
        resumes: whether work is interrupted, so that there is queueing after the first start too.
    """

    figures: Figures
    reasons: tuple[str, ...] = ()
    served_within: Callable[[float], float] | None = None
    by_class: tuple[tuple[int, Figures], ...] = ()
    resumes: bool = False


def solve(plan: Plan, traffic: Traffic, team: int) -> tuple[Station, Solution] | str:
    """The station of a team with its solution, or why there is none."""
    if not np.isfinite(traffic.visits[:, steps_served(plan, traffic, team)]).all():
        return "how often customers come cannot be computed"
    found = station(plan, traffic, team)
    if found is None:
        return "customers do not come one by one at a steady rate"
    if only_team(plan, found.steps) is None:
        return "visits take other than one member of this team alone"
    fed = tuple(why_not_poisson(plan, traffic, found.steps))
    if odd := tuple(peculiarities(plan, team, found.steps)):
        return "; ".join(odd)
    if plan.teams[team].unlimited:
        return found, Solution(mg_infinite(found.rate, found.mean_work), fed)
    if not has_steady_staff(plan, team):
        return "the number on duty changes with time"
    if found.servers == 0:
        return "nobody is on duty"
    solution = _solution(plan, traffic, found, fed)
    return solution if isinstance(solution, str) else (found, solution)


def _solution(plan: Plan, traffic: Traffic, found: Station, fed: tuple[str, ...]) -> Solution | str:
    odd = tuple(why_not_plain(plan, traffic, found.steps))
    even = has_even_speeds(plan, found.team)
    exponential = common_exponential(plan, found.steps)
    if even and exponential and not odd and not fed:
        return _erlang_c(found)
    if even and not fed and not comes_back(plan, found.steps):
        special = _special(plan, traffic, found, odd)
        if special is not None:
            return special
    if odd:
        return "; ".join((*odd, *fed))
    reasons = [*fed]
    if not exponential:
        reasons.append("the work is not exponential of one mean")
    if not even:
        reasons.append("members differ in speed")
    cv_arrivals = _arrivals_cv(plan, traffic, found)
    figures = allen_cunneen(found.rate, found.mean_work, found.servers, cv_arrivals, found.cv)
    return Solution(figures, tuple(reasons))


def _arrivals_cv(plan: Plan, traffic: Traffic, found: Station) -> float:
    """Coefficient of variation of the gaps between arrivals, where a class comes straight; else 1."""
    classes = [c for i, c in enumerate(plan.classes) if traffic.visits[i, list(found.steps)].any()]
    if len(classes) == 1 and found.steps == (classes[0].starts_at,) and not comes_back(plan, found.steps):
        gap = classes[0].arrivals.every
        if gap is not None:
            return math.sqrt(gap.variance) / gap.mean
    return 1.0


def _erlang_c(found: Station) -> Solution:
    figures = mmc(found.rate, found.mean_work, found.servers)
    return Solution(
        figures,
        served_within=partial(mmc_served_within, found.rate, found.mean_work, found.servers),
    )


def _special(plan: Plan, traffic: Traffic, found: Station, odd: tuple[str, ...]) -> Solution | None:
    """A Poisson stream to a queue with at most one peculiarity, at a single step."""
    if not odd and found.servers == 1:
        return Solution(mg1(found.rate, found.mean_work, found.cv))
    if len(found.steps) > 1:
        return None
    if odd == (LIMIT,):
        return _with_limit(plan, found)
    if odd == (PATIENCE,):
        return _with_patience(plan, traffic, found)
    if odd == (PRIORITY,):
        return _with_priority(plan, found)
    return None


def _with_limit(plan: Plan, found: Station) -> Solution | None:
    limit = plan.steps[found.steps[0]].queue.limit
    assert limit is not None
    if limit == 0:
        figures = mgcc(found.rate, found.mean_work, found.servers)
        return Solution(figures, served_within=lambda _: 1.0 - figures.lost_share)
    if not common_exponential(plan, found.steps):
        return None
    room = found.servers + limit
    return Solution(
        mmck(found.rate, found.mean_work, found.servers, room),
        served_within=partial(mmck_served_within, found.rate, found.mean_work, found.servers, room),
    )


def _with_patience(plan: Plan, traffic: Traffic, found: Station) -> Solution | None:
    (step,) = found.steps
    draws = {
        patience_at(plan, customers, step)
        for index, customers in enumerate(plan.classes)
        if traffic.visits[index, step] > 0
    }
    (patience, *others) = draws
    if others or patience is None or not is_exponential(patience) or patience.mean == 0:
        return None
    if not common_exponential(plan, found.steps):
        return None
    known = (found.rate, found.mean_work, found.servers, patience.mean)
    return Solution(erlang_a(*known), served_within=partial(erlang_a_served_within, *known))


def _with_priority(plan: Plan, found: Station) -> Solution | None:
    (step,) = found.steps
    here = plan.steps[step]
    if any(plan.classes[i].priority_by is not None for i in _coming(plan, found)):
        return None
    levels = sorted({plan.classes[i].priority for i in _coming(plan, found)})
    groups = [[i for i in _coming(plan, found) if plan.classes[i].priority == level] for level in levels]
    rates, works, cvs = zip(*(found.of_classes(group) for group in groups), strict=True)
    exponential = common_exponential(plan, found.steps)
    if here.queue.order == "preemptive":
        resumable = here.queue.interrupted == "resume" or (here.queue.interrupted == "redraw" and exponential)
        if found.servers != 1 or not resumable:
            return None
        figures = mg1_preemptive(rates, works, cvs)
    elif found.servers == 1:
        figures = mg1_priority(rates, works, cvs)
    elif exponential:
        figures = mmc_priority(rates, found.mean_work, found.servers)
    else:
        return None
    by_class = tuple(sorted((i, one) for group, one in zip(groups, figures, strict=True) for i in group))
    return Solution(
        _together(rates, figures, found), by_class=by_class, resumes=here.queue.order == "preemptive"
    )


def _coming(plan: Plan, found: Station) -> list[int]:
    return [i for i in range(len(plan.classes)) if found.rates[i].any()]


def _together(rates: tuple[float, ...], figures: tuple[Figures, ...], found: Station) -> Figures:
    """The figures of all classes at once; those whose work was interrupted count as queueing."""
    total = sum(rates)
    present = sum(one.mean_present for one in figures)
    return Figures(
        model=figures[0].model,
        wait_share=sum(rate * one.wait_share for rate, one in zip(rates, figures, strict=True)) / total,
        mean_wait=sum(rate * one.mean_wait for rate, one in zip(rates, figures, strict=True)) / total,
        mean_waiting=present - found.load,
        mean_present=present,
        utilisation=figures[0].utilisation,
    )
