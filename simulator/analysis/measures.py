"""The measures: one table of what is measured, of what, and in which unit.

`docs/reference/measures.md` says the same at length; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

from simulator.blueprint.schema.lanes import LANES
from simulator.constants import WEIGHTS
from simulator.model.plan import OWN_OUTCOMES, Action, Plan, Step

Scope = Literal["case", "customers", "step", "lane", "action", "team", "sla"]

#: What a figure is made of:
#: `value`: one value for each customer or visit (a time); mean, spread, quantiles, maximum;
#: `part`: what a cause adds to the mean of a value;
#: `share`: so many of those concerned;
#: `level`: a number present over time; time average and maximum;
#: `ratio`: one total over another;
#: `count`: how many a replication;
#: `amount`: how much a replication;
#: `cost`: how much for each case, and a replication;
#: `rate`: how many per unit of time.
Kind = Literal["value", "part", "share", "level", "ratio", "count", "amount", "cost", "rate"]

#: The statistic that says most of a kind of measure: the one service levels and precision look at.
STATISTIC: Mapping[Kind, str] = {
    "value": "mean",
    "part": "mean",
    "share": "share",
    "level": "mean",
    "ratio": "mean",
    "count": "count",
    "amount": "total",
    "cost": "mean",
    "rate": "rate",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: in snake_case, as in tables, files and service levels.
        kind: what it is made of.
        scopes: of what it is measured.
        unit: `time` (the clock's unit), `share`, `cost` (the currency), `per time`, or the thing counted.
        meaning: the definition in a sentence.
    """

    name: str
    kind: Kind
    scopes: tuple[Scope, ...]
    unit: str
    meaning: str


_CASES: tuple[Scope, ...] = ("case", "customers")
_ALL: tuple[Scope, ...] = ("case", "customers", "step")
_COST: tuple[Scope, ...] = ("case", "customers", "team")
_WAIT: tuple[Scope, ...] = ("case", "customers", "step", "team")

MEASURES = (
    Measure("arrivals", "count", _CASES, "cases", "customers who came, and no-shows"),
    Measure("arrival_rate", "rate", _CASES, "cases per time", "the same per unit of time"),
    Measure("visits", "count", ("step",), "visits", "visits that became ready at the step"),
    Measure("served", "share", _ALL, "share", "cases that left by a named end; visits that were done"),
    Measure("unfinished", "share", _ALL, "share", "still inside, or still open, when the run ended"),
    Measure("abandoned", "share", _ALL, "share", "gave up waiting"),
    Measure("balked", "share", _ALL, "share", "saw the queue and did not join it"),
    Measure("turned_away", "share", _ALL, "share", "found no room in the queue, or the doors closed"),
    Measure("no_show", "share", _CASES, "share", "had an appointment and did not come"),
    Measure("unreachable", "share", ("step",), "share", "were called back and not reached"),
    Measure("escalated", "share", _ALL, "share", "visits that ended by going up; cases with any such visit"),
    Measure("resolution", "share", _CASES, "share", "cases that left by an end that solves them"),
    Measure(
        "first_contact_resolution",
        "share",
        _CASES,
        "share",
        "solved without rework, escalation, return ÷ solved",
    ),
    Measure("rework", "share", _ALL, "share", "visits that led to rework ÷ done; cases with any such visit"),
    Measure("repeat_contacts", "share", _CASES, "share", "cases that are the return of another one"),
    Measure("returns_to_come", "count", _CASES, "cases", "returns that fall due after the doors close"),
    Measure(
        "throughput", "rate", _CASES, "cases per time", "cases that left by a named end, per unit of time"
    ),
    Measure("wait", "value", _WAIT, "time", "started − ready (or the slot, if later), of those started"),
    Measure("wait_hand_off", "part", _ALL, "time", "of the wait: until handed over"),
    Measure("wait_batching", "part", _ALL, "time", "of the wait: until the batch was complete"),
    Measure("wait_blocking", "part", _ALL, "time", "of the wait: until there was room"),
    Measure("wait_off_shift", "part", _ALL, "time", "of the wait: nobody who could serve on duty"),
    Measure("wait_priority", "part", _ALL, "time", "of the wait: since one ready later went first"),
    Measure("wait_contention", "part", _ALL, "time", "of the wait: the rest, all were busy"),
    Measure("wait_past_appointment", "value", _CASES, "time", "slot to the first start by anybody"),
    Measure("queue_time", "value", _ALL, "time", "time in the queue of all who queued, served or not"),
    Measure("first_response", "value", _CASES, "time", "arrival to the first start by a person"),
    Measure("time_in_system", "value", _CASES, "time", "arrival to leaving"),
    Measure("resolution_time", "value", _CASES, "time", "arrival to leaving, of solved cases"),
    Measure("handle_time", "value", _ALL, "time", "time really worked"),
    Measure(
        "suspended_time",
        "value",
        ("step",),
        "time",
        "finished − started − work (of a batch that on all of it)",
    ),
    Measure("queue_length", "level", ("case", "step"), "visits", "number in the queue"),
    Measure("people_inside", "level", _CASES, "cases", "number of customers inside"),
    Measure("busy", "level", ("team",), "members", "number of members taken"),
    Measure("all_busy", "ratio", ("team",), "share", "time with nobody free ÷ time with somebody on duty"),
    Measure("utilisation", "ratio", ("case", "team"), "share", "busy ÷ scheduled time, overtime in both"),
    Measure("down", "ratio", ("team",), "share", "under repair ÷ scheduled time"),
    Measure("overtime", "amount", ("team",), "time", "time on duty past a shift's end or past the close"),
    Measure("cost", "cost", _COST, "cost", "all costs, of a team the staff's, for each arrival"),
    Measure("staff_cost", "cost", _CASES, "cost", "staff time paid, overtime included, for each arrival"),
    Measure("visit_cost", "cost", _CASES, "cost", "what the visits that started cost, for each arrival"),
    Measure("penalties", "cost", _CASES, "cost", "paid for missed service levels, for each arrival"),
    Measure("value_lost", "cost", _CASES, "cost", "value of cases that ended unsolved, for each arrival"),
)

_OF_SOPS: tuple[Scope, ...] = ("case", "step")
_BY_LANE: tuple[Scope, ...] = ("case", "step", "lane")

#: The measures of SOPs; a service without any has none of them.
OF_SOPS = (
    Measure(
        "standardisation_rate", "ratio", _BY_LANE, "share", "work that was prescribed ÷ all work of people"
    ),
    Measure("elasticity", "ratio", _BY_LANE, "share", "work that may bend ÷ work that was prescribed"),
    Measure(
        "compliance",
        "ratio",
        (*_BY_LANE, "action"),
        "share",
        "prescribed actions done so, bent ones too ÷ prescribed actions",
    ),
    Measure("misfit", "share", _ALL, "share", "visits whom a prescribed action did not fit; cases with any"),
    Measure("exceptions", "share", _ALL, "share", "visits with an exception ÷ done; cases with any"),
    Measure("errors", "share", _ALL, "share", "visits in which there was an error ÷ done; cases with any"),
    Measure("errors_left", "share", _ALL, "share", "visits left with an error nobody found; cases with any"),
    Measure("redone", "share", _ALL, "share", "visits in which something was redone; cases with any"),
)

#: The measures of audits; a service in which no SOP is audited has none of them.
OF_AUDITS = (
    Measure(
        "audited_compliance",
        "ratio",
        ("step",),
        "share",
        "the same, as audits find it that see each deviation with some chance",
    ),
    Measure("audit_error", "ratio", ("step",), "share", "by how much one audit is off: its standard error"),
)

#: The measures of what customers would answer; a service that does not measure satisfaction has none of them.
OF_ANSWERS = (
    Measure("satisfaction", "ratio", _CASES, "of 5", "mean answer from 1 to 5 to how satisfied one was"),
    *(
        Measure(f"answer_{k}", "ratio", _CASES, "share", f"customers who would answer {k} to it")
        for k in range(1, 6)
    ),
    Measure("csat", "ratio", _CASES, "share", "customers who would answer 4 or 5"),
    Measure("nps", "ratio", _CASES, "points", "share who would recommend it with 9, 10 − share with 0 to 6"),
    Measure("ces", "ratio", _CASES, "of 7", "mean answer from 1 to 7 to how easy it was"),
    Measure("ces_easy", "ratio", _CASES, "share", "customers who would answer 5 to 7 to it"),
    Measure("complaints", "ratio", _CASES, "share", "customers who would complain"),
    Measure("churn", "ratio", _CASES, "share", "customers who would not come again"),
    Measure("experience", "ratio", ("step",), "score", "mean score of the touchpoints"),
    *(
        Measure(f"gap_{name}", "ratio", _OF_SOPS, "gap", f"mean experience − expectation in {name}")
        for name in WEIGHTS.labels
    ),
)

#: Between what a figure in each unit lies; in any other it is nought or more.
_BOUNDS = {
    "share": (0.0, 1.0),
    "of 5": (1.0, 5.0),
    "of 7": (1.0, 7.0),
    "points": (-100.0, 100.0),
    "score": (-inf, inf),
    "gap": (-inf, inf),
}

#: A share for each named end of the blueprint: `outcome_` and the name as written.
OUTCOME = "outcome_"

#: Measures of which more is better, and those of which more or less is neither; of all others less is better.
_MORE = (
    "served",
    "resolution",
    "first_contact_resolution",
    "throughput",
    "compliance",
    "audited_compliance",
    "satisfaction",
    "csat",
    "nps",
    "ces",
    "ces_easy",
    "experience",
    *(f"gap_{name}" for name in WEIGHTS.labels),
)
_NEITHER = (
    "arrivals",
    "arrival_rate",
    "visits",
    "handle_time",
    "busy",
    "utilisation",
    "standardisation_rate",
    "elasticity",
    "audit_error",
    *(f"answer_{k}" for k in range(1, 6)),
)


def measures(plan: Plan) -> tuple[Measure, ...]:
    """All measures of a plan in the order of the metrics; the named ends stand after `turned_away`."""
    ends = tuple(
        Measure(OUTCOME + name, "share", _CASES, "share", f"cases that left by the end `{name}`")
        for name in plan.outcomes[len(OWN_OUTCOMES) :]
    )
    after = 1 + next(i for i, measure in enumerate(MEASURES) if measure.name == "turned_away")
    of_sops = OF_SOPS if any(step.procedure is not None for step in plan.steps) else ()
    of_audits = OF_AUDITS if is_audited(plan) else ()
    of_answers = OF_ANSWERS if plan.satisfaction is not None else ()
    return MEASURES[:after] + ends + MEASURES[after:] + of_sops + of_audits + of_answers


#: What a blueprint must say for some measures to be there.
_MEASURED_IF = (
    (OF_ANSWERS, "it is measured where the blueprint has `satisfaction: {expected_wait: 5 min}` at the top"),
    (OF_SOPS, "it is measured where a step has an `sop`"),
    (OF_AUDITS, "it is measured where an `sop` has an `audit: {visits: 20}`"),
)


def not_measured(plan: Plan, name: str) -> str:
    """What a blueprint would have to say so that a measure is there; empty where it is, or is none."""
    if any(measure.name == name for measure in measures(plan)):
        return ""
    return next((said for some, said in _MEASURED_IF if any(one.name == name for one in some)), "")


def is_audited(plan: Plan) -> bool:
    """Whether an SOP is audited."""
    return any(step.procedure is not None and step.procedure.audit is not None for step in plan.steps)


def bounds_of(unit: str) -> tuple[float, float]:
    """The least and the most that a figure in this unit, as in the metrics, can be."""
    return _BOUNDS.get(unit, (0.0, inf))


def better(measure: str) -> Literal["less", "more", ""]:
    """Whether less of a measure is better, or more; empty where that depends on what one wants."""
    if measure.startswith(OUTCOME) or measure in _NEITHER:
        return ""
    return "more" if measure in _MORE else "less"


def names_of(plan: Plan, scope: Scope) -> tuple[str, ...]:
    """What a scope's figures are about, in the order of the plan; of all cases together: `all`."""
    match scope:
        case "case":
            return ("all",)
        case "customers":
            return tuple(customers.name for customers in plan.classes)
        case "step":
            return tuple(step.name for step in plan.steps)
        case "lane":
            return lanes_by_sop(plan)
        case "action":
            return tuple(f"{step.name}: {action.name}" for step, action in written_actions(plan))
        case "team":
            return tuple(team.name for team in plan.teams)
        case "sla":
            return tuple(sla.name for sla in plan.slas)


def lanes_by_sop(plan: Plan) -> tuple[str, ...]:
    """The lanes in which a step has an SOP, from the customer to what is behind the scenes."""
    having = {step.lane for step in plan.steps if step.procedure is not None}
    return tuple(lane for lane in LANES if lane in having)


def written_actions(plan: Plan) -> Iterator[tuple[Step, Action]]:
    """Every action of an SOP that says one by one what is done, with its step."""
    for step in plan.steps:
        if step.procedure is not None and not step.procedure.together:
            yield from ((step, action) for action in step.procedure.actions)


def unit_of(plan: Plan, measure: Measure) -> str:
    """A measure's unit as it stands in the tables: `min`, `share`, `cases`, `cases/min`, `EUR`."""
    if measure.unit == "time":
        return plan.clock.unit
    if measure.unit == "cost":
        return plan.currency
    return measure.unit.replace(" per time", f"/{plan.clock.unit}")
