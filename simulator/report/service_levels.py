"""The service levels held against a run, each with what it asks and how it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis import Verdict
from simulator.experiment.result import Result
from simulator.model.overview.times import condition_words
from simulator.model.plan import Plan, Sla
from simulator.model.saying import estimated
from simulator.report.blocks import Items
from simulator.report.figures import Value
from simulator.report.numbers import bare, percent
from simulator.report.sentences import sentence
from simulator.report.times import length


def service_levels(result: Result) -> tuple[Items, ...]:
    """Every service level with its verdict; nothing where there are none."""
    if not result.verdicts:
        return ()
    told = tuple(
        (f"{verdict.name}: {verdict.verdict}", tuple(_lines(result, verdict, sla)))
        for verdict, sla in zip(result.verdicts, result.plan.slas, strict=True)
    )
    return (Items("Service levels", told),)


def _lines(result: Result, verdict: Verdict, sla: Sla) -> Iterator[str]:
    plan = result.plan
    per = "" if sla.per is None else f", in every {length(sla.per, plan)}"
    about = ", ".join((_measured(verdict, sla), *_narrowed(result, sla)))
    yield f"{about}: {_figure(verdict, sla, plan)}; the target is {_target(verdict)}{per}."
    if verdict.rule:
        yield f"Counted so: {verdict.rule}."
    if sla.penalty:
        yield f"Each that misses it costs {bare(sla.penalty)} {plan.currency}".rstrip() + "."
    if verdict.aside:
        yield f"Of all replications {verdict.aside:,} unfinished are left out."
    if verdict.verdict == "unsure":
        yield _unsure(verdict)


def _measured(verdict: Verdict, sla: Sla) -> str:
    """What is measured, and of which step, class or team."""
    of = f" ({verdict.about})" if verdict.about else ""
    if sla.start is not None:
        return f"from {verdict.measure}{of}"
    return f"{verdict.measure.replace('_', ' ')}{of}"


def _narrowed(result: Result, sla: Sla) -> Iterator[str]:
    """Which cases count, and which time."""
    if sla.where is not None:
        yield f"where {condition_words(result.plan, sla.where)}"
    if sla.counted_in is not None:
        hours = result.blueprint.sla[sla.name].counted_in
        yield f"in the hours of {hours}" if isinstance(hours, str) else "in the hours given"


def _figure(verdict: Verdict, sla: Sla, plan: Plan) -> str:
    value = Value(verdict.attainment, verdict.low, verdict.high, verdict.unit).with_unit
    if sla.within is None:
        return value
    # A day of opening hours is no day of 24 hours: to say `1 d` would mislead.
    return f"{value} within {length(sla.within, plan, largest='w' if sla.counted_in is None else 'h')}"


def _target(verdict: Verdict) -> str:
    amount = percent(verdict.target) if verdict.unit == "share" else f"{bare(verdict.target)} {verdict.unit}"
    return f"{verdict.sense.replace('_', ' ')} {amount}"


def _unsure(verdict: Verdict) -> str:
    said = verdict.reason
    if verdict.replications_needed is not None:
        said += f"; about {estimated(verdict.replications_needed)} replications would settle it"
    return sentence(said)
