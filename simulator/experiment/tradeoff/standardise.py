"""How much to prescribe: a service at several levels of standardisation, on the same customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from math import nan

from simulator.analysis import Totals
from simulator.analysis.best import Ranking, ranking
from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.variability import CV
from simulator.blueprint.original import Change, Original
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
from simulator.experiment.tradeoff.curve import Curve, open_of
from simulator.experiment.tradeoff.levels import LEVELS, Levels, levels_of
from simulator.experiment.tradeoff.plans import at_levels, steps_with_sop
from simulator.experiment.tradeoff.result import Tradeoff, UnderAssumption
from simulator.experiment.tradeoff.settings import Setting, settings_of, told
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_ups
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.names import one_or_many

#: What is best unless the blueprint or the caller says otherwise.
WAIT = Objective("wait")


def standardise(
    blueprint: Blueprint,
    steps: str | Sequence[str] = (),
    *,
    levels: str | Sequence[str] = LEVELS,
    elastic: str | Sequence[str] | None = None,
    compliance: str | Sequence[str] | None = None,
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
        levels: how much of it: `0%..100% step 10%` unless given, or a list. What is mandatory is never
            dropped: levels below its share are run as that, once.
        elastic: how much of what is prescribed may bend, such as `15%`; as written unless given. Of several,
            as for levels, each gives a curve of its own.
        compliance: how often it is done, such as `95%`, or several; as written unless given.
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
    wanted, settings = levels_of(blueprint, chosen, levels), settings_of(elastic, compliance)
    if isinstance(objective, str):
        objective = Objective(objective)
    objective = objective or Objective.of(blueprint) or WAIT
    many_levels = len(wanted.run)
    service = _Service(blueprint, chosen, wanted, objective, confidence, len(settings) * many_levels)
    names, blueprints = [blueprint.scenario], [blueprint]
    for setting in settings:
        names += service.names(setting if len(settings) > 1 else Setting())
        blueprints += service.blueprints(setting.changes(blueprint, chosen))
    where = _Where(seed, many, workers, executor, progress)
    course, notes = where.simulated(names, blueprints, objective)
    curves = tuple(
        service.curve(setting, course.totals[1 + i * many_levels :][:many_levels])
        for i, setting in enumerate(settings)
    )
    overall = service.ranked({run.plan.scenario: run for run in course.totals[1:]})
    if len(curves) == 1:
        overall = curves[0].ranking
    found = Tradeoff(
        blueprint=blueprint,
        steps=chosen,
        prescribed=wanted,
        written=course.totals[0],
        curves=curves,
        ranking=overall,
        assumptions=(),
        seed=seed,
        confidence=confidence,
        warnings=notes,
        interrupted=course.interrupted,
        stopped=course.stopped,
    )
    if not assumptions or course.interrupted:
        return found
    return replace(found, assumptions=tuple(service.under_others(found.first.setting, where)))


@dataclass(frozen=True, slots=True)
class _Where:
    """How often and where plans are simulated."""

    seed: int
    many: int
    workers: int | None
    executor: Executor | None
    progress: Progress | None

    def simulated(
        self, names: Sequence[str], blueprints: Sequence[Blueprint], objective: Objective
    ) -> tuple[Course, tuple[str, ...]]:
        """The blueprints on the same customers, each under its name; and what is to be noted."""
        plans = [compile_plan(each) for each in blueprints]
        objective.figure_in(plans[0])
        plans = [replace(plan, scenario=name) for plan, name in zip(plans, names, strict=True)]
        found = with_warm_ups(list(zip(blueprints, plans, strict=True)), self.seed, self.workers)
        jobs = [Job(plan, self.seed, batches=1, tables=False) for plan, _ in found]
        course = Course(jobs, self.workers, self.executor, self.progress)
        course.carry_out(self.many)
        notes = (
            *remarks(course.totals[0], course.planned, (), course.interrupted, course.stopped),
            *too_short(*found[0]),
        )
        return course, notes


@dataclass(frozen=True, slots=True)
class _Service:
    """A service with more or less of the work of some steps prescribed, and by what that is judged.

    Attributes:
        among: how many levels there are on all curves, of which what cannot be told apart holds at once.
    """

    blueprint: Blueprint
    steps: tuple[str, ...]
    levels: Levels
    objective: Objective
    confidence: float
    among: int

    def names(self, setting: Setting) -> list[str]:
        """What each level is called, with its setting where there are several."""
        behind = f", {setting.words}" if setting.words else ""
        return [f"{told(level)}{behind}" for level in self.levels.run]

    def blueprints(self, beside: Sequence[Change]) -> list[Blueprint]:
        """The service at each level, with other values beside."""
        return at_levels(self.blueprint, self.steps, self.levels.run, beside)

    def ranked(self, runs: Mapping[str, Totals]) -> Ranking:
        """Runs by the objective."""
        return ranking(
            runs,
            self.objective.figure_in(next(iter(runs.values())).plan),
            lowest=self.objective.lowest,
            subject_to=self.objective.subject_to,
            confidence=self.confidence,
            among=self.among,
        )

    def curve(self, setting: Setting, totals: Sequence[Totals]) -> Curve:
        """The runs of a setting, level by level."""
        runs = dict(zip(map(told, self.levels.run), totals, strict=True))
        varying = self._varying(totals[0].plan)
        return Curve(setting, self.levels, runs, self.ranked(runs), varying, self.confidence)

    def _varying(self, plan: Plan) -> tuple[Figure, ...]:
        """The figures of which it is told how much they vary: of all cases, the steps, and the objective."""
        labels = ["handle_time", *(f"handle_time:{step}" for step in self.steps)]
        found = [figure_named(label, plan, "standardise") for label in labels]
        objective = self.objective.figure_in(plan)
        if objective.statistic == CV:
            found.append(replace(objective, statistic="mean"))
        keys = {(figure.measure, figure.scope, figure.name): figure for figure in found}
        return tuple(keys.values())

    def under_others(self, setting: Setting, where: _Where) -> list[UnderAssumption]:
        """What is best where assumptions are others, one by one."""
        beside = setting.changes(self.blueprint, self.steps)
        read = Original.of(self.blueprint).read(beside)
        return [self._under(one, beside, where) for one in assumptions_of(read, self.steps)]

    def _under(self, assumption: Assumption, beside: Sequence[Change], where: _Where) -> UnderAssumption:
        names = [told(level) for level in self.levels.run]
        blueprints = self.blueprints([*beside, *assumption.changes])
        course, _ = where.simulated(names, blueprints, self.objective)
        found = self.ranked(dict(zip(names, course.totals, strict=True)))
        levels = dict(zip(names, self.levels.run, strict=True))
        best = found.standings[0]
        chosen = best.place == "best"
        return UnderAssumption(
            assumption=assumption.name,
            value=assumption.value,
            best=levels[best.scenario] if chosen else None,
            kept=tuple(sorted(levels[one.scenario] for one in open_of(found))),
            figure=best.value if chosen else nan,
            low=best.low if chosen else nan,
            high=best.high if chosen else nan,
        )
