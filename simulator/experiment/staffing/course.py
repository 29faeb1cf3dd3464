"""A search for the cheapest staffing under way, which may end early with what was shown by then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from simulator.analysis import Totals
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment.interrupts import Interrupts
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.replicate import Job, Replications, replicate
from simulator.experiment.staffing.ranges import Choice
from simulator.experiment.staffing.rosters import in_shifts
from simulator.experiment.staffing.search import improved, search
from simulator.experiment.staffing.space import Levels, Space
from simulator.experiment.staffing.steps import neighbours
from simulator.experiment.staffing.trials import Trials
from simulator.model.plan import Plan

#: Where the search among shifts begins and ends.
_SHIFT_STARTS = ("as many in each shift as there may be", "the shifts that cover what each period needs")


class Course:
    """A search under way: by period, then among the shifts that are allowed, then further evidence.

    Args:
        blueprint: what is asked about.
        plan: what it was compiled to, as it stands.
        choice: the plans to choose from.
        most: replications after which a plan that is still unsure counts as not met.
        seed: of the random numbers.
        confidence: of the intervals.
        workers: the most processes at once; None is one for each core.
        progress: whom to tell.

    Attributes:
        trials: among which the plan that is shown was tried.
        levels: that plan: the one that was found; else the one that came nearest, as long as the search has
            not come to its end, and then the one with as many as there may be.
        found: whether it meets every service level.
        proven: whether every cheaper plan is known to fail, as far as more staff never harms.
        finished: whether the search came to its end.
        interrupted: whether Ctrl-C came before everything was done.
        stopped: what else ended it before, in words; empty where nothing did.
        in_shifts: whether shifts are asked for.
        starts: the plans that were tried first, in words.
        fresh: of the plan on other days; empty where none was found.
        present: of the blueprint as it stands.
    """

    trials: Trials
    levels: Levels

    def __init__(
        self,
        blueprint: Blueprint,
        plan: Plan,
        choice: Choice,
        most: int,
        seed: int,
        confidence: float,
        workers: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.found = self.proven = self.finished = self.interrupted = False
        self.stopped = ""
        self.in_shifts = any(block.shifts for block in blueprint.staffing.values())
        present = () if choice.present is None else ("the present one",)
        self.starts: tuple[str, ...] = ("as many as there may be", "the start from theory", *present)
        self.fresh = Totals(plan, quantiles=False)
        self.present = Totals(plan, quantiles=False)
        self._blueprint = blueprint
        self._plan = plan
        self._choice = choice
        self._most = most
        self._seed = seed
        self._confidence = confidence
        self._workers = workers
        self._progress = progress
        self._interrupts = Interrupts()
        self._searched: list[Trials] = []

    @property
    def simulations(self) -> int:
        """Replications that were simulated for the search, and on other days."""
        return self._searched[-1].simulations

    @property
    def tried(self) -> int:
        """Plans that were simulated."""
        return sum(len(trials.tried) for trials in self._searched)

    def carry_out(self) -> None:
        """Search, and gather the evidence.

        Raises:
            KeyboardInterrupt: Ctrl-C came before the first replication was finished.
            RunError: a process was killed before that, or the shifts that are allowed cannot cover what is
                needed.
        """
        with self._interrupts:
            try:
                self._search()
                self._gather()
            except (KeyboardInterrupt, WorkerLostError) as early:
                if not self._look_back():
                    raise
                self.interrupted = isinstance(early, KeyboardInterrupt)
                self.stopped = "" if self.interrupted else str(early)

    @property
    def ended_early(self) -> bool:
        """Whether it ended before everything was done."""
        return self.interrupted or bool(self.stopped)

    def _search(self) -> None:
        trials = self._trials(self._choice.space)
        start = self._choice.start
        found = search(trials, start, self._choice.present, prove=not self.in_shifts)
        if found.levels is not None:
            shifts = in_shifts(self._blueprint, trials.space, found.levels)
            if shifts is not None:
                trials = self._trials(shifts.space)
                start = shifts.start
                found = improved(trials, start)
                self.starts = _SHIFT_STARTS
        levels = trials.space.filled(start) if found.levels is None else found.levels
        trials.confirm(levels)
        self.trials, self.levels = trials, levels
        self.found, self.proven = found.levels is not None, found.proven
        self.finished = True

    def _gather(self) -> None:
        """What is not met with one member fewer, what other days show, and the staffing as it stands."""
        if self.found:
            self.trials.judge(neighbours(self.trials, self.levels, -1))
            self.trials.fresh(self.levels, self.fresh)
        job = Job(self._plan, self._seed, batches=1, tables=False)
        source = Replications(replicate, job, self._workers)
        with closing(source.carry_out(range(1, self._most + 1))) as replications:
            for each in replications:
                with self._interrupts.shield():
                    self.present.add(each.reduction)

    def _look_back(self) -> bool:
        """Look at what came after the last look; choose from it what to show of an unfinished search.

        That is a plan in shifts that meets every service level, else one by period that does, else the one of
        the last search that came nearest. Returns whether there is anything to look at.
        """
        looked = [trials for trials in reversed(self._searched) if trials.look_back()]
        if looked and not self.finished:
            self.trials = next((trials for trials in looked if trials.met(trials.best())), looked[0])
            self.levels = self.trials.best()
            self.found = self.trials.met(self.levels)
        return bool(looked)

    def _trials(self, space: Space) -> Trials:
        before = self._searched[-1].simulations if self._searched else 0
        self._searched.append(
            Trials(
                space,
                self._seed,
                self._most,
                self._confidence,
                self._workers,
                self._progress,
                before,
                self._interrupts,
            )
        )
        return self._searched[-1]
