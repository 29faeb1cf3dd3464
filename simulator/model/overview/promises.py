"""Deadlines and service levels read back in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.blueprint.schema.measures import kind_of_level
from simulator.model.overview.times import condition_words
from simulator.model.plan import Deadline, Moment, Plan, Sla
from simulator.model.saying import duration, figure, percent, quoted

_OPEN_TIME = "counting only open time"


@dataclass(frozen=True, slots=True)
class PromiseReading:
    """A deadline or a service level.

    Attributes:
        name: as written.
        kind: `deadline` or `service level`.
        words: what it asks.
    """

    name: str
    kind: str
    words: str

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return f"`{self.name}`: {self.words}"


def promise_readings(plan: Plan) -> tuple[PromiseReading, ...]:
    """Deadlines in the order of the plan, then service levels in that of the file."""
    deadlines = (
        PromiseReading(rule.name, "deadline", ", ".join(_deadline(plan, rule))) for rule in plan.deadlines
    )
    levels = (PromiseReading(sla.name, "service level", ", ".join(_level(plan, sla))) for sla in plan.slas)
    return (*deadlines, *levels)


def _deadline(plan: Plan, rule: Deadline) -> Iterator[str]:
    everybody = len(rule.classes) == len(plan.classes)
    who = "a case" if everybody else f"a case of {quoted(plan.classes[index].name for index in rule.classes)}"
    done = [] if rule.to is None else [f"goes to `{plan.steps[rule.to].name}` when it waits"]
    done += [] if rule.priority is None else [f"has priority {figure(rule.priority)}"]
    yield f"{duration(rule.after, plan.clock.unit)} after its arrival {who} {' and '.join(done)}"
    if rule.counted_in is not None:
        yield _OPEN_TIME


def _level(plan: Plan, sla: Sla) -> Iterator[str]:
    unit = plan.clock.unit
    if sla.start is not None and sla.end is not None:
        measured = f"from {_moment(plan, sla.start)} to {_moment(plan, sla.end)}"
    else:
        measured = sla.measure.replace("_", " ")
    yield " ".join((measured, *_of(plan, sla)))
    if sla.where is not None:
        yield f"where {condition_words(plan, sla.where)}"
    if sla.counted_in is not None:
        yield _OPEN_TIME
    if sla.within is not None:
        yield f"within {duration(sla.within, unit)}"
    yield _bound(plan, sla)
    if sla.per is not None:
        yield f"in every {duration(sla.per, unit)}"
    if sla.penalty:
        yield f"{figure(sla.penalty)} {plan.currency}".rstrip() + " for each that misses it"


def _of(plan: Plan, sla: Sla) -> Iterator[str]:
    if sla.step is not None:
        yield f"at `{plan.steps[sla.step].name}`"
    if sla.customers is not None:
        yield f"of `{plan.classes[sla.customers].name}`"
    if sla.team is not None:
        yield f"of `{plan.teams[sla.team].name}`"


def _moment(plan: Plan, moment: Moment) -> str:
    return moment.what if moment.step < 0 else f"{plan.steps[moment.step].name}.{moment.what}"


def _bound(plan: Plan, sla: Sla) -> str:
    sense, bound = ("at most", sla.at_most) if sla.at_least is None else ("at least", sla.at_least)
    assert bound is not None, "a service level has one of the bounds"
    return f"{sense} {_amount(plan, sla, bound)}"


def _amount(plan: Plan, sla: Sla, bound: float) -> str:
    """A bound in the unit of its measure."""
    measure = kind_of_level(sla.measure)
    kind = "time" if measure is None else measure.kind
    if sla.within is not None or kind == "share":
        return percent(bound)
    if kind == "time":
        return duration(bound, plan.clock.unit)
    return f"{figure(bound)} {plan.currency}".rstrip() if kind == "cost" else figure(bound)
