"""Loops in which no time passes."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.checks.ways import closed_loops
from simulator.model.plan import CustomerClass, Step, Target, ToStep
from simulator.model.routes import unserved_ways
from simulator.model.saying import quoted
from simulator.randomness.distributions import Distribution


def check_zero_time_loops(facts: Facts) -> Iterator[Problem]:
    """No case goes round in a circle at one moment."""
    told = {step for loop in closed_loops(facts) for step in loop}
    graph = nx.DiGraph()
    for index, step in enumerate(facts.plan.steps):
        graph.add_edges_from((index, onto) for onto in _at_once(facts, index, step))
    for group in sorted(nx.strongly_connected_components(graph), key=min):
        loops = len(group) > 1 or graph.has_edge(*(2 * tuple(group)))
        if loops and not group <= told:
            names = [facts.plan.steps[step].name for step in sorted(group)]
            yield Problem(
                f"{quoted(names)} can send a case round in a circle in no time",
                "let one of them take time, or lead those who are not served somewhere else",
                path("steps", names[0]),
                code="zero-time-loop",
            )


def _at_once(facts: Facts, index: int, step: Step) -> Iterator[int]:
    """Steps to which a case may go at the moment it comes to this one, and so again every time."""
    if step.hand_off is not None and step.hand_off.mean > 0:
        return
    if not step.options:
        if _takes_no_time(step) and len(step.route) == 1 and step.route[0].rounds is None:
            yield from _certain(step.route[0].target)
        return
    for reason, elsewhere in unserved_ways(step):
        if reason == "when_full" or (reason == "gives_up" and _gives_up_at_once(facts, index, step)):
            yield elsewhere


def _certain(target: Target) -> Iterator[int]:
    if isinstance(target, ToStep):
        yield target.step


def _takes_no_time(step: Step) -> bool:
    draws = [*step.work.cases.values()]
    if step.work.otherwise is not None:
        draws.append(step.work.otherwise)
    return all(_is_zero(draw) for draw in draws)


def _gives_up_at_once(facts: Facts, index: int, step: Step) -> bool:
    if step.own_patience:
        return step.patience is not None and _is_zero(step.patience)
    comers = (c for c, reached in zip(facts.plan.classes, facts.reached_by, strict=True) if index in reached)
    return any(_has_no_patience(customers) for customers in comers)


def _has_no_patience(customers: CustomerClass) -> bool:
    return customers.patience is not None and _is_zero(customers.patience)


def _is_zero(draw: Distribution) -> bool:
    return draw.is_constant and draw.mean == 0
