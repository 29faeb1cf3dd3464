"""What the mechanism of SOPs assumes, each at other values: what the best level hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.blueprint.original import Change
from simulator.blueprint.schema.procedures import LEAST_FIT, Effects, Sop
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment.tradeoff.changes import change_of, complied

#: What is a matter of degree is also taken as half and as one and a half times as strong.
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
    """Return the assumptions of the SOPs of some steps at other values, without those that change nothing."""
    sops = {step: sop for step in steps if (sop := blueprint.steps[step].sop) is not None}
    found = [*_effects(sops), *_variety(sops), *_compliance(blueprint, sops)]
    return tuple(one for one in found if one.changes)


def _effects(sops: dict[str, Sop]) -> Iterator[Assumption]:
    """What following a standard does: faster, steadier, safer, and slower where it bends."""
    for word in Effects.model_fields:
        for factor in _FACTORS:
            changes = []
            for step, sop in sops.items():
                said = getattr(sop.effects or Effects(), word)
                value = min(said * factor, 1.0)
                if value != said:
                    changes.append(change_of(step, ("effects", word), f"{100 * value:.6g}%"))
            yield Assumption(word, f"× {factor:g}", tuple(changes))


def _variety(sops: dict[str, Sop]) -> Iterator[Assumption]:
    """How much customers differ: by its word, or with actions by the share whom each does not fit."""
    for level in LEAST_FIT:
        changes = [
            change_of(step, ("variety",), level)
            for step, sop in sops.items()
            if not sop.actions and (sop.variety or "none") != level
        ]
        yield Assumption("variety", level, tuple(changes))
    for factor in _FACTORS:
        changes = []
        for step, sop in sops.items():
            for action in sop.actions:
                value = max(1 - factor * (1 - action.fits), 0.0)
                if value != action.fits:
                    changes.append(change_of(step, ("actions", action.id, "fits"), f"{100 * value:.6g}%"))
        yield Assumption("do not fit", f"× {factor:g}", tuple(changes))


def _compliance(blueprint: Blueprint, sops: dict[str, Sop]) -> Iterator[Assumption]:
    """How often the standard is complied with."""
    others: tuple[tuple[str, Callable[[float], float]], ...] = (
        (f"{100 * _LESS_COMPLIANCE:g} points less", lambda said: max(said - _LESS_COMPLIANCE, 0.0)),
        ("100 %", lambda _: 1.0),
    )
    for told, other in others:
        changes: list[Change] = []
        for step, sop in sops.items():
            said = [sop.complied, *(a.compliance for a in sop.actions if a.compliance is not None)]
            if any(other(share) != share for share in said):
                changes += complied(blueprint, step, other)
        yield Assumption("compliance", told, tuple(changes))
