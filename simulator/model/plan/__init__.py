"""The plan: a blueprint with one scenario applied, resolved into numbers and indices.

It is all that an engine and the analysis read. Classes, steps and teams stand in the code-point order
of their names, so an index compares as its name does, and nothing depends on the order of the file.
Times are floats in the blueprint's unit from t = 0, shares and speeds are fractions (120 % is 1.2),
costs are per that unit of time.
"""

from __future__ import annotations

from simulator.model.plan.asked import Deadline, Moment, Sla
from simulator.model.plan.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    CustomersAre,
    DuringTime,
    Not,
    StateIs,
    WentSo,
)
from simulator.model.plan.customers import (
    NO_PRIORITY,
    Appointments,
    Arrivals,
    Attribute,
    CustomerClass,
    Trait,
)
from simulator.model.plan.procedures import (
    Action,
    Audit,
    Base,
    Effects,
    Exceptional,
    Lapses,
    Moments,
    Procedure,
)
from simulator.model.plan.returns import ComesBack
from simulator.model.plan.routes import (
    Branch,
    Callback,
    End,
    Fork,
    Join,
    Option,
    Route,
    Shortest,
    Target,
    ToStep,
)
from simulator.model.plan.satisfaction import Expectation, Satisfaction, StepSatisfaction
from simulator.model.plan.staff import Breakdowns, Learning, Member, Team
from simulator.model.plan.steps import (
    BY_CUSTOMERS,
    Escalation,
    Needs,
    OtherPerson,
    Queue,
    SamePerson,
    SkillNeeded,
    Step,
    Work,
    WorkBatch,
)
from simulator.model.plan.whole import (
    ABANDONED,
    BALKED,
    NO_SHOW,
    OWN_OUTCOMES,
    TURNED_AWAY,
    UNFINISHED,
    Clock,
    Plan,
)

__all__ = [
    "ABANDONED",
    "BALKED",
    "BY_CUSTOMERS",
    "NO_PRIORITY",
    "NO_SHOW",
    "OWN_OUTCOMES",
    "TURNED_AWAY",
    "UNFINISHED",
    "Action",
    "AllOf",
    "AnyOf",
    "Appointments",
    "Arrivals",
    "Attribute",
    "AttributeIs",
    "Audit",
    "Base",
    "Branch",
    "Breakdowns",
    "Callback",
    "Clock",
    "ComesBack",
    "Condition",
    "CustomerClass",
    "CustomersAre",
    "Deadline",
    "DuringTime",
    "Effects",
    "End",
    "Escalation",
    "Exceptional",
    "Expectation",
    "Fork",
    "Join",
    "Lapses",
    "Learning",
    "Member",
    "Moment",
    "Moments",
    "Needs",
    "Not",
    "Option",
    "OtherPerson",
    "Plan",
    "Procedure",
    "Queue",
    "Route",
    "SamePerson",
    "Satisfaction",
    "Shortest",
    "SkillNeeded",
    "Sla",
    "StateIs",
    "Step",
    "StepSatisfaction",
    "Target",
    "Team",
    "ToStep",
    "Trait",
    "WentSo",
    "Work",
    "WorkBatch",
]
