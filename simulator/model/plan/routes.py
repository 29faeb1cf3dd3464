"""Where a case goes."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.plan.conditions import Condition


@dataclass(frozen=True, slots=True)
class ToStep:
    """The case goes to a step."""

    step: int


@dataclass(frozen=True, slots=True)
class End:
    """The case leaves with an outcome (index into `Plan.outcomes`)."""

    outcome: int


@dataclass(frozen=True, slots=True)
class Join:
    """The branch ends here and waits for the others."""


@dataclass(frozen=True, slots=True)
class Shortest:
    """The step with the fewest waiting and in service; of equals the one written first."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """The case goes several ways at once.

    Attributes:
        branches: (branch, first step, condition): index into `Plan.branches`; one whose condition does
            not hold is not taken. With none taken the case goes on at once.
        then: where the case goes when enough are done.
        wait_for: so many of those taken are enough; None: all.
        cancel: the others are cancelled then; else they are finished, and the case leaves when they are.
    """

    branches: tuple[tuple[int, int, Condition | None], ...]
    then: Target
    wait_for: int | None = None
    cancel: bool = False


@dataclass(frozen=True, slots=True)
class Callback:
    """The case is called back: it has the place in the queue of a step that it had there before.

    Attributes:
        step: whose queue it is.
        unreachable: the chance not to be reached by a call.
        tries: so many calls are made; then the case is given up.
    """

    step: int
    unreachable: float = 0.0
    tries: int = 1


Target = ToStep | End | Join | Shortest | Fork | Callback


@dataclass(frozen=True, slots=True)
class Option:
    """One way on.

    Attributes:
        key: a name of this option within the step: its `name`, or `to counter`, `end served`.
        target: where it leads.
        kind: `rework`, `escalation`, `return` or empty.
        condition: taken when it holds (then `share` is None).
        share: the fraction of what the conditions above left. Both None: takes the rest.
        rounds: a case takes it at most so often.
        index: number of the option among all options of the plan, in the order of steps; counts its rounds.
    """

    key: str
    target: Target
    kind: str
    condition: Condition | None
    share: float | None
    rounds: int | None
    index: int


Route = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a parallel; number 0 is the main path.

    Attributes:
        path: the address of the branch in the blueprint (`assess/x-ray`); empty for the main path. Part of
            the address of the draws of a class that can be at the same step in another branch, too.
        parent: index of the branch that forked into it; -1 for the main path.
        draws_as: the path that is part of these addresses, where steps in it draw as others; empty: `path`.
    """

    path: str
    parent: int
    draws_as: str = ""

    @property
    def drawn_as(self) -> str:
        """The path that is part of the address of draws."""
        return self.draws_as or self.path
