"""When a change has paid: net present value, payback month, return on the investment.

At the start K = once + training is paid. In month m = 1, 2, ... a saving of s·g(m) comes in and c is paid, at
the end of the month, with g(m) the part of the benefit that is there. Discounted at r a year, compounded
monthly, with v = (1 + r)^(−1/12), over H months:

- net present value: s·Σ g(m)·vᵐ − c·Σ vᵐ − K;
- payback month: the first from whose end on s·Σ g − c·m − K, undiscounted, is no longer below nought;
- return on the investment: (s·Σ g(m) − c·H − K) ÷ K, undiscounted.

An `even` ramp over R months has reached t/R of the benefit after t months, an exponential one 1 − 20^(−t/R),
which is 95 % at R; g(m) is the mean over the month.

The first and the last are linear in s, and the month falls with it. So the ends of an interval of s are those
of theirs, and the chance that it pays within H months is that of s ≥ (K + c·H) ÷ Σ g(m), by Student's t for
the mean saving that was simulated.

Source: R. A. Brealey, S. C. Myers, F. Allen, *Principles of Corporate Finance*, chapters 2 and 5, for the
net present value and the payback rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isnan, log, nan

import numpy as np

from simulator.analysis.intervals import student
from simulator.analysis.paired import Difference
from simulator.analysis.window import Floats

#: What an exponential ramp leaves open when it is over: one part in so many.
_LEFT_OPEN = 20.0


@dataclass(frozen=True)
class Terms:
    """What a change takes, and how its benefit comes in.

    Attributes:
        once, training: paid at the start.
        per_month: paid at the end of each month.
        ramp: after so many months all of the benefit is there; 0 where it is there at once.
        exponential: whether it comes in fast at first and then ever slower.
        horizon: so many months are looked ahead.
        discount: what money costs a year, as a fraction.
    """

    once: float
    training: float = 0.0
    per_month: float = 0.0
    ramp: int = 0
    exponential: bool = False
    horizon: int = 36
    discount: float = 0.0

    @property
    def paid(self) -> float:
        """What is paid at the start."""
        return self.once + self.training

    @cached_property
    def reached(self) -> Floats:
        """The part of the benefit that is there in each month."""
        return np.diff(self._gathered(np.arange(self.horizon + 1, dtype=np.float64)))

    def _gathered(self, months: Floats) -> Floats:
        """The integral of the part that is there from the start on."""
        if not self.ramp:
            return months
        if self.exponential:
            span = self.ramp / log(_LEFT_OPEN)
            return np.asarray(months - span * (1 - np.exp(-months / span)), np.float64)
        short = np.minimum(months, self.ramp)
        return np.asarray(short * short / (2 * self.ramp) + np.maximum(months - self.ramp, 0), np.float64)

    @cached_property
    def discounted(self) -> Floats:
        """What one unit of money at the end of each month is worth at the start."""
        months = np.arange(1, self.horizon + 1)
        return np.asarray((1 + self.discount) ** (-months / 12), np.float64)

    def npv(self, saving: float) -> float:
        """The net present value of a saving a month."""
        flow = saving * self.reached - self.per_month
        return float((flow * self.discounted).sum() - self.paid)

    def roi(self, saving: float) -> float:
        """The return on the investment; nan where nothing is paid at the start."""
        if not self.paid:
            return nan
        return float((saving * self.reached - self.per_month).sum() - self.paid) / self.paid

    def month(self, saving: float) -> int | None:
        """The payback month, 0 where there is nothing to pay back; None where it is past the horizon."""
        if isnan(saving):
            return None
        flow = saving * self.reached - self.per_month
        held = np.concatenate([[-self.paid], -self.paid + np.cumsum(flow)])
        # What only rounding keeps below nought is paid back.
        short = np.flatnonzero(held < -1e-9 * max(self.paid, abs(saving)))
        if not len(short):
            return 0
        return None if short[-1] == self.horizon else int(short[-1]) + 1

    @property
    def least_saving(self) -> float:
        """The saving a month that pays all back at the horizon, neither sooner nor later."""
        return (self.paid + self.per_month * self.horizon) / float(self.reached.sum())


@dataclass(frozen=True, slots=True)
class Saving:
    """What a change saves a month where all of its benefit is there, as it was simulated.

    Attributes:
        value, low, high: with its interval; nan where it has none.
        error: the standard error.
        df: the degrees of freedom of that.
    """

    value: float
    low: float
    high: float
    error: float
    df: int

    @classmethod
    def of(cls, cost: Difference, confidence: float, runs_per_year: float) -> Saving:
        """Return it from the difference in the cost of a run, whose interval has this confidence."""
        per_month = runs_per_year / 12
        width = 2 * float(student(confidence, np.array(cost.n - 1.0)))
        return cls(
            -cost.difference * per_month,
            -cost.high * per_month,
            -cost.low * per_month,
            (cost.high - cost.low) * per_month / width,
            cost.n - 1,
        )

    def chance_of(self, least: float) -> float:
        """How likely it is that the saving is at least so much, for all that the simulation shows."""
        from scipy.special import stdtr

        if isnan(self.error):
            return nan
        if not self.error:
            return float(self.value >= least)
        return float(stdtr(self.df, (self.value - least) / self.error))


@dataclass(frozen=True, slots=True)
class Payback:
    """When a change has paid, with the uncertainty of its simulated saving.

    Attributes:
        change, against: what it is, and what it is held against.
        saving, saving_low, saving_high: a month, once all of the benefit is there.
        month, month_low, month_high: at whose end it is paid back; None where it is not within the horizon
            (or, of an end, where there is no interval).
        npv, npv_low, npv_high: the net present value over the horizon.
        roi, roi_low, roi_high: what is gained over the horizon for each unit of money invested.
        chance: how likely it is that it pays within the horizon; nan without an interval.
        paid: what is paid at the start.
        per_month: what is paid each month.
        horizon: in months.
        runs_per_year: as it is said.
    """

    change: str
    against: str
    saving: float
    saving_low: float
    saving_high: float
    month: int | None
    month_low: int | None
    month_high: int | None
    npv: float
    npv_low: float
    npv_high: float
    roi: float
    roi_low: float
    roi_high: float
    chance: float
    paid: float
    per_month: float
    horizon: int
    runs_per_year: float


def payback(change: str, against: str, terms: Terms, saving: Saving, runs_per_year: float) -> Payback:
    """Return when a change has paid that saves so much."""
    low, high = saving.low, saving.high
    return Payback(
        change=change,
        against=against,
        saving=saving.value,
        saving_low=low,
        saving_high=high,
        month=terms.month(saving.value),
        month_low=terms.month(high),
        month_high=terms.month(low),
        npv=terms.npv(saving.value),
        npv_low=terms.npv(low),
        npv_high=terms.npv(high),
        roi=terms.roi(saving.value),
        roi_low=terms.roi(low),
        roi_high=terms.roi(high),
        chance=saving.chance_of(terms.least_saving),
        paid=terms.paid,
        per_month=terms.per_month,
        horizon=terms.horizon,
        runs_per_year=runs_per_year,
    )


def cost_of(found: Iterable[Difference]) -> Difference | None:
    """The difference in the cost of a whole run, among all others; None between two currencies."""
    about = ("cost", "case", "total")
    return next((d for d in found if (d.measure, d.scope, d.statistic) == about), None)
