"""From a blueprint to the plan that engines read."""

from __future__ import annotations

from simulator.blueprint.schema.case_moments import CaseMoment
from simulator.blueprint.schema.measures import SPAN
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_clock import last_call
from simulator.model.compile_conditions import compile_condition
from simulator.model.compile_customers import compile_customers
from simulator.model.compile_hours import hours_timeline
from simulator.model.compile_index import Index, index_of
from simulator.model.compile_satisfaction import compile_satisfaction
from simulator.model.compile_steps import compile_steps
from simulator.model.compile_teams import compile_teams
from simulator.model.plan import OWN_OUTCOMES, Clock, Deadline, Moment, Plan, Sla
from simulator.model.streams import check_streams

#: The end that solves the case unless the blueprint says otherwise.
_SOLVED = "served"


def compile_plan(blueprint: Blueprint) -> Plan:
    """Return the plan of a blueprint: names become numbers, texts figures, hours times from t = 0.

    Raises:
        StreamCollisionError: two of its decisions would share their random numbers.
    """
    index = index_of(blueprint)
    clock, reading = blueprint.clock, blueprint.reading
    plan = Plan(
        blueprint=blueprint.blueprint,
        version=blueprint.version,
        scenario=blueprint.scenario,
        currency=blueprint.currency,
        clock=Clock(clock.unit, reading.seconds, reading.start.isoformat(), reading.dated),
        run_for=clock.run_for,
        at_end=clock.at_end,
        warm_up=0.0 if clock.warm_up == "auto" else clock.warm_up,
        last_call=last_call(blueprint),
        classes=compile_customers(blueprint, index),
        steps=compile_steps(blueprint, index),
        teams=compile_teams(blueprint, index),
        branches=index.branch_list,
        attributes=index.attribute_list,
        busyness=dict(sorted(blueprint.busyness.items())),
        day=reading.day,
        first_day_ends=reading.day - reading.since_midnight,
        outcomes=tuple(index.outcomes),
        solved=tuple(_solved(name, blueprint) for name in index.outcomes),
        slas=tuple(_sla(name, blueprint, index) for name in blueprint.sla),
        find_warm_up=clock.warm_up == "auto",
        skills=tuple(index.skills),
        satisfaction=compile_satisfaction(blueprint, index),
        deadlines=tuple(_deadline(name, blueprint, index) for name in sorted(blueprint.deadlines)),
    )
    check_streams(plan)
    return plan


def _solved(outcome: str, blueprint: Blueprint) -> bool:
    if outcome in OWN_OUTCOMES:
        return False
    default = "solved" if outcome == _SOLVED else "unsolved"
    return blueprint.outcomes.get(outcome, default) == "solved"


def _sla(name: str, blueprint: Blueprint, index: Index) -> Sla:
    sla = blueprint.sla[name]
    return Sla(
        name=name,
        measure=sla.measure or SPAN,
        step=None if sla.step is None else index.steps[sla.step],
        customers=None if sla.customers is None else index.classes[sla.customers],
        team=None if sla.team is None else index.teams[sla.team],
        within=sla.within,
        at_least=sla.bound(sla.at_least, index.reading),
        at_most=sla.bound(sla.at_most, index.reading),
        abandoned=sla.abandoned,
        start=_moment(sla.from_, index),
        end=_moment(sla.to, index),
        where=None if sla.where is None else compile_condition(sla.where, index),
        counted_in=hours_timeline(sla.counted_in, blueprint),
        per=sla.per,
        penalty=sla.penalty,
    )


def _moment(moment: CaseMoment | None, index: Index) -> Moment | None:
    if moment is None:
        return None
    return Moment(moment.what, -1 if moment.step is None else index.steps[moment.step])


def _deadline(name: str, blueprint: Blueprint, index: Index) -> Deadline:
    rule = blueprint.deadlines[name]
    return Deadline(
        name=name,
        classes=tuple(sorted(index.classes[customers] for customers in rule.customers or index.classes)),
        after=rule.after,
        counted_in=hours_timeline(rule.counted_in, blueprint),
        to=None if rule.to is None else index.steps[rule.to],
        priority=None if rule.priority is None else index.rank(rule.priority),
    )
