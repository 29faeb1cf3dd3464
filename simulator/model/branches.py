"""What happens on the branches of a parallel, as the main path sees it.

In a `Network` a fork sends the case on all branches and on its main path at once, as if the branches were no
concern of the main path. Here the main path goes on only where no branch has ended the case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from simulator.model.levels import Floats
from simulator.model.network import Network, Way, flow

#: Chance that something happens to a case that enters a network at a state, for each kind, shape (kinds,).
Event = Callable[[Network, int], Floats]

#: Forks inside branches of forks are followed so deep.
_DEEPEST = 8


def leaves(net: Network, state: int) -> Floats:
    """Chance that a case which enters at a state leaves the service."""
    return _leaves_or_takes(net, state, None)


def share_that_takes(net: Network, option: int) -> Floats:
    """Chance that a case takes an option at least once, for each kind, shape (kinds,).

    Args:
        net: the network, before `unless` has changed it.
        option: index of the option.
    """

    def is_over(within: Network, state: int) -> Floats:
        return _leaves_or_takes(within, state, option)

    visits = flow(unless(net, is_over), _entering(net, 0), without=option)
    return _taken(net, visits, option)


def case_visits(net: Network) -> Floats:
    """Expected visits of a case to each state, shape (states, kinds); infinite in a loop nobody leaves."""
    return flow(net, _entering(net, 0))


def _leaves_or_takes(net: Network, state: int, option: int | None) -> Floats:
    """Chance that a case which enters at a state takes the option or leaves without taking it."""
    visits = flow(net, _entering(net, state), without=option)
    chance = np.zeros(visits.shape[1]) if option is None else _taken(net, visits, option)
    for way in net.leavings:
        if way.option != option:
            chance = chance + expected(visits, way.origin, way.chance)
    return np.minimum(chance, 1.0)


def _entering(net: Network, state: int) -> Floats:
    """One entry into a state, shape (states, kinds)."""
    source = np.zeros((len(net.steps), len(net.choices[0][2])))
    source[state] = 1.0
    return source


def _taken(net: Network, visits: Floats, option: int) -> Floats:
    chances = [expected(visits, origin, share) for origin, taken, share in net.choices if taken == option]
    return np.minimum(sum(chances, np.zeros(visits.shape[1])), 1.0)


def expected(visits: Floats, state: int, chance: Floats) -> Floats:
    """Visits to a state times a chance there; none where there is no chance, however many visits."""
    return np.asarray(np.where(chance > 0, visits[state], 0.0) * chance)


def unless(net: Network, event: Event) -> Network:
    """The network in which the main path goes on after a fork only where the event happens on no branch."""
    forking = sorted({(way.origin, way.option) for way in net.moves if way.branch})
    found, before = net, None
    for _ in range(min(len(forking), _DEEPEST)):
        goes_on = {fork: _none(found, event, fork) for fork in forking}
        if before is not None and all((goes_on[fork] == before[fork]).all() for fork in forking):
            break  # no fork lies deeper
        before = goes_on
        found = replace(
            net,
            moves=tuple(way if way.branch else _scaled(way, goes_on) for way in net.moves),
            leavings=tuple(_scaled(way, goes_on) for way in net.leavings),
        )
    return found


def _none(net: Network, event: Event, fork: tuple[int, int]) -> Floats:
    """Chance that the event happens on no branch of a fork, given as (state, option)."""
    (taken,) = (chance for state, option, chance in net.choices if (state, option) == fork)
    none = np.ones_like(taken)
    for way in net.moves:
        if way.branch and (way.origin, way.option) == fork:
            entered = np.divide(way.chance, taken, out=np.zeros_like(taken), where=taken > 0)
            none *= 1.0 - entered * event(net, way.to)
    return none


def _scaled(way: Way, goes_on: dict[tuple[int, int], Floats]) -> Way:
    share = goes_on.get((way.origin, way.option))
    return way if share is None else way._replace(chance=way.chance * share)
