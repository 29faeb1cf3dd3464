"""How many waited at a step at some moment, as those who came there saw it."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import BALKED, TURNED_AWAY
from simulator.analysis.stretches import Stretch, stretches
from simulator.engine.records import WAITING_ALREADY, Records, Rows
from simulator.model.plan import Plan


class Lines:
    """The queues of one replication."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._plan = plan
        self._records = records

    def waiting(self, visit: np.void) -> int:
        """How many others waited at the step when this visit came to its queue; not those of its batch."""
        visits, moment = self._records.visits, float(visit["queued"])
        here = visits[(visits["step"] == visit["step"]) & (visits["queued"] <= moment)]
        here = here[~np.isin(here["result"], (BALKED, TURNED_AWAY)) & (here["finished"] > moment)]
        if visit["batch"]:
            here = here[here["batch"] != visit["batch"]]
        first = np.isnan(here["started"]) | (here["started"] > moment)
        before = np.array([row["queued"] < moment or self._key(row) < self._key(visit) for row in here], bool)
        broken = here[~first & (here["interruptions"] > 0)]
        return int((first & before).sum()) + self._queueing_again(broken, moment)

    def gathered(self, visit: np.void) -> int:
        """How many others had come to the step, when this visit did, and waited for a batch or for room."""
        visits, moment = self._records.visits, float(visit["handed"])
        here = visits[(visits["step"] == visit["step"]) & (visits["handed"] <= moment)]
        here = here[(here["finished"] > moment) & ~(here["queued"] <= moment)]
        return sum(bool(row["handed"] < moment or self._key(row) < self._key(visit)) for row in here)

    def _key(self, visit: np.void) -> tuple[int, ...]:
        """Of those who come at one moment the least is first; those who waited already before all others."""
        case = self._records.cases[visit["case"]]
        number = int(case["number"])
        number -= 2 * WAITING_ALREADY if number > WAITING_ALREADY else 0
        return int(case["customers"]), number, int(visit["branch"]), int(visit["visit"])

    def _queueing_again(self, begun: Rows, moment: float) -> int:
        """How many of the visits were interrupted and stood in the queue again, not with their member."""
        waiting = 0
        for visit in begun:
            last = [part for part in stretches(self._records, visit) if part.start <= moment][-1:]
            waiting += any(part.end <= moment and not self._paused(part) for part in last)
        return waiting

    def _paused(self, part: Stretch) -> bool:
        if part.why == "breakdown":
            return True
        return part.why == "shift" and any(
            self._plan.teams[team].at_shift_end == "pause" for team, _ in part.ended_by
        )
