"""Changes of the SOP of a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.blueprint.original import Change
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.schema.sop_compliance import Compliance
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node


def change_of(step: str, below: Sequence[str], value: str) -> Change:
    """Return the change of a word in the SOP of a step."""
    names = (Step(word, literal=True) for word in ("sop", *below))
    return (*parse("steps"), Step(step, literal=True), *names), Node(value)


def complied(blueprint: Blueprint, step: str, other: Callable[[float], float]) -> list[Change]:
    """Return the changes that let a step's SOP be complied with by other shares, action by action.

    Where compliance falls, it is the share at the start of a shift that is another.
    """
    sop = blueprint.steps[step].sop
    assert sop is not None, "only steps with an SOP are changed"
    where = ("compliance", "share") if isinstance(sop.compliance, Compliance) else ("compliance",)
    found = [change_of(step, where, f"{100 * other(sop.complied):.6g}%")]
    for action in sop.actions:
        if action.compliance is not None:
            share = f"{100 * other(action.compliance):.6g}%"
            found.append(change_of(step, ("actions", action.id, "compliance"), share))
    return found
