"""Whom a service level counts: every case or visit in question, with what it adds above and below the line.

With a threshold (`within`) the level is held against everyone who became ready:

- whoever has the time (a wait: those who started) met it or not;
- abandoned: by the rule of the service level;
- balked and turned away: missed;
- unfinished (and visits that were cancelled, escalated or ended by an unanswered call): missed once the
  threshold had passed, else aside;
- a case that left by a named end without ever having that time (no person served it): aside, except for
  `resolution_time`, where an end that solves nothing is a miss.

Without a threshold it is the mean of the times there are; a share is a share. No-shows are in no time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.analysis.columns import (
    BALKED,
    CANCELLED,
    ESCALATED,
    GAVE_UP,
    OPEN,
    TURNED_AWAY,
    UNREACHABLE,
    Columns,
)
from simulator.analysis.conditions import holds
from simulator.analysis.measures import Measure
from simulator.analysis.moments import moment_of
from simulator.analysis.shares import shares_of_cases, shares_of_visits
from simulator.analysis.spans import hours
from simulator.analysis.values import (
    CASE_VALUES,
    GIVEN_AT_ONCE,
    VISIT_SO_FAR,
    VISIT_VALUES,
    Clock,
    all_time,
    case_so_far,
)
from simulator.analysis.window import Flags, Floats, Ints
from simulator.model import plan as model
from simulator.model.plan import Plan, Sla


@dataclass(frozen=True, slots=True)
class Tally:
    """One entry a case or visit in question.

    Attributes:
        above, below, aside: what it adds to the numerator, the denominator, those left aside.
        customers, batch: its class and batch.
        at: the moment that says in which interval it falls: ready, arrived, or the start of a span.
    """

    above: Floats
    below: Floats
    aside: Floats
    customers: Ints
    batch: Ints
    at: Floats


def by_visit(sla: Sla, measure: Measure) -> bool:
    """Whether visits, not cases, are held against the level."""
    if measure.kind == "value":
        return measure.name in VISIT_VALUES and (sla.step is not None or sla.team is not None)
    return measure.kind in ("share", "part") and sla.step is not None


def tally(
    plan: Plan, sla: Sla, measure: Measure, columns: Columns, parts: Mapping[str, Floats], end: float
) -> Tally | None:
    """What a service level counts; None where its measure is not made of cases or visits.

    Args:
        plan: what was simulated.
        sla: the service level.
        measure: what it is about.
        columns: of one replication.
        parts: of the waits, as from `causes.wait_by_cause`.
        end: of the run.
    """
    if measure.kind not in ("value", "part", "share"):
        return None
    visits = by_visit(sla, measure)
    rows = np.flatnonzero(_visits_asked(plan, sla, columns) if visits else _cases_asked(sla, columns))
    if measure.kind == "share":
        return _shared(plan, sla, columns, rows, visits)
    if measure.kind == "part":
        return _part(columns, parts[sla.measure], rows, visits)
    clock = all_time if sla.counted_in is None else hours(sla.counted_in, end)
    held = _held_visits(sla, columns, clock, rows) if visits else _held_cases(sla, columns, clock, rows)
    return _mean(held) if sla.within is None else _attained(held, sla, sla.within)


def _visits_asked(plan: Plan, sla: Sla, columns: Columns) -> Flags:
    """The visits that a service level is about: of those nobody has served, where its team could have."""
    visits = columns.visits
    chosen = visits.counted.copy()
    if sla.step is not None:
        chosen &= visits.step == sla.step
    if sla.customers is not None:
        chosen &= visits.customers == sla.customers
    if sla.where is not None:
        chosen &= holds(sla.where, columns.cases)[visits.case]
    if sla.team is not None:
        could = np.array(
            [any(team == sla.team for needs in s.options for team, _ in needs) for s in plan.steps]
        )
        chosen &= (visits.team == sla.team) | ((visits.team < 0) & could[visits.step])
    return chosen


def _cases_asked(sla: Sla, columns: Columns) -> Flags:
    """The cases that a service level is about."""
    cases = columns.cases
    chosen = cases.counted.copy()
    if sla.customers is not None:
        chosen &= cases.customers == sla.customers
    if sla.where is not None:
        chosen &= holds(sla.where, cases)
    return chosen


def _shared(plan: Plan, sla: Sla, columns: Columns, rows: Ints, visits: bool) -> Tally:
    share = (shares_of_visits(plan, columns) if visits else shares_of_cases(plan, columns))[sla.measure]
    return _entries(columns, rows, visits, share.chosen.astype(np.float64), share.of)


def _part(columns: Columns, part: Floats, rows: Ints, visits: bool) -> Tally:
    """What a cause adds to the waits, of the visits that started, or of the cases that left after one."""
    began = columns.visits.began
    if visits:
        return _entries(columns, rows, visits, part, began)
    told = columns.cases.gone & columns.with_any(began)
    return _entries(columns, rows, visits, np.nan_to_num(columns.sum_by_case(part, began)) * told, told)


def _entries(columns: Columns, rows: Ints, visits: bool, above: Floats, below: Flags) -> Tally:
    """The tally of some visits or cases, none of them aside."""
    customers = columns.visits.customers if visits else columns.cases.customers
    batch = columns.visits.batch if visits else columns.cases.batch
    at = columns.visits.ready if visits else columns.cases.arrived
    return Tally(
        above=above[rows],
        below=below[rows].astype(np.float64),
        aside=np.zeros(len(rows)),
        customers=customers[rows],
        batch=batch[rows],
        at=at[rows],
    )


# -- times ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of the time of each case or visit in question.

    Attributes:
        value: the time; nan where it does not exist.
        so_far: the time that had passed when the visit or case ended.
        abandoned, lost, open: gave up; balked, turned away or not solved; unfinished, or ended otherwise.
        customers, batch, at: as in `Tally`.
    """

    value: Floats
    so_far: Floats
    abandoned: Flags
    lost: Flags
    open: Flags
    customers: Ints
    batch: Ints
    at: Floats


def _held_visits(sla: Sla, columns: Columns, clock: Clock, rows: Ints) -> _Held:
    visits = columns.visits
    result = visits.result[rows]
    value = VISIT_VALUES[sla.measure](visits, clock)[rows]
    if sla.within is not None:
        value = np.where(visits.began[rows], value, np.nan)
    return _Held(
        value=value,
        so_far=VISIT_SO_FAR[sla.measure](visits, clock)[rows],
        abandoned=result == GAVE_UP,
        lost=(result == BALKED) | (result == TURNED_AWAY),
        open=np.isin(result, (OPEN, CANCELLED, ESCALATED, UNREACHABLE)),
        customers=visits.customers[rows],
        batch=visits.batch[rows],
        at=visits.ready[rows],
    )


def _held_cases(sla: Sla, columns: Columns, clock: Clock, rows: Ints) -> _Held:
    cases = columns.cases
    at = cases.arrived
    asked = cases.came
    if sla.measure == "span":
        assert sla.start is not None
        assert sla.end is not None
        at = moment_of(sla.start, columns)
        asked = ~np.isnan(at)
        until = moment_of(sla.end, columns)
        value = np.where(until >= at, clock(until) - clock(at), np.nan)
        so_far = clock(cases.left) - clock(at)
    else:
        value = CASE_VALUES[sla.measure](columns, clock)
        so_far = case_so_far(sla.measure, columns, clock)
        if sla.within is not None and sla.measure not in GIVEN_AT_ONCE:
            value = np.where(cases.served, value, np.nan)
        if sla.measure == "wait_past_appointment":
            asked = asked & ~np.isnan(cases.slot)
    rows = rows[asked[rows]]
    outcome = cases.outcome[rows]
    lost = (outcome == model.BALKED) | (outcome == model.TURNED_AWAY)
    if sla.measure == "resolution_time":
        lost |= cases.served[rows] & ~columns.solved[outcome]
    return _Held(
        value=value[rows],
        so_far=so_far[rows],
        abandoned=outcome == model.ABANDONED,
        lost=lost,
        open=outcome == model.UNFINISHED,
        customers=cases.customers[rows],
        batch=cases.batch[rows],
        at=at[rows],
    )


def _mean(held: _Held) -> Tally:
    """The times there are, over how many there are."""
    there = ~np.isnan(held.value)
    return Tally(
        above=np.nan_to_num(held.value),
        below=there.astype(np.float64),
        aside=np.zeros(len(there)),
        customers=held.customers,
        batch=held.batch,
        at=held.at,
    )


def _attained(held: _Held, sla: Sla, within: float) -> Tally:
    """Those who met the threshold, those in question, and those aside."""
    known = ~np.isnan(held.value)
    passed = held.so_far > within
    met = known & (held.value <= within)
    in_question = known | held.lost | (held.open & passed)
    aside = ~known & ~held.lost & ~held.abandoned & ~(held.open & passed)
    gave_up = held.abandoned & ~known
    if sla.abandoned != "exclude":
        in_question |= gave_up
    if sla.abandoned == "as met if within":
        met |= gave_up & ~passed
    return Tally(
        above=met.astype(np.float64),
        below=in_question.astype(np.float64),
        aside=aside.astype(np.float64),
        customers=held.customers,
        batch=held.batch,
        at=held.at,
    )
