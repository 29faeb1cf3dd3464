"""Where a case goes next."""

from __future__ import annotations

from collections.abc import Callable

from simulator.engine.cases import Case
from simulator.model.plan import (
    Condition,
    Option,
    Route,
)


def choose(route: Route, case: Case, holds: Callable[[Condition], bool], draw: Callable[[], float]) -> Option:
    """The option that the case takes, from top to bottom.

    The first condition that holds decides. Otherwise one number decides among the shares; what they leave
    belongs to the option with neither. An option whose rounds are used up does not stand in the list: its
    share falls to the option that takes the rest or, without one, to the others in proportion.
    """
    left = [option for option in route if not _used_up(option, case)]
    for option in left:
        if option.condition is not None and holds(option.condition):
            return _taken(option, case)
    sharing = [option for option in left if option.share is not None]
    rest = next((option for option in left if option.condition is None and option.share is None), None)
    if not sharing:
        assert rest is not None, "check leaves no route without an option"
        return _taken(rest, case)
    u = draw()
    if rest is None:
        u *= sum(option.share or 0.0 for option in sharing)
    reached = 0.0
    for option in sharing:
        reached += option.share or 0.0
        if u < reached:
            return _taken(option, case)
    return _taken(rest or sharing[-1], case)


def _used_up(option: Option, case: Case) -> bool:
    return option.rounds is not None and case.rounds.get(option.index, 0) >= option.rounds


def _taken(option: Option, case: Case) -> Option:
    if option.rounds is not None:
        case.rounds[option.index] = case.rounds.get(option.index, 0) + 1
    return option
