"""What customers expect, held against what decides it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.schema.attributes import Choice, Flag, kind_of
from simulator.blueprint.schema.satisfaction import ExpectedWait
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.traits import YES_OR_NO, unknown_values, values_of, ways_to_decide


def check_satisfaction(blueprint: Blueprint) -> Iterator[Fault]:
    """Find expectations of classes and values that there are none of, and of steps where none are asked."""
    if blueprint.satisfaction is not None:
        yield from _expected(
            blueprint.satisfaction.expected_wait, ("satisfaction", "expected_wait"), blueprint
        )
    for name, step in blueprint.steps.items():
        if step.satisfaction is None:
            continue
        place: Path = ("steps", name, "satisfaction")
        if blueprint.satisfaction is None:
            yield Fault(
                "how this step satisfies is told, and satisfaction is not measured",
                "write `satisfaction: {expected_wait: 5 min}` at the top of the file, or take this out",
                "satisfaction-not-measured",
                place,
            )
        yield from _expected(step.satisfaction.expected_wait, (*place, "expected_wait"), blueprint)


def _expected(wait: ExpectedWait | None, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """Every value that is named can be."""
    if wait is None or not wait.by:
        return
    what = "class of customers"
    if wait.by != "customers":
        what, kind = "value", ways_to_decide(wait.by, blueprint)[0]
        if not isinstance(kind, Choice | Flag):
            yield Fault(
                f"`{wait.by}` is {kind_of(kind)}, and what is expected goes by classes or by choices",
                "take an attribute that is a choice, or a yes or no",
                "attribute-kind",
                (*place, "by"),
            )
            return
    yield from unknown_values(wait.cases, values_of(wait.by, blueprint) or YES_OR_NO, what, place)
