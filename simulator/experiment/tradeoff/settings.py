"""What stays the same along a curve: how much may bend, and how often the standard is complied with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from simulator.blueprint.misread import Misread
from simulator.blueprint.original import Change
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import plain
from simulator.blueprint.units import share
from simulator.errors import UsageError
from simulator.experiment.sweeps.axes import given_values
from simulator.experiment.tradeoff.changes import change_of, complied


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same along a curve.

    Attributes:
        elastic: how much of what is prescribed may bend; None where that is as written.
        compliance: how often it is done; None where that is as written.
    """

    elastic: float | None = None
    compliance: float | None = None

    @property
    def words(self) -> str:
        """`10 % elastic, complied with by 90 %`; empty where all is as written."""
        said = []
        if self.elastic is not None:
            said.append(f"{told(self.elastic)} elastic")
        if self.compliance is not None:
            said.append(f"compliance {told(self.compliance)}")
        return ", ".join(said)

    def changes(self, blueprint: Blueprint, steps: Sequence[str]) -> list[Change]:
        """Its changes of a blueprint."""
        found = []
        for step in steps:
            if self.elastic is not None:
                found.append(change_of(step, ("elastic",), written(self.elastic)))
            if self.compliance is not None:
                found += complied(blueprint, step, _always(self.compliance))
        return found


def settings_of(elastic: str | Sequence[str] | None, compliance: str | Sequence[str] | None) -> list[Setting]:
    """Return a setting for each share that may bend with each compliance.

    Raises:
        BlueprintError: a text cannot be read.
        UsageError: it is no share.
    """
    bending: tuple[float | None, ...] = (None,) if elastic is None else shares_of("elastic", elastic)
    done: tuple[float | None, ...] = (None,) if compliance is None else shares_of("compliance", compliance)
    return [Setting(one, other) for one, other in product(bending, done)]


def shares_of(word: str, said: str | Sequence[str]) -> tuple[float, ...]:
    """Return the shares, increasing, of a text such as `0%..100% step 5%` or `40%,60%,80%`.

    Raises:
        BlueprintError: it cannot be read.
        UsageError: one of them is no share.
    """
    values = given_values(word, said)
    try:
        found = [share(plain(values[number]), Reading()) for number in range(len(values))]
    except Misread as misread:
        fault = misread.faults[0]
        raise UsageError(f"--{word}: {fault.message}; {fault.help}") from None
    return tuple(sorted(dict.fromkeys(found)))


def told(value: float) -> str:
    """A share as it is called in reports: `70 %`."""
    return f"{100 * value:.6g} %"


def written(value: float) -> str:
    """A share as it is written in a blueprint: `70%`."""
    return f"{100 * value:.12g}%"


def _always(value: float) -> Callable[[float], float]:
    return lambda _: value
