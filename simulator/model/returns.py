"""Cases that come back as another class, in the traffic equations."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simulator.model.levels import Floats
from simulator.model.plan import Plan, Step

#: Stands for the classes for which the SOP of a step is as for all.
_ALL_OTHERS = -1

RETURNS = "those who come back are counted in full, spread evenly over the run"


def come_back(plan: Plan) -> bool:
    """Whether any step sends cases back."""
    return any(classes_back(step) for step in plan.steps)


def classes_back(step: Step) -> frozenset[int]:
    """The classes as which any cases come back from a step."""
    return frozenset(
        back for one in (_ALL_OTHERS, *step.procedures_apart) for back, _ in returns_from(step, one)
    )


def returns_from(step: Step, customers: int) -> Iterator[tuple[int, float]]:
    """The classes as which cases of a class come back from a step, each with the share of visits."""
    if step.comes_back is not None and step.comes_back.share > 0:
        yield step.comes_back.customers, step.comes_back.share
    procedure = step.procedure_for(customers)
    if procedure is not None and procedure.undetected is not None:
        rule, unfound = procedure.undetected, 1.0 - procedure.redone
        left = 0.0 if procedure.expected is None else procedure.expected.undetected
        share = left * min(rule.share / unfound, 1.0) if unfound > 0 else 0.0
        if share > 0:
            yield rule.customers, share


def sent_back(plan: Plan, visits: Floats) -> Floats:
    """How many of each class a case of another sends back on average.

    Args:
        plan: the plan.
        visits: expected visits per case, shape (classes, steps).

    Returns:
        Shape (classes that send, classes sent back).
    """
    sent = np.zeros((len(plan.classes), len(plan.classes)))
    for index, step in enumerate(plan.steps):
        for sender in range(len(plan.classes)):
            for customers, share in returns_from(step, sender):
                sent[sender, customers] += visits[sender, index] * share
    return sent


def growth(sent: Floats) -> float:
    """By what factor more (or fewer) come back each time: the spectral radius of `sent_back`."""
    return float(max(abs(np.linalg.eigvals(sent)), default=0.0))


def with_returns(plan: Plan, cases: Floats, visits: Floats) -> Floats:
    """Expected cases of each class with those who come back.

    They solve c = e + Rᵀc, where R is how many of each class a case of another sends back.

    Args:
        plan: the plan.
        cases: those who come by themselves, shape (classes,).
        visits: expected visits per case, shape (classes, steps).

    Returns:
        Shape (classes,); infinite for those who are sent back where each sends back one or more.
    """
    sent = sent_back(plan, visits)
    back = sent.any(axis=0)
    if not np.isfinite(sent).all() or not np.isfinite(cases).all():
        return np.where(back & (cases.sum() > 0), math.inf, cases)
    if growth(sent) >= 1.0:
        return np.where(back, math.inf, cases)
    return np.asarray(np.linalg.solve(np.eye(len(cases)) - sent.T, cases))
