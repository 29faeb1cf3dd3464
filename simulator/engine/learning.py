"""Members who learn: how fast each is at a step by now, and when somebody new takes its place."""

from __future__ import annotations

from math import inf

from simulator.model.plan import Learning, Plan, Team
from simulator.model.streams import LEAVES, member_stream
from simulator.randomness.distributions import exponential
from simulator.randomness.draws import Draws


class Learner:
    """What one member has learned.

    The n-th visit at a step takes (n/settled)^(log₂ rate) times as long as that of a settled member (T. P.
    Wright, Journal of the Aeronautical Sciences 3, 1936, with a plateau), so the speed is its reciprocal.
    """

    def __init__(self, plan: Plan, team: Team, number: int, seed: int, replication: int) -> None:
        learning = team.learning
        assert learning is not None, "only who learns is a learner"
        self._learning: Learning = learning
        self._done = [learning.experience * (1 - _unlearned(plan, step)) for step in range(len(plan.steps))]
        self._leaves = inf
        if learning.stays < inf:
            stay = exponential(learning.stays)
            self._stays = Draws(seed, replication, member_stream(LEAVES, team, number).number, stay)
            self._gone = 1
            self._leaves = self._stays.at(1)

    def speed(self, step: int, t: float, *, first: bool) -> float:
        """The speed at a step; of a `first` beginning, not one after an interruption, the visit counts."""
        learning, done = self._learning, self._done
        while self._leaves <= t:
            self._gone += 1
            self._leaves += self._stays.at(self._gone)
            done[:] = [learning.new_members] * len(done)
        if first:
            done[step] += 1
        return learning.speed_at(max(done[step], 1))


def _unlearned(plan: Plan, step: int) -> float:
    """How much of the experience at a step is worth nothing any more, since its SOP is new."""
    procedure = plan.steps[step].procedure
    return 0.0 if procedure is None else procedure.unlearned
