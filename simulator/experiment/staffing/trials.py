"""Plans of staffing tried on the same customers, with as many replications as their verdict takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from simulator.analysis import Reduction, Totals, Verdict, verdicts
from simulator.experiment.interrupts import Interrupts
from simulator.experiment.replicate import Job, Replications, replicate
from simulator.experiment.staffing.space import Levels, Space
from simulator.model.plan import Plan

#: A plan is looked at after so many replications, then after twice as many, and so on.
FIRST_LOOK = 10

#: So many say by how much a step changes a figure, on the same customers: enough to choose what to try.
_GLANCE = 4

#: Measures of which more staff makes more, or costs more: no search for enough staff can be led by them.
_NOT_SOUGHT = ("cost", "staff_cost", "visit_cost")

#: Stands for how far a plan is off whose verdict has no interval, such as one in which nobody was served.
_FAR = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a plan showed after some replications.

    Attributes:
        replications: how many.
        verdicts: on the service levels, in the order of the file.
        margins: of each sought, how far the interval is on the good side, as a share of the scale; negative
            where the level is not met.
        values: of each sought, how far the figure itself is on the good side, on the same scale.
    """

    replications: int
    verdicts: tuple[Verdict, ...]
    margins: tuple[float, ...]
    values: tuple[float, ...]

    @property
    def met(self) -> bool:
        """Whether all that are sought are met."""
        return all(verdict.verdict == "met" for verdict in self.verdicts if is_sought(verdict))

    @property
    def missed(self) -> bool:
        """Whether one that is sought is missed."""
        return any(verdict.verdict == "missed" for verdict in self.verdicts if is_sought(verdict))

    @property
    def hopeless(self) -> bool:
        """Whether the figure itself of one that is sought is on the bad side at the second look, or later.

        To be met in the end all further replications would have to differ from the first ones by more than
        two standard errors.
        """
        return self.replications >= 2 * FIRST_LOOK and min(self.values, default=0.0) < 0


def is_sought(verdict: Verdict) -> bool:
    """Whether a service level can be met by more staff; one on cost, or on staff kept busy, cannot."""
    if verdict.measure in _NOT_SOUGHT:
        return verdict.sense == "at_least"
    return not (verdict.measure in ("utilisation", "all_busy", "busy") and verdict.sense == "at_least")


@dataclass(frozen=True, slots=True)
class _Round:
    """Replications of several plans: what all of them have in common, and for each its plan and number."""

    jobs: tuple[Job, ...]
    todo: tuple[tuple[int, int], ...]


def _carry_out(shared: _Round, number: int) -> Reduction:
    """The replication at a place of the round, from 1; without the values that only quantiles need."""
    which, replication = shared.todo[number - 1]
    reduction = replicate(shared.jobs[which], replication).reduction
    return replace(reduction, samples=reduction.samples.sums_alone())


class Trials:
    """Simulates plans of staffing, keeps what they showed, and counts what it took.

    All plans have the same customers: replication r of the seed.

    Args:
        space: the plans.
        seed: of the random numbers.
        most: replications after which a plan that is still unsure counts as not met.
        confidence: of the intervals.
        workers: the most processes at once.
        progress: called with the replications done so far, and those of the plans now at hand.
        simulations: replications that were done before.
        interrupts: holds Ctrl-C back while a replication is written down.
    """

    def __init__(
        self,
        space: Space,
        seed: int,
        most: int,
        confidence: float,
        workers: int | None,
        progress: Callable[[int, int], None] | None,
        simulations: int = 0,
        interrupts: Interrupts | None = None,
    ) -> None:
        self.space = space
        self.simulations = simulations
        self.most = most
        self._seed = seed
        self._confidence = confidence
        self._workers = workers
        self._progress = progress
        self._interrupts = interrupts or Interrupts()
        self._totals: dict[Levels, Totals] = {}
        self._looks: dict[Levels, dict[int, Look]] = {}
        self._plans: dict[Levels, Plan] = {}
        self._stopped: set[Levels] = set()

    @property
    def tried(self) -> tuple[Levels, ...]:
        """All plans that were simulated, in that order."""
        return tuple(levels for levels, totals in self._totals.items() if len(totals))

    def latest(self, levels: Levels) -> Look:
        """What a plan has shown so far."""
        return max(self._looks[levels].values(), key=lambda look: look.replications)

    def first(self, levels: Levels) -> Look:
        """What a plan showed at a glance, where all plans can be compared."""
        return self._looks[levels][_GLANCE]

    def met(self, levels: Levels) -> bool:
        """Whether a plan that was judged meets all that is sought; one that the engine stopped does not."""
        return levels not in self._stopped and self.latest(levels).met

    def failed(self) -> list[Levels]:
        """The plans that were judged and do not meet it."""
        return [levels for levels in self._totals if self.decided(levels) and not self.met(levels)]

    def decided(self, levels: Levels) -> bool:
        """Whether a plan is met, missed or hopeless, or was simulated as often as it may be."""
        if not self._looks.get(levels):
            return False
        look = self.latest(levels)
        return (
            levels in self._stopped
            or look.met
            or look.missed
            or look.hopeless
            or look.replications >= self.most
        )

    def judge(self, plans: Iterable[Levels]) -> None:
        """Simulate each plan until it is met, missed or hopeless, or `most` replications are done."""
        looks = self._checkpoints()
        waiting = list(dict.fromkeys(plans))
        for count in looks:
            waiting = [levels for levels in waiting if not self.decided(levels)]
            self._reach(waiting, count)

    def glance(self, plans: Sequence[Levels]) -> None:
        """Simulate each plan as often as it takes to compare them."""
        self._reach(list(dict.fromkeys(plans)), _GLANCE)

    def confirm(self, levels: Levels) -> bool:
        """Whether a plan meets it with all `most` replications, and was not only lucky with the first."""
        self._reach([levels], self.most)
        return self.met(levels)

    def cheapest_confirmed(self, plans: Iterable[Levels]) -> Levels | None:
        """The cheapest of some judged plans that is met with all replications; None without any."""
        fine = (levels for levels in sorted(plans, key=self.space.cost) if self.met(levels))
        return next((levels for levels in fine if self.confirm(levels)), None)

    def fresh(self, levels: Levels, totals: Totals) -> None:
        """Add `most` further replications of a plan, which no choice was made on, to totals of their own."""
        numbers = range(self.most + 1, 2 * self.most + 1)
        self._simulate([(levels, number) for number in numbers], lambda _, reduction: totals.add(reduction))

    def totals(self, levels: Levels) -> Totals:
        """The replications of a plan so far."""
        return self._totals[levels]

    def look_back(self) -> bool:
        """Look at every plan with the replications that came after its last look, too; whether there are any.

        A search that was cut off has some of them.
        """
        for levels, totals in self._totals.items():
            looks = self._looks.setdefault(levels, {})
            if len(totals) and len(totals) not in looks:
                looks[len(totals)] = self._look(totals)
        return any(self._looks.values())

    def best(self) -> Levels:
        """The cheapest plan that is met so far; without one the plan whose figures come nearest."""
        # Those that go beyond the ranges were simulated to learn of others.
        seen = [levels for levels, looks in self._looks.items() if looks and self.space.allows(levels)]
        fine = [levels for levels in seen if self.met(levels)]
        if fine:
            return min(fine, key=self.space.cost)
        return max(seen, key=self._nearness)

    def _checkpoints(self) -> list[int]:
        looks = []
        count = FIRST_LOOK
        while count < self.most:
            looks.append(count)
            count *= 2
        return [*looks, self.most]

    def _reach(self, plans: Sequence[Levels], count: int) -> None:
        """Bring plans up to a number of replications, and look at them."""
        todo = []
        for levels in plans:
            totals = self._totals.setdefault(levels, Totals(self._plan(levels), quantiles=False))
            todo += [(levels, number) for number in range(len(totals) + 1, count + 1)]
        self._simulate(todo, self._add)
        for levels in plans:
            looks = self._looks.setdefault(levels, {})
            if count not in looks:
                looks[count] = self._look(self._totals[levels])

    def _add(self, levels: Levels, reduction: Reduction) -> None:
        totals = self._totals[levels]
        totals.add(reduction)
        if len(totals) == _GLANCE:
            self._looks.setdefault(levels, {})[_GLANCE] = self._look(totals)
        if reduction.stopped:
            self._stopped.add(levels)

    def _nearness(self, levels: Levels) -> tuple[bool, bool, float]:
        """How near a plan comes to what is sought; the first looks tell more than fewer replications."""
        look = self.latest(levels)
        enough = look.replications >= FIRST_LOOK
        return levels not in self._stopped, enough, min(look.values, default=0.0)

    def _look(self, totals: Totals) -> Look:
        found = tuple(verdicts(totals, self._confidence))
        sought = [verdict for verdict in found if is_sought(verdict)]
        return Look(
            replications=len(totals),
            verdicts=found,
            margins=tuple(_margin(verdict, verdict.low, verdict.high) for verdict in sought),
            values=tuple(_margin(verdict, verdict.attainment, verdict.attainment) for verdict in sought),
        )

    def _plan(self, levels: Levels) -> Plan:
        if levels not in self._plans:
            self._plans[levels] = self.space.plan_of(levels)
        return self._plans[levels]

    def _simulate(self, todo: Sequence[tuple[Levels, int]], add: Callable[[Levels, Reduction], None]) -> None:
        """Carry out the replications asked for, here or on several processes, and add them in their order."""
        if not todo:
            return
        plans = list(dict.fromkeys(levels for levels, _ in todo))
        jobs = tuple(Job(self._plan(levels), self._seed, batches=1, tables=False) for levels in plans)
        place = {levels: number for number, levels in enumerate(plans)}
        shared = _Round(jobs, tuple((place[levels], number) for levels, number in todo))
        source = Replications(_carry_out, shared, self._workers)
        planned = self.simulations + len(todo)
        with closing(source.carry_out(range(1, len(todo) + 1))) as reductions:
            for (levels, _), reduction in zip(todo, reductions, strict=True):
                with self._interrupts.shield():
                    add(levels, reduction)
                    self.simulations += 1
                if self._progress is not None:
                    self._progress(self.simulations, planned)


def _margin(verdict: Verdict, low: float, high: float) -> float:
    """How far a figure, or the bad end of its interval, is on the good side; shares as they are."""
    gap = low - verdict.target if verdict.sense == "at_least" else verdict.target - high
    if math.isnan(gap):
        return -_FAR
    return gap if verdict.unit == "share" else gap / (abs(verdict.target) or _FAR)
