"""The values that one path takes: a list, or a range from one number to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from simulator.blueprint.misread import wrong
from simulator.blueprint.tree import Node

#: A range without steps is cut at least so finely where points fall anywhere in it.
_FINE = 10_000

_RANGE = re.compile(
    r"""\s*(?P<low>[^\s{}\[\]"',][^{}\[\]"',]*?)\s*\.\.\s*(?P<high>\S.*?)(?:\s+step\s+(?P<step>\S.*?))?\s*"""
)
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
#: What follows a number is its unit, unless it goes on with the number: 1e9.
_NO_POWER = r"(?![eE][-+]?\d)"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>\s*{_NO_POWER}(?:%|[^\W\d]\S*|/\S*))?")

_END = r"[-+]?\d+(?:\.\d+)?" + rf"(?:\s*{_NO_POWER}(?:%|[^\W\d]+)?(?:/[^\W\d]+)?)?"
#: What people write in place of `3..8`. No number and no length of time reads so.
_MEANT = re.compile(rf"\s*(?P<low>{_END})\s*(?:[-–—−…]|\.{{3,}}|\bto\b)\s*(?P<high>{_END})\s*")

_EXAMPLE = "`3..8`, `1..2 step 0.25` or `4 min..8 min step 30 s`"


class Values(Protocol):
    """What a path may be given."""

    def __len__(self) -> int:
        """How many there are on a grid."""
        ...

    def __getitem__(self, number: int) -> Node:
        """The value with this number, from 0."""
        ...

    def at(self, share: float) -> Node:
        """The value that lies so far on the way, from 0 to below 1."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """Values one by one."""

    nodes: tuple[Node, ...]

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, number: int) -> Node:
        return self.nodes[number]

    def at(self, share: float) -> Node:
        """The value that lies so far on the way; each has an equal part of it."""
        return self.nodes[int(share * len(self.nodes))]


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from one to another, both included as far as the steps meet them.

    Attributes:
        low, high: the ends.
        step: between two values; None where it was not said.
        unit: what stands behind each number, with its blank: ` min`, `/h`, `%`, or nothing.
        place: where it was written, for messages.
    """

    low: Decimal
    high: Decimal
    step: Decimal | None
    unit: str
    place: Node

    def __len__(self) -> int:
        return int((self.high - self.low) / self._between) + 1

    def __getitem__(self, number: int) -> Node:
        return self._node(self.low + number * self._between)

    def at(self, share: float) -> Node:
        """The value that lies so far on the way: one of the steps, of whole numbers one of them, else any."""
        if self.step is not None or (_is_whole(self.low, self.high) and not self.unit):
            return self[int(share * len(self))]
        width = self.high - self.low
        digit = Decimal(1).scaleb((width / _FINE).adjusted())
        return self._node((self.low + Decimal(share) * width).quantize(digit))

    def __str__(self) -> str:
        low, high = (f"{_plain(end)}{self.unit}" for end in (self.low, self.high))
        return f"{low}..{high}" if self.step is None else f"{low}..{high} step {_plain(self.step)}{self.unit}"

    @property
    def ends(self) -> tuple[Node, Node]:
        """The lowest and the highest value; with steps the last one that they meet."""
        highest = self._node(self.high) if self.step is None else self[len(self) - 1]
        return self._node(self.low), highest

    @property
    def _between(self) -> Decimal:
        return Decimal(1) if self.step is None else self.step

    @property
    def has_steps(self) -> bool:
        """Whether it is known how far apart the values are."""
        return self.step is not None or _is_whole(self.low, self.high)

    def _node(self, number: Decimal) -> Node:
        text = _plain(number)
        value: str | int | float = f"{text}{self.unit}"
        if not self.unit:
            value = float(text) if "." in text else int(text)
        return Node(value, self.place.line, self.place.column, file=self.place.file)


def range_of(text: str, place: Node) -> Range | None:
    """Return the range that a text says, `3..8`, or None where it is no range.

    Raises:
        Misread: it is a range, but an end is no number, the units differ, or there is nothing in it; or it
            is written with something else than two dots.
    """
    meant = _MEANT.fullmatch(text)
    if meant is not None:
        low, high = meant["low"].strip(), meant["high"].strip()
        raise wrong(
            f"`{text.strip()}` is no range",
            f"write `{low}..{high}`, with two dots; what is a text and no range stands in quotes",
            "wrong-range",
        )
    match = _RANGE.fullmatch(text)
    return None if match is None else bounded(match["low"], match["high"], match["step"], place)


def bounded(low: str, high: str, step: str | None, place: Node) -> Range:
    """Return the range between two ends, each a number with or without a unit.

    Raises:
        Misread: as `range_of`.
    """
    texts = [low, high] if step is None else [low, high, step]
    amounts = [_amount(text) for text in texts]
    units = {unit.strip(): unit for _, unit in amounts if unit}
    if len(units) > 1:
        listed = " and ".join(f"`{unit}`" for unit in units)
        raise wrong(f"the range is in {listed}", "write both ends and the step in one unit", "wrong-range")
    found = Range(
        amounts[0][0],
        amounts[1][0],
        amounts[2][0] if step is not None else None,
        next(iter(units.values()), ""),
        place,
    )
    if found.step is not None and found.step <= 0:
        raise wrong(f"the step is `{step}`", "write one above 0", "wrong-range")
    if found.low > found.high:
        turned = f"{high}..{low}" + (f" step {step}" if step else "")
        raise wrong(f"the range is empty: {high} is below {low}", f"write `{turned}`", "empty-range")
    return found


def _amount(text: str) -> tuple[Decimal, str]:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise wrong(
            f"`{text.strip()}` is no end of a range",
            f"write numbers, with one unit, such as {_EXAMPLE}; other values are listed one by one",
            "wrong-range",
        )
    return Decimal(match["number"]), match["unit"] or ""


def _is_whole(*numbers: Decimal) -> bool:
    return all(number == number.to_integral_value() for number in numbers)


def _plain(number: Decimal) -> str:
    """The number without zeros at its end: 1.5, 4, 100."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def grid_size(many: Sequence[Values]) -> int:
    """Return how many points a grid of these values has."""
    size = 1
    for values in many:
        size *= len(values)
    return size
