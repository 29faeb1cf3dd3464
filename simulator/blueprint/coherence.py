"""What only the whole shows: attributes those who come there have, teams large enough, times for all values.

Runs on a blueprint whose entries and names are right.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint import condition_tree
from simulator.blueprint.branching import find_branches, ways_on
from simulator.blueprint.coherence_customers import check_customers
from simulator.blueprint.coherence_draws import check_draws
from simulator.blueprint.coherence_investment import check_investment
from simulator.blueprint.coherence_levels import check_levels
from simulator.blueprint.coherence_satisfaction import check_satisfaction
from simulator.blueprint.coherence_staffing import check_staffing
from simulator.blueprint.coherence_steps import check_steps
from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.open_hours import check_hours
from simulator.blueprint.reach import classes_at
from simulator.blueprint.schema.attributes import Attribute, Choice, Flag
from simulator.blueprint.schema.routes import Option
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.teams import most_members
from simulator.blueprint.schema.ways import Start
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.schema.work import Work
from simulator.blueprint.scorecard import check_scorecard
from simulator.blueprint.traits import attributes_of, choices_of, set_by_steps, unknown_values

#: How the keys of `time: {by: ...}` name the yes of a yes-or-no attribute; the no is `no` or `false`.
YES = ("yes", "true")


def check_coherence(blueprint: Blueprint) -> list[Fault]:
    """Return every fault that lies between the parts of a blueprint."""
    there = classes_at(blueprint)
    faults = [
        *_clock(blueprint),
        *check_hours(blueprint),
        *check_customers(blueprint),
        *check_staffing(blueprint),
        *check_levels(blueprint),
        *check_satisfaction(blueprint),
        *check_scorecard(blueprint),
        *check_investment(blueprint),
        *find_branches(blueprint).faults,
    ]
    for name, step in blueprint.steps.items():
        place: Path = ("steps", name)
        faults += _staffed(step, place, blueprint)
        faults += _kept(step, place)
        if there[name]:
            faults += _conditions(step, place, there[name], blueprint)
            faults += _times(step.time, name, there[name], blueprint)
    return [*faults, *check_steps(blueprint, there), *check_draws(blueprint, there)]


def _clock(blueprint: Blueprint) -> Iterator[Fault]:
    warm_up = blueprint.clock.warm_up
    if warm_up != "auto" and warm_up >= blueprint.clock.run_for:
        yield Fault(
            "the warm-up is as long as the run: nothing is left to count",
            "shorten `warm_up`, or lengthen `run_for`",
            "warm-up",
            ("clock", "warm_up"),
        )


def _staffed(step: Step, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """Ask of no team more than it ever has; one that has nobody at all is closed, which `check` warns of."""
    wanted = {step.team: 1} if step.team else step.needs or dict.fromkeys(step.first_free, 1)
    for team, count in wanted.items():
        block = blueprint.teams.get(team) or blueprint.resources[team]
        most = most_members(block)
        if not block.unlimited and count > most > 0:
            yield Fault(
                f"the step needs {count} of `{team}`, which never has more than {most}",
                f"let `{team}` have {count}, or ask for fewer",
                "team-too-small",
                (*place, *_asked(step, team)),
            )


def _asked(step: Step, team: str) -> Path:
    """Return where a step asks for a team."""
    if step.team:
        return ("team",)
    return ("needs", team) if step.needs else ("first_free", step.first_free.index(team))


def _kept(step: Step, place: Path) -> Iterator[Fault]:
    for team in step.keep:
        if team not in step.teams:
            yield Fault(
                f"`{team}` is kept and not needed by this step",
                f"what can be kept is what it needs, {', '.join(f'`{name}`' for name in step.teams)}",
                "keep-unneeded",
                (*place, "keep", team),
                on_key=True,
            )


def _conditions(step: Step, place: Path, classes: tuple[str, ...], blueprint: Blueprint) -> Iterator[Fault]:
    """Test no attribute that nobody who comes there has, and that no step gives."""
    given = set_by_steps(blueprint)
    for where, condition in _conditions_of(step):
        for leaf in condition_tree.leaves(condition):
            if isinstance(leaf, condition_tree.Flag | condition_tree.HasValue | condition_tree.Compares):
                word = leaf.attribute.text
                if word not in given and not any(word in attributes_of(blueprint, name) for name in classes):
                    yield Fault(
                        f"no customer who comes here has the attribute `{word}`",
                        _who_comes(classes),
                        "no-attribute",
                        (*place, *where),
                        leaf.attribute.at,
                    )


def _who_comes(classes: tuple[str, ...]) -> str:
    return f"here come {', '.join(f'`{name}`' for name in classes)}; give one of them the attribute"


def _conditions_of(step: Step) -> Iterator[tuple[Path, condition_tree.Condition]]:
    for place, way in ways_on(step):
        if isinstance(way, Option) and way.if_ is not None:
            yield (*place, "if"), way.if_
        for number, start in enumerate(way.parallel or ()):
            if isinstance(start, Start) and start.if_ is not None:
                yield (*place, "parallel", number, "if"), start.if_


def _times(work: Work | None, step: str, classes: tuple[str, ...], blueprint: Blueprint) -> Iterator[Fault]:
    """Give every value that can come a time."""
    if work is None or not work.by:
        return
    place: Path = ("steps", step, "time")
    if work.by == "customers":
        yield from _cases(work, place, tuple(blueprint.customers), classes, "class of customers")
        return
    found = [attributes_of(blueprint, name).get(work.by) for name in classes]
    given = set_by_steps(blueprint).get(work.by, ())
    having = [*(attribute for attribute in found if attribute is not None), *given]
    if not having:
        yield Fault(
            f"no customer who comes here has the attribute `{work.by}`",
            _who_comes(classes),
            "no-attribute",
            (*place, "by"),
        )
        return
    unset = classes_at(blueprint, unset=work.by)[step]
    without = [name for name in unset if work.by not in attributes_of(blueprint, name)]
    if without and work.otherwise is None:
        yield Fault(
            f"`{without[0]}` comes here too and has no attribute `{work.by}`"
            + (" before a step sets it" if given else ""),
            "add `otherwise` with the time for all others",
            "no-otherwise",
            place,
        )
    yield from _by_attribute(work, place, having)


def _by_attribute(work: Work, place: Path, having: list[Attribute]) -> Iterator[Fault]:
    if isinstance(having[0], Choice):
        values = choices_of(having)
        yield from _cases(work, place, values, values, "value")
    elif isinstance(having[0], Flag):
        values = ("yes", "no") if not set(work.cases) & {"true", "false"} else ("true", "false")
        yield from _cases(work, place, values, values, "value")
    else:
        yield from _numbers(work, place)


def _cases(
    work: Work, place: Path, known: tuple[str, ...], coming: tuple[str, ...], what: str
) -> Iterator[Fault]:
    yield from unknown_values(work.cases, known, what, place)
    missing = [name for name in coming if name not in work.cases]
    if missing and work.otherwise is None:
        yield Fault(
            f"the {what} `{missing[0]}` has no time here",
            "give it one, or add `otherwise` with the time for all others",
            "no-otherwise",
            place,
        )


def _numbers(work: Work, place: Path) -> Iterator[Fault]:
    for key in work.cases:
        try:
            float(key)
        except ValueError:
            yield Fault(
                f"`{work.by}` is a number, and `{key}` is not",
                "write numbers here",
                "unknown-value",
                (*place, key),
                on_key=True,
            )
    if work.otherwise is None:
        yield Fault(
            f"`{work.by}` is a number, and other values may come",
            "add `otherwise` with the time for all others",
            "no-otherwise",
            place,
        )
