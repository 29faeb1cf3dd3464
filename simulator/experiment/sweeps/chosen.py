"""The figures to be seen of each point: `wait:counter`, `wait:counter:p90`, a service level."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from simulator.analysis import Totals, metrics
from simulator.analysis.figures import Figure, better_way, figure_named
from simulator.errors import UsageError
from simulator.model.plan import Plan
from simulator.names import did_you_mean, one_or_many


@dataclass(frozen=True, slots=True)
class Chosen:
    """One figure of each point.

    Attributes:
        label: what it is called, as it was asked for.
        measure, scope, name, statistic: as in the metrics.
        unit: as in the metrics.
        more: whether more of it is better, as of a service level with `at_least`.
    """

    label: str
    measure: str
    scope: str
    name: str
    statistic: str
    unit: str
    more: bool


def chosen(labels: str | Sequence[str], plan: Plan) -> tuple[Chosen, ...]:
    """Return the figures that are asked for, each once; a single text is one.

    `wait` is that of all cases, `wait:counter` that of a step, class or team; a service level goes by its
    name. The chief statistic is meant (mean, share, ...), or the one behind a colon: `wait:counter:p90`.

    Raises:
        UsageError: there is no such figure, or it has no such statistic.
    """
    return tuple(
        _chosen(label, plan) for label in dict.fromkeys(label.strip() for label in one_or_many(labels))
    )


def usual(plan: Plan) -> tuple[Chosen, ...]:
    """Return what is shown unless somebody asks: the wait, the cost, the service levels."""
    return chosen(["wait", "cost", *(sla.name for sla in plan.slas)], plan)


def _chosen(label: str, plan: Plan) -> Chosen:
    figure, statistic = _figure_and_statistic(label, plan)
    return Chosen(
        label,
        figure.measure,
        str(figure.scope),
        figure.name,
        statistic,
        _units(figure, plan)[statistic],
        better_way(plan, figure) == "more",
    )


def _figure_and_statistic(label: str, plan: Plan) -> tuple[Figure, str]:
    """The whole label as a figure, else what stands before its last colon; names may have colons in them."""
    try:
        figure = figure_named(label, plan, "measure")
    except UsageError as error:
        fault, (what, _, statistic) = error, label.rpartition(":")
    else:
        return figure, figure.statistic
    with suppress(UsageError):
        figure = figure_named(what, plan, "measure")
        known = _units(figure, plan)
        if statistic in known:
            return figure, statistic
        if ":" in what:
            cure = did_you_mean(statistic, known)
            fault = UsageError(f"measure: `{what}` has no statistic `{statistic}`; {cure}")
    raise fault


def _units(figure: Figure, plan: Plan) -> dict[str, str]:
    """The statistics of a figure with their units."""
    table = metrics(Totals(plan))
    for column in ("measure", "scope", "name"):
        table = table[table[column] == getattr(figure, column)]
    return dict(zip(table["statistic"], table["unit"], strict=True))
