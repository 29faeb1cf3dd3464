"""A case that goes several ways at once: forks, joins, and how a case leaves that has branches."""

from __future__ import annotations

from simulator.engine.cases import Case, Visit
from simulator.engine.conditions import holds
from simulator.engine.house import House
from simulator.engine.meeting import Meeting
from simulator.model.plan import Fork


class Parallels:
    """The branches of the cases of a house."""

    def __init__(self, house: House) -> None:
        self._house = house

    def fork(self, case: Case, fork: Fork, branch: int, outer: Meeting | None) -> bool:
        """The case takes every branch whose condition holds, at once; returns whether there is one."""
        taken = [
            (into, first)
            for into, first, condition in fork.branches
            if condition is None or holds(condition, case, self._house)
        ]
        waits_for = min(fork.wait_for or len(taken), len(taken))
        meeting = Meeting(waits_for, fork.then, branch, outer, fork.cancel)
        case.forking += 1
        for into, first in taken:
            if self._goes_on(case, meeting):  # a branch may turn the customer away, or be enough by itself
                self._house.reach(case, first, into, meeting)
        case.forking -= 1
        if taken and meeting.left_behind:
            self._ends_quietly(case)
        return bool(taken)

    def _goes_on(self, case: Case, meeting: Meeting) -> bool:
        """Whether another branch to the meeting still begins."""
        if case.id not in self._house.inside or (meeting.over and meeting.cancels):
            return False
        return case.outcome is None or meeting.left_behind

    def meet(self, case: Case, meeting: Meeting) -> bool:
        """A branch has come to its end; returns whether the case goes on from the meeting now."""
        if meeting.over:
            self._ends_quietly(case)
            return False
        meeting.missing -= 1
        if meeting.missing:
            if meeting.left_behind:
                self._ends_quietly(case)  # the others may have ended, each by itself
            return False
        meeting.over = True
        if meeting.cancels:
            others = [v for v in case.visits if v.meeting is not None and v.meeting.within(meeting)]
            self._house.cancel(case, others)
        return True

    def leave(self, visit: Visit, outcome: int) -> None:
        """The case leaves from a visit that has ended."""
        self.end(visit.case, visit.meeting, outcome)

    def end(self, case: Case, meeting: Meeting | None, outcome: int) -> None:
        """A branch ends the case: all others with it, except those that nobody waited for any more.

        Those are finished first; and one of them ends nothing but itself.
        """
        if meeting is not None and meeting.left_behind:
            self._ends_quietly(case)
            return
        left_behind = [v for v in case.visits if v.meeting is not None and v.meeting.left_behind]
        if left_behind:
            case.outcome = outcome
            self._house.cancel(case, [visit for visit in case.visits if visit not in left_behind])
        else:
            self._house.leave(case, outcome)

    def _ends_quietly(self, case: Case) -> None:
        """Something ends that nobody waits for; the case leaves with the last of it."""
        if case.outcome is not None and not case.visits and not case.forking:
            self._house.leave(case, case.outcome)
