"""Classes of customers read back in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from simulator.model.arrivals import share_let_in
from simulator.model.levels import on_common_pieces
from simulator.model.moments import hour_name
from simulator.model.overview.times import time_words
from simulator.model.plan import NO_PRIORITY, Appointments, CustomerClass, Plan, Step
from simulator.model.returns import classes_back
from simulator.model.rounding import mean_count
from simulator.model.saying import duration, figure, handy_unit, percent, quoted
from simulator.model.traffic import Traffic
from simulator.randomness.distributions import Distribution


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
            f"{figure(self.cases)} expected in a run" if isfinite(self.cases) else "ever more of them",
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
            arrivals=", ".join(_arrivals(plan, customers)),
            starts_at=plan.steps[customers.starts_at].name,
            further=", ".join(_further(plan, customers)),
        )
        for customers, cases in zip(plan.classes, traffic.cases, strict=True)
    )


def _slots(plan: Plan, book: Appointments) -> str:
    if not book.slots:
        return "no slots"
    many = len(book.slots)
    first = hour_name(plan, book.slots[0])
    return f"one slot, {first}" if many == 1 else f"{many} slots, the first {first}"


def _early_late(plan: Plan, draw: Distribution) -> str:
    """`about 4 min earlier (normal, mean -4, sd 6)`; a spread around nought is neither."""
    unit = plan.clock.unit
    if draw.mean == 0:
        return f"earlier or later ({draw.describe()})"
    _, each = handy_unit(draw.mean, unit)
    how = f"{duration(abs(draw.mean), unit)} {'later' if draw.mean > 0 else 'earlier'}"
    return how if draw.is_constant else f"about {how} ({draw.scaled(each).describe()})"


def _sends_back(plan: Plan, step: Step, customers: CustomerClass) -> bool:
    return any(plan.classes[back] is customers for back in classes_back(step))


def _arrivals(plan: Plan, customers: CustomerClass) -> Iterator[str]:
    arrivals = customers.arrivals
    if arrivals.rate is not None:
        _, (rates,) = on_common_pieces([arrivals.rate], plan.run_for)
        an_hour = rates * 3600.0 / plan.clock.seconds
        low, high = figure(float(an_hour.min())), figure(float(an_hour.max()))
        yield f"at random, {high if low == high else f'{low} to {high}'} an hour"
    elif arrivals.every is not None:
        yield f"one every {time_words(plan, arrivals.every).removeprefix('about ')}"
    elif arrivals.appointments is not None:
        book = arrivals.appointments
        yield f"by appointment ({_slots(plan, book)})"
        if book.no_show:
            yield f"{percent(book.no_show)} do not come"
        if book.early_late is not None:
            yield f"{_early_late(plan, book.early_late)} than the slot"
    elif arrivals.at:
        many = len(arrivals.at)
        yield f"at {many} given {'moment' if many == 1 else 'moments'}"
    else:
        senders = [step.name for step in plan.steps if _sends_back(plan, step, customers)]
        yield f"coming back from {quoted(senders)}" if senders else "sent back by no step"
    if arrivals.busyness is not None:
        yield f"more or less by the day (`{arrivals.busyness}`)"
    if arrivals.batch is not None:
        yield f"in groups of {figure(mean_count(arrivals.batch))} on average"
    if arrivals.limit is not None:
        yield f"{arrivals.limit} at most"


def _closed(plan: Plan, customers: CustomerClass) -> str:
    if customers.waits_for_opening:
        return "outside their hours they wait at the door"
    turned_away = 1.0 - share_let_in(plan, customers)
    return f"outside their hours they leave ({percent(turned_away)} of them)"


def _further(plan: Plan, customers: CustomerClass) -> Iterator[str]:
    if customers.priority_by is not None:
        yield f"priority by {plan.attributes[customers.priority_by].name}"
    elif customers.priority != NO_PRIORITY:
        yield f"priority {figure(customers.priority)}"
    if customers.patience is not None:
        yield f"patience {time_words(plan, customers.patience)}"
    if customers.hours is not None:
        yield _closed(plan, customers)
    for step, count in customers.backlog:
        yield f"{count} waiting at `{plan.steps[step].name}` at the start"
    if customers.value:
        yield f"worth {figure(customers.value)} {plan.currency}".rstrip()
