"""What single customers and moments are called where people read of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from simulator.engine.records import WAITING_ALREADY, Records
from simulator.model.plan import Plan


def customer_name(customers: str, number: int) -> str:
    """`walk-in 5`; of those who waited when the run began `walk-in waiting already 5`."""
    if number > WAITING_ALREADY:
        return f"{customers} waiting already {number - WAITING_ALREADY}"
    return f"{customers} {number}"


def in_words(names: Iterable[str]) -> str:
    """Names in a sentence: `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class Moments:
    """Moments of a run as a person reads them.

    Times of day are from the clock of the plan, with the day where the run is longer than one, with seconds
    where the unit is shorter than a minute.
    """

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
