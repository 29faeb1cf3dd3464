"""Ways in, through and out."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, option_path, path
from simulator.model.plan import End, Join
from simulator.model.routes import last_way, reachable, steps_led_to, unserved_ways
from simulator.model.saying import quoted


def check_ways_in(facts: Facts) -> Iterator[Problem]:
    """Somebody comes."""
    if not facts.traffic.cases.any():
        yield Problem(
            "nobody comes in: no class of customers arrives during the run",
            "give a class under `customers` arrivals before the doors close",
            path("customers"),
            code="no-way-in",
        )


def check_ways_out(facts: Facts) -> Iterator[Problem]:
    """From every step some end can be reached."""
    for loop in closed_loops(facts):
        names = [facts.plan.steps[step].name for step in loop]
        lost = sorted(stuck(facts) - set(loop))
        into = [facts.plan.steps[step].name for step in lost if set(loop) & _after(facts, step)]
        message = f"no way out: {quoted(names)} {_leads_on(names)}"
        if into:
            message += f", and {quoted(into)} {'leads' if len(into) == 1 else 'lead'} nowhere else"
        yield Problem(
            message,
            "let one of the ways on lead to an `end`",
            path("steps", names[0], "next"),
            code="no-way-out",
        )


def _leads_on(names: list[str]) -> str:
    return "leads only back to itself" if len(names) == 1 else "lead only to each other"


def stuck(facts: Facts) -> frozenset[int]:
    """Indices of the steps from which neither an end nor a join can be reached."""
    onward = _onward(facts)
    outside = [step for step in onward if _leaves(facts, step)]
    back = onward.reverse(copy=False)
    free = set(outside).union(*(nx.descendants(back, step) for step in outside))
    return frozenset(onward) - free


def closed_loops(facts: Facts) -> list[tuple[int, ...]]:
    """The loops in which the stuck steps end up."""
    among = _onward(facts).subgraph(stuck(facts))
    loops = [sorted(group) for group in nx.attracting_components(among)]
    return sorted(tuple(loop) for loop in loops)


def _onward(facts: Facts) -> nx.DiGraph:
    """Steps and where their main path goes on; branches of a parallel come back by themselves."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(facts.plan.steps)))
    for index, step in enumerate(facts.plan.steps):
        for option in step.route:
            graph.add_edges_from((index, onto) for onto in steps_led_to(last_way(option.target)))
        graph.add_edges_from((index, elsewhere) for _, elsewhere in unserved_ways(step))
    return graph


def _leaves(facts: Facts, step: int) -> bool:
    route = facts.plan.steps[step].route
    return any(isinstance(last_way(option.target), End | Join) for option in route)


def _after(facts: Facts, step: int) -> frozenset[int]:
    return frozenset(nx.descendants(_onward(facts), step))


def check_unreachable_steps(facts: Facts) -> Iterator[Problem]:
    """Somebody comes to every step."""
    for index, step in enumerate(facts.plan.steps):
        if index not in facts.reached:
            yield Problem(
                f"nobody ever comes to `{step.name}`",
                "let a step lead to it, or a class start at it; or take it out",
                path("steps", step.name),
                code="unreachable-step",
            )


def check_rounds_leave_a_rest(facts: Facts) -> Iterator[Problem]:
    """When an option's rounds are used up, another takes what it leaves."""
    for step in facts.plan.steps:
        if any(option.condition is None and option.share is None for option in step.route):
            continue
        for option in step.route:
            if option.rounds is not None and option.share is not None:
                yield Problem(
                    f"when the rounds of `{option.key}` are used up no way on takes the rest: "
                    "its share goes to the other shares in proportion",
                    "leave out the `share` of the way on that is to take the rest",
                    option_path(step, option),
                    code="rounds-without-rest",
                )


def check_keep_is_released(facts: Facts) -> Iterator[Problem]:
    """What a step keeps is released by a step that the case can still come to."""
    for index, step in enumerate(facts.plan.steps):
        for team, release in step.keep:
            if release not in reachable(facts.plan, index):
                name, until = facts.plan.teams[team].name, facts.plan.steps[release].name
                yield Problem(
                    f"`{step.name}` keeps `{name}` until the end of `{until}`, "
                    "to which no case comes from there: it is freed at once",
                    "name a step that follows",
                    path("steps", step.name, "keep", name),
                    code="keep-never-released",
                )
