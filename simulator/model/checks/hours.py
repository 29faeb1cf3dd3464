"""Hours: customers find the teams there, and work fits into a shift."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path, team_path
from simulator.model.doors import entry_rates
from simulator.model.flows import has_queue
from simulator.model.levels import Floats, on_common_pieces
from simulator.model.moments import hour_name, span_name
from simulator.model.plan import CustomerClass, Member, Plan, Step, Team
from simulator.model.rosters import Roster
from simulator.model.routes import steps_led_to, teams_of
from simulator.model.saying import duration, percent, quoted

#: Shares up to this are not worth telling.
_FEW = 0.001


class _Pieces(NamedTuple):
    """The run cut into pieces in which a step can be served throughout, or not at all.

    Attributes:
        edges: shape (pieces + 1,).
        is_open: whether it can be served, shape (pieces,).
        coming: customers of a class who are expected to come in by the doors, shape (pieces,).
    """

    edges: Floats
    is_open: npt.NDArray[np.bool_]
    coming: Floats

    @property
    def share_closed(self) -> float:
        """Share of the customers who come while nobody can serve them."""
        total = self.coming.sum()
        return float(self.coming[~self.is_open].sum() / total) if total > 0 else 0.0

    def closed_spans(self) -> Iterator[tuple[float, float]]:
        """The spans in which customers come and nobody can serve them."""
        closed = (~self.is_open & (self.coming > 0)).tolist()
        pieces = zip(closed, pairwise(self.edges.tolist()), strict=True)
        for is_closed, spans in groupby(pieces, key=lambda piece: piece[0]):
            if is_closed:
                run = [span for _, span in spans]
                yield run[0][0], run[-1][1]


def _pieces(facts: Facts, customers: CustomerClass, step: Step) -> _Pieces:
    plan = facts.plan
    cuts = [facts.rosters[team].edges for team in sorted(teams_of(step)) if team in facts.rosters]
    if customers.hours is not None:
        cuts.append(on_common_pieces([customers.hours], plan.run_for)[0])
    if customers.arrivals.rate is not None:
        cuts.append(on_common_pieces([customers.arrivals.rate], plan.run_for)[0])
    edges = np.unique(np.concatenate((np.array([0.0, plan.run_for]), *cuts)))
    edges = edges[edges <= plan.run_for]
    is_open = np.zeros(len(edges) - 1, dtype=bool)
    for needs in step.options:
        present = np.ones(len(edges) - 1, dtype=bool)
        for team, count in needs:
            if team in facts.rosters:
                present &= facts.rosters[team].heads_at(edges[:-1]) >= count
        is_open |= present
    return _Pieces(edges, is_open, entry_rates(plan, customers, edges) * np.diff(edges))


def check_teams_are_met_open(facts: Facts) -> Iterator[Problem]:
    """Whom customers meet first is there at some hour in which they arrive."""
    for index, customers in enumerate(facts.plan.classes):
        if facts.traffic.cases[index] == 0:
            continue
        for met in sorted(_first_served(facts, customers)):
            step = facts.plan.steps[met]
            if facts.ever_served(step) and _pieces(facts, customers, step).share_closed == 1.0:
                names = quoted(facts.plan.teams[team].name for team in sorted(teams_of(step)))
                yield Problem(
                    f"`{customers.name}` come to `{step.name}` only at hours when {names} cannot serve them",
                    "change the arrivals, or the schedule or hours of the team",
                    path("customers", customers.name, "arrivals"),
                    code="meets-closed-team",
                )


def _first_served(facts: Facts, customers: CustomerClass) -> set[int]:
    """The first steps at which somebody is needed, by whatever way."""
    found: set[int] = set()
    seen = {customers.starts_at}
    to_visit = [customers.starts_at]
    while to_visit:
        index = to_visit.pop()
        step = facts.plan.steps[index]
        if step.options:
            found.add(index)
            continue
        for option in step.route:
            new = set(steps_led_to(option.target)) - seen
            seen |= new
            to_visit += new
    return found


def check_arrivals_are_attended(facts: Facts) -> Iterator[Problem]:
    """Whoever comes finds somebody on duty at the first step."""
    plan = facts.plan
    for index, customers in enumerate(plan.classes):
        step = plan.steps[customers.starts_at]
        if facts.traffic.cases[index] == 0 or not has_queue(plan, step):
            continue
        pieces = _pieces(facts, customers, step)
        if not _FEW < pieces.share_closed < 1.0:
            continue
        spans = list(pieces.closed_spans())
        longest = max(spans, key=lambda span: span[1] - span[0])
        also = "" if len(spans) == 1 else f", the longest of {len(spans)} times"
        yield Problem(
            f"{percent(pieces.share_closed)} of `{customers.name}` come to `{step.name}` while nobody can "
            f"serve them there ({span_name(plan, *longest)}{also})",
            f"they wait until somebody is on duty{_or_leave(facts, customers.starts_at)}. "
            "Change the arrivals, or the schedule or hours of the team; if they may wait, leave it so",
            path("customers", customers.name, "arrivals"),
            code="arrives-closed",
        )


def _or_leave(facts: Facts, step: int) -> str:
    return ", or give up" if _gives_up(facts, step) else ""


def _gives_up(facts: Facts, step: int) -> bool:
    """Whether anybody who waits at a step may lose patience."""
    here = facts.plan.steps[step]
    if here.own_patience:
        return here.patience is not None
    comers = zip(facts.plan.classes, facts.reached_by, strict=True)
    return any(customers.patience is not None for customers, reached in comers if step in reached)


def check_shifts_outlast_the_doors(facts: Facts) -> Iterator[Problem]:
    """No shift ends at the moment when the doors close, with customers still inside."""
    plan = facts.plan
    if plan.at_end == "stop":
        return
    for index, on_duty in sorted(facts.rosters.items()):
        steps = [step for step in _steps_needing(facts, index) if has_queue(plan, plan.steps[step])]
        before, after = on_duty.heads_at(np.array([np.nextafter(plan.run_for, 0.0), plan.run_for]))
        if steps and before > 0 and after == 0:
            stay = _until_back(plan, on_duty)
            waits = f"gives up or {stay}" if any(_gives_up(facts, step) for step in steps) else stay
            yield Problem(
                f"the shift of `{plan.teams[index].name}` ends when the doors close "
                f"({hour_name(plan, plan.run_for)}): whoever still waits for them then {waits}",
                "let the shift go on for a while after the doors close: nobody new comes in then",
                team_path(plan, index),
                code="shift-ends-with-doors",
            )


def _until_back(plan: Plan, on_duty: Roster) -> str:
    starts = on_duty.edges[:-1][(on_duty.heads > 0) & (on_duty.edges[:-1] > plan.run_for)]
    return f"stays until {hour_name(plan, float(starts[0]))}" if len(starts) else "is never served"


def _steps_needing(facts: Facts, team: int) -> list[int]:
    """Indices of the steps that somebody comes to and that cannot do without a team."""
    options = ((step, facts.plan.steps[step].options) for step in sorted(facts.reached))
    return [step for step, ways in options if ways and all(team in dict(needs) for needs in ways)]


def check_restarted_work_fits(facts: Facts) -> Iterator[Problem]:
    """Work that begins anew in the next shift fits into one."""
    plan = facts.plan
    for index, team in enumerate(plan.teams):
        if team.at_shift_end != "restart" or team.unlimited:
            continue
        most = max((member.speed * time for member, time in _longest_shifts(plan, team)), default=0.0)
        for step in (plan.steps[i] for i in _steps_needing(facts, index)):
            draws = [draw for draw in (*step.work.cases.values(), step.work.otherwise) if draw is not None]
            too_long = max(1.0 - draw.cdf(most) for draw in draws)
            if most > 0 and too_long > _FEW:
                yield Problem(
                    f"{_how_many(too_long)} at `{step.name}` take longer than fits into the longest shift of "
                    f"`{team.name}` ({duration(most, plan.clock.unit)}): begun anew in each, they never end",
                    "let the work go on in the next shift (`at_shift_end: pause`), or be finished (`finish`)",
                    f"{team_path(plan, index)}.at_shift_end",
                    code="restart-never-fits",
                )


def _how_many(share: float) -> str:
    return "all visits" if share == 1.0 else f"{percent(share)} of the visits"


def _longest_shifts(plan: Plan, team: Team) -> Iterator[tuple[Member, float]]:
    """Each member with the longest time that it is on duty without a break."""
    for number, member in enumerate(team.members, 1):
        edges, (called, open_hours) = on_common_pieces([team.on_duty, member.hours], plan.last_call)
        on_duty = ((called >= number) & (open_hours > 0)).tolist()
        pieces = zip(on_duty, np.diff(edges).tolist(), strict=True)
        shifts = [
            sum(length for _, length in run) for there, run in groupby(pieces, key=lambda p: p[0]) if there
        ]
        yield member, max(shifts, default=0.0)
