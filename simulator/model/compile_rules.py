"""The rules of a step beside its work and its routes, in numbers."""

from __future__ import annotations

from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.queues import Queue as WrittenQueue
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.who import skills_asked
from simulator.model.compile_clock import last_call
from simulator.model.compile_index import Index
from simulator.model.compile_traits import compile_trait
from simulator.model.plan import (
    BY_CUSTOMERS,
    ComesBack,
    Escalation,
    OtherPerson,
    Queue,
    SamePerson,
    SkillNeeded,
    Trait,
    WorkBatch,
)


def compile_queue(queue: WrittenQueue, index: Index) -> Queue:
    """Return how a queue is kept."""
    full = queue.when_full
    return Queue(
        order=queue.order,
        interrupted=queue.interrupted,
        limit=queue.limit,
        elsewhere=None if full.to is None else index.steps[full.to],
        block=full.block,
        balk=queue.balk,
    )


def compile_skill(block: Step, blueprint: Blueprint, index: Index) -> SkillNeeded | None:
    """Return the skill that is asked, by class or value where it depends on them."""
    if block.skill is None:
        return None
    asked = {
        value: index.skills[skill]
        for value, skill in skills_asked(block, blueprint).items()
        if skill in index.skills
    }
    otherwise = asked.pop("otherwise", None)
    by = block.skill.by
    if not by:
        return SkillNeeded(otherwise=otherwise)
    if by == "customers":
        cases = {float(index.classes[name]): skill for name, skill in asked.items()}
        return SkillNeeded(BY_CUSTOMERS, dict(sorted(cases.items())), otherwise)
    cases = {index.code(by, value): skill for value, skill in asked.items()}
    return SkillNeeded(index.attributes[by], dict(sorted(cases.items())), otherwise)


def compile_person(block: Step, index: Index) -> SamePerson | OtherPerson | None:
    """Return who may serve of those who could."""
    rule = block.person
    if rule is None:
        return None
    if rule.same_as:
        return SamePerson(index.steps[rule.same_as], rule.else_after)
    return OtherPerson(tuple(sorted(index.steps[name] for name in rule.not_ or ())))


def compile_batch(block: Step, blueprint: Blueprint) -> WorkBatch | None:
    """Return how cases are gathered; the times of the week become moments of the run."""
    batch = block.batch
    if batch is None:
        return None
    at = None if batch.at is None else _moments(batch.at, blueprint.reading, last_call(blueprint))
    return WorkBatch(batch.size, batch.wait, at, block.work == "per case")


def _moments(week: tuple[int, ...], reading: Reading, until: float) -> tuple[float, ...]:
    """Return the times of each week, given in minutes after Monday midnight, from t = 0 to `until`."""
    weeks = int((until + reading.since_monday) / reading.week) + 1
    since = reading.since_monday * reading.seconds
    moments = (
        (number * 7 * 86_400 + minute * 60 - since) / reading.seconds
        for number in range(weeks)
        for minute in week
    )
    return tuple(moment for moment in moments if 0 <= moment <= until)


def compile_sets(block: Step, index: Index) -> tuple[tuple[int, Trait], ...]:
    """Return the attributes that the step decides, in the order of their numbers."""
    found = {index.attributes[name]: attribute for name, attribute in block.sets.items()}
    return tuple(
        (number, compile_trait(found[number], index.attribute_list[number])) for number in sorted(found)
    )


def compile_escalation(block: Step, index: Index) -> Escalation | None:
    """Return what becomes of who waits too long."""
    rule = block.escalate
    if rule is None:
        return None
    return Escalation(
        rule.after,
        None if rule.to is None else index.steps[rule.to],
        None if rule.priority is None else index.rank(rule.priority),
    )


def compile_return(block: Step, index: Index) -> ComesBack | None:
    """Return who comes back later."""
    rule = block.comes_back
    return None if rule is None else ComesBack(rule.share, rule.after, index.classes[rule.as_])
