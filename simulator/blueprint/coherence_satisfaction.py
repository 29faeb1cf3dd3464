"""What customers expect, held against what decides it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.schema.attributes import Choice, Flag, kind_of
from simulator.blueprint.schema.satisfaction import ExpectedWait
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.traits import ways_to_decide
from simulator.names import did_you_mean

#: The values of a yes or no, as keys.
_YES_NO = ("yes", "no", "true", "false")


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
    known: tuple[str, ...] = ()
    if wait.by == "customers":
        known, what = tuple(blueprint.customers), "class of customers"
    else:
        ways, what = ways_to_decide(wait.by, blueprint), "value"
        if isinstance(ways[0], Choice):
            known = tuple(value for way in ways if isinstance(way, Choice) for value, _ in way.shares)
        elif isinstance(ways[0], Flag):
            known = _YES_NO
        else:
            yield Fault(
                f"`{wait.by}` is {kind_of(ways[0])}, and what is expected goes by classes or by choices",
                "take an attribute that is a choice, or a yes or no",
                "attribute-kind",
                (*place, "by"),
            )
            return
    for key in wait.cases:
        if key not in known:
            yield Fault(
                f"there is no {what} `{key}`",
                did_you_mean(key, known),
                "unknown-value",
                (*place, key),
                on_key=True,
            )
