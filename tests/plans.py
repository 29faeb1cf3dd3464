"""Plans for tests, written by hand in few words.

    plan = a_plan(
        classes=[a_class("walk-in", "counter", rate=30.0)],
        teams=[a_team("tellers", 3)],
        steps=[a_step("counter", "tellers", exponential(4.0), [to("done", share=0.2), end("served")]),
               a_step("done", None, constant(1.0), [end("served")])],
    )

Names stand for indices everywhere; `a_plan` puts everything into the order of a plan and resolves them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from simulator.model.plan import (
    BY_CUSTOMERS,
    NO_PRIORITY,
    OWN_OUTCOMES,
    AllOf,
    AnyOf,
    Arrivals,
    Attribute,
    AttributeIs,
    Branch,
    Clock,
    Condition,
    CustomerClass,
    CustomersAre,
    End,
    Fork,
    Join,
    Member,
    Not,
    Option,
    Plan,
    Queue,
    Shortest,
    Sla,
    StateIs,
    Step,
    Target,
    Team,
    ToStep,
    Trait,
    Work,
)
from simulator.randomness.distributions import Distribution, constant, discrete, exponential
from simulator.timeline import Timeline

ALWAYS = Timeline.constant(1.0)
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}


# -- teams ------------------------------------------------------------------------------------------


def a_team(
    name: str,
    count: int | Timeline = 1,
    *,
    speeds: Sequence[float] | None = None,
    hours: Timeline = ALWAYS,
    resource: bool = False,
    at_shift_end: Literal["finish", "pause", "restart", "hand over"] = "finish",
    unlimited: bool = False,
    cost: float = 0.0,
) -> Team:
    """A team of `count` members, or of a schedule."""
    schedule = count if isinstance(count, Timeline) else Timeline.constant(float(count))
    size = 0 if unlimited else int(max(schedule.values))
    speeds = [1.0] * size if speeds is None else speeds
    members = tuple(Member(str(i), "", speed, cost, hours) for i, speed in enumerate(speeds, 1))
    return Team(name, resource, members, schedule, at_shift_end, unlimited, cost)


# -- where to: names in place of indices ------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """An option before its names are resolved; `make` gives the target when the indices are known."""

    key: str
    make: Callable[[_Names], Target]
    share: float | None = None
    when: Any = None
    kind: str = ""
    rounds: int | None = None


def to(step: str, **option: Any) -> Way:
    """On to a step; also `share=0.2`, `when=is_("complex")`, `rounds=2`, `kind="rework"`, `key="rework"`."""
    return Way(option.pop("key", f"to {step}"), lambda names: ToStep(names.steps[step]), **option)


def end(outcome: str = "served", **option: Any) -> Way:
    """Leaves with an outcome."""
    return Way(option.pop("key", f"end {outcome}"), lambda names: End(names.outcomes[outcome]), **option)


def join(**option: Any) -> Way:
    """The branch ends."""
    return Way(option.pop("key", "join"), lambda _: Join(), **option)


def shortest(*steps: str, **option: Any) -> Way:
    """To the step with the shortest queue."""
    return Way(
        option.pop("key", "shortest"),
        lambda names: Shortest(tuple(names.steps[step] for step in steps)),
        **option,
    )


def parallel(*branches: str | tuple[str, Any], then: Way, **option: Any) -> Way:
    """Several ways at once: first steps, or `(first step, condition)`; then on when all are done."""

    def make(names: _Names) -> Target:
        opened = []
        for branch in branches:
            step, when = (branch, None) if isinstance(branch, str) else branch
            opened.append((names.branch(step), names.steps[step], _resolved(when, names)))
        return Fork(tuple(opened), then.make(names))

    return Way(option.pop("key", "parallel"), make, **option)


# -- conditions -------------------------------------------------------------------------------------


def is_(attribute: str, value: float = 1.0, sign: str = "=") -> Any:
    """`is_("complex")`, `is_("age", 65, ">=")`."""
    return lambda names: AttributeIs(names.attributes[attribute], sign, float(value))  # type: ignore[arg-type]


def are(*classes: str) -> Any:
    """The case is of one of these classes."""
    return lambda names: CustomersAre(tuple(sorted(names.classes[name] for name in classes)))


def state(what: str, step: str | None, sign: str, value: float) -> Any:
    """`state("visits", "counter", "<", 3)`, `state("age", None, ">", 60)`."""
    return lambda names: StateIs(
        what,  # type: ignore[arg-type]
        -1 if step is None else names.steps[step],
        sign,  # type: ignore[arg-type]
        float(value),
    )


def not_(of: Any) -> Any:
    """Where the other does not hold."""
    return lambda names: Not(_condition(of, names))


def all_of(*of: Any) -> Any:
    """Where every one holds."""
    return lambda names: AllOf(tuple(_condition(part, names) for part in of))


def any_of(*of: Any) -> Any:
    """Where at least one holds."""
    return lambda names: AnyOf(tuple(_condition(part, names) for part in of))


def _condition(of: Any, names: _Names) -> Condition:
    found: Condition = of(names) if callable(of) else of
    return found


def _resolved(when: Any, names: _Names) -> Condition | None:
    return None if when is None else _condition(when, names)


# -- steps ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepDraft:
    """A step before its names are resolved."""

    name: str
    needs: tuple[tuple[tuple[str, int], ...], ...]
    work: Distribution | tuple[str, Mapping[Any, Distribution], Distribution | None]
    ways: tuple[Way, ...]
    keep: Mapping[str, str]
    hand_off: Distribution | None
    queue: Queue
    when_full: str | None
    patience: Distribution | None
    own_patience: bool
    gives_up: str | None
    lane: str


def a_step(
    name: str,
    team: str | Mapping[str, int] | Sequence[str] | None = None,
    work: Distribution | tuple[str, Mapping[Any, Distribution], Distribution | None] | None = None,
    route: Way | Sequence[Way] | None = None,
    *,
    keep: Mapping[str, str] | None = None,
    hand_off: Distribution | None = None,
    when_full: str | None = None,
    patience: Distribution | Literal["endless"] | None = None,
    gives_up: str | None = None,
    lane: str = "onstage",
    **queue: Any,
) -> StepDraft:
    """A step.

    Args:
        name: as in a blueprint.
        team: `"tellers"`; `{"doctors": 1, "rooms": 2}` together; `["experts", "generalists"]` the first free;
            None for a delay.
        work: a distribution (1 by default); or (attribute or `"customers"`, distribution by value or class,
            otherwise).
        route: ways from `to`, `end`, `join`, `shortest`, `parallel`; ends as `served` by default.
        keep: `{"rooms": "dressing"}`.
        hand_off: the delay before the queue.
        when_full: the step for who finds the queue full.
        patience: instead of the class's.
        gives_up: the step for who loses patience.
        lane: of the blueprint.
        queue: fields of `Queue`: order, interrupted, limit, balk.
    """
    if team is None:
        needs: tuple[tuple[tuple[str, int], ...], ...] = ()
    elif isinstance(team, str):
        needs = (((team, 1),),)
    elif isinstance(team, Mapping):
        needs = (tuple(team.items()),)
    else:
        needs = tuple(((one, 1),) for one in team)
    ways = (end(),) if route is None else (route,) if isinstance(route, Way) else tuple(route)
    return StepDraft(
        name=name,
        needs=needs,
        work=constant(1.0) if work is None else work,
        ways=ways,
        keep=keep or {},
        hand_off=hand_off,
        queue=Queue(**queue),
        when_full=when_full,
        patience=None if patience == "endless" else patience,
        own_patience=patience is not None,
        gives_up=gives_up,
        lane=lane,
    )


# -- classes ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClassDraft:
    """A class before its names are resolved."""

    name: str
    starts_at: str
    arrivals: Arrivals
    patience: Distribution | None
    priority: float
    priority_by: str | None
    traits: Mapping[str, float | Distribution]


def a_class(
    name: str,
    starts_at: str,
    rate: float | Timeline | None = None,
    *,
    every: Distribution | None = None,
    at: Sequence[float] = (),
    patience: Distribution | None = None,
    priority: float = NO_PRIORITY,
    priority_by: str | None = None,
    traits: Mapping[str, float | Distribution] | None = None,
    **arrivals: Any,
) -> ClassDraft:
    """A class: Poisson arrivals of a rate, or at intervals, or at moments; 1 an hour where nothing is said.

    A trait is a constant or a distribution; `flag(0.2)` and `choice(...)` make the latter. `arrivals` are
    further fields of `Arrivals`: batch, busyness, limit.
    """
    if rate is None and every is None and not at:
        rate = 1.0
    timeline = Timeline.constant(float(rate)) if isinstance(rate, int | float) else rate
    return ClassDraft(
        name,
        starts_at,
        Arrivals(rate=timeline, every=every, at=tuple(at), **arrivals),
        patience,
        priority,
        priority_by,
        traits or {},
    )


def flag(chance: float) -> Distribution:
    """A flag that is set with this chance."""
    return discrete([0.0, 1.0], [1.0 - chance, chance])


def choice(*shares: float) -> Distribution:
    """A choice; the shares in the order of its values."""
    return discrete([float(i) for i in range(len(shares))], shares)


# -- the plan ---------------------------------------------------------------------------------------


class _Names:
    """Indices by name."""

    def __init__(
        self,
        steps: Iterable[str],
        classes: Iterable[str],
        teams: Iterable[str],
        attributes: Iterable[str],
        outcomes: Iterable[str],
    ) -> None:
        self.steps = {name: i for i, name in enumerate(steps)}
        self.classes = {name: i for i, name in enumerate(classes)}
        self.teams = {name: i for i, name in enumerate(teams)}
        self.attributes = {name: i for i, name in enumerate(attributes)}
        self.outcomes = {name: i for i, name in enumerate(outcomes)}
        self.branches = [Branch("", -1)]
        self.here = ""

    def branch(self, first: str) -> int:
        """The number of the branch that begins with a step."""
        path = f"{self.here}/{first}"
        known = [branch.path for branch in self.branches]
        if path not in known:
            self.branches.append(Branch(path, 0))
            return len(known)
        return known.index(path)


def a_plan(
    classes: Sequence[ClassDraft],
    steps: Sequence[StepDraft],
    teams: Sequence[Team] = (),
    *,
    attributes: Mapping[str, Literal["flag", "number"] | Sequence[str]] | None = None,
    outcomes: Sequence[str] = ("served",),
    unsolved: Sequence[str] = (),
    unit: str = "min",
    start: str = "2024-01-01T09:00:00",
    run_for: float = 480.0,
    at_end: Literal["finish", "stop"] = "finish",
    warm_up: float = 0.0,
    last_call: float | None = None,
    busyness: Mapping[str, Distribution] | None = None,
    slas: Sequence[Sla] = (),
) -> Plan:
    """A plan of these parts.

    Args:
        classes: from `a_class`.
        steps: from `a_step`.
        teams: from `a_team`.
        attributes: `{"complex": "flag", "age": "number", "channel": ["mail", "phone"]}`.
        outcomes: named ends; all solve the case but those in `unsolved`.
        unsolved: named ends that do not solve it.
        unit: of all times.
        start: the moment t = 0.
        run_for: the doors close.
        at_end: what becomes of those inside.
        warm_up: of the statistics.
        last_call: the end of a run that finishes those inside; ten times `run_for` by default.
        busyness: daily factors by name.
        slas: service levels.
    """
    attributes = attributes or {}
    classes = sorted(classes, key=lambda draft: draft.name)
    steps = sorted(steps, key=lambda draft: draft.name)
    teams = sorted(teams, key=lambda team: team.name)
    all_outcomes = (*OWN_OUTCOMES, *sorted(outcomes))
    names = _Names(
        (draft.name for draft in steps),
        (draft.name for draft in classes),
        (team.name for team in teams),
        sorted(attributes),
        all_outcomes,
    )
    seconds = _SECONDS[unit]
    return Plan(
        blueprint="A service",
        version="1.0.0",
        scenario="base",
        currency="EUR",
        clock=Clock(unit, seconds, start, True),
        run_for=run_for,
        at_end=at_end,
        warm_up=warm_up,
        last_call=10 * run_for if last_call is None else last_call,
        classes=tuple(_made_class(draft, names) for draft in classes),
        steps=_made_steps(steps, names),
        teams=tuple(teams),
        branches=tuple(names.branches),
        attributes=tuple(_made_attribute(name, attributes[name]) for name in sorted(attributes)),
        busyness=busyness or {},
        day=86400.0 / seconds,
        first_day_ends=15 * 3600.0 / seconds,
        outcomes=all_outcomes,
        solved=tuple(name in outcomes and name not in unsolved for name in all_outcomes),
        slas=tuple(slas),
    )


def _made_attribute(name: str, kind: str | Sequence[str]) -> Attribute:
    if kind == "flag":
        return Attribute(name, "flag")
    if kind == "number":
        return Attribute(name, "number")
    return Attribute(name, "choice", tuple(sorted(kind)))


def _made_class(draft: ClassDraft, names: _Names) -> CustomerClass:
    traits: list[Trait | None] = [None] * len(names.attributes)
    for name, trait in draft.traits.items():
        made = Trait(draw=trait) if isinstance(trait, Distribution) else Trait(value=float(trait))
        traits[names.attributes[name]] = made
    return CustomerClass(
        name=draft.name,
        starts_at=names.steps[draft.starts_at],
        arrivals=draft.arrivals,
        patience=draft.patience,
        priority=draft.priority,
        priority_by=None if draft.priority_by is None else names.attributes[draft.priority_by],
        traits=tuple(traits),
    )


def _made_steps(drafts: Sequence[StepDraft], names: _Names) -> tuple[Step, ...]:
    made = []
    options = 0
    for draft in drafts:
        names.here = draft.name
        route = []
        for index, way in enumerate(draft.ways, options):
            when = _resolved(way.when, names)
            route.append(Option(way.key, way.make(names), way.kind, when, way.share, way.rounds, index))
        options += len(route)
        elsewhere = None if draft.when_full is None else names.steps[draft.when_full]
        made.append(
            Step(
                name=draft.name,
                title=draft.name,
                lane=draft.lane,
                options=tuple(tuple((names.teams[t], n) for t, n in needs) for needs in draft.needs),
                keep=tuple((names.teams[team], names.steps[step]) for team, step in draft.keep.items()),
                work=_made_work(draft.work, names),
                hand_off=draft.hand_off,
                queue=replace(draft.queue, elsewhere=elsewhere),
                patience=draft.patience,
                own_patience=draft.own_patience,
                gives_up=None if draft.gives_up is None else names.steps[draft.gives_up],
                route=tuple(route),
            )
        )
    return tuple(made)


def _made_work(
    work: Distribution | tuple[str, Mapping[Any, Distribution], Distribution | None], names: _Names
) -> Work:
    if isinstance(work, Distribution):
        return Work(otherwise=work)
    by, cases, otherwise = work
    if by == "customers":
        return Work(BY_CUSTOMERS, {float(names.classes[name]): d for name, d in cases.items()}, otherwise)
    return Work(names.attributes[by], {float(value): d for value, d in cases.items()}, otherwise)


# -- plans used in several tests --------------------------------------------------------------------


def mmc_plan(rate: float, mean_work: float, servers: int, **changes: Any) -> Plan:
    """One class, one step, one team: M/M/c. `changes` go to the step (limit, patience, order, ...)."""
    run_for = changes.pop("run_for", 1000.0)
    step = a_step("counter", "tellers", changes.pop("work", exponential(mean_work)), **changes)
    return a_plan(
        [a_class("walk-in", "counter", rate)], [step], [a_team("tellers", servers)], run_for=run_for
    )


def bank_branch() -> Plan:
    """The bank branch of the language's first example, in minutes from 09:00."""
    rate = Timeline((0.0, 120.0, 300.0), (0.5, 55 / 60, 40 / 60))
    tellers = Timeline((0.0, 120.0, 360.0), (3.0, 5.0, 4.0))
    return a_plan(
        classes=[
            a_class("walk-in", "greet", rate, patience=exponential(12.0), traits={"complex": flag(0.2)}),
            a_class(
                "business", "counter", every=exponential(6.0), priority=1.0, traits={"complex": flag(0.2)}
            ),
        ],
        teams=[
            a_team("greeters", 1),
            a_team("tellers", tellers),
            a_team("advisers", 3, speeds=[1.2, 0.8, 0.8]),
        ],
        steps=[
            a_step("greet", "greeters", constant(0.75), to("counter")),
            a_step(
                "counter",
                "tellers",
                exponential(4.0),
                [
                    to("adviser", when=is_("complex")),
                    to("counter", share=0.06, rounds=2, kind="rework", key="rework"),
                    end("served"),
                ],
                order="priority",
                limit=40,
            ),
            a_step("adviser", "advisers", exponential(18.0), end("served")),
        ],
        attributes={"complex": "flag"},
    )
