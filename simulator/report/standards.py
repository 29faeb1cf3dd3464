"""How work was done by SOPs: what they prescribe, how often it was complied with, what went otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis.measures import lanes_by_sop, written_actions
from simulator.experiment.result import Result
from simulator.model.plan import Plan, Procedure, Step
from simulator.report.audits import audits_table
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.numbers import percent

#: So many actions are told at most.
_MOST_ACTIONS = 5

_OF_LANES = {"standardisation_rate": "prescribed", "elasticity": "elastic", "compliance": "complied"}

_SHARES = {"exceptions": "exceptions", "errors": "errors", "errors_left": "left", "redone": "redone"}


def standards_tables(result: Result, figures: Figures) -> tuple[Table, ...]:
    """Each step with an SOP, then the actions complied with least; none without SOPs."""
    steps = {step.name: step for step in result.plan.steps}
    by_sop = [steps[name] for name in result.blueprint.steps if steps[name].procedure is not None]
    if not by_sop:
        return ()
    return (
        _steps(result.plan, by_sop, figures),
        *_lanes(result.plan, figures),
        *_actions(result, figures),
        *audits_table(by_sop, figures, result.confidence),
    )


def _steps(plan: Plan, by_sop: Sequence[Step], figures: Figures) -> Table:
    columns = (
        Column("step", words=True),
        Column("prescribed"),
        Column("elastic"),
        Column("complied"),
        *(Column(head) for head in _SHARES.values()),
    )
    rows = tuple(row for step in by_sop for row in _rows(plan, step, figures))
    note = (
        "Prescribed: the share of the work, and elastic: what of that may bend, as the SOP says. The rest is "
        "measured: actions complied with, and of the visits that were done those with an exception, with an "
        "error, left with one that nobody found, and with something redone."
    )
    if any(step.procedures_apart for step in by_sop):
        note += " It is measured of all customers of a step, also where the SOP is another for a class."
    return Table("Standard of work", columns, rows, note)


def _rows(plan: Plan, step: Step, figures: Figures) -> Iterator[tuple[str, ...]]:
    """What was measured at a step, then what the SOP says for those classes for which it is another."""
    assert step.procedure is not None, "the step has an SOP"
    yield (
        step.name,
        *_design(step.procedure),
        str(figures.get("compliance", "step", step.name, "mean")),
        *(str(figures.get(measure, "step", step.name, "share")) for measure in _SHARES),
    )
    for customers, procedure in step.procedures_apart.items():
        name = f"{step.name}, {plan.classes[customers].name}"
        yield name, *_design(procedure), "-", *("-" for _ in _SHARES)


def _design(procedure: Procedure) -> tuple[str, str]:
    expected = procedure.expected
    assert expected is not None, "it was compiled"
    if not expected.standardised:
        return percent(0.0), "-"
    return percent(expected.standardised), percent(expected.bending)


def _lanes(plan: Plan, figures: Figures) -> tuple[Table, ...]:
    """What was measured in each lane, and of all; none where all that has an SOP is in one lane."""
    lanes = lanes_by_sop(plan)
    if len(lanes) < 2:
        return ()
    columns = (Column("lane", words=True), *(Column(head) for head in _OF_LANES.values()))
    rows = tuple(
        (name, *(str(figures.get(measure, scope, name, "mean")) for measure in _OF_LANES))
        for scope, name in (*(("lane", lane) for lane in lanes), ("case", "all"))
    )
    note = (
        "Measured: prescribed of the work of people, at steps without an SOP too; elastic, what of that may "
        "bend; and prescribed actions complied with."
    )
    return (Table("Standard of work by lane", columns, rows, note),)


def _actions(result: Result, figures: Figures) -> tuple[Table, ...]:
    """The actions with the lowest compliance; none where everything was complied with."""
    names = [f"{step.name}: {action.name}" for step, action in written_actions(result.plan)]
    found = [(name, figures.get("compliance", "action", name, "mean")) for name in names]
    short = sorted((pair for pair in found if pair[1].value < 1.0), key=lambda pair: pair[1].value)
    if not short:
        return ()
    rows = tuple((name, value.in_full) for name, value in short[:_MOST_ACTIONS])
    left = len(short) - len(rows)
    note = f"{left} more are not always complied with either." if left > 1 else ""
    if left == 1:
        note = "One more is not always complied with either."
    return (Table("Least complied with", (Column("action", words=True), Column("complied")), rows, note),)
