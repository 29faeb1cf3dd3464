"""Why they waited: the wait of every visit that started, cut up by cause.

The wait runs from `since` to `started` and is made of, one after the other,

- `wait_hand_off`: until it was handed over (also by the opening of the doors);
- `wait_batching`: until it was let into the queue, at a step that gathers batches;
- `wait_blocking`: the same at other steps: until there was room;

and of the rest, the time in the queue:

- `wait_off_shift`: while no way to serve it was on duty (for each team of an option enough members who can);
- `wait_priority`: else, from the first start while it queued, at the team that served it later, of one who
  had become ready after it;
- `wait_contention`: what is left: the others were first, or all who could serve were busy.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.analysis.columns import Columns, VisitColumns
from simulator.analysis.counts import Blocks
from simulator.analysis.spans import Passed
from simulator.analysis.window import Flags, Floats, Ints, Window, totals_by
from simulator.engine.records import Records, Rows
from simulator.model.plan import BY_CUSTOMERS, Needs, Plan, SkillNeeded

#: The measures, each a part of the wait, in the order in which the time is shared out.
CAUSES = (
    "wait_hand_off",
    "wait_batching",
    "wait_blocking",
    "wait_off_shift",
    "wait_priority",
    "wait_contention",
)


def wait_by_cause(plan: Plan, records: Records, columns: Columns) -> Mapping[str, Floats]:
    """The parts of each visit's wait by cause; nought of a visit that never started. They add up to the wait.

    What is not in the queue is cut to the wait, so of an appointment the time before its slot is in none.
    """
    visits = columns.visits
    many = len(visits.case)
    started = np.where(visits.began, visits.started, visits.since)
    since = np.minimum(visits.since, started)
    handed = np.clip(np.where(visits.began, visits.handed, since), since, started)
    queued = np.clip(np.where(visits.began, visits.queued, since), handed, started)
    gathers = np.array([step.batch is not None for step in plan.steps], np.bool_)[visits.step]
    before_queue = queued - handed
    parts: dict[str, Floats] = {cause: np.zeros(many) for cause in CAUSES}
    parts["wait_hand_off"] = handed - since
    parts["wait_batching"] = np.where(gathers, before_queue, 0.0)
    parts["wait_blocking"] = np.where(gathers, 0.0, before_queue)
    rows = np.flatnonzero(started > queued)
    nobody = _Unstaffed(plan, records, columns)
    behind = _overtaken(visits, queued, rows)
    parts["wait_off_shift"][rows] = nobody.between(rows, queued[rows], started[rows])
    parts["wait_priority"][rows] = (started[rows] - behind) - nobody.between(rows, behind, started[rows])
    left = (behind - queued[rows]) - nobody.between(rows, queued[rows], behind)
    parts["wait_contention"][rows] = left
    for cause in ("wait_priority", "wait_contention"):
        np.maximum(parts[cause], 0.0, out=parts[cause])  # rounding
    return parts


def count_causes(plan: Plan, columns: Columns, window: Window, parts: Mapping[str, Floats]) -> Blocks:
    """The wait by cause, for each visit that started, and for each case of which `wait` is told.

    Args:
        plan: what was simulated.
        columns: of one replication.
        window: what is measured.
        parts: as from `wait_by_cause`.
    """
    visits, cases = columns.visits, columns.cases
    steps, classes = len(plan.steps), len(plan.classes)
    began = visits.began & visits.counted
    told = columns.with_any(visits.began) & cases.gone & cases.counted
    of_told = visits.began & told[visits.case]

    def totals(group: Ints, groups: int, batch: Ints, rows: Flags, weights: Floats | None = None) -> Floats:
        code = (batch * groups + group)[rows]
        own = None if weights is None else weights[rows]
        return totals_by(code, window.batches * groups, own).reshape(window.batches, groups)

    visits_told = totals(visits.step, steps, visits.batch, began)
    cases_told = totals(cases.customers, classes, cases.batch, told)
    blocks: Blocks = {}
    for cause, part in parts.items():
        each = totals(visits.customers, classes, visits.batch, of_told, part)
        blocks[cause, "step"] = (totals(visits.step, steps, visits.batch, began, part), visits_told)
        blocks[cause, "customers"] = (each, cases_told)
        blocks[cause, "case"] = (each.sum(axis=1, keepdims=True), cases_told.sum(axis=1, keepdims=True))
    return blocks


# -- nobody on duty ---------------------------------------------------------------------------------


class _Unstaffed:
    """The time in which nobody who could serve a visit was on duty."""

    def __init__(self, plan: Plan, records: Records, columns: Columns) -> None:
        self._plan = plan
        self._columns = columns
        self._duty = records.duty
        self._end = records.end
        self._known: dict[tuple[tuple[Needs, ...], int], Passed] = {}

    def between(self, rows: Ints, start: Floats, end: Floats) -> Floats:
        """How much of each span it was so, for these visits."""
        passed = np.zeros(len(rows))
        steps = self._columns.visits.step[rows]
        for step in np.unique(steps).tolist():
            here = np.flatnonzero(steps == step)
            skills = self._skills(self._plan.steps[step].skill, rows[here])
            for skill in np.unique(skills).tolist():
                chosen = here[skills == skill]
                clock = self._clock(self._plan.steps[step].options, skill)
                passed[chosen] = clock(end[chosen]) - clock(start[chosen])
        return passed

    def _skills(self, needed: SkillNeeded | None, rows: Ints) -> Ints:
        """The skill that each visit asks for; -1 for none."""
        skills = np.full(len(rows), -1, np.int64)
        if needed is None:
            return skills
        if needed.otherwise is not None:
            skills[:] = needed.otherwise
        if needed.by is not None:
            visits, cases = self._columns.visits, self._columns.cases
            own = (
                visits.customers[rows]
                if needed.by == BY_CUSTOMERS
                else cases.attributes[visits.case[rows], needed.by]
            )
            for value, skill in needed.cases.items():
                skills[own == value] = skill
        return skills

    def _clock(self, options: tuple[Needs, ...], skill: int) -> Passed:
        """The clock that runs while no option has enough on duty who have a skill."""
        key = (options, skill)
        if key not in self._known:
            self._known[key] = Passed.within(self._gaps(options, skill))
        return self._known[key]

    def _gaps(self, options: tuple[Needs, ...], skill: int) -> list[tuple[float, float]]:
        moments = np.unique([0.0, self._end, *self._duty["on"].tolist(), *self._duty["off"].tolist()])
        staffed = np.zeros(len(moments), np.bool_)
        for needs in options:
            enough = np.ones(len(moments), np.bool_)
            for team, count in needs:
                if not self._plan.teams[team].unlimited:
                    enough &= self._on_duty(moments, team, skill) >= count
            staffed |= enough
        gaps = np.flatnonzero(~staffed[:-1])
        return list(zip(moments[gaps].tolist(), moments[gaps + 1].tolist(), strict=True))

    def _on_duty(self, moments: Floats, team: int, skill: int) -> Ints:
        """How many members of a team who have a skill are on duty from each moment on."""
        duty: Rows = self._duty[self._duty["team"] == team]
        if skill >= 0 and self._plan.teams[team].skilled:
            able = [not np.isnan(member.skills[skill]) for member in self._plan.teams[team].members]
            duty = duty[np.array([*able, False], np.bool_)[duty["member"] - 1]]
        came = np.searchsorted(np.sort(duty["on"]), moments, side="right")
        went = np.searchsorted(np.sort(duty["off"]), moments, side="right")
        return np.asarray(came - went, np.int64)


# -- overtaken --------------------------------------------------------------------------------------


def _overtaken(visits: VisitColumns, queued: Floats, rows: Ints) -> Floats:
    """For each of these visits the first start, while it queues, of one ready later; else its own start."""
    behind = visits.started[rows].copy()
    teams = visits.team[rows]
    for team in np.unique(teams[teams >= 0]).tolist():
        served = np.flatnonzero(visits.began & (visits.team == team))
        served = served[np.lexsort((visits.ready[served], visits.started[served]))]
        starts, ready = visits.started[served], visits.ready[served]
        if not (np.diff(ready) < 0).any():
            continue  # in the order in which they became ready: nobody was overtaken
        own = np.flatnonzero(teams == team)
        first = np.searchsorted(starts, queued[rows[own]], side="left")
        place = _first_above(ready, first, visits.ready[rows[own]])
        found = place < len(starts)
        overtaking = starts[place[found]]
        behind[own[found]] = np.minimum(overtaking, behind[own[found]])
    return behind


def _first_above(values: Floats, first: Ints, bound: Floats) -> Ints:
    """For each bound the first place from `first` on where a value is above it; their number where none is.

    A tree of maxima: from each place up to the first subtree with a greater value, then down in it.
    """
    levels = [values]
    while len(levels[-1]) > 1:
        below = levels[-1]
        padded = np.append(below, -np.inf) if len(below) % 2 else below
        levels.append(np.maximum(padded[::2], padded[1::2]))
    place, height = first.copy(), np.full(len(first), -1)
    for level, tops in enumerate(levels):
        searching = np.flatnonzero(height < 0)
        odd = searching if level == len(levels) - 1 else searching[place[searching] % 2 == 1]
        inside = odd[place[odd] < len(tops)]
        high = tops[place[inside]] > bound[inside]
        height[inside[high]] = level
        place[np.setdiff1d(odd, inside[high], assume_unique=True)] += 1
        place[height < 0] //= 2
    for level in range(len(levels) - 1, 0, -1):
        here = np.flatnonzero(height == level)
        left = 2 * place[here]
        tops = levels[level - 1]
        place[here] = np.where(tops[left] > bound[here], left, left + 1)
        height[here] = level - 1
    return np.where(height == 0, place, len(values))
