"""What an SOP makes of a visit: the table of the mechanism.

Which actions fit is decided by the customer's variety v, which are prescribed and may bend by the design and,
where a share of visits is meant, by chance. That is a *situation*. In it each action, or in the short form
all of them together, is a *unit* that is complied with or not:

| | its part of the work | error probability | |
|---|---|---|---|
| not prescribed, or not complied with | w·x | p | |
| complied with, fits | w·(1−α)·(β·m + (1−β)·x) | p·(1−γ) | |
| complied with, elastic, does not fit | w·(1+δ)·x | p | it bends |
| complied with, fixed, does not fit | w·(1−α)·(β·m + (1−β)·x) | p·(1−γ) | an exception |

with x the unprescribed work of the visit and m its mean. So a fully standard action has the mean m·(1−α) and
the coefficient of variation cv·(1−β). The engine and the moments read this table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from simulator.model.plan.procedures import Action, Effects, Procedure


@dataclass(frozen=True, slots=True)
class Unit:
    """What is complied with, or not, as one.

    Attributes:
        name: the action's; empty for all together.
        share: of the work.
        compliance: the chance of it; 0 where nothing is prescribed.
        mean, own: complied with, its work is (share + own)·x + mean·m.
        error, error_complied: the chance of an error without and with compliance.
        every: which actions it is made of, a bit each.
        required: those prescribed; `misfit`: those of them that do not fit; `bent`: those of these that bend.
        excepts: whether, complied with, it does not fit and does not bend.
    """

    name: str
    share: float
    compliance: float
    mean: float
    own: float
    error: float
    error_complied: float
    every: int
    required: int
    misfit: int
    bent: int
    excepts: bool


Situation = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """A situation with its probability.

    Attributes:
        variety: the greatest at which it comes about.
    """

    variety: float
    weight: float
    units: Situation


class Situations:
    """All situations of a procedure.

    Attributes:
        fits: the varieties at which an action ceases to fit, increasing; the last is 1.
        may_be_prescribed, may_bend: shares between 0 and 1 that decide, for a visit, whether actions are
            prescribed and whether they may bend, increasing; mostly none or one.
    """

    def __init__(self, procedure: Procedure) -> None:
        actions = procedure.actions
        self._procedure = procedure
        self.fits = sorted({*(a.fits for a in actions if a.prescribed > 0 and a.fits > 0), 1.0})
        self.may_be_prescribed = sorted({a.prescribed for a in actions if 0 < a.prescribed < 1})
        self.may_bend = sorted({a.elastic for a in actions if a.prescribed > 0 and 0 < a.elastic < 1})
        self._known: dict[tuple[int, int, int], Situation] = {}

    def at(self, variety: float, prescribed: float, bends: float) -> Situation:
        """The situation of a visit, from three numbers between 0 and 1.

        An action is prescribed where `prescribed` is below its share of visits, and may bend where `bends`
        is.
        """
        place = (
            bisect_left(self.fits, variety),
            _place(self.may_be_prescribed, prescribed),
            _place(self.may_bend, bends),
        )
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._of(*place)
        return known

    def _of(self, fit: int, prescribed: int, bends: int) -> Situation:
        """The situation at some place of the three scales."""
        variety = self.fits[fit]
        share, bending = ([0.0, *scale, 1.0] for scale in (self.may_be_prescribed, self.may_bend))
        units = [
            _unit(
                action,
                1 << i,
                self._procedure.effects,
                prescribed=action.prescribed > share[prescribed],
                elastic=action.elastic > bending[bends],
                fits=variety <= action.fits,
            )
            for i, action in enumerate(self._procedure.actions)
        ]
        if self._procedure.together:
            return (_together(units, self._procedure.actions[0].compliance),)
        return tuple(unit for unit in units if unit.required or unit.error > 0)

    @cached_property
    def chances(self) -> tuple[Chance, ...]:
        """Every situation with its probability, which add up to one."""
        return tuple(
            Chance(self.fits[i], v * p * b, self._of(i, j, k))
            for (i, v), (j, p), (k, b) in product(
                _widths(self.fits),
                _widths([*self.may_be_prescribed, 1.0]),
                _widths([*self.may_bend, 1.0]),
            )
        )


def _place(scale: Sequence[float], u: float) -> int:
    """How many shares of a scale are at most u."""
    return sum(share <= u for share in scale)


def _widths(edges: Sequence[float]) -> Iterator[tuple[int, float]]:
    """The numbered intervals from 0 to each edge, with how wide they are."""
    return ((i, edge - low) for i, (low, edge) in enumerate(zip([0.0, *edges[:-1]], edges, strict=True)))


def _unit(action: Action, bit: int, effects: Effects, *, prescribed: bool, elastic: bool, fits: bool) -> Unit:
    """One action in a situation."""
    w, p = action.share, action.error
    mean = own = 0.0
    safe = p
    if prescribed and elastic and not fits:
        own = w * effects.bending
    elif prescribed:
        left = 1 - effects.faster
        mean, own = w * left * effects.steadier, w * (left * (1 - effects.steadier) - 1)
        safe = p * (1 - effects.safer)
    return Unit(
        name=action.name,
        share=w,
        compliance=action.compliance if prescribed else 0.0,
        mean=mean,
        own=own,
        error=p,
        error_complied=safe,
        every=bit,
        required=bit if prescribed else 0,
        misfit=bit if prescribed and not fits else 0,
        bent=bit if prescribed and elastic and not fits else 0,
        excepts=prescribed and not elastic and not fits,
    )


def _together(units: Sequence[Unit], compliance: float) -> Unit:
    """All actions as one, whose error probability is that of its actions by their shares of the work."""
    return Unit(
        name="",
        share=1.0,
        compliance=compliance if any(unit.required for unit in units) else 0.0,
        mean=sum(unit.mean for unit in units),
        own=sum(unit.own for unit in units),
        error=sum(unit.share * unit.error for unit in units),
        error_complied=sum(unit.share * unit.error_complied for unit in units),
        every=sum(unit.every for unit in units),
        required=sum(unit.required for unit in units),
        misfit=sum(unit.misfit for unit in units),
        bent=sum(unit.bent for unit in units),
        excepts=any(unit.excepts for unit in units),
    )
