"""Which boxes and arrows a service blueprint has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.blueprint.schema.customers import Customers
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile import compile_plan
from simulator.model.overview import Overview
from simulator.model.step_ways import step_ways
from simulator.report.sop.pages import Box, Drawing

#: The box at which customers arrive; no step has this name.
ARRIVAL = ""

#: The boxes at which they come back are named so, with their first step behind it; no step is.
_BACK = "\n"


def drawing_of(
    blueprint: Blueprint, overview: Overview, may_fail: Callable[[str], bool], may_wait: Callable[[str], bool]
) -> Drawing:
    """Return the service blueprint: the steps in the order in which cases come to them.

    Customers who only come back have a box of their own before their first step.

    Args:
        blueprint: the service.
        overview: what was understood of it.
        may_fail, may_wait: whether something may go wrong at a step, and whether one may have to wait there.
    """
    coming, back = _arrivals(blueprint.customers)
    evidence = {name: step.evidence for name, step in blueprint.steps.items()}
    boxes = [Box(ARRIVAL, ", ".join(coming), "customer", arrives=True)]
    arrows = [(ARRIVAL, first) for first in coming.values()]
    for number, reading in enumerate(overview.steps, start=1):
        name = reading.step
        if name in back:
            boxes.append(Box(_BACK + name, f"{', '.join(back[name])}, coming back", "customer", arrives=True))
            arrows.append((_BACK + name, name))
        boxes.append(
            Box(
                name,
                f"{number}. {reading.title or name}",
                reading.lane,
                evidence.get(name, ""),
                may_fail=may_fail(name),
                may_wait=may_wait(name),
            )
        )
    arrows += step_ways(compile_plan(blueprint))
    return Drawing(tuple(boxes), tuple(dict.fromkeys(arrows)))


def _arrivals(
    customers: Mapping[str, Customers],
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the first step of each class that arrives, and by first step the classes that only come back."""
    coming: dict[str, str] = {}
    back: dict[str, list[str]] = {}
    for name, of in customers.items():
        if of.arrivals.returning:
            back.setdefault(of.starts_at, []).append(name)
        else:
            coming[name] = of.starts_at
    return coming, back
