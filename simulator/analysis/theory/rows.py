"""What theory says of a plan: one row a figure, to stand beside the simulated one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["customers", "step", "team", "sla"]

#: In place of a model where there is none.
NO_FORMULA = "no formula"


@dataclass(frozen=True, slots=True)
class TheoryRow:
    """One figure of theory.

    Attributes:
        scope: what it is about, as in the metrics of a run.
        name: of the step, team, class or service level.
        measure: as in the metrics: `queue_time`, `wait`, `queue_length`, `abandoned`, `turned_away`,
            `utilisation`, `busy`, `time_in_system`; `attainment` of a service level.
        statistic: `mean` or `share`; of a wait the share is that of visits which wait at all.
        value: the figure, in the plan's unit of time; None where there is no formula or no steady state.
        model: the queue in Kendall's notation, such as `M/M/3`, or `no formula`.
        exact: whether the assumptions of the formula hold.
        note: what it means or why it is not exact, in words.
        customers: the class, where the figure is about one class at a step.
        unit: as in the metrics: the plan's unit of time, `share`, `visits`, `members`.
    """

    scope: Scope
    name: str
    measure: str
    statistic: str
    value: float | None
    model: str
    exact: bool
    note: str
    customers: str = ""
    unit: str = ""
