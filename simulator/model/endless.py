"""Loops that some customers never leave, as the traffic equations find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from simulator.model.flows import FORGETFUL, ClassFlow
from simulator.model.levels import Floats


@dataclass(frozen=True, slots=True)
class EndlessLoop:
    """Steps that lead some customers of a class to each other, and nowhere else.

    Attributes:
        customers: index of the class.
        steps: indices of the steps, in increasing order.
        share: share of the class that gets into it.
        taken: indices of the options by which they go round.
        counted: whether rounds and visits were followed as they went round.
    """

    customers: int
    steps: tuple[int, ...]
    share: float
    taken: frozenset[int]
    counted: bool


def endless_loops(found: ClassFlow) -> tuple[EndlessLoop, ...]:
    """The loops of a class that some of its customers never leave, by their first step."""
    loops: list[EndlessLoop] = []
    for loop in _by_states(found):
        same = [other for other in loops if not set(other.steps).isdisjoint(loop.steps)]
        loops = [other for other in loops if other not in same] + [_together([*same, loop])]
    return tuple(sorted(loops, key=lambda loop: loop.steps))


def _by_states(found: ClassFlow) -> Iterator[EndlessLoop]:
    """Loops of states; the same steps may make several, with other counts of rounds and visits."""
    net = found.net
    endless = np.isinf(found.visits)
    for group in net.groups:
        if not endless[list(group)].any():
            continue
        caught = np.zeros_like(endless)
        caught[list(group)] = endless[list(group)]
        inside = [way for way in net.moves if (caught[way.origin] & caught[way.to] & (way.chance > 0)).any()]
        if inside:
            yield EndlessLoop(
                customers=found.customers,
                steps=tuple(sorted({net.steps[state] for way in inside for state in (way.origin, way.to)})),
                share=float(np.minimum(_entries(found, caught), 1.0) @ found.worlds.weights),
                taken=frozenset(way.option for way in inside),
                counted=FORGETFUL not in found.assumptions,
            )


def _entries(found: ClassFlow, caught: Floats) -> Floats:
    """Expected entries of each kind into the states in which it is caught, shape (kinds,)."""
    entries = caught[0].astype(np.float64)  # where the start is one of them
    for way in found.net.moves:
        entering = ~caught[way.origin] & caught[way.to] & (way.chance > 0)
        entries += np.where(entering, found.visits[way.origin], 0.0) * np.where(entering, way.chance, 1.0)
    return np.asarray(entries)


def _together(loops: Iterable[EndlessLoop]) -> EndlessLoop:
    """Loops of a class that share steps, as one."""
    loops = tuple(loops)
    return EndlessLoop(
        customers=loops[0].customers,
        steps=tuple(sorted({step for loop in loops for step in loop.steps})),
        share=min(1.0, sum(loop.share for loop in loops)),
        taken=frozenset().union(*(loop.taken for loop in loops)),
        counted=loops[0].counted,
    )
