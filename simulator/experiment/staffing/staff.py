"""The cheapest staffing that meets every service level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from simulator.analysis import Verdict, verdicts
from simulator.analysis.totals import add_up
from simulator.analysis.verdicts import FEWEST_REPLICATIONS
from simulator.blueprint.profiles import clock_face
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.replicate import Job, Replications, replicate
from simulator.experiment.run import run
from simulator.experiment.staffing.answer import Neighbour, Price, ShiftRow, Staffing, StaffRow
from simulator.experiment.staffing.periods import Period, days_told
from simulator.experiment.staffing.ranges import Choice, choice_of
from simulator.experiment.staffing.rosters import in_shifts, rostered
from simulator.experiment.staffing.search import improved, neighbours, search
from simulator.experiment.staffing.space import Levels, Space
from simulator.experiment.staffing.trials import Trials, is_sought
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

#: Where the search among shifts begins and ends.
_SHIFT_STARTS = ("as many in each shift as there may be", "the shifts that cover what each period needs")


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
        RunError: a process was killed, or the shifts that are allowed cannot cover what is needed.
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
    asked = _Asked(blueprint, plan, choice, most, seed, confidence, workers, progress)
    fixed = () if warm_up is None else (f"clock.warm_up={warm_up.length:g} {plan.clock.unit}",)
    return asked.answer(tables, fixed)


class _Asked:
    """What is asked, and how it is answered."""

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
        self._blueprint = blueprint
        self._plan = plan
        self._choice = choice
        self._most = most
        self._seed = seed
        self._confidence = confidence
        self._workers = workers
        self._progress = progress

    def answer(self, tables: bool, fixed: Sequence[str]) -> Staffing:
        """Search, and gather the evidence; `fixed` is set besides in the run with the plan."""
        trials = self._trials(self._choice.space, 0)
        in_periods = not any(block.shifts for block in self._blueprint.staffing.values())
        found = search(trials, self._choice.start, self._choice.present, prove=in_periods)
        starts = self._starts()
        levels, proven, tried = found.levels, found.proven, len(trials.tried)
        if levels is not None:
            shifts = in_shifts(self._blueprint, trials.space, levels)
            if shifts is not None:
                trials = self._trials(shifts.space, trials.simulations)
                found = improved(trials, shifts.start)
                starts = _SHIFT_STARTS
                levels, proven = found.levels, found.proven
                tried += len(trials.tried)
        space = trials.space
        shown = space.top if levels is None else levels
        trials.confirm(shown)
        set_to = tuple(settings(self._blueprint, space, shown))
        result = run(
            self._blueprint,
            replications=self._most,
            seed=self._seed,
            overrides=(*(f"{path}={value}" for path, value in set_to), *fixed),
            confidence=self._confidence,
            workers=self._workers,
            tables=tables and levels is not None,
        )
        fresh = () if levels is None else trials.fresh(levels)
        return Staffing(
            blueprint=self._blueprint,
            rows=tuple(self._rows(space, levels)),
            shifts=() if levels is None else tuple(_shift_rows(space, levels)),
            verdicts=trials.latest(shown).verdicts,
            fresh=fresh,
            present_verdicts=self._present_verdicts(),
            neighbours_failing=() if levels is None else tuple(_neighbours(trials, levels)),
            price=None if levels is None else _price(space, levels),
            present=self._present_price(),
            proven=proven,
            given=self._choice.given,
            reasons=() if levels is not None else reasons(result, space),
            starts=starts,
            settings=set_to if levels is not None else (),
            scenario=scenario_text(self._blueprint, space, levels) if levels is not None else "",
            simulations=trials.simulations,
            tried=tried,
            replications=self._most,
            seed=self._seed,
            confidence=self._confidence,
            result=result,
        )

    def _starts(self) -> tuple[str, ...]:
        present = () if self._choice.present is None else ("the present one",)
        return ("as many as there may be", "the start from theory", *present)

    def _trials(self, space: Space, simulations: int) -> Trials:
        return Trials(
            space, self._seed, self._most, self._confidence, self._workers, self._progress, simulations
        )

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

    def _present_verdicts(self) -> tuple[Verdict, ...]:
        job = Job(self._plan, self._seed, batches=1, tables=False)
        source = Replications(replicate, job, self._workers)
        numbers = range(1, self._most + 1)
        totals = add_up(self._plan, (each.reduction for each in source.carry_out(numbers)))
        return tuple(verdicts(totals, self._confidence))


def _price(space: Space, levels: Levels) -> Price:
    cost, time = space.cost(levels)
    return Price(cost, _hours(space.plan, time))


def _hours(plan: Plan, time: float) -> float:
    return time * plan.clock.seconds / UNIT_SECONDS["h"]


def _shift_rows(space: Space, levels: Levels) -> Iterator[ShiftRow]:
    for place, count in rostered(space, levels):
        yield ShiftRow(space.plan.teams[place.team].name, place.name, count, count * place.cost)


def _neighbours(trials: Trials, levels: Levels) -> Iterator[Neighbour]:
    """What is not met with one member fewer, place by place."""
    space = trials.space
    fewer = neighbours(trials, levels, -1)
    trials.judge(fewer)
    for plan in fewer:
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
