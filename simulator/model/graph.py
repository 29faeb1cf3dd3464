"""The process graph: a plan as nodes and edges, for checks and drawings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

import networkx as nx

from simulator.model.plan import End, Fork, Option, Plan, Shortest, Step, Target, ToStep
from simulator.model.routes import after_joins, first_steps, forks, joining_options, unserved_ways

NodeKind = Literal["entry", "step", "fork", "join", "end"]
EdgeKind = Literal["enters", "route", "fork", "join", "gives_up", "when_full", "escalate"]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A node of the process graph.

    Attributes:
        kind: what it is.
        name: of the class, the step or the outcome; of a fork or join `step/option`, with `/2` and so on for
            a fork that follows another at once.
    """

    kind: NodeKind
    name: str


def process_graph(plan: Plan) -> nx.MultiDiGraph:
    """The graph of everything that can happen to a case.

    Nodes are `Node`; a step has the attributes `lane`, `title` and `teams` (names), the others none. Every
    edge has the attribute `kind`:

    - `enters`: from a class to its first step;
    - `route`: an option of a step, with `step` and `option` (names), `share`, `rounds`, `condition` (None
      where it has none) and `rework` (the option's kind, or empty); from the join on where it is a fork;
    - `fork`: from a fork into a branch, with `condition`;
    - `join`: from the last step of a branch (or from an inner join) to the join, with what a route has;
    - `gives_up`, `when_full`, `escalate`: from a step to where those go who are not served.

    Only ends that some route leads to are nodes.
    """
    graph = nx.MultiDiGraph(name=plan.blueprint)
    for step in plan.steps:
        graph.add_node(Node("step", step.name), lane=step.lane, title=step.title, teams=_teams(plan, step))
    for customers in plan.classes:
        graph.add_edge(
            Node("entry", customers.name), Node("step", plan.steps[customers.starts_at].name), kind="enters"
        )
    for step in plan.steps:
        for reason, elsewhere in unserved_ways(step):
            graph.add_edge(Node("step", step.name), Node("step", plan.steps[elsewhere].name), kind=reason)
        for option in step.route:
            _add_option(graph, plan, step, option)
    return graph


def _teams(plan: Plan, step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plan.teams[team].name for needs in step.options for team, _ in needs))


def _add_option(graph: nx.MultiDiGraph, plan: Plan, step: Step, option: Option) -> None:
    here, target = Node("step", step.name), option.target
    for number in count(1):
        name = _fork_name(step, option, number)
        for node in _nodes_of(plan, target, name):
            graph.add_edge(here, node, **_said(step, option))
        if not isinstance(target, Fork):
            break
        _add_branches(graph, plan, name, target)
        here, target = Node("join", name), target.then


def steps_in_order(plan: Plan, classes: Iterable[int] | None = None) -> tuple[int, ...]:
    """Indices of all steps in the order in which cases come to them; those nobody comes to last.

    A step stands after all that lead to it, except back; steps of a loop by their distance from an entry.
    Those to which only customers lead who come back stand after those of the customers who arrive.

    Args:
        plan: the plan.
        classes: indices of the classes in the order in which their first steps stand; else that of the plan.
    """
    entering = range(len(plan.classes)) if classes is None else classes
    near: list[int] = []
    joined = after_joins(plan)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(plan.steps)))
    entries = [(of.starts_at, of.arrivals.is_returning) for of in (plan.classes[i] for i in entering)]
    for coming_back in (False, True):
        reached = len(near)
        starts = [first for first, back in entries if back is coming_back]
        near += [first for first in dict.fromkeys(starts) if first not in near]
        while reached < len(near):
            _go_on(plan, near[reached], joined, near, graph)
            reached += 1
    near += [index for index in range(len(plan.steps)) if index not in near]
    condensed = nx.condensation(graph)
    loops = {loop: sorted(condensed.nodes[loop]["members"], key=near.index) for loop in condensed}
    order = nx.lexicographical_topological_sort(condensed, lambda loop: near.index(loops[loop][0]))
    return tuple(index for loop in order for index in loops[loop])


def _go_on(plan: Plan, index: int, joined: dict[int, set[int]], near: list[int], graph: nx.DiGraph) -> None:
    """Add what follows a step to those that are near, and the ways there to the graph."""
    onward = [onto for option in plan.steps[index].route for onto in first_steps(option.target)]
    onward += [*sorted(joined.get(index, ())), *(onto for _, onto in unserved_ways(plan.steps[index]))]
    near += [onto for onto in dict.fromkeys(onward) if onto not in near]
    graph.add_edges_from((index, onto) for onto in onward)


def _said(step: Step, option: Option, kind: EdgeKind = "route") -> dict[str, object]:
    return {
        "kind": kind,
        "step": step.name,
        "option": option.key,
        "share": option.share,
        "rounds": option.rounds,
        "rework": option.kind,
        "condition": option.condition,
    }


def _fork_name(step: Step, option: Option, number: int) -> str:
    name = f"{step.name}/{option.key}"
    return name if number == 1 else f"{name}/{number}"


def _nodes_of(plan: Plan, target: Target, fork_name: str) -> Iterator[Node]:
    """The nodes a target leads to at once; none for a join, which its fork links."""
    if isinstance(target, ToStep):
        yield Node("step", plan.steps[target.step].name)
    elif isinstance(target, Shortest):
        for step in target.steps:
            yield Node("step", plan.steps[step].name)
    elif isinstance(target, End):
        yield Node("end", plan.outcomes[target.outcome])
    elif isinstance(target, Fork):
        yield Node("fork", fork_name)


def _add_branches(graph: nx.MultiDiGraph, plan: Plan, name: str, fork: Fork) -> None:
    """The ways into the branches of a fork, and those out of them into its join."""
    graph.add_edges_from(
        (
            Node("fork", name),
            Node("step", plan.steps[first].name),
            {"kind": "fork", "condition": condition},
        )
        for _, first, condition in fork.branches
    )
    graph.add_node(Node("join", name))
    for step, option in joining_options(plan, fork):
        inside = sum(1 for _ in forks(option.target))
        origin = Node("join", _fork_name(step, option, inside)) if inside else Node("step", step.name)
        graph.add_edge(origin, Node("join", name), **_said(step, option, "join"))
