"""The process graph of a plan."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx

from simulator.model.graph import Node, process_graph, steps_in_order
from simulator.model.plan import Arrivals, Plan
from simulator.model.step_ways import step_ways
from simulator.randomness.distributions import exponential
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
    bank_branch,
    end,
    is_,
    join,
    parallel,
    shortest,
    to,
)


def step(name: str) -> Node:
    return Node("step", name)


def kinds(graph: nx.MultiDiGraph, kind: str) -> set[tuple[Node, Node]]:
    return {(a, b) for a, b, said in graph.edges(data=True) if said["kind"] == kind}


def test_every_class_step_and_end_is_a_node() -> None:
    graph = process_graph(bank_branch())
    assert set(graph) == {
        Node("entry", "business"),
        Node("entry", "walk-in"),
        step("greet"),
        step("counter"),
        step("adviser"),
        Node("end", "served"),
    }
    assert kinds(graph, "enters") == {
        (Node("entry", "business"), step("counter")),
        (Node("entry", "walk-in"), step("greet")),
    }


def test_steps_tell_lane_and_teams() -> None:
    graph = process_graph(bank_branch())
    assert graph.nodes[step("counter")] == {"lane": "onstage", "title": "counter", "teams": ("tellers",)}


def test_routes_tell_shares_conditions_and_rounds() -> None:
    graph = process_graph(bank_branch())
    (rework,) = graph.get_edge_data(step("counter"), step("counter")).values()
    assert (rework["option"], rework["share"], rework["rounds"], rework["rework"]) == (
        "rework",
        0.06,
        2,
        "rework",
    )
    (adviser,) = graph.get_edge_data(step("counter"), step("adviser")).values()
    assert adviser["condition"] is not None
    assert adviser["share"] is None


def test_those_not_served_have_edges_of_their_own() -> None:
    graph = process_graph(
        a_plan(
            [a_class("guest", "desk")],
            [
                a_step(
                    "desk", "clerks", gives_up="call back", patience=exponential(1), limit=3, when_full="hall"
                ),
                a_step("call back"),
                a_step("hall"),
            ],
            [a_team("clerks")],
        )
    )
    assert kinds(graph, "gives_up") == {(step("desk"), step("call back"))}
    assert kinds(graph, "when_full") == {(step("desk"), step("hall"))}


def test_the_shortest_queue_is_an_edge_to_each() -> None:
    graph = process_graph(
        a_plan(
            [a_class("guest", "door")], [a_step("door", route=shortest("a", "b")), a_step("a"), a_step("b")]
        )
    )
    assert {(step("door"), step("a")), (step("door"), step("b"))} <= kinds(graph, "route")


def test_a_parallel_forks_and_joins() -> None:
    tests = parallel(("lab", is_("blood")), "x-ray", then=to("review"), key="tests")
    graph = process_graph(
        a_plan(
            [a_class("patient", "assess")],
            [
                a_step("assess", route=tests),
                a_step("lab", route=join()),
                a_step("x-ray", route=to("reading")),
                a_step("reading", route=[join(share=0.5), to("x-ray")]),
                a_step("review"),
            ],
            attributes={"blood": "flag"},
        )
    )
    fork, meeting = Node("fork", "assess/tests"), Node("join", "assess/tests")
    assert kinds(graph, "fork") == {(fork, step("lab")), (fork, step("x-ray"))}
    assert kinds(graph, "join") == {(step("lab"), meeting), (step("reading"), meeting)}
    assert {(step("assess"), fork), (meeting, step("review"))} <= kinds(graph, "route")
    (into_lab,) = graph.get_edge_data(fork, step("lab")).values()
    assert into_lab["condition"] is not None


def test_a_fork_inside_a_branch_joins_before_the_outer_one() -> None:
    graph = process_graph(
        a_plan(
            [a_class("patient", "start")],
            [
                a_step("start", route=parallel("a", "b", then=end(), key="outer")),
                a_step("a", route=parallel("a1", "a2", then=join(), key="inner")),
                a_step("a1", route=join()),
                a_step("a2", route=join()),
                a_step("b", route=join()),
            ],
        )
    )
    outer, inner = Node("join", "start/outer"), Node("join", "a/inner")
    assert kinds(graph, "join") == {
        (step("a1"), inner),
        (step("a2"), inner),
        (inner, outer),
        (step("b"), outer),
    }
    assert (outer, Node("end", "served")) in kinds(graph, "route")


def test_a_fork_right_after_a_fork_is_numbered() -> None:
    second = parallel("b", then=end(), key="ignored")
    graph = process_graph(
        a_plan(
            [a_class("patient", "start")],
            [
                a_step("start", route=parallel("a", then=second, key="both")),
                a_step("a", route=join()),
                a_step("b", route=join()),
            ],
        )
    )
    assert (Node("join", "start/both"), Node("fork", "start/both/2")) in kinds(graph, "route")
    assert (Node("join", "start/both/2"), Node("end", "served")) in kinds(graph, "route")
    assert nx.has_path(graph, Node("entry", "patient"), Node("end", "served"))


def names_in_order(plan: Plan) -> list[str]:
    return [plan.steps[index].name for index in steps_in_order(plan)]


def test_steps_stand_in_the_order_in_which_cases_come() -> None:
    assert names_in_order(bank_branch()) == ["greet", "counter", "adviser"]


def test_what_follows_a_join_stands_after_the_branches_and_the_unreachable_last() -> None:
    plan = a_plan(
        [a_class("patient", "start")],
        [
            a_step("alone"),
            a_step("decide", route=[to("start", share=0.1), end()]),
            a_step("start", route=parallel("x-ray", "lab", then=to("decide"))),
            a_step("lab", route=join()),
            a_step("x-ray", route=join()),
        ],
    )
    assert names_in_order(plan) == ["start", "x-ray", "lab", "decide", "alone"]


def test_what_only_those_come_to_who_come_back_stands_after_the_others() -> None:
    plan = a_plan(
        [replace(a_class("complaint", "repair"), arrivals=Arrivals()), a_class("guest", "desk")],
        [a_step("repair", route=[end()]), a_step("desk", route=[to("till")]), a_step("till", route=[end()])],
    )
    assert names_in_order(plan) == ["desk", "till", "repair"]


def test_a_way_from_step_to_step_leads_through_forks_and_joins() -> None:
    plan = a_plan(
        [a_class("patient", "start")],
        [
            a_step("start", route=parallel("x-ray", "lab", then=to("decide"))),
            a_step("lab", route=join()),
            a_step("x-ray", route=join()),
            a_step("decide", route=[to("start", share=0.1), end()]),
        ],
    )
    assert set(step_ways(plan)) == {
        ("start", "x-ray"),
        ("start", "lab"),
        ("lab", "decide"),
        ("x-ray", "decide"),
        ("decide", "start"),
    }
