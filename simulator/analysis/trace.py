"""A customer's way in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import numpy as np

from simulator.analysis.told import Teller, told_time
from simulator.engine.records import WAITING_ALREADY, Records
from simulator.model.plan import NO_SHOW, UNFINISHED, Plan

#: (moment, case, order within the case and moment, what happened)
_Line = tuple[float, int, int, str]


def trace(plan: Plan, records: Records, cases: Iterable[int]) -> list[str]:
    """What happened to some customers, in the order of time.

    `09:02  walk-in 1 joins the queue at counter (3 waiting)`: how many waited there already. A service is
    told by all who serve, and by each further stretch of work after an interruption. Times of day
    are from the clock of the plan, with the day where the run is longer than one, with seconds where the
    unit is shorter than a minute.

    Args:
        plan: what was simulated.
        records: one replication.
        cases: numbers of cases, from 0.

    Raises:
        IndexError: no such case.
    """
    teller = Teller(plan, records)
    told = [line for case in dict.fromkeys(cases) for line in _story(teller, case)]
    clock = _Clock(plan, records)
    return [f"{clock.at(t)}  {teller.who(case)} {what}" for t, case, _, what in sorted(told)]


class _Clock:
    """Moments of a run as a person reads them."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._start = datetime.fromisoformat(plan.clock.start)
        self._seconds = plan.clock.seconds
        self._dated = plan.clock.dated
        last = self._start + timedelta(seconds=max(records.end, plan.run_for) * self._seconds)
        self._one_day = last.date() == self._start.date()
        self._one_week = self._week(last) == 1
        self._form = "%H:%M:%S" if self._seconds < 60 else "%H:%M"

    def at(self, t: float) -> str:
        """A moment; cut, not rounded, to the minute or second."""
        # A float may lie a little below the minute it means.
        moment = self._start + timedelta(seconds=round(t * self._seconds, 3))
        return f"{self._day(moment)}{moment.strftime(self._form)}"

    def _day(self, moment: datetime) -> str:
        """The date where the clock has one, else the weekday and, of a run of several, the week."""
        if self._one_day:
            return ""
        if self._dated:
            return moment.strftime("%Y-%m-%d ")
        return moment.strftime("%a " if self._one_week else f"week {self._week(moment)} %a ")

    def _week(self, moment: datetime) -> int:
        """Number of the week, from 1; weeks begin on Monday."""
        monday = self._start.date() - timedelta(days=self._start.weekday())
        return (moment.date() - monday).days // 7 + 1


def _story(teller: Teller, case: int) -> Iterator[_Line]:
    plan, records = teller.plan, teller.records
    row = records.cases[case]
    events: list[tuple[float, str]] = [(float(row["arrived"]), _arrival(teller, row))]
    for visit in records.visits[records.visits["case"] == case]:
        events += teller.visit(visit)
    if row["outcome"] == NO_SHOW:
        yield float(row["arrived"]), case, 0, "does not come to the appointment"
        return
    inside = told_time(plan, float(row["left"] - row["arrived"]))
    if row["outcome"] == UNFINISHED:
        last = f"is still inside when the run ends, after {inside}"
    else:
        last = f"leaves: {plan.outcomes[row['outcome']].replace('_', ' ')}, {inside} in all"
    events.append((float(row["left"]), last))
    yield from ((t, case, order, what) for order, (t, what) in enumerate(events))


def _arrival(teller: Teller, row: np.void) -> str:
    if row["parent"] >= 0:
        return f"comes back, having been {teller.who(int(row['parent']))}"
    slot = float(row["slot"])
    if np.isnan(slot):
        return "waits already" if row["number"] > WAITING_ALREADY else "arrives"
    return "arrives on time" if slot == row["arrived"] else _beside(teller.plan, float(row["arrived"]) - slot)


def _beside(plan: Plan, late: float) -> str:
    """Arriving before or after the slot."""
    return f"arrives {told_time(plan, abs(late))} {'late' if late > 0 else 'early'}"
