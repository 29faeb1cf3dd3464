"""The resolved blueprint as text: the same every time, and read back to the same tree."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blueprint.resolved import flow_text, resolved_text
from simulator.blueprint.scenarios import apply_scenario
from simulator.blueprint.tree import Node, Tree, plain
from simulator.blueprint.yaml_tree import read_text


def tree_of(value: Any) -> Tree:
    return Tree(node_of(value), "", ())


def node_of(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({name: node_of(below) for name, below in value.items()})
    if isinstance(value, list):
        return Node([node_of(below) for below in value])
    return Node(value)


def test_a_blueprint_as_text() -> None:
    tree = read_text(
        'version: "1.10"\nteams: {tellers: {schedule: {"09:00": 3}, cost: 30/h}}\n'
        "empty: {a: {}, b: [], c: }\n"
        "next:\n  - {to: a, if: 'x > 3'}\n  - [1, 0.5, true]\n  - end: 'no'\n"
        "scenarios: {s: {scale: {teams.tellers.cost: 120%}}}\n"
    )
    changed, _ = apply_scenario(tree, "s")
    assert resolved_text(changed) == (
        'version: "1.10"\nteams:\n  tellers:\n    schedule:\n      "09:00": 3\n    cost: 36/h\n'
        "empty:\n  a: {}\n  b: []\n  c: null\n"
        'next:\n  - to: a\n    if: "x > 3"\n  - - 1\n    - 0.5\n    - true\n  - end: "no"\n'
    )


def test_nothing_is_text_too() -> None:
    assert plain(read_text(resolved_text(tree_of({}))).root) == {}


def test_a_value_on_one_line() -> None:
    text = '{lognormal: {mean: 4 min, cv: 0.8}, of: ["09:00", x y]}'
    assert flow_text(read_text(text).root) == text


def test_anchors_are_written_out() -> None:
    assert resolved_text(read_text("a: &a {x: 1}\nb: {<<: *a}\n")) == "a:\n  x: 1\nb:\n  x: 1\n"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        *("no", "09:30", "4,5 min", "010", "1_000", "null", "1.10", "0x1F", "=", "#", "*", "<<", "-x", "- a"),
        *(
            "a: b",
            "a:b",
            "a,",
            " x",
            "x ",
            "“x”",
            "a\nb",
            "\t",
            "\u00a0",
            "\u3000",
            "\x85",
            "\u2028",
            "\ufeff",
        ),
        *("\\UFFFFFFFF", "x" * 300),
    ]
)
SCALARS = TEXTS | st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda name: name != "scenarios"), VALUES, max_size=5))
def test_whatever_the_tree_its_text_reads_back_to_it(value: dict[str, Any]) -> None:
    text = resolved_text(tree_of(value))
    again = read_text(text)
    assert again.problems == ()
    assert plain(again.root) == value
    assert resolved_text(again) == text
