"""Mean, variance and error rate of a step's work under its SOP, exactly, and the base work behind them.

All is linear in what is drawn. With x the unprescribed work of an attempt, of mean m and variance s², a unit
that is tried once takes A·m + B·(x − m), where A and B are known once it is known whether it is complied
with. A unit whose error is found is tried again, with new luck. In a situation units are independent of each
other, except that all first attempts share one x, all second attempts another one, and so on. So the mean of
a visit is K₁·m and its variance K₂·m² + K₃·s². The time E of an exception within the visit, of mean e and
variance f², which comes in a share q of visits, adds q·e to the mean, and to the variance
q·f² + q·(1−q)·e² + 2·K₄·m·e, where K₄ is the covariance of the work, in units of m, and of whether there
is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TypedDict

from simulator.model.plan.procedures import Moments, Procedure
from simulator.model.situations import Chance, Situation, Situations, Unit

#: Work that is redone more often than this hardly ends, and `check` does not let it pass.
_MOST_AGAIN = 0.999


def moments(procedure: Procedure) -> Moments:
    """The moments of a procedure, over its situations."""
    return mixed([(chance.weight, one) for chance, one in _situations(procedure)])


def moments_by_variety(procedure: Procedure) -> tuple[tuple[float, Moments], ...]:
    """The same for customers of like variety: the greatest, and what comes out for all from the one before.

    Where the variety is drawn for each visit no customers are alike, and there is but one.
    """
    if procedure.own_variety:
        return ((1.0, moments(procedure)),)
    by_variety: dict[float, list[tuple[float, Moments]]] = {}
    for chance, one in _situations(procedure):
        by_variety.setdefault(chance.variety, []).append((chance.weight, one))
    found = []
    for variety, some in sorted(by_variety.items()):
        share = sum(weight for weight, _ in some)
        found.append((variety, mixed([(weight / share, one) for weight, one in some])))
    return tuple(found)


def mixed(some: Sequence[tuple[float, Moments]]) -> Moments:
    """The moments of visits some of which have these and some those, by weights that add up to one."""

    def average(name: str) -> float:
        return sum(weight * float(getattr(one, name)) for weight, one in some)

    mean, q = average("mean"), average("exceptions")
    return replace(
        some[0][1],
        mean=mean,
        level=average("level") + sum(weight * (one.mean - mean) ** 2 for weight, one in some),
        spread=average("spread"),
        together=average("together")
        + sum(weight * (one.mean - mean) * (one.exceptions - q) for weight, one in some),
        exceptions=q,
        errors=average("errors"),
        undetected=average("undetected"),
        sent_back=average("sent_back"),
        sent_back_plainly=average("sent_back_plainly"),
    )


def repeats(procedure: Procedure) -> float:
    """The chance of another attempt where it is greatest: of the unit and in the situation that err most."""
    if procedure.sends_back:
        return 0.0
    units = (unit for chance in Situations(procedure).chances for unit in chance.units)
    return max((_Tried.of(unit, procedure.redone).again for unit in units), default=0.0)


def _situations(procedure: Procedure) -> Iterator[tuple[Chance, Moments]]:
    """Every situation with the moments of a visit in it."""
    prescribed = sum(a.share * a.prescribed for a in procedure.actions)
    bending = sum(a.share * a.prescribed * a.elastic for a in procedure.actions)
    exceptional = procedure.exceptional
    time = exceptional.time if exceptional is not None and exceptional.step is None else None
    design = _Design(
        standardised=prescribed,
        bending=bending / prescribed if prescribed else 0.0,
        within=(time.mean, time.variance) if time is not None else (0.0, 0.0),
    )
    for chance in Situations(procedure).chances:
        yield chance, _in_a_situation(chance.units, procedure, design)


class _Design(TypedDict):
    """What is the same in all situations."""

    standardised: float
    bending: float
    within: tuple[float, float]


def _in_a_situation(units: Situation, procedure: Procedure, design: _Design) -> Moments:
    """The moments of a situation; what no unit stands for is work that is done once, as it comes."""
    redone = 0.0 if procedure.sends_back else procedure.redone
    tried = [_Tried.of(unit, redone) for unit in units]
    rest = 1.0 - sum(unit.share for unit in units)
    own = [(rest, rest * rest, 0.0), *((one.own, one.own_squared, one.again) for one in tried)]
    quiet = [unit.compliance if unit.excepts else 0.0 for unit in units]
    none = prod(1.0 - chance for chance in quiet)
    return Moments(
        mean=rest + sum(one.mean for one in tried),
        level=sum(one.variance for one in tried),
        # Σ over attempts k of the mean square of what is tried at the k-th: a unit is with the chance rᵏ.
        spread=sum(square / (1 - again) for _, square, again in own)
        + sum(
            b * c / (1 - r * s)
            for i, (b, _, r) in enumerate(own)
            for j, (c, _, s) in enumerate(own)
            if i != j
        ),
        together=sum(
            none / (1 - chance) * -one.without_compliance(chance) if chance < 1 else 0.0
            for one, chance in zip(tried, quiet, strict=True)
            if chance > 0
        ),
        exceptions=1.0 - none,
        errors=1.0 - prod(1.0 - one.error for one in tried),
        undetected=1.0 - prod(1.0 - one.error * (1 - procedure.redone) / (1 - one.again) for one in tried),
        sent_back=1.0 - prod(1.0 - one.error * procedure.redone for one in tried),
        # Without an exception: what does not fit was not complied with, the rest as it comes.
        sent_back_plainly=none
        - prod(
            (1.0 - unit.compliance) * (1.0 - unit.error * procedure.redone)
            if unit.excepts
            else 1.0 - one.error * procedure.redone
            for unit, one in zip(units, tried, strict=True)
        ),
        **design,
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """One unit that is tried until no error is found in it.

    Attributes:
        mean, variance: of A summed over its attempts.
        own, own_squared: means of B and of B² in one attempt.
        again: the chance of another attempt, r.
        error: the chance of an error in an attempt.
        uncomplied: the mean of A over its attempts if the first is not complied with.
    """

    mean: float
    variance: float
    own: float
    own_squared: float
    again: float
    error: float
    uncomplied: float

    @classmethod
    def of(cls, unit: Unit, redone: float) -> _Tried:
        """From a unit, of whose errors a share is redone."""
        k, w = unit.compliance, unit.share
        # (chance, A, B, chance of another attempt), with and without compliance
        ways = (
            (k, w + unit.own + unit.mean, w + unit.own, unit.error_complied * redone),
            (1 - k, w, w, unit.error * redone),
        )
        again = min(sum(chance * r for chance, _, _, r in ways), _MOST_AGAIN)
        mean = sum(chance * a for chance, a, _, _ in ways) / (1 - again)
        # Y = A + (another attempt) · Y′: E[Y²] = (E[A²] + 2·E[A·again]·E[Y]) / (1 − r)
        square = sum(chance * (a * a + 2 * a * r * mean) for chance, a, _, r in ways) / (1 - again)
        return cls(
            mean=mean,
            variance=square - mean * mean,
            own=sum(chance * b for chance, _, b, _ in ways),
            own_squared=sum(chance * b * b for chance, _, b, _ in ways),
            again=again,
            error=k * unit.error_complied + (1 - k) * unit.error,
            uncomplied=w + unit.error * redone * mean,
        )

    def without_compliance(self, compliance: float) -> float:
        """The covariance of its work and of not being complied with at first."""
        return (1 - compliance) * (self.uncomplied - self.mean)
