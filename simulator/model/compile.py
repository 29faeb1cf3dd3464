"""From a blueprint to the plan that engines read."""

from __future__ import annotations

from simulator.blueprint.schema.slas import Sla as WrittenSla
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_clock import last_call
from simulator.model.compile_customers import compile_customers
from simulator.model.compile_index import Index, index_of
from simulator.model.compile_steps import compile_steps
from simulator.model.compile_teams import compile_teams
from simulator.model.plan import OWN_OUTCOMES, Clock, Plan, Sla
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
        warm_up=clock.warm_up,
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
        slas=tuple(_sla(name, sla, index) for name, sla in blueprint.sla.items()),
        skills=tuple(index.skills),
    )
    check_streams(plan)
    return plan


def _solved(outcome: str, blueprint: Blueprint) -> bool:
    if outcome in OWN_OUTCOMES:
        return False
    default = "solved" if outcome == _SOLVED else "unsolved"
    return blueprint.outcomes.get(outcome, default) == "solved"


def _sla(name: str, sla: WrittenSla, index: Index) -> Sla:
    return Sla(
        name=name,
        measure=sla.measure,
        step=None if sla.step is None else index.steps[sla.step],
        customers=None if sla.customers is None else index.classes[sla.customers],
        team=None if sla.team is None else index.teams[sla.team],
        within=sla.within,
        at_least=sla.bound(sla.at_least, index.reading),
        at_most=sla.bound(sla.at_most, index.reading),
        abandoned=sla.abandoned,
    )
