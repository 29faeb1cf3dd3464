"""A visit done by its SOP: what is complied with, what does not fit, what goes wrong, how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulator.model.plan.procedures import Base, Procedure
from simulator.model.situations import Situation, Situations, Unit

#: Attempts of one visit at a unit have numbers so far apart: between them are the redraws of its work.
NEXT_ATTEMPT = 256

#: So often an error is found and redone at most; then it is right.
MOST_REDONE = 100

#: The value of an address: (number of the customer, visit, attempt).
Drawn = Callable[[int, int, int], float]


@dataclass(slots=True)
class Performed:
    """How a visit was done. Actions are bits, in the order in which they are written.

    Attributes:
        work: the work it took.
        required: what was prescribed; `done`: what of it was complied with.
        misfit: what of it did not fit the customer; `bent`: what of that was done and bent.
        wrong: in what there was an error at first; `left`: in what one was not found.
        redone: how often something was redone within the visit.
        exception: whether a fixed standard was followed that did not fit.
        found: whether an error was found that sends the case back.
    """

    work: float
    required: int = 0
    done: int = 0
    misfit: int = 0
    bent: int = 0
    wrong: int = 0
    left: int = 0
    redone: int = 0
    exception: bool = False
    found: bool = False


@dataclass(frozen=True, slots=True)
class Luck:
    """The draws of a class at a step with an SOP.

    Attributes:
        variety: of the customer.
        prescribed, bends: which actions are, where it is a share of visits.
        complied, erred, found: of the unit of a name.
        exception: how long an exception takes that is done within the visit; None: no time.
    """

    variety: Drawn
    prescribed: Drawn
    bends: Drawn
    complied: Callable[[str], Drawn]
    erred: Callable[[str], Drawn]
    found: Callable[[str], Drawn]
    exception: Drawn | None


class Performing:
    """How a class is served at a step with an SOP."""

    def __init__(self, procedure: Procedure, situations: Situations, luck: Luck) -> None:
        self._procedure = procedure
        self._situations = situations
        self._luck = luck
        self._drawing = cache(self._drawing_of)

    def _drawing_of(self, name: str) -> tuple[Drawn, Drawn, Drawn]:
        return self._luck.complied(name), self._luck.erred(name), self._luck.found(name)

    def situation(self, n: int, visit: int) -> Situation:
        """The situation of a visit: the same however often its work is drawn."""
        luck, situations = self._luck, self._situations
        return situations.at(
            luck.variety(n, visit, 0),
            luck.prescribed(n, visit, 0) if situations.may_be_prescribed else 0.0,
            luck.bends(n, visit, 0) if situations.may_bend else 0.0,
        )

    def perform(
        self, base: Base, work: Callable[[int], float], n: int, visit: int, attempt: int, lapse: float = 0.0
    ) -> Performed:
        """Do a visit.

        Args:
            base: how the base work comes from the drawn.
            work: the drawn work of an attempt, by its number.
            n, visit, attempt: the address.
            lapse: how much less often everything is complied with than the SOP says, as a share.
        """
        first = base.shift + base.slope * work(attempt)
        found = Performed(first)
        for unit in self.situation(n, visit):
            found.required |= unit.required
            found.misfit |= unit.misfit
            self._do(unit, found, base, first, work, n, visit, attempt, lapse)
        if found.exception and self._luck.exception is not None:
            found.work += self._luck.exception(n, visit, attempt)
        found.work = max(found.work, 0.0)
        return found

    def _do(
        self,
        unit: Unit,
        found: Performed,
        base: Base,
        x: float,
        work: Callable[[int], float],
        n: int,
        visit: int,
        attempt: int,
        lapse: float,
    ) -> None:
        """One unit, again and again until no error is found in it."""
        complied, erred, finds = self._drawing(unit.name)
        for again in range(MOST_REDONE + 1):
            complies = unit.compliance > lapse and (
                unit.compliance - lapse >= 1.0 or complied(n, visit, attempt) < unit.compliance - lapse
            )
            if complies:
                found.work += unit.mean * base.mean + unit.own * x
                if not again:
                    found.done |= unit.required
                    found.bent |= unit.bent
                    found.exception |= unit.excepts
            chance = unit.error_complied if complies else unit.error
            if chance <= 0.0 or erred(n, visit, attempt) >= chance:
                return
            found.wrong |= unit.every
            if finds(n, visit, attempt) >= self._procedure.redone:
                found.left |= unit.every
                return
            if self._procedure.sends_back:
                found.found = True
                return
            attempt += NEXT_ATTEMPT
            x = base.shift + base.slope * work(attempt)
            found.work += unit.share * x
            found.redone += 1
