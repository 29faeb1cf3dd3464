"""Where a case may be, as far as its routes say: on the main path, in the branches of parallels, left behind.

The conditions of routes are not asked, since a log does not tell what they ask: an option with a condition
may be taken or not. How often an option may be taken is kept (`rounds`), and what a parallel waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product
from typing import NamedTuple

from simulator.analysis.audit.unserved import may_be_interrupted, may_leave
from simulator.model.plan import Callback, End, Fork, Join, Plan, Shortest, Target, ToStep
from simulator.model.routes import forks, unserved_ways

#: The label of a move that leaves no trace in a log. Below it stand those of customers who leave unserved.
SILENT = -1


def leaving(step: int) -> int:
    """Return the label of a move by which a customer leaves a step unserved, which leaves no trace either."""
    return SILENT - 1 - step


def left_at(label: int) -> int:
    """Return which step a label says that a customer leaves unserved; -1 for another label."""
    return max(SILENT - 1 - label, -1)


class At(NamedTuple):
    """The case is at a step.

    Attributes:
        step: index of the step.
        begun: whether it is being served there, or has been; else it waits.
    """

    step: int
    begun: bool


class Forked(NamedTuple):
    """The case is in the branches of a parallel.

    Attributes:
        fork: number of the parallel among all of the plan.
        missing: so many branches are still waited for.
        branches: where it is in each that has not come to the join, in order.
    """

    fork: int
    missing: int
    branches: tuple[Point, ...]


Point = At | Forked


class Behind(NamedTuple):
    """A branch that nobody waits for any more and that is still finished.

    Attributes:
        point: where it is.
        cancelled: whether a parallel around it may cancel it.
    """

    point: Point
    cancelled: bool


class Position(NamedTuple):
    """Where a case is.

    Attributes:
        at: on the main path; None: it has come to an end.
        behind: branches that are still finished, in order.
        rounds: how often each option was taken that may be taken so often only, and each deadline used.
    """

    at: Point | None
    behind: tuple[Behind, ...]
    rounds: tuple[int, ...]

    @property
    def is_end(self) -> bool:
        """Whether nothing more need happen."""
        return self.at is None and all(one.cancelled for one in self.behind)


class _Over(Enum):
    """A branch has come to its join, or the case to an end."""

    JOINED = 1
    ENDED = 2


class _Move(NamedTuple):
    """What may happen at a point.

    Attributes:
        label: the step that is begun, `SILENT`, or `leaving` a step.
        became: what comes of the point.
        behind: branches that stay behind.
        used: whose rounds are less now; -1: nobody's.
    """

    label: int
    became: Point | _Over
    behind: tuple[Behind, ...] = ()
    used: int = -1


class Positions:
    """The positions of the cases of a plan, by number, and the moves between them.

    Args:
        plan: whose routes they follow.
        unlogged: indices of steps that may leave no trace in the log.
    """

    def __init__(self, plan: Plan, unlogged: Sequence[int] = ()) -> None:
        self._plan = plan
        self._unlogged = frozenset(unlogged)
        self._forks = tuple(
            fork for step in plan.steps for option in step.route for fork in forks(option.target)
        )
        limited = [o for step in plan.steps for o in step.route if o.rounds is not None]
        self._slot = {option.index: slot for slot, option in enumerate(limited)}
        self._most = [option.rounds or 0 for option in limited]
        self._sent = [rule.to for rule in plan.deadlines if rule.to is not None]
        self._most += [1] * len(self._sent)
        self._found: list[Position] = []
        self._numbers: dict[Position, int] = {}
        self._known: dict[int, tuple[tuple[int, int], ...]] = {}
        self._interrupted = [may_be_interrupted(plan, step) for step in plan.steps]
        self._leaves = [may_leave(plan, index) for index in range(len(plan.steps))]

    def starts(self) -> Iterator[int]:
        """Where a case may be at first: at the first step of a class, or where some wait already."""
        steps = {c.starts_at for c in self._plan.classes}
        steps |= {step for c in self._plan.classes for step, _ in c.backlog}
        for step in sorted(steps):
            yield self._number(Position(At(step, False), (), (0,) * len(self._most)))

    def moves(self, number: int) -> tuple[tuple[int, int], ...]:
        """What may happen next: the label of a move (see `_Move`), and where the case is then."""
        if number not in self._known:
            self._known[number] = tuple(
                (label, self._number(onto)) for label, onto in self._onward(self._found[number])
            )
        return self._known[number]

    def is_end(self, number: int) -> bool:
        """Whether nothing more need happen."""
        return self._found[number].is_end

    def _number(self, position: Position) -> int:
        if position not in self._numbers:
            self._numbers[position] = len(self._found)
            self._found.append(position)
        return self._numbers[position]

    def _onward(self, position: Position) -> Iterator[tuple[int, Position]]:
        at, behind, rounds = position
        if at is not None:
            for move in self._moves(at, rounds):
                became = None if isinstance(move.became, _Over) else move.became
                yield move.label, Position(became, _sorted(behind, move.behind), self._used(rounds, move))
        for number, one in enumerate(behind):
            others = behind[:number] + behind[number + 1 :]
            for move in self._moves(one.point, rounds):
                left = () if isinstance(move.became, _Over) else (one._replace(point=move.became),)
                yield (
                    move.label,
                    Position(at, _sorted(others, left, move.behind), self._used(rounds, move)),
                )

    def _used(self, rounds: tuple[int, ...], move: _Move) -> tuple[int, ...]:
        if move.used < 0:
            return rounds
        return tuple(count + (slot == move.used) for slot, count in enumerate(rounds))

    def _moves(self, point: Point, rounds: tuple[int, ...]) -> Iterator[_Move]:
        if isinstance(point, Forked):
            yield from self._in_branches(point, rounds)
        elif not point.begun:
            yield from self._begun_or_not(point.step, rounds)
        else:
            if self._interrupted[point.step]:  # who waits again may be overdue, too
                yield from self._overdue(point.step, rounds)
            for option in self._plan.steps[point.step].route:
                slot = self._slot.get(option.index, -1)
                if slot < 0 or rounds[slot] < self._most[slot]:
                    for became in self._follow(option.target):
                        yield _Move(SILENT, became, used=slot)

    def _begun_or_not(self, step: int, rounds: tuple[int, ...]) -> Iterator[_Move]:
        yield _Move(step, At(step, True))
        if step in self._unlogged:
            yield _Move(SILENT, At(step, True))
        for _, elsewhere in unserved_ways(self._plan.steps[step]):
            yield _Move(SILENT, At(elsewhere, False))
        if self._leaves[step]:
            yield _Move(leaving(step), _Over.ENDED)
        yield from self._overdue(step, rounds)

    def _overdue(self, step: int, rounds: tuple[int, ...]) -> Iterator[_Move]:
        """Where a deadline sends who waits at a step."""
        first = len(self._most) - len(self._sent)
        for slot, to in enumerate(self._sent, first):
            if to != step and not rounds[slot]:
                yield _Move(SILENT, At(to, False), used=slot)

    def _follow(self, target: Target) -> Iterator[Point | _Over]:
        """All that a target may lead to."""
        if isinstance(target, ToStep | Callback):
            yield At(target.step, False)
        elif isinstance(target, Shortest):
            yield from (At(step, False) for step in target.steps)
        elif isinstance(target, Join):
            yield _Over.JOINED
        elif isinstance(target, End):
            yield _Over.ENDED
        else:
            number = next(n for n, fork in enumerate(self._forks) if fork is target)
            choices = [(True,) if condition is None else (True, False) for _, _, condition in target.branches]
            for chosen in product(*choices):
                taken = [
                    At(first, False)
                    for (_, first, _), yes in zip(target.branches, chosen, strict=True)
                    if yes
                ]
                if taken:
                    missing = min(target.wait_for or len(taken), len(taken))
                    yield Forked(number, missing, tuple(sorted(taken, key=repr)))
                else:
                    yield from self._follow(target.then)

    def _in_branches(self, forked: Forked, rounds: tuple[int, ...]) -> Iterator[_Move]:
        fork = self._forks[forked.fork]
        for number, point in enumerate(forked.branches):
            if point in forked.branches[:number]:
                continue  # two branches at one point are alike
            others = forked.branches[:number] + forked.branches[number + 1 :]
            for label, became, left, used in self._moves(point, rounds):
                behind = tuple(one._replace(cancelled=one.cancelled or fork.cancel) for one in left)
                if became is _Over.ENDED:
                    yield _Move(label, became, behind, used)
                elif became is _Over.JOINED:
                    for onto, more in self._joined(forked, others):
                        yield _Move(label, onto, behind + more, used)
                else:
                    onto = forked._replace(branches=tuple(sorted((*others, became), key=repr)))
                    yield _Move(label, onto, behind, used)

    def _joined(
        self, forked: Forked, others: tuple[Point, ...]
    ) -> Iterator[tuple[Point | _Over, tuple[Behind, ...]]]:
        """What comes of it when a branch has come to the join."""
        fork: Fork = self._forks[forked.fork]
        if forked.missing > 1:
            yield forked._replace(missing=forked.missing - 1, branches=others), ()
            return
        behind = () if fork.cancel else tuple(Behind(point, False) for point in others)
        for onto in self._follow(fork.then):
            yield onto, behind


def _sorted(*several: tuple[Behind, ...]) -> tuple[Behind, ...]:
    return tuple(sorted((one for some in several for one in some), key=repr))
