"""How unusual customers are, in their ways: who was an exception once is likely to be one again."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.model.plan import Moments, Step, WentSo
from simulator.model.routes import questions


def varieties_met(customers: int, steps: Iterable[Step]) -> tuple[float, ...]:
    """At which varieties the SOPs of some steps tell customers of a class apart, up to 1.

    At none where no way on depends on how a visit by an SOP went: then all come to each step in like shares.
    """
    steps = tuple(steps)
    if not any(isinstance(atom, WentSo) for atom in questions(steps)):
        return ()
    procedures = (step.procedure_for(customers) for step in steps)
    found = {upto for one in procedures if one is not None for upto, _ in one.by_variety}
    return tuple(sorted(found)) if len(found) > 1 else ()


def chance_of(condition: WentSo, expected: Moments) -> float:
    """How likely a visit went so, of which this is to be expected."""
    if condition.what == "exception":
        return expected.exceptions
    return expected.found(excepted=condition.excepted)
