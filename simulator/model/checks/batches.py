"""Batches: that they can go."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.saying import figure


def check_batches_go(facts: Facts) -> Iterator[Problem]:
    """A batch can be full, or goes at some moment as it is."""
    cases, visits = facts.traffic.cases, facts.traffic.visits
    for index, step in enumerate(facts.plan.steps):
        batch = step.batch
        if batch is None or batch.wait is not None or batch.at or index not in facts.reached:
            continue
        come = (cases > 0) & (visits[:, index] > 0)  # either may be without bound
        coming = float(cases[come] @ visits[come, index])
        if batch.size is None:
            yield Problem(
                f"no batch ever goes at `{step.name}`: none of its set times lies within the run",
                "write other times, a `size` or a `wait`",
                path("steps", step.name, "batch"),
                code="batch-never-goes",
            )
        elif coming < batch.size:
            yield Problem(
                f"a batch of {batch.size} is hardly ever full at `{step.name}`: about {figure(coming)} come "
                "there in the whole run, and those of a batch that is not full wait to its end",
                "write a smaller `size`, or a `wait` after which the batch goes as it is",
                path("steps", step.name, "batch", "size"),
                code="batch-never-full",
            )
