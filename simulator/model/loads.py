"""What the customers ask of each team, and how many are on duty to do it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from simulator.model.expected_work import mean_work
from simulator.model.flows import BY_TIME, ClassFlow, per_step
from simulator.model.keeping import kept_time
from simulator.model.levels import Floats
from simulator.model.plan import Needs, Plan, Step
from simulator.model.rosters import Roster, mean_speed, roster_at_work
from simulator.model.routes import teams_of
from simulator.model.skills import skill_speed

FIRST_FREE = "where one of several teams can serve, the work is shared out by the members on duty"
KEPT = (
    "what a case keeps is counted for the work of the steps until its release, not for the waiting, nor past "
    "the join of a parallel"
)

#: Hours whose loads differ by less are equally busy.
_SAME = 1e-9

BATCHES = "a batch counts as full, one without a size as all who come from one of its times to the next"
AWAY = "those away or in repair are taken off those on duty by their long-run share"
LEARNING = "all members are settled: as fast as the steps say"
PACE = "the pace of a team counts by its average over the time on duty"
SKILLS = "a skill counts by the average speed of those who have it, as if all of their team could do it"
SET_UPS = "set-up is counted at every visit to a team that has other work, too, which is the most it can be"


@dataclass(frozen=True, slots=True, eq=False)
class TeamLoad:
    """The load offered to a team, and its members on duty.

    Attributes:
        team: index of the team.
        offered: members that would be busy on average over the run if nobody had to wait (erlangs).
        on_duty: members on duty on average over the run; infinite for a team without limit.
        offered_by_hour: the same for each hour, as if the work of those who arrive in it were done in that
            hour (the pointwise stationary approximation of Green and Kolesar 1991), or evenly in that and the
            next ones with somebody on duty where a visit takes several; shape (hours,).
        on_duty_by_hour: shape (hours,).
        visit_time: time that a visit which needs the team takes of it on average, all members together; nan
            where none does.
        unattended: share of the work that comes in hours in which nobody is on duty; nan where routes depend
            on the time, since they may lead nobody there in these hours.
    """

    team: int
    offered: float
    on_duty: float
    offered_by_hour: Floats
    on_duty_by_hour: Floats
    visit_time: float
    unattended: float

    @property
    def utilisation(self) -> float:
        """Offered load per member on duty over the run; above 1 there is more work than hours."""
        return _ratio(self.offered, self.on_duty)

    @property
    def utilisation_by_hour(self) -> Floats:
        """The same for each hour, shape (hours,)."""
        pairs = zip(self.offered_by_hour.tolist(), self.on_duty_by_hour.tolist(), strict=True)
        return np.array([_ratio(offered, on_duty) for offered, on_duty in pairs])

    @property
    def busiest(self) -> int:
        """Number of the hour, from 0, with the most work for each member on duty; the first of equal ones."""
        manned = np.where(self.on_duty_by_hour > 0, self.utilisation_by_hour, -1.0)
        return int(np.argmax(manned >= manned.max() * (1.0 - _SAME)))


def _ratio(offered: float, on_duty: float) -> float:
    if offered == 0 or math.isinf(on_duty):
        return 0.0
    return offered / on_duty if on_duty > 0 else math.inf


@dataclass(frozen=True, slots=True, eq=False)
class _Staff:
    """The teams of a plan as the loads see them.

    Attributes:
        plan: the plan.
        rosters: of the teams with a limit, by index.
        together: for how many cases the work is done once, of the steps that gather batches, by index.
        present: members on duty, of the teams of which another number is to be taken than the average.
    """

    plan: Plan
    rosters: dict[int, Roster]
    together: Mapping[int, float]
    present: Mapping[int, float] = field(default_factory=dict)

    def heads(self, team: int) -> float:
        """Members on duty, on average where nothing else is to be taken."""
        if team in self.present:
            return self.present[team]
        return self.rosters[team].mean_heads if team in self.rosters else math.inf

    def pace(self, step: Step, needs: Needs) -> float:
        """Mean speed at which a group works: that of its slowest team; resources set no pace."""
        teams = [team for team, _ in needs if team in self.rosters and not self.plan.teams[team].resource]
        return min((self._speed(step, team) for team in teams), default=1.0)

    def _speed(self, step: Step, team: int) -> float:
        here = self.plan.teams[team]
        return mean_speed(here, self.rosters[team]) * skill_speed(here, step.skill)

    def set_up(self, step: Step) -> float:
        """Mean set-up of a visit: none where nobody who serves does anything else."""
        if step.set_up is None:
            return 0.0
        first = {needs[0][0] for needs in step.options}
        others = [other for other in self.plan.steps if other is not step]
        return step.set_up.mean if any(first & set(teams_of(other)) for other in others) else 0.0

    def shares(self, step: Step) -> list[tuple[Needs, float]]:
        """How the visits of a step are shared among those who can serve it: by the members on duty.

        A choice that is always free takes all.
        """
        weights = [min(self.heads(team) / count for team, count in needs) for needs in step.options]
        if any(math.isinf(weight) for weight in weights):
            weights = [float(math.isinf(weight)) for weight in weights]
        if not any(weights):
            weights = [1.0] * len(weights)
        return [(needs, weight / sum(weights)) for needs, weight in zip(step.options, weights, strict=True)]

    def time_per_work(self, step: Step) -> float:
        """Mean time that a unit of standard work takes at a step."""
        if not step.options:
            return 1.0
        return sum(share / self.pace(step, needs) for needs, share in self.shares(step))


def team_loads(
    plan: Plan, flows: Sequence[ClassFlow], rates: Floats, cases: Floats, spans: Floats
) -> tuple[TeamLoad, ...]:
    """The load of every team, in the order of the plan.

    Args:
        plan: the plan.
        flows: of each class.
        rates: arrivals per unit of time of each class in each hour, shape (classes, hours).
        cases: expected customers of each class in the run, shape (classes,).
        spans: edges of the hours, shape (hours + 1,).
    """
    limited = {
        i: roster_at_work(team, plan.run_for) for i, team in enumerate(plan.teams) if not team.unlimited
    }
    staff = _Staff(plan, limited, _batch_sizes(plan, flows, cases))
    asked = _asked_by_class(staff, flows)
    offered, visits, members = (_at(cases / plan.run_for, asked[:, row]) for row in range(3))
    hour = 3600.0 / plan.clock.seconds
    hours_taken = [_ratio_or_nan(*pair) / hour for pair in zip(offered, members, strict=True)]
    endless = np.full(len(spans) - 1, math.inf)
    heads = [limited[i].heads_in(spans) if i in limited else endless for i in range(len(plan.teams))]
    by_time = any(BY_TIME in found.assumptions for found in flows)
    as_they_come = _as_they_come(staff, flows, rates, heads)
    return tuple(
        TeamLoad(
            team=i,
            offered=float(offered[i]),
            on_duty=staff.heads(i),
            offered_by_hour=_spread(as_they_come[:, i], hours_taken[i], heads[i] > 0),
            on_duty_by_hour=heads[i],
            visit_time=_ratio_or_nan(offered[i], visits[i]),
            unattended=math.nan if by_time else _share(as_they_come[:, i], heads[i] == 0),
        )
        for i in range(len(plan.teams))
    )


def _as_they_come(
    staff: _Staff, flows: Sequence[ClassFlow], rates: Floats, heads: Sequence[Floats]
) -> Floats:
    """Work that comes for each team in each hour, shared by who is on duty then; shape (hours, teams)."""
    steps = [step for step in staff.plan.steps if len(step.options) > 1]
    sharing = sorted({team for step in steps for needs in step.options for team, _ in needs})
    times: dict[tuple[float, ...], Floats] = {}
    coming = []
    for hour, arriving in enumerate(rates.T):
        present = tuple(float(heads[team][hour]) for team in sharing)
        if present not in times:
            then = replace(staff, present=dict(zip(sharing, present, strict=True)) if any(present) else {})
            times[present] = _asked_by_class(then, flows)[:, 0]
        coming.append(_at(arriving, times[present]))
    return np.array(coming)


def _asked_by_class(staff: _Staff, flows: Sequence[ClassFlow]) -> Floats:
    """What `_asked` says of each class, shape (classes, 3, teams)."""
    asked = [_asked(staff, found) for found in flows]
    return np.array(asked).reshape(len(flows), 3, len(staff.plan.teams))


def _ratio_or_nan(total: float, count: float) -> float:
    return float(total / count) if 0 < count < math.inf else math.nan


def _spread(coming: Floats, hours: float, manned: npt.NDArray[np.bool_]) -> Floats:
    """The work that comes in each hour, done evenly in that and the next hours with somebody on duty.

    Args:
        coming: by the hour in which the customers arrive.
        hours: how many of them a visit takes.
        manned: in which hours somebody is on duty; what comes in the others stays there.
    """
    count = max(1, round(hours)) if math.isfinite(hours) else 1
    if count == 1:
        return coming
    done = coming.copy()
    done[manned] = np.convolve(coming[manned], np.full(count, 1.0 / count))[: manned.sum()]
    return done


def _share(amounts: Floats, chosen: npt.NDArray[np.bool_]) -> float:
    total = float(amounts.sum())
    return float(amounts[chosen].sum()) / total if 0 < total < math.inf else 0.0


def _at(rates: Floats, time: Floats) -> Floats:
    """Arrivals times the time each takes of the teams; a class that never comes counts for nothing."""
    both = (rates[:, None] > 0) & (time > 0)  # each may be without bound, and nought times that is no number
    amounts = np.zeros(time.shape)
    np.multiply(time, rates[:, None], out=amounts, where=both)
    return np.asarray(amounts.sum(axis=0))


def _batch_sizes(plan: Plan, flows: Sequence[ClassFlow], cases: Floats) -> dict[int, float]:
    """Cases for which the work is done once at each step that gathers batches; by the step's index."""
    sizes = {}
    for index, step in enumerate(plan.steps):
        if step.batch is None or step.batch.per_case:
            continue
        if step.batch.size is not None:
            sizes[index] = float(step.batch.size)
            continue
        visits = [per_step(plan, found, found.visits)[index] @ found.worlds.weights for found in flows]
        gathered = float(_at(cases, np.array(visits)[:, None])[0])
        times = sum(t < plan.run_for for t in step.batch.at or ())
        sizes[index] = max(1.0, gathered / max(1, times)) if math.isfinite(gathered) else 1.0
    return sizes


def _asked(staff: _Staff, found: ClassFlow) -> tuple[Floats, Floats, Floats]:
    """What a case of a class asks of each team: time, visits, members at these visits; each (teams,)."""
    plan = staff.plan
    work, _ = mean_work(plan, found)
    visits = per_step(plan, found, found.visits)

    def duration(index: int) -> Floats:
        step = plan.steps[index]
        hand_off = step.hand_off.mean if step.hand_off is not None else 0.0
        return np.asarray((work[index] + staff.set_up(step)) * staff.time_per_work(step) + hand_off)

    time = np.zeros(len(plan.teams))
    needing = np.zeros(len(plan.teams))
    members = np.zeros(len(plan.teams))
    for index in sorted(set(found.net.steps)):
        step = plan.steps[index]
        each = work[index] + staff.set_up(step)
        standard = np.where(each > 0, visits[index], 0.0) * each @ found.worlds.weights
        standard = standard / staff.together.get(index, 1.0)
        for needs, share in staff.shares(step):
            for team, count in needs:
                time[team] += share * count * standard / staff.pace(step, needs)
                needing[team] += share * (visits[index] @ found.worlds.weights)
                members[team] += share * count * (visits[index] @ found.worlds.weights)
        for team, release in step.keep:
            count = max(count for needs in step.options for taken, count in needs if taken == team)
            kept = kept_time(plan, found, index, team, release, duration)
            time[team] += count * (kept @ found.worlds.weights)
    return time, needing, members
