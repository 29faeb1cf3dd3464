"""The ways of one class through the service, as a network of states.

A state is a step together with all that its routes remember of the case: rounds used and visits counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt

from simulator.model.chances import Chances
from simulator.model.levels import Floats
from simulator.model.plan import End, Fork, Option, Plan, StateIs
from simulator.model.routes import forks, last_way, questions, reachable, steps_led_to

#: A network of more states than this is not built; without memory it has no more than the plan has steps.
MOST_STATES = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """Something a case's further way depends on besides its step: one of the first two.

    Attributes:
        option: index of an option that may be taken a limited number of times.
        step: index of a step whose visits are asked for; -1 where it is an option that counts.
        most: the count from which on nothing changes.
        asked_by: indices of the steps whose routes ask for it; where none of them follows it is forgotten.
    """

    option: int
    step: int
    most: int
    asked_by: frozenset[int]


#: What is counted, and how often it has happened to a case, in the same order.
Memory = tuple[Count, ...]
Counts = tuple[int, ...]


class Way(NamedTuple):
    """One way out of a state.

    Attributes:
        origin: the state.
        option: index of the option taken.
        to: the next state (of a move), or the outcome (of a leaving).
        chance: for each kind of customer, shape (kinds,).
        branch: whether it leads out of a fork into a branch.
    """

    origin: int
    option: int
    to: int
    chance: Floats
    branch: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """States and what leads from one to another.

    Attributes:
        steps: index of the step of each state; state 0 is the start.
        moves: ways to other states: out of a fork all that follows at once, so chances may add up to more
            than 1.
        leavings: ways out of the service.
        choices: (state, index of the option, chance that it is taken there).
        groups: states that lead to each other, together; a group comes after all that lead into it.
        memory: what the states remember.
    """

    steps: tuple[int, ...]
    moves: tuple[Way, ...]
    leavings: tuple[Way, ...]
    choices: tuple[tuple[int, int, Floats], ...]
    groups: tuple[tuple[int, ...], ...]
    memory: Memory


def memory_of(plan: Plan, steps: Iterable[int]) -> Memory:
    """What the routes of some steps ask of a case's past."""
    steps = sorted(steps)
    rounds = (
        Count(option.index, -1, option.rounds, frozenset((index,)))
        for index in steps
        for option in plan.steps[index].route
        if option.rounds is not None
    )
    visits: dict[int, list[tuple[int, int]]] = {}
    for index in steps:
        for atom in questions((plan.steps[index],)):
            if isinstance(atom, StateIs) and atom.what == "visits":
                visits.setdefault(atom.step, []).append((index, int(atom.value) + 1))
    asked = (
        Count(-1, step, max(most for _, most in by), frozenset(index for index, _ in by))
        for step, by in sorted(visits.items())
    )
    return (*rounds, *asked)


def network(plan: Plan, start: int, chances: Chances, memory: Memory) -> Network | None:
    """The network of a class that begins at the step `start`; None where memory makes it too large."""
    builder = _Builder(plan, chances, memory)
    builder.enter(start, (0,) * len(memory))
    while builder.unexplored:
        if memory and len(builder.states) > MOST_STATES:
            return None
        builder.explore(builder.unexplored.pop())
    return Network(
        steps=tuple(step for step, _ in builder.states),
        moves=tuple(builder.moves),
        leavings=tuple(builder.leavings),
        choices=tuple(builder.choices),
        groups=_groups(len(builder.states), ((move.origin, move.to) for move in builder.moves)),
        memory=memory,
    )


class _Builder:
    """Explores states from the start on."""

    def __init__(self, plan: Plan, chances: Chances, memory: Memory) -> None:
        self.states: dict[tuple[int, Counts], int] = {}
        self.unexplored: list[tuple[int, Counts]] = []
        self.moves: list[Way] = []
        self.leavings: list[Way] = []
        self.choices: list[tuple[int, int, Floats]] = []
        self._plan = plan
        self._chances = chances
        self._memory = memory
        self._matters: dict[int, tuple[bool, ...]] = {}

    def enter(self, step: int, counts: Counts) -> int:
        """The state of a case that comes to a step."""
        if step not in self._matters:
            later = reachable(self._plan, step, unserved=False) if self._memory else frozenset()
            self._matters[step] = tuple(not later.isdisjoint(count.asked_by) for count in self._memory)
        state = (
            step,
            tuple(
                min(times + (count.step == step), count.most) if matters else 0
                for times, count, matters in zip(counts, self._memory, self._matters[step], strict=True)
            ),
        )
        if state not in self.states:
            self.states[state] = len(self.states)
            self.unexplored.append(state)
        return self.states[state]

    def explore(self, state: tuple[int, Counts]) -> None:
        """Find all that leads out of a state."""
        step, counts = state
        origin = self.states[state]
        visits = {count.step: times for count, times in zip(self._memory, counts, strict=True)}
        rounds = {count.option: times for count, times in zip(self._memory, counts, strict=True)}

        def used_up(option: Option) -> bool:
            return option.rounds is not None and rounds.get(option.index, -1) >= option.rounds

        for option, chance in self._chances.options(self._plan.steps[step].route, visits, used_up):
            self.choices.append((origin, option.index, chance))
            after = tuple(
                min(times + (count.option == option.index), count.most)
                for times, count in zip(counts, self._memory, strict=True)
            )
            for fork in forks(option.target):
                for first, share in self._branches(fork, chance, visits):
                    self.moves.append(Way(origin, option.index, self.enter(first, after), share, True))
            way = last_way(option.target)
            if isinstance(way, End):
                self.leavings.append(Way(origin, option.index, way.outcome, chance))
            following = tuple(steps_led_to(way))
            for onto in following:
                share = chance / len(following)
                self.moves.append(Way(origin, option.index, self.enter(onto, after), share))

    def _branches(self, fork: Fork, chance: Floats, visits: dict[int, int]) -> Iterator[tuple[int, Floats]]:
        for _, step, condition in fork.branches:
            taken = chance if condition is None else chance * self._chances.holds(condition, visits)
            if taken.any():
                yield step, taken


def _groups(size: int, moves: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(moves)
    condensed = nx.condensation(graph)
    order = nx.lexicographical_topological_sort(
        condensed, key=lambda group: min(condensed.nodes[group]["members"])
    )
    return tuple(tuple(sorted(condensed.nodes[group]["members"])) for group in order)


def flow(
    net: Network, source: Floats, *, stop_at: frozenset[int] = frozenset(), without: int | None = None
) -> Floats:
    """Expected visits to each state, shape (states, kinds).

    v = source + Pᵀv, solved group by group, so that only loops cost a linear system. Infinite where a case
    that comes there never leaves.

    Args:
        net: the network.
        source: expected entries from outside, shape (states, kinds).
        stop_at: states out of which nothing is followed.
        without: index of an option that is not followed, or None.
    """
    into: dict[int, list[tuple[int, Floats]]] = {}
    for way in net.moves:
        if way.origin not in stop_at and way.option != without:
            into.setdefault(way.to, []).append((way.origin, way.chance))
    found = source.copy()
    entered = set(np.flatnonzero(source.any(axis=1)).tolist())  # nothing is worked out for any other state
    for group in net.groups:
        places = {state: place for place, state in enumerate(group)}
        within = []
        for state, place in places.items():
            for origin, chance in into.get(state, ()):
                if origin in places:
                    within.append((places[origin], place, chance))
                elif origin in entered:
                    found[state] += _times(found[origin], chance)
                    entered.add(state)
        if within and not entered.isdisjoint(group):
            found[list(group)] = _solved(found[list(group)], within)
            entered.update(group)
    return found


def _times(visits: Floats, chance: Floats) -> Floats:
    """The product, with no entry where there is no chance, however many visits."""
    return np.where(chance > 0, visits, 0.0) * chance


def _solved(entries: Floats, within: list[tuple[int, int, Floats]]) -> Floats:
    """Visits in a group whose states lead to each other; `entries` has shape (states of the group, kinds)."""
    size, kinds = entries.shape
    chances = np.zeros((kinds, size, size))
    for origin, to, chance in within:
        chances[:, to, origin] += chance
    caught = _caught(chances)
    # Whoever is caught is followed no further, so that the rest can be solved.
    chances *= ~caught[:, None, :]
    endless = np.isinf(entries.T)
    given = np.stack((np.where(endless, 0.0, entries.T), endless), axis=2)
    visits, from_endless = np.moveaxis(np.linalg.solve(np.eye(size) - chances, given), 2, 0)
    # A negative solution is that of a fork whose branches lead back into it: more and more without end.
    endless = (from_endless != 0) | (visits < 0)
    someone = (caught & ((visits > 0) | endless)).any(axis=1, keepdims=True)
    return np.where(endless | (caught & someone), np.inf, visits).T


def _caught(chances: Floats) -> npt.NDArray[np.bool_]:
    """States out of which no way leads to the outside of the group; shape (kinds, states)."""
    free = chances.sum(axis=1) < 1.0 - 1e-12
    leads = chances > 0
    while True:
        freer = free | (leads & free[:, :, None]).any(axis=1)
        if (freer == free).all():
            return np.asarray(~free)
        free = freer
