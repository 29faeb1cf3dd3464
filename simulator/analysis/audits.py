"""What audits of SOPs would find: compliance as a sample of visits shows it, and by how much it is off."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.analysis.counts import Blocks
from simulator.analysis.intervals import ratio
from simulator.analysis.window import Floats
from simulator.model.plan import Plan

#: Sums the weights of visits by batch and step.
ByStep = Callable[[Floats], Floats]


def count_audits(plan: Plan, required: Floats, done: Floats, by_step: ByStep) -> Blocks:
    """The compliance that audits find, and the standard error of one, at the steps that are audited.

    An auditor looks at n visits drawn at random and sees each deviation with the chance p. Of a visit in
    which r actions are prescribed and d not done so, D are seen, with the mean p·d and the variance
    p·(1−p)·d. The audit tells 1 − ΣD/Σr, whose mean is 1 − p·δ with δ = Σd/Σr over all visits, and whose
    variance, linearised, is E[p·(1−p)·d + p²·(d − δ·r)²] ÷ (n·E[r]²).

    Source: W. G. Cochran, *Sampling Techniques*, 3rd ed., 1977, section 2.11 (the ratio estimator; without
    the factor for a finite population).

    Args:
        plan: with an audit somewhere.
        required, done: how many actions were prescribed, and done so, visit by visit.
        by_step: sums visits by batch and step.
    """
    missed = required - done
    audits = [None if step.procedure is None else step.procedure.audit for step in plan.steps]
    visits = np.array([0 if audit is None else audit.visits for audit in audits])
    sees = np.array([0.0 if audit is None else audit.detects for audit in audits])
    audited = visits > 0
    n, r, d = (by_step(weights) * audited for weights in (np.ones(len(required)), required, missed))
    rr, rd, dd = (by_step(weights) for weights in (required**2, required * missed, missed**2))
    delta = np.nan_to_num(ratio(d, r))
    spread = sees * (1 - sees) * d + sees**2 * np.maximum(dd - 2 * delta * rd + delta**2 * rr, 0.0)
    error = np.sqrt(np.nan_to_num(ratio(spread * n, np.maximum(visits, 1) * r**2)))
    with_any = np.where(r > 0, n, 0.0)
    return {
        ("audited_compliance", "step"): (r - sees * d, r),
        ("audit_error", "step"): (error * with_any, with_any),
    }
