"""How a step is to be done: its SOP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan, nan, sqrt

from simulator.model.plan.returns import ComesBack
from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an SOP.

    Attributes:
        name: its id; part of the address of its draws.
        title: what is done, as it stands in the documents; empty in the short form.
        share: of the step's work, w.
        fits: the share of customers whom the standard fits: those whose variety is at most this.
        error: the chance of an error where the standard does not keep it down, p.
        compliance: how often it is done as prescribed, where it is.
        prescribed: for which share of visits it is prescribed.
        elastic: for which share of these it may bend.
    """

    name: str
    share: float
    fits: float = 1.0
    error: float = 0.0
    compliance: float = 1.0
    prescribed: float = 0.0
    elastic: float = 0.0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a standard does to an action that follows it.

    Attributes:
        faster: its mean work is less by this share, α.
        steadier: its coefficient of variation is less by this share, β.
        safer: its error probability is less by this share, γ.
        bending: where it bends to the customer, its work is more by this share, δ.
    """

    faster: float
    steadier: float
    safer: float
    bending: float


@dataclass(frozen=True, slots=True)
class Base:
    """The unprescribed work x behind a draw y of the step's time: x = shift + slope · y.

    Attributes:
        mean: of x.
        shift, slope: nought and one where the time was measured without the SOP.
        takes: mean and variance of the work of a visit by the SOP.
    """

    mean: float
    shift: float = 0.0
    slope: float = 1.0
    takes: tuple[float, float] = (nan, nan)


@dataclass(frozen=True, slots=True)
class Moments:
    """What an SOP makes of a visit's work; see `procedure_moments`, which works them out.

    Attributes:
        mean, level, spread, together: K₁, K₂, K₃ and K₄.
        exceptions: q, the share of visits with an exception.
        errors: the share of visits with an error in the first attempt.
        undetected: how many errors a visit leaves behind unfound, at least one: the share of visits.
        sent_back: the share of visits with an error that was found; sent_back_plainly: and no exception.
        standardised: σ, the share of the work that is prescribed; bending: of that, which may bend.
        within: the mean and the variance of the exception's time, where it is part of the visit.
    """

    mean: float
    level: float
    spread: float
    together: float
    exceptions: float
    errors: float
    undetected: float
    sent_back: float
    sent_back_plainly: float
    standardised: float
    bending: float
    within: tuple[float, float]

    def found(self, *, excepted: bool | None) -> float:
        """The chance that an error is found and not redone in the visit, if there is an exception, or not."""
        if excepted is None:
            return self.sent_back
        share, of = (
            (self.sent_back - self.sent_back_plainly, self.exceptions)
            if excepted
            else (self.sent_back_plainly, 1.0 - self.exceptions)
        )
        return min(max(share / of, 0.0), 1.0) if of > 0 else 0.0

    def of(self, base: Base, variance: float) -> tuple[float, float]:
        """Mean and variance of the work of a visit, from the base work and the variance of the drawn time."""
        m, (e, f2), q = base.mean, self.within, self.exceptions
        return (
            self.mean * m + q * e,
            self.level * m * m
            + self.spread * base.slope**2 * variance
            + q * f2
            + q * (1 - q) * e * e
            + 2 * self.together * m * e,
        )

    def base_of(self, time: Distribution) -> tuple[Base, bool]:
        """The base work under which a visit takes what `time` says, and whether that is exactly so.

        It is not where the time varies less than the SOP alone makes it; the base is constant then. Where
        exceptions alone take longer than the time, it is nought, which `check` does not let pass.
        """
        (e, f2), q = self.within, self.exceptions
        m = max((time.mean - q * e) / self.mean, 0.0)
        made = self.level * m * m + q * f2 + q * (1 - q) * e * e + 2 * self.together * m * e
        left = time.variance - made
        exact = left >= -1e-9 * max(time.variance, made)
        slope = sqrt(max(left, 0.0) / self.spread / time.variance) if time.variance > 0 else 1.0
        return Base(m, m - slope * time.mean, slope), exact


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What is done for a customer whom a fixed standard does not fit.

    Attributes:
        time: how long it takes; None: no time.
        step: index of the step at which another team does it; None: whoever serves does it within the visit.
    """

    time: Distribution | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Lapses:
    """By how much compliance falls below what it is at the start of a shift with nobody waiting.

    Attributes:
        per_time: for each unit of time that whoever serves is on duty.
        per_waiting: for each who waits at the step.
        at_first, until: so much at the start of the run, evenly less until then; until 0: nothing.
        most: it falls by no more.
    """

    per_time: float
    per_waiting: float
    at_first: float
    until: float
    most: float

    def at(self, now: float, on_duty: float, waiting: int) -> float:
        """By how much at a moment, so long after the shift began, with so many waiting."""
        new = self.at_first * max(0.0, 1.0 - now / self.until) if self.until else 0.0
        return min(self.per_time * on_duty + self.per_waiting * waiting + new, self.most)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit looks at.

    Attributes:
        visits: how many, drawn at random.
        detects: the chance with which a deviation is seen.
    """

    visits: int
    detects: float


@dataclass(frozen=True, slots=True)
class Procedure:
    """The SOP of a step.

    Attributes:
        actions: as written.
        together: whether compliance and error are decided once a visit, for all actions alike.
        effects: of following it.
        bases: the base work by the value that decides the step's time, as in `Work.cases`.
        otherwise: for all other values.
        redone: the share of errors that are found at once and redone.
        sends_back: whether these send the case back to a step, instead of being redone in the visit.
        exceptional: what is done where a fixed standard does not fit; None: the customer only feels it.
        lapses: how compliance falls; None: it is always the same.
        own_variety: whether the variety of a customer is drawn for each visit here.
        undetected: who comes back with an error that was not found, or None; the share is of all errors.
        audit: how it is audited; None: it is not.
        expected: what comes out of it, each customer coming once.
        by_variety: the same for customers of like variety: (the greatest, what comes out for all from the
            one before), increasing; the last is 1. One where variety makes no difference that stays.
        exact: whether that is what was measured; it is not where a time varies less than its SOP makes it.
        errors_beyond: (name, the most there can be) of actions with more errors than there can be while the
            measured SOP is followed; that is what they are taken to have.
        unlearned: the share of a member's experience at the step that is worth nothing any more.
        standard_time: what the standard times of all actions add up to; None where none are written.
    """

    actions: tuple[Action, ...]
    together: bool
    effects: Effects
    bases: Mapping[float, Base] = field(default_factory=dict)
    otherwise: Base | None = None
    redone: float = 0.0
    sends_back: bool = False
    exceptional: Exceptional | None = None
    lapses: Lapses | None = None
    own_variety: bool = False
    undetected: ComesBack | None = None
    unlearned: float = 0.0
    audit: Audit | None = None
    expected: Moments | None = None
    by_variety: tuple[tuple[float, Moments], ...] = ()
    exact: bool = True
    errors_beyond: tuple[tuple[str, float], ...] = ()
    standard_time: float | None = None

    def expected_at(self, variety: float) -> Moments:
        """What comes out of it for customers of a variety; nan: for all."""
        if isnan(variety):
            assert self.expected is not None, "it was compiled"
            return self.expected
        return next(found for upto, found in self.by_variety if variety <= upto)
