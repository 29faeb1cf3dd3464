"""What the mechanism of SOPs assumes, each at other values: what the best level hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.blueprint.original import Change
from simulator.blueprint.schema.procedures import LEAST_FIT, Effects
from simulator.blueprint.schema.sop_compliance import Compliance
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment.tradeoff.plans import change_of

#: Each effect of a standard is also taken as half and as one and a half times as strong.
_FACTORS = (0.5, 1.5)

#: Compliance is also taken as so many points less, and as complete.
_LESS_COMPLIANCE = 0.10


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption at another value.

    Attributes:
        name: the word of the language.
        value: as it is told.
        changes: of the blueprint.
    """

    name: str
    value: str
    changes: tuple[Change, ...]


def assumptions_of(blueprint: Blueprint, steps: Sequence[str]) -> tuple[Assumption, ...]:
    """Return the assumptions of the SOPs of some steps at other values."""
    found: list[Assumption] = []
    for word in Effects.model_fields:
        for factor in _FACTORS:
            changes = []
            for step in steps:
                sop = blueprint.steps[step].sop
                effects = (sop.effects if sop is not None else None) or Effects()
                value = min(getattr(effects, word) * factor, 1.0)
                changes.append(change_of(step, ("effects", word), f"{100 * value:.6g}%"))
            found.append(Assumption(word, f"× {factor:g}", tuple(changes)))
    short = [step for step in steps if (sop := blueprint.steps[step].sop) is not None and not sop.actions]
    for level in LEAST_FIT if short else ():
        changes = [change_of(step, ("variety",), level) for step in short]
        found.append(Assumption("variety", level, tuple(changes)))
    for less in (_LESS_COMPLIANCE, None):
        changes = []
        for step in steps:
            sop = blueprint.steps[step].sop
            said = 1.0 if sop is None else sop.complied
            share = 1.0 if less is None else max(said - less, 0.0)
            falls = sop is not None and isinstance(sop.compliance, Compliance)
            where = ("compliance", "share") if falls else ("compliance",)
            changes.append(change_of(step, where, f"{100 * share:.6g}%"))
        told = "100 %" if less is None else f"{100 * less:g} points less"
        found.append(Assumption("compliance", told, tuple(changes)))
    return tuple(found)
