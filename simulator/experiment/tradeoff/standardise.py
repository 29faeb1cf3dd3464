"""How much to prescribe: a service at several levels of standardisation, on the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

from simulator.analysis import Totals
from simulator.analysis.best import Ranking, ranking
from simulator.blueprint.original import Change
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.course import Course, Progress
from simulator.experiment.objective import Objective
from simulator.experiment.remarks import remarks, too_short
from simulator.experiment.replicate import Job
from simulator.experiment.run import REPLICATIONS
from simulator.experiment.tradeoff.assumptions import Assumption, assumptions_of
from simulator.experiment.tradeoff.plans import LEVELS, at_levels, change_of, levels_of, steps_with_sop
from simulator.experiment.tradeoff.result import Tradeoff, UnderAssumption
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_ups
from simulator.model.compile import compile_plan
from simulator.names import one_or_many

#: What is best unless the blueprint or the caller says otherwise.
WAIT = Objective("wait")


def standardise(
    blueprint: Blueprint,
    steps: str | Sequence[str] = (),
    *,
    levels: str | Sequence[str] = LEVELS,
    elastic: str | None = None,
    compliance: str | None = None,
    objective: Objective | str | None = None,
    assumptions: bool = False,
    replications: int | None = None,
    seed: int = 1,
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    confidence: float | str = 0.95,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Tradeoff:
    """Simulate a service with more and more of its work prescribed, and find how much is best.

    At every level the same customers come, in every replication; those whom a standard does not fit are the
    same at all. At each level actions are prescribed in the order of best fit. Nothing is assumed about
    which level is best: it comes out.

    Ctrl-C ends it early, with all levels at the same number of replications.

    Args:
        blueprint: as `load` returns it.
        steps: whose work is prescribed more or less, steps or lanes; all that have an SOP unless given.
        levels: how much of it: `0%..100% step 10%` unless given, or a list.
        elastic: how much of what is prescribed may bend, such as `15%`; as written unless given.
        compliance: how often it is done, such as `95%`; as written unless given.
        objective: by which figure the levels are ranked, under which service levels; that of the blueprint
            unless given, else the mean wait.
        assumptions: whether it is also found what is best where the assumptions of the mechanism are others.
        replications: of each level; 20 unless given.
        seed: 0 to 2³² - 1.
        scenario: the scenario in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        confidence: how sure the intervals shall be, 0.9 or `90%`.
        workers: the most processes at once; one for each core unless given.
        executor: where to simulate instead of in processes of this machine, any of `concurrent.futures`.
        progress: called after each replication with how many are done and how many are planned.

    Raises:
        BlueprintError: a level or an override does not fit, or `check` finds an error at one.
        UsageError: no step has an SOP, or an argument is out of its range.
        RunError: a process was killed before the first replication was finished.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    many = whole_number("replications", REPLICATIONS if replications is None else replications, 1)
    seed = whole_number("seed", seed, 0)
    confidence = confidence_level(confidence)
    workers = None if workers is None else whole_number("workers", workers, 1)
    blueprint = under(blueprint, scenario, overrides)
    errors = check(blueprint).errors
    if errors:
        raise BlueprintError(errors)
    chosen = steps_with_sop(blueprint, one_or_many(steps))
    wanted = levels_of(levels)
    beside = [
        change_of(step, (word,), said)
        for step in chosen
        for word, said in (("elastic", elastic), ("compliance", compliance))
        if said is not None
    ]
    if isinstance(objective, str):
        objective = Objective(objective)
    objective = objective or Objective.of(blueprint) or WAIT
    names = [f"{100 * level:.6g} %" for level in wanted]
    service = _Service(blueprint, chosen, wanted, names, objective, seed, confidence, workers, executor)
    course, notes = service.simulated([blueprint], beside, many, progress)
    runs = dict(zip(names, course.totals[1:], strict=True))
    found = _ranked(runs, objective, confidence)
    others = assumptions_of(blueprint, chosen) if assumptions and not course.interrupted else ()
    return Tradeoff(
        blueprint=blueprint,
        steps=chosen,
        levels=wanted,
        written=course.totals[0],
        runs=runs,
        ranking=found,
        assumptions=tuple(service.under(assumption, beside, many, progress) for assumption in others),
        seed=seed,
        confidence=confidence,
        warnings=notes,
        interrupted=course.interrupted,
        stopped=course.stopped,
    )


class _Service:
    """A service that is simulated at all levels, under its own assumptions and under others."""

    def __init__(
        self,
        blueprint: Blueprint,
        steps: Sequence[str],
        levels: Sequence[float],
        names: Sequence[str],
        objective: Objective,
        seed: int,
        confidence: float,
        workers: int | None,
        executor: Executor | None,
    ) -> None:
        self._blueprint = blueprint
        self._steps = steps
        self._levels = levels
        self._names = names
        self._objective = objective
        self._seed = seed
        self._confidence = confidence
        self._workers = workers
        self._executor = executor

    def simulated(
        self, before: Sequence[Blueprint], beside: Sequence[Change], many: int, progress: Progress | None
    ) -> tuple[Course, tuple[str, ...]]:
        """The levels with other values beside, after other blueprints; and what is to be noted."""
        blueprints = [*before, *at_levels(self._blueprint, self._steps, self._levels, beside)]
        plans = [compile_plan(each) for each in blueprints]
        self._objective.figure_in(plans[0])
        named = zip(plans, [*(plan.scenario for plan in plans[: len(before)]), *self._names], strict=True)
        plans = [replace(plan, scenario=name) for plan, name in named]
        found = with_warm_ups(list(zip(blueprints, plans, strict=True)), self._seed, self._workers)
        jobs = [Job(plan, self._seed, batches=1, tables=False) for plan, _ in found]
        course = Course(jobs, self._workers, self._executor, progress)
        course.carry_out(many)
        notes = (
            *remarks(course.totals[0], course.planned, (), course.interrupted, course.stopped),
            *too_short(*found[0]),
        )
        return course, notes

    def under(
        self, assumption: Assumption, beside: Sequence[Change], many: int, progress: Progress | None
    ) -> UnderAssumption:
        """What is best where an assumption is another."""
        course, _ = self.simulated([], [*beside, *assumption.changes], many, progress)
        runs = dict(zip(self._names, course.totals, strict=True))
        found = _ranked(runs, self._objective, self._confidence)
        levels = dict(zip(self._names, self._levels, strict=True))
        open_ = [s.scenario for s in found.standings if s.place in ("best", "not told apart", "unsure")]
        return UnderAssumption(
            assumption.name,
            assumption.value,
            levels[found.standings[0].scenario],
            tuple(sorted(levels[name] for name in open_)),
            found.standings[0].value,
        )


def _ranked(runs: dict[str, Totals], objective: Objective, confidence: float) -> Ranking:
    plan = next(iter(runs.values())).plan
    return ranking(
        runs,
        objective.figure_in(plan),
        lowest=objective.lowest,
        subject_to=objective.subject_to,
        confidence=confidence,
    )
