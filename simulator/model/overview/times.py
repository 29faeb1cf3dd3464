"""Times and conditions in words."""

from __future__ import annotations

from itertools import islice

from simulator.model.moments import clock_time
from simulator.model.plan import (
    BY_CUSTOMERS,
    AllOf,
    AnyOf,
    Attribute,
    AttributeIs,
    Condition,
    CustomersAre,
    DuringTime,
    Not,
    Plan,
    StateIs,
    WentSo,
    Work,
)
from simulator.model.saying import duration, figure, handy_unit
from simulator.randomness.distributions import Distribution
from simulator.timeline import Timeline


def time_words(plan: Plan, draw: Distribution) -> str:
    """A time: `4 min`, or `about 4 min (lognormal, mean 4, cv 0.8)`."""
    said = duration(draw.mean, plan.clock.unit)
    if draw.is_constant:
        return said if draw.mean else "no time"
    _, each = handy_unit(draw.mean, plan.clock.unit)
    return f"about {said} ({draw.scaled(each).describe()})"


def work_words(plan: Plan, work: Work) -> str:
    """The time of a step, also where an attribute or the class decides."""
    if work.by is None:
        assert work.otherwise is not None, "one distribution for all"
        return time_words(plan, work.otherwise)
    by = "class" if work.by == BY_CUSTOMERS else plan.attributes[work.by].name
    said = [
        f"{case_words(plan, work.by, value)} {time_words(plan, draw)}" for value, draw in work.cases.items()
    ]
    if work.otherwise is not None:
        said.append(f"otherwise {time_words(plan, work.otherwise)}")
    return f"by {by}: {', '.join(said)}"


def case_words(plan: Plan, by: int, value: float) -> str:
    """A value of an attribute, or the class, that decides."""
    if by == BY_CUSTOMERS:
        return plan.classes[int(value)].name
    return value_words(plan.attributes[by], value)


def value_words(attribute: Attribute, value: float) -> str:
    """A coded value of an attribute."""
    if attribute.kind == "choice":
        return attribute.values[int(value)]
    if attribute.kind == "flag":
        return "yes" if value else "no"
    return figure(value)


def condition_words(plan: Plan, condition: Condition) -> str:
    """A condition as it is written in a blueprint."""
    if isinstance(condition, Not):
        return f"not {_inner(plan, condition.of)}"
    if isinstance(condition, AllOf):
        return " and ".join(_inner(plan, part) for part in condition.of)
    if isinstance(condition, AnyOf):
        return " or ".join(_inner(plan, part) for part in condition.of)
    if isinstance(condition, AttributeIs):
        return _attribute_words(plan.attributes[condition.attribute], condition)
    if isinstance(condition, CustomersAre):
        return f"customers is {' or '.join(plan.classes[i].name for i in condition.classes)}"
    if isinstance(condition, StateIs):
        return _state_words(plan, condition)
    if isinstance(condition, WentSo):
        return "there is an exception" if condition.what == "exception" else "an error is found"
    return _during_words(plan, condition)


def _inner(plan: Plan, condition: Condition) -> str:
    words = condition_words(plan, condition)
    return f"({words})" if isinstance(condition, AllOf | AnyOf) else words


def _attribute_words(attribute: Attribute, condition: AttributeIs) -> str:
    if attribute.kind == "flag" and condition.sign == "=":
        return attribute.name if condition.value else f"not {attribute.name}"
    if attribute.kind == "number":
        return f"{attribute.name} {condition.sign} {figure(condition.value)}"
    sign = {"=": "is", "!=": "is not"}[condition.sign]
    return f"{attribute.name} {sign} {value_words(attribute, condition.value)}"


def _state_words(plan: Plan, condition: StateIs) -> str:
    timed = condition.what in ("age", "expected_wait")
    value = duration(condition.value, plan.clock.unit) if timed else figure(condition.value)
    if condition.step < 0:
        return f"{condition.what} {condition.sign} {value}"
    name = plan.steps[condition.step].name
    name = name if name.isidentifier() else f"'{name}'"
    return f"{name}.{condition.what} {condition.sign} {value}"


def _during_words(plan: Plan, condition: DuringTime) -> str:
    on, off = _span(condition.when)
    if on is None:
        return "at any time" if condition.when.at(0.0) else "at no time"
    return f'time between "{clock_time(plan, on)}" and "{clock_time(plan, off)}"'


def _span(when: Timeline) -> tuple[float | None, float]:
    """The first moment at which a timeline becomes 1 after it was 0, and the first at which it becomes 0."""
    changes = list(islice(when.changes(), 4)) if len(when.values) > 1 else []
    on = next((t for t, value in changes[1:] if value), None)
    off = next((t for t, value in changes[1:] if not value), 0.0)
    return on, off
