"""Cases that come back as another class, in the traffic equations."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from simulator.model.levels import Floats
from simulator.model.plan import Moments, Plan, Step

#: Stands for the classes for which the SOP of a step is as for all.
_ALL_OTHERS = -1

RETURNS = "those who come back are counted in full, spread evenly over the run"


def come_back(plan: Plan) -> bool:
    """Whether any step sends cases back."""
    return any(classes_back(step) for step in plan.steps)


def classes_back(step: Step) -> frozenset[int]:
    """The classes as which any cases come back from a step."""
    some = (
        returns_from(step, one, None if procedure is None else procedure.expected)
        for one in (_ALL_OTHERS, *step.procedures_apart)
        for procedure in (step.procedure_for(one),)
    )
    return frozenset(back for returns in some for back, _ in returns)


def returns_from(step: Step, customers: int, expected: Moments | None) -> Iterator[tuple[int, float]]:
    """The classes as which cases of a class come back from a step, each with the share of visits.

    Args:
        step: the step.
        customers: index of the class.
        expected: what comes of its visits by the SOP of the step; None: it has none.
    """
    if step.comes_back is not None and step.comes_back.share > 0:
        yield step.comes_back.customers, step.comes_back.share
    procedure = step.procedure_for(customers)
    if procedure is not None and procedure.undetected is not None and expected is not None:
        rule, unfound = procedure.undetected, 1.0 - procedure.redone
        share = expected.undetected * min(rule.share / unfound, 1.0) if unfound > 0 else 0.0
        if share > 0:
            yield rule.customers, share


def sent_back(plan: Plan, visits: Floats, standards: Sequence[Mapping[int, Moments]]) -> Floats:
    """How many of each class a case of another sends back on average.

    Args:
        plan: the plan.
        visits: expected visits per case, shape (classes, steps).
        standards: for each class what comes of its visits to steps with an SOP, by the index of the step.

    Returns:
        Shape (classes that send, classes sent back).
    """
    sent = np.zeros((len(plan.classes), len(plan.classes)))
    for index, step in enumerate(plan.steps):
        for sender in range(len(plan.classes)):
            for customers, share in returns_from(step, sender, standards[sender].get(index)):
                sent[sender, customers] += visits[sender, index] * share
    return sent


def growth(sent: Floats) -> float:
    """By what factor more (or fewer) come back each time: the spectral radius of `sent_back`."""
    return float(max(abs(np.linalg.eigvals(sent)), default=0.0))


def with_returns(cases: Floats, sent: Floats) -> Floats:
    """Expected cases of each class with those who come back.

    They solve c = e + Rᵀc, with R what `sent_back` says.

    Args:
        cases: those who come by themselves, shape (classes,).
        sent: how many of each class a case of another sends back, shape (classes, classes).

    Returns:
        Shape (classes,); infinite for those who are sent back where each sends back one or more.
    """
    back = sent.any(axis=0)
    if not np.isfinite(sent).all() or not np.isfinite(cases).all():
        return np.where(back & (cases.sum() > 0), math.inf, cases)
    if growth(sent) >= 1.0:
        return np.where(back, math.inf, cases)
    return np.asarray(np.linalg.solve(np.eye(len(cases)) - sent.T, cases))
