"""The rules of a step beside its queue, read back: who may serve, batches, escalations, what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.overview.times import case_words, time_words
from simulator.model.plan import BY_CUSTOMERS, Plan, SamePerson, SkillNeeded, Step, WorkBatch
from simulator.model.saying import duration, figure, percent, quoted


def person_words(plan: Plan, step: Step) -> Iterator[str]:
    """Who of the teams may serve."""
    if step.skill is not None:
        yield f"able to do {_skill(plan, step.skill)}"
    if isinstance(step.person, SamePerson):
        words = f"the same as at `{plan.steps[step.person.step].name}`"
        if step.person.else_after is not None:
            words += f", after {duration(step.person.else_after, plan.clock.unit)} anybody"
        yield words
    elif step.person is not None:
        yield f"nobody who served at {quoted(plan.steps[index].name for index in step.person.steps)}"


def _skill(plan: Plan, skill: SkillNeeded) -> str:
    if skill.by is None:
        return "" if skill.otherwise is None else f"`{plan.skills[skill.otherwise]}`"
    by = "class" if skill.by == BY_CUSTOMERS else plan.attributes[skill.by].name
    said = [f"{case_words(plan, skill.by, value)} `{plan.skills[of]}`" for value, of in skill.cases.items()]
    if skill.otherwise is not None:
        said.append(f"otherwise `{plan.skills[skill.otherwise]}`")
    return f"what they need by {by} ({', '.join(said)})"


def effects_words(plan: Plan, step: Step) -> Iterator[str]:
    """What else happens at a step."""
    unit = plan.clock.unit
    if step.batch is not None:
        yield _batch(plan, step.batch)
    if step.escalation is not None:
        rule = step.escalation
        done = [] if rule.to is None else [f"goes to `{plan.steps[rule.to].name}`"]
        done += [] if rule.priority is None else [f"has priority {figure(rule.priority)}"]
        yield f"who waits {duration(rule.after, unit)} {' and '.join(done)}"
    if step.sets:
        yield f"sets {quoted(plan.attributes[attribute].name for attribute, _ in step.sets)}"
    if step.cost:
        yield f"costs {figure(step.cost)} {plan.currency}".rstrip()
    if step.comes_back is not None:
        back = step.comes_back
        name = plan.classes[back.customers].name
        yield f"{percent(back.share)} come back as `{name}` after {time_words(plan, back.after)}"


def _batch(plan: Plan, batch: WorkBatch) -> str:
    words = "together" if batch.size is None else f"{batch.size} together"
    if batch.wait is not None:
        words += f" or after {duration(batch.wait, plan.clock.unit)}"
    if batch.at is not None:
        words += " at set times" if batch.size is None else " or at set times"
    return f"{words}, the work of each added up" if batch.per_case else words
