"""One replication reduced to its totals, in the order of its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.causes import count_causes, wait_by_cause
from simulator.analysis.columns import Columns
from simulator.analysis.costs import count_costs
from simulator.analysis.counts import Blocks, count_cases, count_visits, per_replication
from simulator.analysis.levels import Numbers, areas, numbers
from simulator.analysis.measures import Scope, measures
from simulator.analysis.samples import Samples, sample
from simulator.analysis.satisfaction_counts import count_satisfaction
from simulator.analysis.service_levels import count_intervals, count_slas, penalties, tallies
from simulator.analysis.sop_counts import count_sops
from simulator.analysis.staff import StaffTime, staff_time
from simulator.analysis.window import Floats, Window
from simulator.engine.records import Records
from simulator.model.plan import Plan

#: Batches into which a single long run is cut for its intervals.
BATCHES = 20

Key = tuple[str, Scope]


@dataclass(frozen=True, slots=True)
class Reduction:
    """The totals of one replication; small, and the same bytes on any number of workers.

    Attributes:
        replication: its number, from 1.
        samples: what is kept of the values of customers and visits.
        above, below: numerators and denominators of all other figures, shape (batches, figures), in the
            order of `ratio_keys` and within a key of the plan.
        peaks: greatest numbers present, in the order of `LEVELS` and of the plan.
        times: the time at each number present, 0 and up, in the same order; of shape (batches, most + 1).
        sla_above, sla_below, sla_aside: numerator, denominator and the unfinished left aside of each service
            level, shape (batches, slas).
        intervals: for each service level its intervals, see `service_levels.count_intervals`.
        end, stopped, notes: as in the records.
    """

    replication: int
    samples: Samples
    above: Floats
    below: Floats
    peaks: Floats
    times: tuple[Floats, ...]
    sla_above: Floats
    sla_below: Floats
    sla_aside: Floats
    intervals: tuple[Floats, ...]
    end: float
    stopped: str = ""
    notes: tuple[str, ...] = ()

    @property
    def batches(self) -> int:
        """Into how many batches the window was cut; 1 where it was not."""
        return len(self.above)


#: The numbers present, in the order in which `Reduction.peaks` and `Reduction.times` hold them.
LEVELS: tuple[Key, ...] = (
    ("queue_length", "step"),
    ("queue_length", "case"),
    ("people_inside", "customers"),
    ("people_inside", "case"),
    ("busy", "team"),
)


def ratio_keys(plan: Plan) -> tuple[Key, ...]:
    """The figures that are not made of values, in the order of the metrics."""
    return tuple((m.name, scope) for m in measures(plan) if m.kind != "value" for scope in m.scopes)


def batches_for(plan: Plan, replications: int) -> int:
    """How many batches `reduce` should make: 20 of a single long run (warmed up and cut), else 1."""
    long_run = (plan.warm_up > 0 or plan.find_warm_up) and plan.at_end == "stop"
    return BATCHES if replications == 1 and long_run else 1


def reduce(plan: Plan, records: Records, batches: int = 1) -> Reduction:
    """Sum up one replication.

    Args:
        plan: what was simulated.
        records: what the engine wrote down.
        batches: cut the window into so many batches of equal length, each summed up by itself, a case (and
            its visits) belonging to the batch of its arrival.

    Raises:
        UsageError: a service level asks for what is not measured.
    """
    window = Window.of(plan, records, batches)
    columns = Columns.of(plan, records, window)
    parts = wait_by_cause(plan, records, columns)
    counted = tallies(plan, columns, parts, window)
    blocks = count_cases(plan, records, columns, window) | count_visits(plan, columns, window)
    blocks |= count_causes(plan, columns, window, parts) | count_sops(plan, columns, window)
    blocks |= count_satisfaction(plan, columns, window)
    levels = _presence(plan, columns, window, blocks)
    staff = staff_time(plan, records, columns, window)
    _staff(plan, staff, window, blocks)
    blocks |= count_costs(plan, columns, window, staff, penalties(plan, counted, window), blocks)
    keys = ratio_keys(plan)
    sla_above, sla_below, sla_aside = count_slas(plan, counted, window, blocks)
    taken = staff.numbers
    return Reduction(
        replication=records.replication,
        samples=sample(plan, columns, batches),
        above=np.concatenate([blocks[key][0] for key in keys], axis=1),
        below=np.concatenate([blocks[key][1] for key in keys], axis=1),
        peaks=np.concatenate([*(level.peaks for level in levels), taken.peaks[:-1]]),
        times=(*(times for level in levels for times in level.times), *taken.times[:-1]),
        sla_above=sla_above,
        sla_below=sla_below,
        sla_aside=sla_aside,
        intervals=count_intervals(plan, counted),
        end=records.end,
        stopped=records.stopped,
        notes=records.notes,
    )


def _presence(plan: Plan, columns: Columns, window: Window, blocks: Blocks) -> tuple[Numbers, Numbers]:
    """Queue lengths and people inside, of everybody, those of the warm-up included."""
    visits, cases = columns.visits, columns.cases
    joined = np.flatnonzero(visits.joined)
    start, step = visits.queued[joined], visits.step[joined]
    end = np.where(visits.began, visits.started, visits.finished)[joined]
    length = window.lengths()[:, None]

    def average(measure: str, scope: Scope, area: Floats) -> None:
        blocks[measure, scope] = (area, np.broadcast_to(length, area.shape))
        blocks[measure, "case"] = (area.sum(axis=1, keepdims=True), length)

    steps, classes = len(plan.steps), len(plan.classes)
    average("queue_length", "step", areas(start, end, step, steps, window))
    average("people_inside", "customers", areas(cases.arrived, cases.left, cases.customers, classes, window))
    return (
        numbers(start, end, step, steps, window),
        numbers(cases.arrived, cases.left, cases.customers, classes, window),
    )


def _staff(plan: Plan, time: StaffTime, window: Window, blocks: Blocks) -> None:
    """Utilisation (of all together without the resources), the number busy, full, overtime and repairs."""
    staff = [i for i, team in enumerate(plan.teams) if not team.resource and not team.unlimited]

    def of_staff(each: Floats) -> Floats:
        return np.asarray(each[:, staff].sum(axis=1, keepdims=True), np.float64)

    limited = np.array([not team.unlimited for team in plan.teams])
    blocks["utilisation", "team"] = (time.busy * limited, time.scheduled)
    blocks["utilisation", "case"] = (of_staff(time.busy), of_staff(time.scheduled))
    blocks["busy", "team"] = (time.present, np.broadcast_to(window.lengths()[:, None], time.present.shape))
    blocks["all_busy", "team"] = (time.full, time.manned)
    blocks["overtime", "team"] = (time.overtime * limited, per_replication(time.overtime))
    blocks["down", "team"] = (time.down, time.scheduled)
