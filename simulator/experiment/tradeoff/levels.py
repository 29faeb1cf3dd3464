"""How much is prescribed: the levels asked for, and those that can be run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment.tradeoff.settings import shares_of, told

#: Unless other levels are asked for: in ten steps from nothing to everything.
LEVELS = "0%..100% step 10%"


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a curve.

    Attributes:
        asked: as shares, increasing.
        mandatory: by step the share of its work that is mandatory, which no level can drop.
    """

    asked: tuple[float, ...]
    mandatory: Mapping[str, float]

    @property
    def least(self) -> float:
        """The share that is mandatory at each step: whatever is below it is run as this."""
        return min(self.mandatory.values())

    @property
    def held(self) -> tuple[float, ...]:
        """The levels asked for that cannot be reached, increasing."""
        return tuple(level for level in self.asked if level < self.least)

    @property
    def run(self) -> tuple[float, ...]:
        """The levels that are run, increasing: those asked for, of which none is below what is mandatory."""
        return tuple(sorted({max(level, self.least) for level in self.asked}))

    def asked_for(self, level: float) -> tuple[float, ...]:
        """The levels asked for that are run as a level."""
        return tuple(one for one in self.asked if max(one, self.least) == level)


def levels_of(blueprint: Blueprint, steps: Sequence[str], said: str | Sequence[str]) -> Levels:
    """Return the levels of a text such as `0%..100% step 5%` or `40%,60%,80%`.

    Raises:
        BlueprintError: it cannot be read.
        UsageError: a level is no share, or there are fewer than two that can be run.
    """
    levels = Levels(shares_of("levels", said), {step: mandatory_share(blueprint, step) for step in steps})
    if len(levels.run) < 2:
        why = ""
        if levels.held:
            where = min(levels.mandatory, key=levels.mandatory.__getitem__)
            why = f", and {told(levels.least)} of the work is mandatory at `{where}`"
        raise UsageError(f"--levels: a curve needs two levels at least{why}; write `{LEVELS}`")
    return levels


def mandatory_share(blueprint: Blueprint, step: str) -> float:
    """Return the share of the work of a step that its SOP says is mandatory."""
    sop = blueprint.steps[step].sop
    if sop is None or not sop.actions:
        return 0.0
    kept = sum(action.standard_time for action in sop.actions if action.mandatory)
    return round(kept / sum(action.standard_time for action in sop.actions), 12)
