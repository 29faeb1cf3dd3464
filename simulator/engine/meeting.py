"""Where the branches of a parallel come together again."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.plan import Target


@dataclass(slots=True)
class Meeting:
    """Where the branches of a parallel come together again.

    Attributes:
        missing: so many branches are still waited for.
        then: where the case goes when none is.
        branch: the branch that forked.
        outer: the meeting for which that branch is bound itself.
        cancels: whether the branches that nobody waits for are cancelled.
        over: whether the case has gone on.
    """

    missing: int
    then: Target
    branch: int
    outer: Meeting | None
    cancels: bool
    over: bool = False

    def within(self, other: Meeting) -> bool:
        """Whether it is that meeting, or one on the way to it."""
        return self is other or (self.outer is not None and self.outer.within(other))

    @property
    def left_behind(self) -> bool:
        """Whether nobody waits for it any more, or for one that it leads to."""
        return self.over or (self.outer is not None and self.outer.left_behind)
