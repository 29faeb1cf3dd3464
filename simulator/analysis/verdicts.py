"""Verdicts on service levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import ceil, isnan
from typing import Any, Literal

from simulator.analysis.every_interval import Worst
from simulator.analysis.figures import Figure
from simulator.analysis.metrics import estimates, worst_intervals
from simulator.analysis.reduction import Reduction
from simulator.analysis.service_levels import named, subject
from simulator.analysis.totals import Totals, add_up
from simulator.model.plan import Plan, Sla

#: With fewer replications (or batches) there is no verdict.
FEWEST_REPLICATIONS = 10

#: No more are ever asked for: nobody runs so many.
MOST_REPLICATIONS = 1_000_000

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A service level held against a run.

    Attributes:
        name: of the service level.
        measure: what it is about; `step`, `customers`, `team`: of which (empty: of all).
        statistic: `share` where there is a threshold, else the measure's own (`mean`, `count`, `rate`).
        attainment: the share within the threshold, or the measure itself; `low`, `high`: its interval, nan
            where there is none.
        target: the bound; `sense`: which side is the good one.
        within: the threshold in the clock's unit, or None; `abandoned`: how those who gave up count then
            (empty without one).
        unit: of attainment and target.
        verdict: `met` where the whole interval is on the good side (the bound included), `missed` where it is
            on the bad one, else `unsure`.
        rule: how those who were not served count, in words; empty without a threshold.
        reason: why the verdict is `unsure`, in words; else empty.
        replications_needed: about how many would settle an unsure one; None where that cannot be told.
        n: customers or visits counted; `aside`: the unfinished that are in neither number.
    """

    name: str
    measure: str
    step: str
    customers: str
    team: str
    statistic: str
    attainment: float
    low: float
    high: float
    target: float
    sense: Literal["at_least", "at_most"]
    within: float | None
    abandoned: str
    unit: str
    verdict: Literal["met", "missed", "unsure"]
    rule: str
    reason: str
    replications_needed: int | None
    n: int
    aside: int

    @property
    def about(self) -> str:
        """What it is about, in words: `counter, walk-in`; empty where it is about all cases."""
        return ", ".join(filter(None, (self.step, self.customers, self.team)))

    def as_row(self) -> dict[str, Any]:
        """The fields by name, in order; a new dictionary."""
        return asdict(self)


def sla_verdicts(plan: Plan, reductions: Iterable[Reduction], confidence: float = 0.95) -> list[Verdict]:
    """The verdicts on a run's service levels from its reductions, in the order of the file."""
    return verdicts(add_up(plan, reductions), confidence)


def verdicts(totals: Totals, confidence: float = 0.95) -> list[Verdict]:
    """The verdicts on the service levels of what was added up so far, in the order of the file."""
    ratios, estimate = estimates(totals, confidence)
    worst = worst_intervals(totals, confidence)
    first = len(ratios.figures) - len(totals.plan.slas)
    aside = totals.aside()
    measured = ratios.below.sum(axis=0)
    return [
        _verdict(
            totals.plan,
            sla,
            ratios.figures[i],
            (float(estimate.value[i]), float(estimate.low[i]), float(estimate.high[i])),
            len(ratios.above),
            ratios.replications,
            round(measured[i]) if ratios.figures[i].of_many else int(estimate.n[i]),
            int(aside[i - first]),
            worst.get(i - first),
        )
        for i, sla in enumerate(totals.plan.slas, start=first)
    ]


def _verdict(
    plan: Plan,
    sla: Sla,
    figure: Figure,
    estimate: tuple[float, float, float],
    rows: int,
    replications: int,
    n: int,
    aside: int,
    worst: Worst | None,
) -> Verdict:
    value, low, high = estimate
    sense: Literal["at_least", "at_most"] = "at_most" if sla.at_least is None else "at_least"
    target = sla.at_most if sla.at_least is None else sla.at_least
    assert target is not None
    verdict, reason = _judge(estimate, target, sense, rows)
    return Verdict(
        name=sla.name,
        measure=subject(plan, sla),
        step=named(plan, sla, "step"),
        customers=named(plan, sla, "customers"),
        team=named(plan, sla, "team"),
        statistic=figure.statistic,
        attainment=value,
        low=low,
        high=high,
        target=target,
        sense=sense,
        within=sla.within,
        abandoned="" if sla.within is None else sla.abandoned,
        unit=figure.unit,
        verdict=verdict,
        rule=_rule(plan, sla, worst),
        reason=reason,
        replications_needed=_needed(estimate, target, replications) if verdict == "unsure" else None,
        n=n,
        aside=aside,
    )


def _judge(
    estimate: tuple[float, float, float], target: float, sense: str, rows: int
) -> tuple[Literal["met", "missed", "unsure"], str]:
    value, low, high = estimate
    if isnan(value):
        return "unsure", "nobody was measured"
    if rows == 1:
        return "unsure", "one replication has no interval"
    if rows < FEWEST_REPLICATIONS:
        return "unsure", f"fewer than {FEWEST_REPLICATIONS} replications"
    if isnan(low):
        return "unsure", "too few replications have anybody to measure"
    if low >= target if sense == "at_least" else high <= target:
        return "met", ""
    if high < target if sense == "at_least" else low > target:
        return "missed", ""
    return "unsure", "the interval contains the target"


def _needed(estimate: tuple[float, float, float], target: float, replications: int) -> int | None:
    """About how many replications bring the interval to one side: half-widths shrink with their root.

    From r replications with half-width h on the target's side, at a distance d: r·(h/d)². A single one that
    was cut into batches counts for one. None where that would be more than anybody runs.
    """
    value, low, high = estimate
    half = value - low if target < value else high - value
    distance = abs(value - target)
    if isnan(half) or distance == 0:
        return FEWEST_REPLICATIONS if isnan(half) and not isnan(value) else None
    needed = replications * (half / distance) ** 2
    return max(FEWEST_REPLICATIONS, ceil(needed), replications + 1) if needed <= MOST_REPLICATIONS else None


def _rule(plan: Plan, sla: Sla, worst: Worst | None) -> str:
    rules = []
    if sla.within is not None:
        rules += [
            {
                "as missed": "abandoned count as missed",
                "exclude": "abandoned are left out",
                "as met if within": f"abandoned count as met if they left within {sla.within:g} "
                f"{plan.clock.unit}",
            }[sla.abandoned],
            "balked and turned away as missed; unfinished as missed once past the threshold, else left out",
        ]
    if worst is not None and not isnan(worst.value):
        unit = plan.clock.unit
        rules.append(
            f"every {sla.per:g} {unit} must hold: this is the worst, from {_moment(plan, worst.start)} on; "
            f"{100 * worst.held:.0f} % of all held by themselves"
        )
    return "; ".join(rules)


def _moment(plan: Plan, t: float) -> str:
    """A moment as a person says it: the time, in a longer run with its day."""
    clock = plan.clock
    moment = datetime.fromisoformat(clock.start) + timedelta(seconds=t * clock.seconds)
    if plan.run_for <= plan.day:
        return f"{moment:%H:%M}"
    if plan.run_for <= 7 * plan.day:
        return f"{_WEEKDAYS[moment.weekday()]} {moment:%H:%M}"
    if clock.dated:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{_WEEKDAYS[moment.weekday()]} {moment:%H:%M} of week {int(t // (7 * plan.day)) + 1}"
