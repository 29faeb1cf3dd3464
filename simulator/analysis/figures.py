"""What the columns of a run's totals are about, in the order of the metrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from simulator.analysis.measures import (
    STATISTIC,
    Kind,
    Scope,
    better,
    measures,
    names_of,
    not_measured,
    unit_of,
)
from simulator.analysis.samples import cells_of
from simulator.analysis.service_levels import measure_of
from simulator.errors import UsageError
from simulator.model.plan import Plan
from simulator.names import did_you_mean

#: The figures that are asked for most: they stand first where it is told what there is.
_COMMON = ("wait", "time_in_system", "abandoned", "served", "cost", "utilisation")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one figure is about.

    Attributes:
        measure, scope, name: as in the metrics.
        kind: what it is made of, see `measures.Kind`.
        statistic: its chief statistic.
        unit: as in the metrics.
        cells: the cells that hold its values; empty where it is not made of values. They are no part of what
            it is about: another plan has it elsewhere.
    """

    measure: str
    scope: Scope
    name: str
    kind: Kind
    statistic: str
    unit: str
    cells: range = field(default=range(0), compare=False)

    @property
    def of_many(self) -> bool:
        """Whether customers or visits are behind it, not replications."""
        return self.kind in ("value", "part", "share")


def figures_of(plan: Plan) -> tuple[Figure, ...]:
    """All figures of a plan, measure by measure; the service levels stand last."""
    return (*_measured(plan), *_slas(plan))


def figure_named(what: str, plan: Plan, asking: str) -> Figure:
    """Return the figure that `measure:name` means, or `measure` alone: that of all cases.

    A service level goes by its bare name, too. A name that is a step, class, team and service level means the
    first of them in that order. Names of measures and of the plan may contain colons themselves.

    Raises:
        UsageError: there is no such figure; the message begins with who is `asking`.
    """
    figures = figures_of(plan)
    ways = {f.name: f for f in figures if f.scope == "sla"}
    ways |= {f"{f.measure}:{f.name}": f for f in reversed(figures) if f.scope != "case"}
    ways |= {f.measure: f for f in figures if f.scope == "case"}
    if what not in ways:
        measure = what.partition(":")[0]
        of_it = [name for name in ways if name.startswith(f"{measure}:")]
        known = of_it if measure in ways else [*(name for name in _COMMON if name in ways), *ways]
        hint = not_measured(plan, measure) or did_you_mean(what, known)
        raise UsageError(f"{asking}: no figure `{what}`; {hint}")
    return ways[what]


def unit_of_count(figure: Figure) -> str:
    """What is counted above the line of a share."""
    return "visits" if figure.scope == "step" else "cases"


def better_way(plan: Plan, figure: Figure) -> Literal["less", "more", ""]:
    """Whether less or more of a figure is better, of a service level the way to its bound; else empty."""
    if figure.scope == "sla":
        sla = next(sla for sla in plan.slas if sla.name == figure.name)
        return "less" if sla.at_least is None else "more"
    return better(figure.measure)


def _measured(plan: Plan) -> list[Figure]:
    cells = cells_of(plan)
    figures = []
    for measure in measures(plan):
        unit = unit_of(plan, measure)
        for scope in measure.scopes:
            for i, name in enumerate(names_of(plan, scope)):
                within = range(0)
                if measure.kind == "value":
                    within = (
                        cells[measure.name, "customers"]
                        if scope == "case"
                        else cells[measure.name, scope][i : i + 1]
                    )
                figures.append(
                    Figure(measure.name, scope, name, measure.kind, STATISTIC[measure.kind], unit, within)
                )
    return figures


def _slas(plan: Plan) -> list[Figure]:
    """A service level with a threshold is a share; without one it is the measure's chief statistic."""
    figures = []
    for sla in plan.slas:
        measure = measure_of(plan, sla)
        if sla.within is None:
            kind, unit = measure.kind, unit_of(plan, measure)
        else:
            kind, unit = "share", "share"
        figures.append(Figure(measure.name, "sla", sla.name, kind, STATISTIC[kind], unit))
    return figures
