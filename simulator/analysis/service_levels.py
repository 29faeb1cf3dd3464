"""Service levels counted in one replication: who met the threshold, out of whom, and who is left aside.

With a threshold (`within`) the level is held against everyone who became ready:

- whoever has the time (a wait: those who started) met it or not;
- abandoned: by the rule of the service level;
- balked and turned away: missed;
- unfinished (and visits cancelled from another branch): missed once the threshold had passed, else aside;
- a case that left by a named end without ever having that time (no person served it): aside, except for
  `resolution_time`, where an end that solves nothing is a miss.

Without a threshold it is the measure itself: a mean, a share, an amount.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.columns import BALKED, CANCELLED, GAVE_UP, OPEN, TURNED_AWAY, Columns
from simulator.analysis.counts import RESULT_OF, Blocks
from simulator.analysis.measures import Measure, Scope, measures, names_of
from simulator.analysis.values import CASE_VALUES, VISIT_SO_FAR, VISIT_VALUES, case_so_far
from simulator.analysis.window import Flags, Floats, Ints, Window, totals_by
from simulator.errors import UsageError
from simulator.model import plan as model
from simulator.model.plan import Plan, Sla
from simulator.names import did_you_mean


@dataclass(frozen=True, slots=True)
class Held:
    """What one service level asks about, one entry a visit or a case that is in question.

    Attributes:
        value: the time; nan where it does not exist.
        so_far: the time that had passed when the visit or case ended.
        abandoned, lost, open: gave up; balked, turned away or not solved; unfinished or cancelled.
        batch: the batch of each.
    """

    value: Floats
    so_far: Floats
    abandoned: Flags
    lost: Flags
    open: Flags
    batch: Ints


def measure_of(plan: Plan, sla: Sla) -> Measure:
    """The measure a service level is about.

    Raises:
        UsageError: there is no such measure, or it is not measured of what the service level names.
    """
    known = {measure.name: measure for measure in measures(plan)}
    if sla.measure not in known:
        raise UsageError(f"sla `{sla.name}`: no measure `{sla.measure}`; {did_you_mean(sla.measure, known)}")
    measure = known[sla.measure]
    if sla.within is not None and measure.kind != "value":
        raise UsageError(f"sla `{sla.name}`: `within` asks for a time, and {measure.name} is none")
    named: list[Scope] = [scope for scope in ("step", "customers", "team") if _index(sla, scope) is not None]
    for scope in named:
        if scope not in measure.scopes and not (scope == "team" and measure.name in VISIT_VALUES):
            raise UsageError(f"sla `{sla.name}`: {measure.name} is not measured by {scope}")
    if not named and "case" not in measure.scopes:
        choices = " or ".join(f"`{scope}`" for scope in measure.scopes)
        raise UsageError(f"sla `{sla.name}`: {measure.name} needs a {choices}")
    if len(named) > 1 and not _by_visit(sla, measure):
        raise UsageError(f"sla `{sla.name}`: {measure.name} is not measured by {' and '.join(named)}")
    return measure


def count_slas(plan: Plan, columns: Columns, window: Window, blocks: Blocks) -> tuple[Floats, Floats, Floats]:
    """Above the line, below it, and aside, for each service level; arrays of shape (batches, slas)."""
    shape = (window.batches, len(plan.slas))
    above, below, aside = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for i, sla in enumerate(plan.slas):
        measure = measure_of(plan, sla)
        if sla.within is not None:
            above[:, i], below[:, i], aside[:, i] = _attained(_held(plan, sla, columns), sla, window.batches)
        elif measure.kind == "value":
            held = _held(plan, sla, columns)
            there = ~np.isnan(held.value)
            above[:, i] = totals_by(held.batch[there], window.batches, held.value[there])
            below[:, i] = totals_by(held.batch[there], window.batches)
        elif _by_visit(sla, measure) and sla.customers is not None:
            above[:, i], below[:, i] = _visit_share(plan, sla, columns, window)
        else:
            scope, place = scope_of(sla)
            block = blocks[sla.measure, scope]
            above[:, i], below[:, i] = block[0][:, place], block[1][:, place]
    return above, below, aside


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


def _by_visit(sla: Sla, measure: Measure) -> bool:
    """Whether visits, not cases, are held against the level."""
    if measure.kind == "value":
        return measure.name in VISIT_VALUES and (sla.step is not None or sla.team is not None)
    return measure.kind == "share" and sla.step is not None


def _held(plan: Plan, sla: Sla, columns: Columns) -> Held:
    if sla.measure in VISIT_VALUES and (sla.step is not None or sla.team is not None):
        return _held_visits(plan, sla, columns)
    return _held_cases(sla, columns)


def _in_question(plan: Plan, sla: Sla, columns: Columns) -> Flags:
    """The visits that a service level is about: of those nobody has served, where its team could have."""
    visits = columns.visits
    chosen = visits.counted.copy()
    if sla.step is not None:
        chosen &= visits.step == sla.step
    if sla.customers is not None:
        chosen &= visits.customers == sla.customers
    if sla.team is not None:
        could = np.array(
            [any(team == sla.team for needs in s.options for team, _ in needs) for s in plan.steps]
        )
        chosen &= (visits.team == sla.team) | ((visits.team < 0) & could[visits.step])
    return chosen


def _held_visits(plan: Plan, sla: Sla, columns: Columns) -> Held:
    visits = columns.visits
    rows = np.flatnonzero(_in_question(plan, sla, columns))
    result = visits.result[rows]
    value = VISIT_VALUES[sla.measure](visits)[rows]
    if sla.within is not None:
        value = np.where(visits.began[rows], value, np.nan)
    return Held(
        value=value,
        so_far=VISIT_SO_FAR[sla.measure](visits)[rows],
        abandoned=result == GAVE_UP,
        lost=(result == BALKED) | (result == TURNED_AWAY),
        open=(result == OPEN) | (result == CANCELLED),
        batch=visits.batch[rows],
    )


def _held_cases(sla: Sla, columns: Columns) -> Held:
    cases = columns.cases
    chosen = cases.counted if sla.customers is None else cases.counted & (cases.customers == sla.customers)
    rows = np.flatnonzero(chosen)
    outcome = cases.outcome[rows]
    value = CASE_VALUES[sla.measure](columns)[rows]
    if sla.within is not None and sla.measure != "first_response":
        value = np.where(cases.served[rows], value, np.nan)
    lost = (outcome == model.BALKED) | (outcome == model.TURNED_AWAY)
    if sla.measure == "resolution_time":
        lost |= cases.served[rows] & ~columns.solved[outcome]
    return Held(
        value=value,
        so_far=case_so_far(sla.measure, columns)[rows],
        abandoned=outcome == model.ABANDONED,
        lost=lost,
        open=outcome == model.UNFINISHED,
        batch=cases.batch[rows],
    )


def _attained(held: Held, sla: Sla, batches: int) -> tuple[Floats, Floats, Floats]:
    """How many met the threshold, of how many, and how many stand aside; by batch."""
    assert sla.within is not None
    known = ~np.isnan(held.value)
    passed = held.so_far > sla.within
    met = known & (held.value <= sla.within)
    in_question = known | held.lost | (held.open & passed)
    aside = ~known & ~held.lost & ~held.abandoned & ~(held.open & passed)
    gave_up = held.abandoned & ~known
    if sla.abandoned != "exclude":
        in_question |= gave_up
    if sla.abandoned == "as met if within":
        met |= gave_up & ~passed
    return (
        totals_by(held.batch[met], batches),
        totals_by(held.batch[in_question], batches),
        totals_by(held.batch[aside], batches),
    )


def _visit_share(plan: Plan, sla: Sla, columns: Columns, window: Window) -> tuple[Floats, Floats]:
    """A share of the visits of one class to one step."""
    visits = columns.visits
    rows = _in_question(plan, sla, columns)
    if sla.measure == "rework":
        chosen = rows & (visits.visit > 1)
    else:
        chosen = rows & (visits.result == RESULT_OF[sla.measure])
    return totals_by(visits.batch[chosen], window.batches), totals_by(visits.batch[rows], window.batches)


def named(plan: Plan, sla: Sla, scope: Scope) -> str:
    """The step, class or team that a service level names; empty where it names none."""
    place = _index(sla, scope)
    return "" if place is None else names_of(plan, scope)[place]
