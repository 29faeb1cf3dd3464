"""What the SOPs of a blueprint add to its steps, and to the ways on."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.schema.procedures import MeasuredSop, Sop
from simulator.blueprint.schema.sop_actions import Action
from simulator.blueprint.schema.sop_customers import ActionForSome
from simulator.blueprint.schema.sop_outcomes import Redone
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint


def measured_sop(sop: Sop) -> Sop | MeasuredSop | None:
    """Return the SOP under which the time of a step was measured; None where that was without any."""
    if sop.time_measured == "without":
        return None
    return sop.time_measured if isinstance(sop.time_measured, MeasuredSop) else sop


def classes_apart(sop: Sop | MeasuredSop) -> tuple[str, ...]:
    """Return the classes for whose customers an SOP, or that of its measurement, says something otherwise."""
    measured = sop.time_measured if isinstance(sop, Sop) else None
    more = measured.customers if isinstance(measured, MeasuredSop) else {}
    return tuple(dict.fromkeys((*sop.customers, *more)))


def sop_for(sop: Sop | MeasuredSop, customers: str) -> Sop | MeasuredSop:
    """Return the SOP as it is for the customers of a class."""
    block = sop.customers.get(customers)
    if block is None:
        return sop
    said = {
        word: value
        for word in ("standardisation", "elastic", "compliance", "variety")
        if (value := getattr(block, word)) is not None
    }
    actions = tuple(_action_for(action, block.actions.get(action.id)) for action in sop.actions)
    return sop.model_copy(update={**said, "actions": actions})


def _action_for(action: Action, otherwise: ActionForSome | None) -> Action:
    if otherwise is None:
        return action
    said = {word: value for word in ("lock", "fits") if (value := getattr(otherwise, word)) is not None}
    return action.model_copy(update=said)


def exceptional_step(name: str) -> str:
    """Return the name of the step at which another team sees to the exceptions of a step."""
    return f"{name} (exception)"


def exceptional_steps(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    """Yield the steps whose exceptions another team sees to, each with the name of the step for these."""
    for name, step in blueprint.steps.items():
        if step.sop is not None and step.sop.exceptions is not None and step.sop.exceptions.team is not None:
            yield name, exceptional_step(name)


def all_steps(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the steps in the order of the file, behind each the one for its exceptions, if it has one."""
    apart = dict(exceptional_steps(blueprint))
    return tuple(
        name for step in blueprint.steps for name in (step, *((apart[step],) if step in apart else ()))
    )


def goes_elsewhere(sop: Sop | None) -> bool:
    """Whether an exception leads a case away from the way on of its step."""
    plan = None if sop is None else sop.exceptions
    return plan is not None and (plan.team is not None or plan.then is not None)


def sends_back(sop: Sop | MeasuredSop | None) -> bool:
    """Whether an error that is found sends a case back."""
    return sop is not None and sop.errors is not None and isinstance(sop.errors.redone, Redone)


def led_to(step: Step) -> tuple[str, ...]:
    """Return the steps to which the SOP of a step may send a case."""
    if step.sop is None:
        return ()
    then = None if step.sop.exceptions is None else step.sop.exceptions.then
    redone = None if step.sop.errors is None else step.sop.errors.redone
    steps = (None if then is None else then.to, redone.to if isinstance(redone, Redone) else None)
    return tuple(step for step in steps if step)


def ended_with(step: Step) -> str | None:
    """Return the outcome with which an exception ends a case, if it does."""
    then = None if step.sop is None or step.sop.exceptions is None else step.sop.exceptions.then
    return None if then is None else then.end


def sent_back_as(step: Step) -> tuple[str, ...]:
    """Return the classes as which cases come back from a step: by its own rule, and with an error."""
    errors = None if step.sop is None else step.sop.errors
    undetected = None if errors is None else errors.undetected
    return (
        *((step.comes_back.as_,) if step.comes_back else ()),
        *((undetected.comes_back_as,) if undetected else ()),
    )
