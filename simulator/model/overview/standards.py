"""SOPs read back: what is prescribed, and what is to be expected of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import nan, sqrt

from simulator.model.expected_work import weighed
from simulator.model.overview.times import case_words
from simulator.model.plan import BY_CUSTOMERS, Base, Moments, Plan, Procedure, Step
from simulator.model.saying import duration, figure, listed, percent
from simulator.model.traffic import Traffic
from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class WorkReading:
    """The work of a visit by an SOP.

    Attributes:
        of: the class or the value of an attribute that decides the time; empty: all.
        time: the mean of the step's `time`.
        mean, cv: what a visit takes by the SOP, redone errors and exceptions within it too.
    """

    of: str
    time: float
    mean: float
    cv: float

    @property
    def beside(self) -> str:
        """Whose it is, to stand before its cv; empty where it is that of all."""
        return f"{self.of}, " if self.of else ""


@dataclass(frozen=True, slots=True)
class StandardReading:
    """The SOP of one step; shares are fractions, times are in the unit of the clock.

    Attributes:
        step: its name.
        customers: the class whose customers it is for; empty: all for whom nothing else is said.
        standardisation: the share of the work that is prescribed, σ.
        elasticity: the share of that which may bend, e.
        compliance: how often a prescribed action is done so.
        exceptions, errors, errors_left: the shares of visits with one; the last with one that nobody finds.
        work: how long a visit takes.
        standard_time: what the standard times of the actions add up to; None without actions.
        unit: of the clock.
    """

    step: str
    customers: str
    standardisation: float
    elasticity: float
    compliance: float
    exceptions: float
    errors: float
    errors_left: float
    work: tuple[WorkReading, ...]
    standard_time: float | None
    unit: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is prescribed, what comes of it, and what standard times add up to."""
        takes = (f"{self._time(one.mean)} ({one.beside}cv {figure(one.cv)})" for one in self.work)
        whose = f"`{self.step}` for `{self.customers}`" if self.customers else f"`{self.step}`"
        said = [
            f"{whose}: {', '.join(self._design())}",
            f"{whose}: a visit takes {listed(takes)} on average, {self._outcome()}",
        ]
        if self.standard_time is not None:
            times = (f"{self._time(one.time)}{f' ({one.of})' if one.of else ''}" for one in self.work)
            said.append(
                f"`{self.step}`: standard times add up to {self._time(self.standard_time)}, "
                f"the mean of `time` is {listed(times)}"
            )
        return tuple(said)

    def _time(self, value: float) -> str:
        return duration(value, self.unit)

    def _design(self) -> Iterator[str]:
        if not self.standardisation:
            yield "nothing of the work is prescribed"
            return
        yield f"{percent(self.standardisation)} of the work is prescribed"
        yield f"{percent(self.elasticity)} of that may bend"
        yield f"{percent(self.compliance)} of it is complied with"

    def _outcome(self) -> str:
        said = [
            f"{percent(self.exceptions)} of visits are exceptions",
            f"{percent(self.errors)} have an error",
        ]
        if self.errors:
            said.append(f"{percent(self.errors_left)} are left with one")
        return listed(said)


def standard_readings(plan: Plan, traffic: Traffic, order: Iterable[int]) -> tuple[StandardReading, ...]:
    """The SOPs of the steps with these indices, in this order, each with those for some classes behind it."""
    return tuple(reading for index in order for reading in _readings(plan, traffic, index))


def _readings(plan: Plan, traffic: Traffic, index: int) -> Iterator[StandardReading]:
    step = plan.steps[index]
    if step.procedure is None:
        return
    for customers in (None, *step.procedures_apart):
        reading = _reading(plan, traffic, index, customers)
        if reading.work:  # else everybody for whom a time is written is served by another
            yield reading


def _reading(plan: Plan, traffic: Traffic, index: int, customers: int | None) -> StandardReading:
    step = plan.steps[index]
    procedure = step.procedure if customers is None else step.procedures_apart[customers]
    assert procedure is not None, "the step has an SOP"
    expected = _met(plan, traffic, index, procedure)
    required = sum(action.prescribed for action in procedure.actions)
    complied = sum(action.prescribed * action.compliance for action in procedure.actions)
    return StandardReading(
        step=step.name,
        customers="" if customers is None else plan.classes[customers].name,
        standardisation=expected.standardised,
        elasticity=expected.bending,
        compliance=complied / required if required else 1.0,
        exceptions=expected.exceptions,
        errors=expected.errors,
        errors_left=expected.undetected,
        work=tuple(_work(plan, step, procedure, customers, expected)),
        standard_time=procedure.standard_time if customers is None else None,
        unit=plan.clock.unit,
    )


def _met(plan: Plan, traffic: Traffic, index: int, procedure: Procedure) -> Moments:
    """What comes of all visits to a step by one of its SOPs; where nobody comes, as if each came once."""
    step = plan.steps[index]
    come = [
        (float(traffic.cases[customers] * traffic.visits[customers, index]), met[index])
        for customers, met in enumerate(traffic.standards)
        if index in met and step.procedure_for(customers) is procedure
    ]
    return weighed(come) if come else procedure.expected_at(nan)


def _work(
    plan: Plan, step: Step, procedure: Procedure, customers: int | None, expected: Moments
) -> Iterator[WorkReading]:
    """How long visits take: of a class, or of all for whom no other SOP holds."""
    work = step.work
    by_class = work.by == BY_CUSTOMERS
    for value, time in work.cases.items():
        assert work.by is not None, "something decides between the cases"
        if by_class and (value in step.procedures_apart if customers is None else value != customers):
            continue
        yield _takes(case_words(plan, work.by, value), time, procedure.bases[value], expected)
    if work.otherwise is not None and not (by_class and customers in work.cases):
        assert procedure.otherwise is not None, "it stands beside the time"
        yield _takes("otherwise" if work.cases else "", work.otherwise, procedure.otherwise, expected)


def _takes(of: str, time: Distribution, base: Base, expected: Moments) -> WorkReading:
    mean, variance = expected.of(base, time.variance)
    return WorkReading(of, time.mean, mean, sqrt(max(variance, 0.0)) / mean if mean else 0.0)
