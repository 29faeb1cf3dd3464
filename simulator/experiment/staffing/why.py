"""Why no plan within the ranges meets a service level, and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from simulator.analysis import Verdict
from simulator.experiment.result import Result
from simulator.experiment.staffing.answer import Reason
from simulator.experiment.staffing.space import Space
from simulator.experiment.staffing.trials import is_sought
from simulator.model.plan import Plan
from simulator.model.rosters import roster
from simulator.model.routes import teams_of
from simulator.model.saying import estimated, percent

#: Causes of a wait that more staff at the same times does not shorten, and what would.
_OTHER_CAUSES = {
    "wait_off_shift": "nobody who could serve is on duty: let their `hours` begin earlier, or end later",
    "wait_batching": "the batch is not complete: let it be smaller, or wait less long",
    "wait_hand_off": "it is not handed over yet: shorten the `hand_off`, or open the doors earlier",
    "wait_blocking": "there is no room in a full step: raise its `limit`",
}

#: Levels on those who were not served, and what they do at a step.
_LEAVING = {
    "abandoned": "they give up",
    "balked": "they do not join the queue",
    "turned_away": "they are turned away",
}

#: A wait of less than this share of the time in the system is not what takes so long.
_LITTLE = 0.05

#: Who is busy for so much of the time on duty is short of hands.
_BUSY = 0.85

#: measure, scope, name -> value of the chief statistic.
_Figures = Mapping[tuple[str, str, str], float]


def reasons(result: Result, space: Space) -> tuple[Reason, ...]:
    """What keeps each service level from being met with as many as there may be everywhere."""
    figures = _chief(result)
    return tuple(
        Reason(verdict.name, _reason(result, space, figures, verdict))
        for verdict in result.verdicts
        if is_sought(verdict) and verdict.verdict != "met"
    )


def _chief(result: Result) -> _Figures:
    table = result.metrics
    chief = table[table["statistic"].isin(("mean", "share", "count"))]
    columns = ("measure", "scope", "name", "value")
    rows = zip(*(chief[column].tolist() for column in columns), strict=True)
    found: dict[tuple[str, str, str], float] = {}
    for measure, scope, name, value in rows:
        found.setdefault((measure, scope, name), value)
    return found


def _reason(result: Result, space: Space, figures: _Figures, verdict: Verdict) -> str:
    if verdict.reason and verdict.reason != "the interval contains the target":
        return f"{verdict.reason}."
    if verdict.verdict == "unsure":
        needed = verdict.replications_needed
        more = "more replications" if needed is None else f"about {estimated(needed)} replications"
        because = _because(result, space, figures, verdict)
        return f"the interval contains the target; {more} would settle it. Else {because}"
    return _because(result, space, figures, verdict)


def _because(result: Result, space: Space, figures: _Figures, verdict: Verdict) -> str:
    plan = result.plan
    unmanned = " ".join(_nobody(plan, space, verdict.step))
    if unmanned:
        return unmanned
    leaving = _LEAVING.get(verdict.measure, "")
    step = verdict.step or (
        _most_left(plan, figures, verdict.measure) if leaving else _slowest(plan, figures)
    )
    wait = figures.get(("wait", "step", step), 0.0) if step else 0.0
    if not step or not (wait > 0 or leaving):
        return "nobody waits, so it is the work itself: shorten the times or the ways, or change the target."
    if verdict.measure in ("time_in_system", "resolution_time", "handle_time"):
        inside = figures.get((verdict.measure, "case", "all"), 0.0)
        if wait < _LITTLE * inside:
            return (
                f"of {inside:.3g} {plan.clock.unit} only {wait:.3g} are a wait, at `{step}`: shorten the "
                "times or the ways, or change the target."
            )
    parts = {cause: figures.get((cause, "step", step), 0.0) for cause in _OTHER_CAUSES}
    cause = max(parts, key=lambda name: parts[name])
    if parts[cause] > wait / 2:
        part = percent(round(parts[cause] / wait, 2))
        return f"{part} of the wait at `{step}` is where {_OTHER_CAUSES[cause]}."
    what = leaving or "they wait"
    return " ".join(_hands(plan, space, figures, step, what)) or (
        f"{what} at `{step}`, where no team is short: look at the step itself, or change the target."
    )


def _nobody(plan: Plan, space: Space, name: str) -> Iterator[str]:
    """Teams of whom nobody is ever there, with what they would serve: the step of that name, else any."""
    nobody = {
        index
        for index, team in enumerate(plan.teams)
        if not team.unlimited and roster(team, plan.run_for).most == 0
    }
    idle = [
        step
        for step in plan.steps
        if step.options and name in ("", step.name) and all(_needs(each, nobody) for each in step.options)
    ]
    for index in sorted(nobody):
        steps = [f"`{step.name}`" for step in idle if index in teams_of(step)]
        if steps:
            change = "let the range go further" if index in space.periods else "give them a number"
            yield f"there is nobody of `{plan.teams[index].name}` to serve {', '.join(steps)}: {change}."


def _needs(option: Iterable[tuple[int, int]], nobody: set[int]) -> bool:
    return any(team in nobody for team, _ in option)


def _most_left(plan: Plan, figures: _Figures, measure: str) -> str:
    """The step at which most leave, by number; empty where nobody serves."""

    def left(name: str) -> float:
        # The figure of a step is a share of its visits.
        share, visits = (figures.get((each, "step", name), 0.0) for each in (measure, "visits"))
        return share * visits if visits else 0.0

    return max((step.name for step in plan.steps if step.options), key=left, default="")


def _slowest(plan: Plan, figures: _Figures) -> str:
    """The step with the longest mean wait; empty where nobody serves."""
    waits = {step.name: figures.get(("wait", "step", step.name), 0.0) for step in plan.steps if step.options}
    return max(waits, key=lambda name: waits[name]) if waits else ""


def _hands(plan: Plan, space: Space, figures: _Figures, name: str, what: str) -> Iterator[str]:
    """Who is short of hands at a step where people do something, those who cannot change first."""
    step = next(step for step in plan.steps if step.name == name)
    for index in sorted(teams_of(step), key=lambda team: team in space.periods):
        team = plan.teams[index]
        busy = round(figures.get(("utilisation", "team", team.name), 0.0), 2)
        if index not in space.periods and not team.unlimited:
            yield (
                f"{what} at `{name}` for want of `{team.name}`, who may not change here and are busy "
                f"{percent(busy)} of the time: give them more, or let `staffing` change them."
            )
        elif index in space.periods:
            most = max(place.high for place in space.places if place.team == index)
            hint = "let the range go further" if busy > _BUSY else "look at when they come, or at the target"
            yield (
                f"with {most} of `{team.name}`, the most there may be, {what} at `{name}`; these are "
                f"busy {percent(busy)} of the time: {hint}."
            )
