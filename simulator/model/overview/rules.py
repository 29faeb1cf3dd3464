"""The rules of a step beside its queue, read back: who may serve, batches, escalations, what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.moments import hour_name
from simulator.model.overview.times import case_words, time_words, value_words
from simulator.model.plan import (
    BY_CUSTOMERS,
    Attribute,
    Plan,
    SamePerson,
    SkillNeeded,
    Step,
    Trait,
    WorkBatch,
)
from simulator.model.saying import duration, figure, percent, quoted


def person_words(plan: Plan, step: Step) -> Iterator[str]:
    """Who of the teams may serve."""
    if step.skill is not None:
        yield _skill(plan, step.skill)
    if isinstance(step.person, SamePerson):
        words = f"the same as at `{plan.steps[step.person.step].name}`"
        if step.person.else_after is not None:
            words += f", after {duration(step.person.else_after, plan.clock.unit)} anybody"
        yield words
    elif step.person is not None:
        yield f"nobody who served at {quoted(plan.steps[index].name for index in step.person.steps)}"


def _skill(plan: Plan, skill: SkillNeeded) -> str:
    if skill.by is None:
        return "" if skill.otherwise is None else f"with the skill `{plan.skills[skill.otherwise]}`"
    by = "class" if skill.by == BY_CUSTOMERS else plan.attributes[skill.by].name
    if all(case_words(plan, skill.by, value) == plan.skills[of] for value, of in skill.cases.items()):
        rest = "" if skill.otherwise is None else f", otherwise of `{plan.skills[skill.otherwise]}`"
        return f"with the skill of the case's {by}{rest}"
    said = [f"{case_words(plan, skill.by, value)} `{plan.skills[of]}`" for value, of in skill.cases.items()]
    if skill.otherwise is not None:
        said.append(f"otherwise `{plan.skills[skill.otherwise]}`")
    return f"with the skill by {by} ({', '.join(said)})"


def service_words(plan: Plan, step: Step) -> Iterator[str]:
    """When those who wait are served together, and what becomes of who waits long."""
    if step.batch is not None:
        yield _batch(plan, step.batch)
    if step.escalation is not None:
        rule = step.escalation
        done = [] if rule.to is None else [f"goes to `{plan.steps[rule.to].name}`"]
        done += [] if rule.priority is None else [f"has priority {figure(rule.priority)}"]
        yield f"who has waited {duration(rule.after, plan.clock.unit)} {' and '.join(done)}"


def effects_words(plan: Plan, step: Step) -> Iterator[str]:
    """What else happens at a step."""
    if step.sets:
        yield "sets " + ", ".join(_set(plan.attributes[attribute], trait) for attribute, trait in step.sets)
    if step.cost:
        yield f"costs {figure(step.cost)} {plan.currency}".rstrip() + " a visit"
    if step.comes_back is not None:
        back = step.comes_back
        name = plan.classes[back.customers].name
        when = time_words(plan, back.after)
        yield f"{percent(back.share)} of those done come back as `{name}` after {when}"
    procedure = step.procedure
    if procedure is not None and procedure.undetected is not None:
        back = procedure.undetected
        name, when = plan.classes[back.customers].name, time_words(plan, back.after)
        yield f"{percent(back.share)} of those with an error come back as `{name}` after {when}"


def _batch(plan: Plan, batch: WorkBatch) -> str:
    goes = [] if batch.size is None else [f"when {batch.size} are there"]
    goes += [] if batch.wait is None else [f"after {duration(batch.wait, plan.clock.unit)}"]
    goes += [] if not batch.at else [_set_times(plan, batch.at)]
    words = f"served together, {' or '.join(goes) or 'never'}"
    return f"{words}, the work of each added up" if batch.per_case else words


def _set_times(plan: Plan, at: tuple[float, ...]) -> str:
    first = hour_name(plan, at[0])
    return first if len(at) == 1 else f"at set times, the first {first}"


def _set(attribute: Attribute, trait: Trait) -> str:
    """What a step decides: `referred (30 %)`, `result (bad 30 %, good 70 %)`."""
    if trait.draw is None:
        return f"{attribute.name} to {value_words(attribute, trait.value)}"
    if attribute.kind == "flag":
        return f"{attribute.name} ({percent(trait.draw.mean)})"
    if attribute.kind == "number":
        return f"{attribute.name} ({trait.draw.describe()})"
    shares = [trait.draw.cdf(code) - trait.draw.share_below(code) for code in range(len(attribute.values))]
    told = (f"{name} {percent(share)}" for name, share in zip(attribute.values, shares, strict=True) if share)
    return f"{attribute.name} ({', '.join(told)})"
