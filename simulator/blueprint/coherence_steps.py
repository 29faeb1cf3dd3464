"""What a step needs of the rest: people with the skill, other people than before, cases for its batches."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.branching import find_branches, ways_on
from simulator.blueprint.looks import look_of
from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.procedures import sent_back_as
from simulator.blueprint.schema.serving import SkillNeeded
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.teams import most_members
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.traits import YES_OR_NO, is_number, values_of
from simulator.blueprint.who import Taken, able, block_of, options_at, people_at, skills_asked
from simulator.names import did_you_mean


def check_steps(blueprint: Blueprint, there: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Find what does not fit, step by step; `there` are the classes that may come to each."""
    for name, step in blueprint.steps.items():
        place: Path = ("steps", name)
        yield from _skill(step, (*place, "skill"), there[name], blueprint)
        yield from _person(name, step, (*place, "person"), blueprint)
        yield from _batch(step, (*place, "batch"), there[name], blueprint)
        if step.escalate and step.escalate.to == name:
            yield Fault(
                "a case that is escalated goes to the step where it waits",
                "name another step, or leave `to` out and give it a `priority`",
                "escalates-to-itself",
                (*place, "escalate", "to"),
            )
        for customers in sent_back_as(step):
            if not blueprint.customers[customers].arrivals.returning:
                own = step.comes_back is not None and step.comes_back.as_ == customers
                where = ("comes_back", "as") if own else ("sop", "errors", "undetected", "comes_back_as")
                yield Fault(
                    f"`{customers}` come by themselves, and nobody is sent back as one of them",
                    "describe a class for those who come back, with `arrivals: returning`",
                    "not-returning",
                    (*place, *where),
                )
        yield from _callbacks(step, place, blueprint)
    yield from _returning(blueprint)


# -- skills ----------------------------------------------------------------------------------------


def _skill(step: Step, place: Path, classes: tuple[str, ...], blueprint: Blueprint) -> Iterator[Fault]:
    needed = step.skill
    if needed is None:
        return
    known = {skill for team in blueprint.teams.values() for skill in team.all_skills}
    asked = skills_asked(step, blueprint)
    if needed.by and not needed.cases and needed.otherwise is None:
        coming = classes if needed.by == "customers" else tuple(asked)
        for value in coming:
            if value not in known:
                yield Fault(
                    f"`{value}` comes here, and no team has a skill of that name",
                    f"{did_you_mean(value, tuple(known))}; or write which skill each value needs: "
                    f"`{{by: {needed.by}, {value}: {next(iter(sorted(known)), 'billing')}}}`",
                    "unknown-skill",
                    place,
                )
        if not coming and needed.by != "customers":
            yield Fault(
                f"`{needed.by}` has no values that could be names of skills",
                f"write which skill each value needs, such as `{{by: {needed.by}, otherwise: billing}}`",
                "unknown-skill",
                (*place, "by"),
            )
    yield from _values(needed, place, blueprint)
    options = options_at(step, blueprint)
    teams = [blueprint.teams[name] for option in options for name in option if name in blueprint.teams]
    if teams and not any(team.skilled for team in teams):
        yield Fault(
            "nobody who serves here names skills, so they can do everything",
            "give the team its `skills: {billing: 100%}`, or leave `skill` out",
            "skill-unasked",
            place,
        )
        return
    for skill in dict.fromkeys(skill for skill in asked.values() if skill in known):
        if not any(
            all(able(name, skill, blueprint) >= count for name, count in taken.items()) for taken in options
        ):
            yield Fault(
                f"nobody who serves here has the skill `{skill}`",
                "give it to a member of the team, or let another team serve",
                "skill-nobody-has",
                place,
            )


def _values(needed: SkillNeeded, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """Values for which a skill is written can come."""
    if not needed.by:
        return
    known = values_of(needed.by, blueprint) or YES_OR_NO
    number = is_number(needed.by, blueprint)
    for key in needed.cases:
        if key not in known if not number else look_of(key) != "number":
            yield Fault(
                f"`{needed.by}` is never `{key}`",
                "write numbers here" if number else did_you_mean(key, known),
                "unknown-value",
                (*place, key),
                on_key=True,
            )


# -- persons ---------------------------------------------------------------------------------------


def _person(name: str, step: Step, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    rule = step.person
    if rule is None:
        return
    if not people_at(step, blueprint):
        yield Fault(
            "no person serves here, only resources",
            "let a team serve, or leave `person` out",
            "no-person",
            place,
        )
        return
    word, others = ("not", rule.not_) if rule.not_ else ("same_as", (rule.same_as,))
    found = False
    for other in others:
        if other is None:
            continue
        if other == name:
            found = True
            yield Fault(
                f"`{name}` names itself",
                "name a step that the case comes to before",
                "person-of-itself",
                (*place, word),
            )
        elif not people_at(blueprint.steps[other], blueprint):
            found = True
            yield Fault(
                f"no person serves at `{other}`",
                "name a step at which a team works",
                "no-person",
                (*place, word),
            )
    if found:
        return
    if rule.same_as and not _teams(step, blueprint) & _teams(blueprint.steps[rule.same_as], blueprint):
        yield Fault(
            f"nobody who serves at `{rule.same_as}` can serve here",
            "let the same team serve at both steps",
            "nobody-the-same",
            (*place, "same_as"),
        )
    for other in rule.not_ or ():
        if all(_used_up(taken, blueprint.steps[other], blueprint) for taken in people_at(step, blueprint)):
            yield Fault(
                f"nobody is left who has not served at `{other}`",
                "four eyes need two people: put another on the team, or let another team serve",
                "four-eyes",
                (*place, "not"),
            )


def _teams(step: Step, blueprint: Blueprint) -> set[str]:
    return {name for taken in people_at(step, blueprint) for name in taken}


def _used_up(taken: Taken, other: Step, blueprint: Blueprint) -> bool:
    """Whether those who served at the other step leave too few of a team."""
    before = people_at(other, blueprint)
    for name, count in taken.items():
        block = block_of(name, blueprint)
        served = min(option.get(name, 0) for option in before)
        if not block.unlimited and served and most_members(block) - served < count:
            return True
    return False


# -- batches, callbacks, returns -------------------------------------------------------------------


def _batch(step: Step, place: Path, classes: tuple[str, ...], blueprint: Blueprint) -> Iterator[Fault]:
    """A batch that begins only when it is full can fill."""
    batch = step.batch
    if batch is None or batch.size is None or batch.wait is not None or batch.at is not None:
        return
    coming = sum(_most_cases(name, blueprint) for name in classes)
    most = coming * (1 + len(find_branches(blueprint).parents))
    if classes and batch.size > most:
        yield Fault(
            f"no more than {coming:g} customers ever come here, and a batch of {batch.size} never fills",
            "make it smaller, or say how long the first waits: `wait: 1 h`",
            "batch-never-full",
            (*place, "size"),
        )


def _most_cases(name: str, blueprint: Blueprint) -> float:
    """Return how many cases of a class there can be."""
    customers = blueprint.customers[name]
    arrivals, reading = customers.arrivals, blueprint.reading
    most = float("inf")
    if arrivals.at is not None:
        most = len(arrivals.at) * (1.0 if arrivals.batch is None else arrivals.batch.maximum)
    elif arrivals.appointments is not None:
        most = len(arrivals.appointments.slots(reading, blueprint.clock.run_for))
    if arrivals.limit is not None:
        most = min(most, arrivals.limit)
    return most + sum(customers.backlog.values())


def _callbacks(step: Step, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """Who is called back has a place in a queue, and is served alone."""
    for where, way in ways_on(step):
        if way.callback is None:
            continue
        called = blueprint.steps[way.callback]
        if called.batch is not None:
            yield Fault(
                f"`{way.callback}` serves in batches, and a callback is for one customer",
                f"write `to: {way.callback}`, or let another step call back",
                "callback-to-batch",
                (*place, *where, "callback"),
            )
        elif not called.asks_for_somebody:
            yield Fault(
                f"nobody waits at `{way.callback}`, so there is no place in a queue to keep",
                "name the step whose queue the customer leaves",
                "callback-without-queue",
                (*place, *where, "callback"),
            )


def _returning(blueprint: Blueprint) -> Iterator[Fault]:
    """Somebody is sent back as each class that only returns."""
    sent = {customers for step in blueprint.steps.values() for customers in sent_back_as(step)}
    for name, customers in blueprint.customers.items():
        if customers.arrivals.returning and name not in sent:
            yield Fault(
                f"nobody comes back as `{name}`",
                f"let a step send them: `comes_back: {{share: 6%, after: 3 d, as: {name}}}`",
                "nobody-returns",
                ("customers", name, "arrivals"),
            )
