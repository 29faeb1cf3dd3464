"""Service levels counted in one replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.counts import Blocks
from simulator.analysis.measures import Measure, Scope, measures, names_of
from simulator.analysis.tally import Tally, by_visit, tally
from simulator.analysis.values import SPANS, VISIT_VALUES
from simulator.analysis.window import Floats, Window, totals_by
from simulator.errors import UsageError
from simulator.model.plan import Moment, Plan, Sla
from simulator.names import did_you_mean

#: The measure of a service level that goes from one moment to another.
SPAN = Measure("span", "value", ("case", "customers"), "time", "from one moment of a case to another")


def measure_of(plan: Plan, sla: Sla) -> Measure:
    """The measure a service level is about.

    Raises:
        UsageError: there is no such measure, or it is not measured of what the service level names.
    """
    known = {measure.name: measure for measure in (*measures(plan), SPAN)}
    if sla.measure not in known:
        raise UsageError(f"sla `{sla.name}`: no measure `{sla.measure}`; {did_you_mean(sla.measure, known)}")
    measure = known[sla.measure]
    if sla.within is not None and measure.kind != "value":
        raise UsageError(f"sla `{sla.name}`: `within` asks for a time of each, and {measure.name} is none")
    if measure is SPAN and (sla.start is None or sla.end is None):
        raise UsageError(f"sla `{sla.name}`: a span needs `from` and `to`")
    for word, given in (("where", sla.where), ("per", sla.per)):
        if given is not None and measure.kind not in ("value", "part", "share"):
            raise UsageError(f"sla `{sla.name}`: `{word}` goes with times and shares, not {measure.name}")
    if sla.counted_in is not None and measure.name not in {*SPANS, SPAN.name}:
        raise UsageError(f"sla `{sla.name}`: {measure.name} cannot be counted in opening hours")
    if sla.penalty and sla.within is None:
        raise UsageError(f"sla `{sla.name}`: a penalty is paid for each miss of `within`")
    _check_scopes(sla, measure)
    return measure


def _check_scopes(sla: Sla, measure: Measure) -> None:
    named: list[Scope] = [scope for scope in ("step", "customers", "team") if _index(sla, scope) is not None]
    for scope in named:
        if scope not in measure.scopes and not (scope == "team" and measure.name in VISIT_VALUES):
            raise UsageError(f"sla `{sla.name}`: {measure.name} is not measured by {scope}")
    if not named and "case" not in measure.scopes:
        choices = " or ".join(f"`{scope}`" for scope in measure.scopes)
        raise UsageError(f"sla `{sla.name}`: {measure.name} needs a {choices}")
    if len(named) > 1 and not by_visit(sla, measure):
        raise UsageError(f"sla `{sla.name}`: {measure.name} is not measured by {' and '.join(named)}")


def tallies(plan: Plan, columns: Columns, parts: Mapping[str, Floats], window: Window) -> list[Tally | None]:
    """Whom each service level counts; None for those not made of cases or visits.

    Args:
        plan: what was simulated.
        columns: of one replication.
        parts: of the waits, as from `causes.wait_by_cause`.
        window: what is measured.

    Raises:
        UsageError: one asks for what is not measured.
    """
    return [tally(plan, sla, measure_of(plan, sla), columns, parts, window.end) for sla in plan.slas]


def penalties(plan: Plan, counted: Sequence[Tally | None], window: Window) -> Floats:
    """What is paid for misses, by batch and class."""
    classes = len(plan.classes)
    paid = np.zeros((window.batches, classes))
    for sla, own in zip(plan.slas, counted, strict=True):
        if sla.penalty and own is not None:
            code = own.batch * classes + own.customers
            missed = totals_by(code, window.batches * classes, own.below - own.above)
            paid += sla.penalty * missed.reshape(window.batches, classes)
    return paid


def count_slas(
    plan: Plan, counted: Sequence[Tally | None], window: Window, blocks: Blocks
) -> tuple[Floats, Floats, Floats]:
    """Above the line, below it, and aside, for each service level; arrays of shape (batches, slas)."""
    shape = (window.batches, len(plan.slas))
    above, below, aside = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for i, (sla, own) in enumerate(zip(plan.slas, counted, strict=True)):
        if own is None:
            scope, place = scope_of(sla)
            block = blocks[sla.measure, scope]
            above[:, i], below[:, i] = block[0][:, place], block[1][:, place]
        else:
            above[:, i] = totals_by(own.batch, window.batches, own.above)
            below[:, i] = totals_by(own.batch, window.batches, own.below)
            aside[:, i] = totals_by(own.batch, window.batches, own.aside)
    return above, below, aside


def count_intervals(plan: Plan, counted: Sequence[Tally | None]) -> tuple[Floats, ...]:
    """For each service level its intervals: above the line and below it, shape (2, intervals).

    They are [0, per), [per, 2 per), ... up to the close; whoever becomes ready after it counts with the last
    one. A service level without `per` has none.
    """
    return tuple(
        np.zeros((2, 0)) if own is None or sla.per is None else _by_interval(own, sla.per, plan.run_for)
        for sla, own in zip(plan.slas, counted, strict=True)
    )


def _by_interval(own: Tally, per: float, close: float) -> Floats:
    many = max(1, ceil(close / per))
    place = np.clip(np.floor(own.at / per), 0, many - 1).astype(np.int64)
    return np.array([totals_by(place, many, own.above), totals_by(place, many, own.below)])


def scope_of(sla: Sla) -> tuple[Scope, int]:
    """The scope of a service level that names one thing at most, and the index of that thing."""
    scopes: tuple[Scope, ...] = ("step", "customers", "team")
    for scope in scopes:
        place = _index(sla, scope)
        if place is not None:
            return scope, place
    return "case", 0


def _index(sla: Sla, scope: Scope) -> int | None:
    return {"step": sla.step, "customers": sla.customers, "team": sla.team}.get(scope)


def named(plan: Plan, sla: Sla, scope: Scope) -> str:
    """The step, class or team that a service level names; empty where it names none."""
    place = _index(sla, scope)
    return "" if place is None else names_of(plan, scope)[place]


def subject(plan: Plan, sla: Sla) -> str:
    """What a service level measures: the name of the measure, or `triage.ready to reply.finished`."""
    if sla.start is None or sla.end is None:
        return sla.measure
    return f"{_moment(plan, sla.start)} to {_moment(plan, sla.end)}"


def _moment(plan: Plan, moment: Moment) -> str:
    return moment.what if moment.step < 0 else f"{plan.steps[moment.step].name}.{moment.what}"
