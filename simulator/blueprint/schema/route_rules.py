"""What the options of one step must be together: every case has a way on, and every option can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulator.blueprint.distribution_spec import SHARES_WITHIN
from simulator.blueprint.misread import Fault


class Way(Protocol):
    """What the rules look at in an option."""

    @property
    def if_(self) -> object: ...
    @property
    def share(self) -> float | None: ...
    @property
    def rounds(self) -> int | None: ...


def check_options(options: Sequence[Way]) -> list[Fault]:
    """Return the faults that lie between the options of a step, by their number in the list."""
    return [*_order(options), *_remainder(options)]


def _takes_rest(option: Way) -> bool:
    return option.if_ is None and option.share is None


def _is_always_open(option: Way) -> bool:
    """Whether a case may take it whatever it has taken before."""
    return option.if_ is None and option.rounds is None and option.share != 0


def _order(options: Sequence[Way]) -> list[Fault]:
    """Conditions first, then shares, then the rest; what stands below the rest is never taken."""
    faults: list[Fault] = []
    shared = False
    for number, option in enumerate(options):
        above = [other for other in options[:number] if _takes_rest(other) and other.rounds is None]
        if above:
            both = _takes_rest(option)
            faults.append(
                Fault(
                    "two ways on take the rest"
                    if both
                    else "this way on is never taken: the one above takes the rest",
                    "give all but one an `if` or a `share`"
                    if both
                    else "put it above, or give the other a `share`",
                    "after-rest",
                    (number,),
                )
            )
        elif option.if_ is not None and shared:
            faults.append(
                Fault(
                    "an `if` stands below a `share`",
                    "shares are of what the conditions above them leave: put this one first",
                    "if-below-share",
                    (number, "if"),
                )
            )
        shared = shared or option.share is not None
    return faults


def _remainder(options: Sequence[Way]) -> list[Fault]:
    """Shares add up, and somebody takes what conditions, shares and rounds leave."""
    total = sum(option.share for option in options if option.share is not None)
    rest = any(_takes_rest(option) for option in options)
    if total > 1 + SHARES_WITHIN:
        return [Fault(f"the shares add up to {100 * total:.6g}%", "together they are at most 100%", "shares")]
    if not rest and all(option.share is None for option in options):
        return [
            Fault(
                "no way on is left where none of the conditions holds",
                "add one without `if` at the end; it takes the rest",
                "no-rest",
            )
        ]
    if not rest and total < 1 - SHARES_WITHIN:
        return [
            Fault(
                f"the shares add up to {100 * total:.6g}%, and nothing takes the rest",
                "let the last one take it: leave its `share` out",
                "shares",
            )
        ]
    if not any(_is_always_open(option) for option in options):
        return [
            Fault(
                "no way on is left when the `rounds` are used up",
                "add one at the end without `if`, `share` and `rounds`: it takes the rest",
                "no-rest",
            )
        ]
    return []
