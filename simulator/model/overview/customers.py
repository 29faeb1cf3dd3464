"""Classes of customers read back in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.levels import on_common_pieces
from simulator.model.overview.times import time_words
from simulator.model.plan import NO_PRIORITY, Arrivals, CustomerClass, Plan
from simulator.model.rounding import mean_count
from simulator.model.saying import figure, percent
from simulator.model.traffic import Traffic


@dataclass(frozen=True, slots=True)
class ClassReading:
    """One class.

    Attributes:
        customers: its name.
        cases: expected customers in a run.
        arrivals: how they come.
        starts_at: their first step.
        further: priority, patience, hours, backlog, value; empty where there are none.
    """

    customers: str
    cases: float
    arrivals: str
    starts_at: str
    further: str

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        parts = [
            f"{figure(self.cases)} expected in a run",
            self.arrivals,
            f"to `{self.starts_at}`",
            self.further,
        ]
        return f"`{self.customers}`: {', '.join(part for part in parts if part)}"


def class_readings(plan: Plan, traffic: Traffic) -> tuple[ClassReading, ...]:
    """Every class, in the order of the plan."""
    return tuple(
        ClassReading(
            customers=customers.name,
            cases=float(cases),
            arrivals=", ".join(_arrivals(plan, customers.arrivals)),
            starts_at=plan.steps[customers.starts_at].name,
            further=", ".join(_further(plan, customers)),
        )
        for customers, cases in zip(plan.classes, traffic.cases, strict=True)
    )


def _arrivals(plan: Plan, arrivals: Arrivals) -> Iterator[str]:
    if arrivals.rate is not None:
        _, (rates,) = on_common_pieces([arrivals.rate], plan.run_for)
        an_hour = rates * 3600.0 / plan.clock.seconds
        low, high = figure(float(an_hour.min())), figure(float(an_hour.max()))
        yield f"at random, {high if low == high else f'{low} to {high}'} an hour"
    elif arrivals.every is not None:
        yield f"one every {time_words(plan, arrivals.every).removeprefix('about ')}"
    elif arrivals.appointments is not None:
        book = arrivals.appointments
        yield f"by appointment, {len(book.slots)} slots"
        if book.no_show:
            yield f"of whom {percent(book.no_show)} do not come"
    elif arrivals.at:
        many = len(arrivals.at)
        yield f"at {many} given {'moment' if many == 1 else 'moments'}"
    else:
        yield "sent back by a step"
    if arrivals.busyness is not None:
        yield f"more or less by the day (`{arrivals.busyness}`)"
    if arrivals.batch is not None:
        yield f"in groups of {figure(mean_count(arrivals.batch))} on average"
    if arrivals.limit is not None:
        yield f"{arrivals.limit} at most"


def _further(plan: Plan, customers: CustomerClass) -> Iterator[str]:
    if customers.priority_by is not None:
        yield f"priority by {plan.attributes[customers.priority_by].name}"
    elif customers.priority != NO_PRIORITY:
        yield f"priority {figure(customers.priority)}"
    if customers.patience is not None:
        yield f"patience {time_words(plan, customers.patience)}"
    if customers.hours is not None:
        yield f"outside their hours they {'wait at the door' if customers.waits_for_opening else 'leave'}"
    for step, count in customers.backlog:
        yield f"{count} waiting at `{plan.steps[step].name}` at the start"
    if customers.value:
        yield f"worth {figure(customers.value)} {plan.currency}".rstrip()
