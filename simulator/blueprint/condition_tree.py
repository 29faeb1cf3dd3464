"""Conditions as they are read: a small tree of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Sign = Literal["<", "<=", "=", "!=", ">=", ">"]
Figure = Literal["visits", "waiting", "expected_wait", "age"]

FIGURES: tuple[Figure, ...] = ("visits", "waiting", "expected_wait")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and how many characters of the condition stand before it."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Flag:
    """The attribute is yes."""

    attribute: Name


@dataclass(frozen=True, slots=True)
class HasValue:
    """The attribute has that value."""

    attribute: Name
    value: Name


@dataclass(frozen=True, slots=True)
class Compares:
    """The attribute, a number, compares so with the value (a duration is in the blueprint's unit)."""

    attribute: Name
    sign: Sign
    value: float


@dataclass(frozen=True, slots=True)
class CustomersAre:
    """The case is of that class."""

    customers: Name


@dataclass(frozen=True, slots=True)
class State:
    """A figure of the moment compares so with the value; `age` has no step."""

    what: Figure
    step: Name | None
    sign: Sign
    value: float


@dataclass(frozen=True, slots=True)
class Between:
    """The time of day, in minutes after midnight, is from `start` on and before `end`; also over midnight."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """The other does not hold."""

    of: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one holds."""

    of: tuple[Condition, ...]


Condition = Flag | HasValue | Compares | CustomersAre | State | Between | Not | AllOf | AnyOf


def leaves(tree: Condition) -> Iterator[Condition]:
    """Yield the tests of a condition, from left to right."""
    if isinstance(tree, Not):
        yield from leaves(tree.of)
    elif isinstance(tree, AllOf | AnyOf):
        for part in tree.of:
            yield from leaves(part)
    else:
        yield tree
