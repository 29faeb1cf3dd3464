"""The cheapest staffing that meets every service level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from simulator.analysis import Totals, Verdict, verdicts
from simulator.analysis.verdicts import FEWEST_REPLICATIONS
from simulator.blueprint.profiles import clock_face
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.remarks import remarks
from simulator.experiment.result import Result
from simulator.experiment.run import run
from simulator.experiment.staffing.answer import Neighbour, Price, ShiftRow, Staffing, StaffRow
from simulator.experiment.staffing.course import Course
from simulator.experiment.staffing.periods import Period, days_told
from simulator.experiment.staffing.ranges import Choice, choice_of
from simulator.experiment.staffing.rosters import rostered
from simulator.experiment.staffing.space import Levels, Space
from simulator.experiment.staffing.steps import neighbours
from simulator.experiment.staffing.trials import Trials, is_sought
from simulator.experiment.staffing.unshown import unshown
from simulator.experiment.staffing.why import reasons
from simulator.experiment.staffing.written import scenario_text, settings
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_up
from simulator.model.compile import compile_plan
from simulator.model.levels import averages
from simulator.model.plan import Plan
from simulator.model.rosters import roster

#: After so many replications a plan that is still unsure counts as one that does not meet them.
REPLICATIONS = 80

_DAY_MINUTES = 24 * 60


def staff(
    blueprint: Blueprint,
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    confidence: float | str = 0.95,
    workers: int | None = None,
    tables: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Staffing:
    """Find the cheapest staffing that meets every service level, by team and period of the day.

    What may change stands in the blueprint under `staffing`; without it every team with a `count` as a whole,
    and every team with a `schedule` by the hour. All plans have the same customers. A plan meets a service
    level where the whole interval is on the good side; one that is still unsure after all replications does
    not.

    Ctrl-C ends it early: the cheapest plan that was shown to meet them by then is the answer, without one the
    plan that came nearest. `Staffing.interrupted` says so, and `Staffing.unshown` what is not shown. A
    process that is killed ends it early, too; `Staffing.stopped` says what became of it.

    Args:
        blueprint: as `load` returns it; it has service levels.
        replications: the most for one plan; a plan is looked at after 10, 20, 40, ... of them.
        seed: 0 to 2³² - 1.
        scenario: the scenario to staff in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        confidence: how sure the intervals shall be, 0.9 or `90%`.
        workers: the most processes at once; one for each core unless given.
        tables: whether the run with the plan keeps every customer and visit, for `save`.
        progress: called after each replication with how many are done and how many are planned.

    Raises:
        BlueprintError: the scenario or an override does not fit, or `check` finds an error.
        UsageError: an argument is out of its range, there is no service level, or nothing can change.
        RunError: a process was killed before that, or the shifts that are allowed cannot cover what is
            needed.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    most = whole_number("replications", replications, FEWEST_REPLICATIONS)
    seed = whole_number("seed", seed, 0)
    confidence = confidence_level(confidence)
    workers = None if workers is None else whole_number("workers", workers, 1)
    blueprint = under(blueprint, scenario, overrides)
    checked = check(blueprint)
    if not checked.ok:
        raise BlueprintError(checked.errors)
    plan, warm_up = with_warm_up(blueprint, compile_plan(blueprint), seed, workers)
    if not plan.slas:
        raise UsageError(
            "the blueprint has no service level to be met; describe one under `sla`, such as "
            "`{quick: {measure: wait, within: 10 min, at_least: 90%}}`"
        )
    choice = choice_of(blueprint, plan)
    course = Course(blueprint, plan, choice, most, seed, confidence, workers, progress)
    course.carry_out()
    fixed = () if warm_up is None else (f"clock.warm_up={warm_up.length:g} {plan.clock.unit}",)
    return _Answer(blueprint, plan, choice, course, most, seed, confidence).whole(tables, fixed, workers)


class _Answer:
    """What a search came to, with its evidence."""

    def __init__(
        self,
        blueprint: Blueprint,
        plan: Plan,
        choice: Choice,
        course: Course,
        most: int,
        seed: int,
        confidence: float,
    ) -> None:
        self._blueprint = blueprint
        self._plan = plan
        self._choice = choice
        self._course = course
        self._most = most
        self._seed = seed
        self._confidence = confidence

    def whole(self, tables: bool, fixed: Sequence[str], workers: int | None) -> Staffing:
        """All of it; `fixed` is set besides in the run with the plan."""
        course, trials, levels = self._course, self._course.trials, self._course.levels
        space = trials.space
        set_to = tuple(settings(self._blueprint, space, levels))
        overrides = (*(f"{path}={value}" for path, value in set_to), *fixed)
        result, interrupted, stopped = (
            (None, course.interrupted, course.stopped)
            if course.ended_early
            else self._run(overrides, tables and course.found, workers)
        )
        early = interrupted or bool(stopped)
        if result is None or early:
            result = self._so_far(overrides)
        shown = course.found or not course.finished
        return Staffing(
            blueprint=self._blueprint,
            found=course.found,
            rows=tuple(self._rows(space, levels if shown else None)),
            shifts=tuple(_shift_rows(space, levels)) if shown else (),
            verdicts=trials.latest(levels).verdicts,
            fresh=self._verdicts(course.fresh),
            present_verdicts=self._verdicts(course.present),
            neighbours_failing=tuple(_neighbours(trials, levels)) if course.found else (),
            price=_price(space, levels) if shown else None,
            present=self._present_price(),
            proven=course.proven,
            given=self._choice.given,
            reasons=() if shown else reasons(result, space),
            starts=course.starts,
            settings=set_to if course.found else (),
            scenario=scenario_text(self._blueprint, space, levels) if course.found else "",
            simulations=course.simulations,
            tried=course.tried,
            replications=self._most,
            seed=self._seed,
            confidence=self._confidence,
            result=result,
            finished=course.finished,
            interrupted=interrupted,
            stopped=stopped,
            unshown=tuple(unshown(course, self._most)) if early else (),
        )

    def _run(
        self, overrides: tuple[str, ...], tables: bool, workers: int | None
    ) -> tuple[Result | None, bool, str]:
        """A run with the plan, whether Ctrl-C came, and what else ended it before its first replication."""
        try:
            result = run(
                self._blueprint,
                replications=self._most,
                seed=self._seed,
                overrides=overrides,
                confidence=self._confidence,
                workers=workers,
                tables=tables,
            )
        except KeyboardInterrupt:
            return None, True, ""
        except WorkerLostError as lost:
            return None, False, str(lost)
        return result, result.interrupted, ""

    def _so_far(self, overrides: tuple[str, ...]) -> Result:
        """The plan with the replications that it has from the search; without quantiles and tables."""
        blueprint = under(self._blueprint, None, overrides)
        totals = self._course.trials.totals(self._course.levels)
        return Result(
            blueprint=blueprint,
            plan=totals.plan,
            seed=self._seed,
            totals=totals,
            records=None,
            confidence=self._confidence,
            theory=check(blueprint).theory,
            warnings=remarks(totals, self._most, (), len(totals) < self._most, ""),
            interrupted=True,
        )

    def _verdicts(self, totals: Totals) -> tuple[Verdict, ...]:
        """The verdicts; none where there are too few replications for any."""
        return tuple(verdicts(totals, self._confidence)) if len(totals) >= FEWEST_REPLICATIONS else ()

    def _rows(self, space: Space, levels: Levels | None) -> Iterator[StaffRow]:
        """The numbers by team and period; those from theory stand at the places of the first search."""
        first = self._choice.space
        for index, periods in space.periods.items():
            theory = first.counts(self._choice.start, index)
            counts = None if levels is None else space.counts(levels, index)
            low, high = next((place.low, place.high) for place in first.places if place.team == index)
            for number, period in enumerate(periods):
                yield StaffRow(
                    team=self._plan.teams[index].name,
                    days=days_told(period.days),
                    start="" if period.whole else clock_face(period.start),
                    end="" if period.whole else clock_face((period.end - 1) % _DAY_MINUTES + 1),
                    low=low,
                    high=high,
                    theory=theory[number],
                    present=self._present_heads(index, period),
                    count=None if counts is None else counts[number],
                )

    def _present_heads(self, team: int, period: Period) -> float:
        there = roster(self._plan.teams[team], self._plan.run_for)
        time = [high - low for low, high in period.spans]
        heads = [float(there.heads_in(np.array(span))[0]) for span in period.spans]
        return float(np.average(heads, weights=time))

    def _present_price(self) -> Price:
        plan = self._plan
        window = np.array([plan.warm_up, plan.run_for])
        cost = time = 0.0
        for index in self._choice.space.periods:
            there = roster(plan.teams[index], plan.run_for)
            on_duty = float(averages(there.edges, there.heads, window)[0]) * (plan.run_for - plan.warm_up)
            time += on_duty
            cost += on_duty * self._choice.space.plan.teams[index].members[0].cost
        return Price(cost, _hours(plan, time))


def _price(space: Space, levels: Levels) -> Price:
    cost, time = space.cost(levels)
    return Price(cost, _hours(space.plan, time))


def _hours(plan: Plan, time: float) -> float:
    return time * plan.clock.seconds / UNIT_SECONDS["h"]


def _shift_rows(space: Space, levels: Levels) -> Iterator[ShiftRow]:
    for place, count in rostered(space, levels):
        yield ShiftRow(space.plan.teams[place.team].name, place.name, count, count * place.cost)


def _neighbours(trials: Trials, levels: Levels) -> Iterator[Neighbour]:
    """What is not met with one member fewer, place by place, as far as it was tried."""
    space = trials.space
    for plan in neighbours(trials, levels, -1):
        if not trials.decided(plan):
            continue
        place = next(p for p, old, new in zip(space.places, levels, plan, strict=True) if old != new)
        number = space.places.index(place)
        look = trials.latest(plan)
        for verdict in look.verdicts:
            if is_sought(verdict) and (verdict.verdict != "met" or look.met):
                yield Neighbour(
                    team=space.plan.teams[place.team].name,
                    place=place.name,
                    count=plan[number],
                    cost=space.cost(plan)[0],
                    sla=verdict.name,
                    attainment=verdict.attainment,
                    low=verdict.low,
                    high=verdict.high,
                    target=verdict.target,
                    unit=verdict.unit,
                    verdict=verdict.verdict,
                    replications=look.replications,
                )
