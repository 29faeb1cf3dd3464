"""Whom a case asks for at a step, as things are now."""

from __future__ import annotations

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.cases import Case
from simulator.model.plan import BY_CUSTOMERS, SamePerson, SkillNeeded, Step


def asks_of(step: Step, case: Case) -> Asks:
    """Whom the case asks for at the step now."""
    if step.skill is None and step.person is None:
        return ANYBODY
    skill = -1 if step.skill is None else _skill(step.skill, case)
    if step.person is None:
        return Asks(skill)
    if isinstance(step.person, SamePerson):
        return Asks(skill, same=case.served_by.get(step.person.step, ()))
    met = {who for other in step.person.steps for who in case.met.get(other, ())}
    return Asks(skill, others=tuple(sorted(met)))


def _skill(needed: SkillNeeded, case: Case) -> int:
    value: float
    if needed.by is None:
        skill = needed.otherwise
    else:
        value = case.customers if needed.by == BY_CUSTOMERS else case.traits[needed.by]
        skill = needed.cases.get(value, needed.otherwise)
    return -1 if skill is None else skill
