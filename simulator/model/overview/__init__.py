"""A plan read back: what was understood, in sentences and small tables of plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.graph import steps_in_order
from simulator.model.overview.customers import ClassReading, class_readings
from simulator.model.overview.loads import LoadRow, load_rows
from simulator.model.overview.promises import PromiseReading, promise_readings
from simulator.model.overview.standards import StandardReading, standard_readings
from simulator.model.overview.steps import RouteReading, StepReading, step_readings
from simulator.model.overview.teams import TeamReading, team_readings
from simulator.model.overview.week import WeekRow, week_rows
from simulator.model.plan import Plan
from simulator.model.traffic import Traffic

__all__ = [
    "ClassReading",
    "LoadRow",
    "Overview",
    "PromiseReading",
    "RouteReading",
    "StandardReading",
    "StepReading",
    "TeamReading",
    "WeekRow",
    "overview",
]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a plan was understood to say.

    Attributes:
        classes: who comes.
        steps: what is done, in the order in which a case comes to the steps; those nobody comes to last.
        standards: how it is done at steps with an SOP, in the same order.
        teams: who serves.
        promises: deadlines and service levels.
        week: staff on duty and arrivals through the run, at most its first week.
        loads: what is asked of each team.
        assumptions: what is not exact in shares, visits and loads, in words; empty where all is.
    """

    classes: tuple[ClassReading, ...]
    steps: tuple[StepReading, ...]
    standards: tuple[StandardReading, ...]
    teams: tuple[TeamReading, ...]
    promises: tuple[PromiseReading, ...]
    week: tuple[WeekRow, ...]
    loads: tuple[LoadRow, ...]
    assumptions: tuple[str, ...]


def overview(plan: Plan, traffic: Traffic, classes: Sequence[int] | None = None) -> Overview:
    """Read a plan back.

    Args:
        plan: the plan.
        traffic: its traffic equations.
        classes: indices of the classes in the order in which they are to stand; else that of the plan.
    """
    order = range(len(plan.classes)) if classes is None else classes
    readings = class_readings(plan, traffic)
    return Overview(
        classes=tuple(readings[index] for index in order),
        steps=step_readings(plan, traffic, order),
        standards=standard_readings(plan, traffic, steps_in_order(plan, order)),
        teams=team_readings(plan),
        promises=promise_readings(plan),
        week=week_rows(plan),
        loads=load_rows(plan, traffic),
        assumptions=traffic.assumptions,
    )
