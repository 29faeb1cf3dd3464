"""How long one waited: at each step, and of each class all in all and past the appointment."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.measures import Scope
from simulator.blueprint.procedures import all_steps
from simulator.experiment.result import Result
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.sentences import listed

_QUANTILES = ("p90", "p95", "p99")

#: Whose waits are in no figure, by the measure that counts them.
_NOT_IN_IT = {
    "abandoned": "the time of those who gave up (`queue_time` in the metrics has it)",
    "unfinished": "the time of those still waiting when the run ended",
}


def waits_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """The mean, and within how long nine in ten, 95 and 99 in a hundred were served; none without waits."""
    rows = tuple(
        (
            told,
            figures.get(measure, scope, name, "mean").in_full,
            *(str(figures.get(measure, scope, name, quantile)) for quantile in _QUANTILES),
        )
        for told, measure, scope, name in _waiters(result)
    )
    if not rows:
        return ()
    columns = (
        Column("wait", words=True),
        Column(f"mean, {result.plan.clock.unit}"),
        Column("90 % within"),
        Column("95 % within"),
        Column("99 % within"),
    )
    return (Table("Waits", columns, rows, _note(result, figures)),)


def _waiters(result: Result) -> Iterator[tuple[str, str, Scope, str]]:
    """What a row is called, its measure, scope and name: steps that need somebody, then classes, then all."""
    staffed = {step.name for step in result.plan.steps if step.options}
    if not staffed:
        return
    for name in all_steps(result.blueprint):
        if name in staffed:
            yield f"at {name}", "wait", "step", name
    booked = _with_appointments(result)
    for name in result.blueprint.customers:
        yield f"{name}, in all", "wait", "customers", name
        if name in booked:
            yield f"{name}, past the slot", "wait_past_appointment", "customers", name
    if len(result.blueprint.customers) > 1:
        yield "everybody, in all", "wait", "case", "all"


def _with_appointments(result: Result) -> set[str]:
    return {each.name for each in result.plan.classes if each.arrivals.appointments is not None}


def _note(result: Result, figures: Figures) -> str:
    said = "From reaching a step until work begins. In all: every visit to every step, added up."
    if _with_appointments(result):
        said += " Past the slot: from the time of the appointment until anybody begins; nought for who is "
        said += "served before it."
    missing = [
        told
        for measure, told in _NOT_IN_IT.items()
        if any(figures.get(measure, "step", name, "share").shows for name in all_steps(result.blueprint))
    ]
    return f"{said} Not in it: {listed(missing)}." if missing else said
