"""What a run showed: a sentence or two, then tables of steps, waits, teams, customers, service levels."""

from __future__ import annotations

from simulator.analysis import Verdict
from simulator.experiment.result import Result
from simulator.model.plan import Plan
from simulator.report.blocks import Block, Items, Paragraph
from simulator.report.figures import Figures, Value
from simulator.report.heading import heading
from simulator.report.headline import headline
from simulator.report.numbers import bare, percent
from simulator.report.run_tables import customers_table, steps_table, teams_table
from simulator.report.sentences import sentence, sentences
from simulator.report.theory import beside_theory
from simulator.report.times import length, opening_time
from simulator.report.waits import waits_table


def run_blocks(result: Result) -> tuple[Block, ...]:
    """Return the report on a run."""
    figures = Figures(result.metrics)
    blocks: list[Block] = [
        heading(result),
        Paragraph(headline(result.plan, figures, result.verdicts, result.replications)),
        steps_table(result, figures),
        *waits_table(result, figures),
        *teams_table(result, figures),
        customers_table(result, figures),
    ]
    if result.verdicts:
        told = tuple(_sla(verdict, result.plan) for verdict in result.verdicts)
        blocks.append(Items("Service levels", told))
    blocks += beside_theory(result.theory, figures, result.verdicts)
    if result.warnings:
        blocks.append(sentences("To be noted", result.warnings))
    return tuple(blocks)


def _sla(verdict: Verdict, plan: Plan) -> tuple[str, tuple[str, ...]]:
    lines = [f"{_measured(verdict, plan)}; {_target(verdict)}."]
    if verdict.rule:
        lines.append(f"Counted so: {verdict.rule}.")
    if verdict.aside:
        lines.append(f"Of all replications {verdict.aside:,} unfinished are left out.")
    if verdict.verdict == "unsure":
        lines.append(_unsure(verdict))
    return f"{verdict.name}: {verdict.verdict}", tuple(lines)


def _measured(verdict: Verdict, plan: Plan) -> str:
    value = Value(verdict.attainment, verdict.low, verdict.high, verdict.unit).with_unit
    of = f" ({verdict.about})" if verdict.about else ""
    within = "" if verdict.within is None else f" within {_threshold(verdict, plan)}"
    return f"{verdict.measure.replace('_', ' ')}{of}: {value}{within}"


def _threshold(verdict: Verdict, plan: Plan) -> str:
    """`20 s`; in hours where not all time counts: two days of opening hours are no two days."""
    assert verdict.within is not None
    (sla,) = (sla for sla in plan.slas if sla.name == verdict.name)
    if sla.counted_in is None:
        return length(verdict.within, plan)
    return f"{opening_time(verdict.within, plan)} of opening hours"


def _target(verdict: Verdict) -> str:
    amount = percent(verdict.target) if verdict.unit == "share" else f"{bare(verdict.target)} {verdict.unit}"
    return f"the target is {verdict.sense.replace('_', ' ')} {amount}"


def _unsure(verdict: Verdict) -> str:
    said = verdict.reason
    if verdict.replications_needed is not None:
        said += f"; about {verdict.replications_needed:,} replications would settle it"
    return sentence(said)
