"""A customer's way in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.analysis.naming import Moments
from simulator.analysis.told import Teller, told_time
from simulator.analysis.told_cases import alongside, opening, overdue
from simulator.analysis.told_known import Event
from simulator.engine.records import Records
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
    moments = Moments(plan, records)
    told = [line for case in dict.fromkeys(cases) for line in _story(teller, moments, case)]
    return [f"{moments.at(t)}  {teller.who(case)} {what}" for t, case, _, what in sorted(told)]


def _story(teller: Teller, moments: Moments, case: int) -> Iterator[_Line]:
    yield from ((t, case, order, what) for order, (t, what) in enumerate(_events(teller, moments, case)))


def _events(teller: Teller, moments: Moments, case: int) -> Iterator[Event]:
    """All that happened to a customer; of what happened at one moment the first stands first."""
    records = teller.records
    row = records.cases[case]
    yield from opening(teller, moments, case)
    if row["outcome"] == NO_SHOW:
        return
    visits = records.visits[records.visits["case"] == case]
    yield from overdue(teller.plan, row)
    beside = alongside(teller.plan, visits)
    for number, visit in enumerate(visits):
        yield from teller.visit(visit)
        yield from beside.get(number, ())
    inside = told_time(teller.plan, float(row["left"] - row["arrived"]))
    if row["outcome"] == UNFINISHED:
        last = f"is still inside when the run ends, after {inside}"
    else:
        last = f"leaves: {teller.plan.outcomes[row['outcome']].replace('_', ' ')}, {inside} in all"
    yield float(row["left"]), last
