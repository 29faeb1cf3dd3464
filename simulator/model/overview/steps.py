"""Steps read back in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.model.graph import steps_in_order
from simulator.model.overview.rules import effects_words, person_words, service_words
from simulator.model.overview.times import condition_words, time_words, work_words
from simulator.model.plan import Callback, End, Fork, Option, Plan, Route, Shortest, Step, Target, ToStep
from simulator.model.rosters import roster
from simulator.model.saying import figure, listed, percent, quoted
from simulator.model.traffic import Traffic

_ORDERS = {
    "fifo": "first come first served",
    "lifo": "last come first served",
    "priority": "by priority",
    "preemptive": "by priority, which interrupts",
    "random": "in random order",
    "shortest": "the shortest work first",
}


@dataclass(frozen=True, slots=True)
class RouteReading:
    """One way on from a step.

    Attributes:
        option: its name within the step.
        words: `6 % of the rest back to counter, at most 2 times`.
        share: of all cases, those that take it at least once.
        uses: how often a case takes it on average.
    """

    option: str
    words: str
    share: float
    uses: float


@dataclass(frozen=True, slots=True)
class StepReading:
    """One step.

    Attributes:
        step, title, lane: as written.
        who: who is needed.
        time: how long the work is.
        queue: how the queue is kept and when it is served; empty where nobody waits.
        further: what else happens there: what is kept, set and charged, who comes back.
        visits: visits per case, on average over all cases.
        routes: the ways on, in the order written.
    """

    step: str
    title: str
    lane: str
    who: str
    time: str
    queue: str
    further: str
    visits: float
    routes: tuple[RouteReading, ...]

    @property
    def sentence(self) -> str:
        """All of it in one sentence, each way on with the share of all cases that take it."""
        what = ", ".join(part for part in (self.who, self.time, self.queue, self.further) if part)
        if len(self.routes) == 1:
            return f"`{self.step}`: {what}; then {self.routes[0].words}"
        shared = [f"{route.words} ({percent(route.share)} of cases)" for route in self.routes]
        return f"`{self.step}`: {what}; then {', '.join(shared)}"


def step_readings(
    plan: Plan, traffic: Traffic, classes: Iterable[int] | None = None
) -> tuple[StepReading, ...]:
    """Every step, in the order in which cases come to them, class by class; those nobody comes to last."""
    return tuple(_reading(plan, traffic, index) for index in steps_in_order(plan, classes))


def _reading(plan: Plan, traffic: Traffic, index: int) -> StepReading:
    step = plan.steps[index]
    return StepReading(
        step=step.name,
        title=step.title,
        lane=step.lane,
        who=_who(plan, step),
        time=", ".join(_time(plan, step)),
        queue=", ".join((*_queue(plan, step), *service_words(plan, step))),
        further=", ".join((*_kept(plan, step), *effects_words(plan, step))),
        visits=float(traffic.weights @ traffic.visits[:, index]),
        routes=tuple(
            RouteReading(
                option=option.key,
                words=_option_words(plan, step, option),
                share=float(traffic.weights @ traffic.option_shares[:, option.index]),
                uses=float(traffic.weights @ traffic.option_uses[:, option.index]),
            )
            for option in step.route
        ),
    )


# -- who and how ------------------------------------------------------------------------------------


def _who(plan: Plan, step: Step) -> str:
    rules = ", ".join((*person_words(plan, step), *(["no person"] if step.machine and step.options else [])))
    return f"{_teams(plan, step)}, {rules}" if rules else _teams(plan, step)


def _teams(plan: Plan, step: Step) -> str:
    if not step.options:
        return "a machine, nobody is needed" if step.machine else "nobody is needed"
    if len(step.options) > 1:
        return f"the first free of {listed(_team_words(plan, needs[0][0]) for needs in step.options)}"
    (needs,) = step.options
    said = listed(_count_words(plan, team, count) for team, count in needs)
    return said if len(needs) == 1 else f"{said} together"


def _time(plan: Plan, step: Step) -> Iterator[str]:
    yield work_words(plan, step.work)
    if step.set_up is not None:
        yield f"a set-up of {time_words(plan, step.set_up)} after other work"


def _count_words(plan: Plan, team: int, count: int) -> str:
    words = _team_words(plan, team)
    return words if count == 1 else f"{count} of {words}"


def _team_words(plan: Plan, index: int) -> str:
    team = plan.teams[index]
    if team.unlimited:
        return f"`{team.name}` (without limit)"
    heads = roster(team, plan.run_for).heads
    low, high = int(heads.min()), int(heads.max())
    return f"`{team.name}` ({high})" if low == high else f"`{team.name}` ({low} to {high})"


def _queue(plan: Plan, step: Step) -> Iterator[str]:
    if step.hand_off is not None:
        yield f"after a hand-off of {time_words(plan, step.hand_off)}"
    if step.options:
        yield _ORDERS[step.queue.order]
        if step.queue.limit is not None:
            yield f"{_room(step.queue.limit)} and others {_when_full(plan, step)}"
        if step.queue.balk:
            length, chance = step.queue.balk[0]
            yield f"with {length} waiting {percent(chance)} do not join"
        if step.own_patience:
            yield "patience " + ("endless" if step.patience is None else time_words(plan, step.patience))
        if step.gives_up is not None:
            yield f"who gives up goes to `{plan.steps[step.gives_up].name}`"


def _kept(plan: Plan, step: Step) -> Iterator[str]:
    for team, release in step.keep:
        yield f"keeps `{plan.teams[team].name}` until the end of `{plan.steps[release].name}`"


def _room(limit: int) -> str:
    if limit == 0:
        return "nobody waits"
    return f"at most {limit} {'waits' if limit == 1 else 'wait'}"


def _when_full(plan: Plan, step: Step) -> str:
    if step.queue.block:
        return "stay at the step before, with who served them, until there is room"
    if step.queue.elsewhere is None:
        return "are turned away"
    return f"go to `{plan.steps[step.queue.elsewhere].name}`"


# -- where next -------------------------------------------------------------------------------------


def _option_words(plan: Plan, step: Step, option: Option) -> str:
    where = _target_words(plan, step, option.target)
    if option.condition is not None:
        words = f"{where} if {condition_words(plan, option.condition)}"
    elif option.share is not None:
        words = f"{percent(option.share)}{_of_the_rest(step.route)} {where}"
    else:
        words = where if len(step.route) == 1 else f"the rest {where}"
    if option.rounds is None:
        return words
    return f"{words}, at most {'once' if option.rounds == 1 else f'{figure(option.rounds)} times'}"


def _of_the_rest(route: Route) -> str:
    return " of the rest" if any(option.condition is not None for option in route) else ""


def _target_words(plan: Plan, step: Step, target: Target) -> str:
    if isinstance(target, ToStep):
        back = "back " if plan.steps[target.step] is step else ""
        return f"{back}to `{plan.steps[target.step].name}`"
    if isinstance(target, End):
        return f"end `{plan.outcomes[target.outcome]}`"
    if isinstance(target, Shortest):
        return f"to the shortest queue of {quoted(plan.steps[index].name for index in target.steps)}"
    if isinstance(target, Fork):
        then = _target_words(plan, step, target.then)
        return f"{_fork_words(plan, target)}, and when {_enough_words(target)} {then}"
    if isinstance(target, Callback):
        return f"be called back by `{plan.steps[target.step].name}`{_call_words(target)}"
    return "join the other branches"


def _call_words(target: Callback) -> str:
    if not target.unreachable:
        return ""
    calls = "one call" if target.tries == 1 else f"{target.tries} calls"
    return f" ({percent(target.unreachable)} of calls reach nobody; {calls} at most)"


def _enough_words(fork: Fork) -> str:
    if fork.wait_for is None:
        return "all are done"
    done = "the first is done" if fork.wait_for == 1 else f"{fork.wait_for} are done"
    return f"{done} (the rest {'is cancelled' if fork.cancel else 'goes on beside it'})"


def _fork_words(plan: Plan, fork: Fork) -> str:
    said = []
    for _, first, condition in fork.branches:
        name = f"`{plan.steps[first].name}`"
        said.append(name if condition is None else f"{name} if {condition_words(plan, condition)}")
    return f"at the same time to {listed(said)}" if len(said) > 1 else f"to {said[0]}"
