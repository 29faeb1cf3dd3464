"""A visit done by its SOP: what is complied with, what does not fit, what goes wrong, how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
        self._asks_prescribed = bool(situations.may_be_prescribed)
        self._asks_bends = bool(situations.may_bend)
        self._draws: dict[str, tuple[Drawn, Drawn, Drawn]] = {}
        self._ready: dict[int, _Ready] = {}

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
        luck = self._luck
        ready = self._ready_for(
            self._situations.at(
                luck.variety(n, visit, 0),
                luck.prescribed(n, visit, 0) if self._asks_prescribed else 0.0,
                luck.bends(n, visit, 0) if self._asks_bends else 0.0,
            )
        )
        x = total = base.shift + base.slope * work(attempt)
        found = Performed(total, ready.required, 0, ready.misfit)
        for unit, complied, erred in ready.units:
            chance = unit.error
            sure = unit.compliance - lapse
            if sure > 0.0 and (sure >= 1.0 or complied(n, visit, attempt) < sure):
                total += unit.mean * base.mean + unit.own * x
                found.done |= unit.required
                found.bent |= unit.bent
                if unit.excepts:
                    found.exception = True
                chance = unit.error_complied
            if chance > 0.0 and erred(n, visit, attempt) < chance:
                found.wrong |= unit.every
                total += self._put_right(unit, found, base, work, n, visit, attempt, lapse)
        if found.exception and luck.exception is not None:
            total += luck.exception(n, visit, attempt)
        found.work = total if total > 0.0 else 0.0
        return found

    def _ready_for(self, situation: Situation) -> _Ready:
        """The situation with its draws; there are a few of them, and thousands of visits to each."""
        ready = self._ready.get(id(situation))
        if ready is None:
            rows = [(unit, *self._draws_of(unit.name)[:2]) for unit in situation]
            required = misfit = 0
            for unit in situation:
                required |= unit.required
                misfit |= unit.misfit
            ready = self._ready[id(situation)] = _Ready(situation, required, misfit, rows)
        return ready

    def _draws_of(self, name: str) -> tuple[Drawn, Drawn, Drawn]:
        draws = self._draws.get(name)
        if draws is None:
            luck = self._luck
            draws = self._draws[name] = (luck.complied(name), luck.erred(name), luck.found(name))
        return draws

    def _put_right(
        self,
        unit: Unit,
        found: Performed,
        base: Base,
        work: Callable[[int], float],
        n: int,
        visit: int,
        attempt: int,
        lapse: float,
    ) -> float:
        """Do a unit in error again and again until no error is found in it; returns the work that took."""
        complied, erred, finds = self._draws_of(unit.name)
        took = 0.0
        for _ in range(MOST_REDONE):
            if finds(n, visit, attempt) >= self._procedure.redone:
                found.left |= unit.every
                return took
            if self._procedure.sends_back:
                found.found = True
                return took
            attempt += NEXT_ATTEMPT
            found.redone += 1
            x = base.shift + base.slope * work(attempt)
            took += unit.share * x
            chance = unit.error
            if unit.compliance > lapse and complied(n, visit, attempt) < unit.compliance - lapse:
                took += unit.mean * base.mean + unit.own * x
                chance = unit.error_complied
            if erred(n, visit, attempt) >= chance:
                return took
        return took


@dataclass(frozen=True, slots=True)
class _Ready:
    """A situation with what is the same in every visit: what is required, what does not fit, the draws."""

    situation: Situation
    required: int
    misfit: int
    units: list[tuple[Unit, Drawn, Drawn]]
