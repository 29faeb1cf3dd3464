"""Cases that come back: that they become fewer each time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.returns import classes_back, growth, returns_from
from simulator.model.saying import figure, quoted


def check_returns_dwindle(facts: Facts) -> Iterator[Problem]:
    """Of those who come back fewer come back again: else ever more do, for as long as the run lasts."""
    plan, sent = facts.plan, facts.traffic.sent_back
    if not np.isfinite(sent).all() or growth(sent) < 1.0:
        return
    sending = [
        index for index, step in enumerate(plan.steps) if index in facts.reached and classes_back(step)
    ]
    most = max(sending, key=lambda index: _returns_from(facts, index))
    steps = quoted(plan.steps[index].name for index in sending)
    where = ("comes_back",) if plan.steps[most].comes_back else ("sop", "errors", "undetected")
    yield Problem(
        f"ever more come back: one hundred who have come back send {figure(100 * growth(sent))} back again "
        f"(from {steps}), so their number grows for as long as the run lasts, and no load can be told",
        f"make a `share` of `{where[-1]}` smaller, or let the class as which they come back start behind "
        "them",
        path("steps", plan.steps[most].name, *where, "share"),
        code="returns-grow",
    )


def _returns_from(facts: Facts, index: int) -> float:
    """How many come back from a step for each case of the classes, all added up."""
    step, traffic = facts.plan.steps[index], facts.traffic
    return sum(
        share * float(many)
        for sender, (many, standards) in enumerate(
            zip(traffic.visits[:, index], traffic.standards, strict=True)
        )
        for _, share in returns_from(step, sender, standards.get(index))
    )
