"""Values of the language, as somebody gives them to a calculator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from simulator.blueprint import units
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.reading import UNIT_SECONDS, Reading
from simulator.blueprint.scalars import resolve, softened
from simulator.errors import UsageError

#: A value of the language, such as `200/h`, or a number in the unit of the calculator.
Value = str | float

T = TypeVar("T")


class Values:
    """Reads values one by one and keeps what is wrong until all are read."""

    def __init__(self, unit: str) -> None:
        if unit not in UNIT_SECONDS:
            raise UsageError(f"unit is {unit!r}; give one of {', '.join(UNIT_SECONDS)}")
        self.unit = unit
        self._reading = Reading(unit=unit)
        self._faults: list[str] = []

    def read(self, name: str, value: Value, reader: Callable[[Any, Reading], T]) -> T | None:
        """Return the value as `reader` has it; None where it is wrong."""
        try:
            return reader(value, self._reading)
        except Misread as misread:
            for fault in misread.faults:
                self.add(f"{name}: {fault.message}" + (f"; {fault.help}" if fault.help else ""))
        return None

    def read_given(self, name: str, value: Value | None, reader: Callable[[Any, Reading], T]) -> T | None:
        """The same of a value that may be left out; None where it is."""
        return None if value is None else self.read(name, value, reader)

    def add(self, fault: str) -> None:
        """Keep a fault."""
        self._faults.append(fault)

    def close(self) -> None:
        """Raise everything that was kept.

        Raises:
            UsageError: a line for each fault, where there are any.
        """
        if self._faults:
            raise UsageError("\n".join(self._faults))


def rate(value: Value, reading: Reading) -> float:
    """A rate above zero; a number is per unit."""
    read = units.rate(_scalar(value), reading) if isinstance(value, str) else units.number(value, reading)
    return _above_zero(value, read, "30/h")


def duration(value: Value, reading: Reading) -> float:
    """A length of time above zero."""
    return _above_zero(value, threshold(value, reading), "5 min")


def threshold(value: Value, reading: Reading) -> float:
    """A length of time, or none at all."""
    if isinstance(value, str) and "{" in value:
        raise wrong(f"`{value}` is a distribution", "its mean is enough: write a duration, such as `5 min`")
    return units.duration(_scalar(value), reading)


def share(value: Value, reading: Reading) -> float:
    """A share."""
    return units.share(_scalar(value), reading)


def counted(least: int, most: int) -> Callable[[Value, Reading], int]:
    """Return a reader of whole numbers from `least` to `most`."""
    return lambda value, reading: units.count(_scalar(value), reading, least=least, most=most)


def _scalar(value: Value) -> Any:
    """A text as a blueprint has it: `14` is a number there."""
    return resolve(softened(value.strip())) if isinstance(value, str) else value


def _above_zero(value: Value, read: float, example: str) -> float:
    if read == 0:
        raise wrong(f"`{value}` is nothing", f"give more than that, such as `{example}`")
    return read
