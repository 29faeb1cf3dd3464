"""The ways of cases from step to step, as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from simulator.model.graph import Node, process_graph
from simulator.model.plan import Plan


def step_ways(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return from which step to which a case may go next, by their names, each pair once.

    Into a fork is to the first step of each branch; out of its join is from the last step of each. Those who
    are not served and go elsewhere are among them, as are exceptions and errors that are sent back.
    """
    graph = process_graph(plan)
    pairs = (
        (step.name, onto)
        for step in plan.steps
        for onto in _next_steps(graph, Node("step", step.name), set())
    )
    return tuple(dict.fromkeys(pairs))


def _next_steps(graph: nx.MultiDiGraph, node: Node, seen: set[Node]) -> Iterator[str]:
    """Yield the steps after a node, through forks and joins."""
    for onto in graph.successors(node):
        if onto.kind == "step":
            yield onto.name
        elif onto.kind in ("fork", "join") and onto not in seen:
            seen.add(onto)
            yield from _next_steps(graph, onto, seen)
