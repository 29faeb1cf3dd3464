"""Whatever is put anywhere into a sound blueprint: it is read and compiled, or refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.blueprint import load as loading
from simulator.blueprint.tree import Node, Tree
from simulator.blueprint.yaml_tree import read_file
from simulator.errors import BlueprintError
from simulator.model.compile import compile_plan

GALLERY = sorted((Path(__file__).parents[2] / "blueprints").glob("*.yaml"))

#: Words of pydantic and Python that no reader should meet.
FOREIGN = ("Input should", "pydantic", "dict", "NoneType", "Traceback")

SCALARS: list[Any] = [
    *(None, True, 0, 1, -1, 3.5, 1e13, float("nan"), float("inf"), "", "abc", "5 min", "30/h", "20%", "120%"),
    *(
        "09:00",
        "2026-01-01",
        "endless",
        "leave",
        "join",
        "served",
        "1,5",
        "0 min",
        "1/0 h",
        "x and y",
        "not complex",
    ),
]
BLOCKS: list[Any] = [
    *(
        [],
        {},
        ["served"],
        {"to": "served"},
        {"end": "served"},
        {"by": "customers"},
        {"from": 3},
        {"5": "20%"},
    ),
    *(
        {"chance": "20%"},
        {"choice": {"a": "100%"}},
        {"exponential": "5 min"},
        {"exponential": -1},
        {"09:00": 3},
    ),
    *(
        {"discrete": {"1": "50%", "2": "50%"}},
        {"mixture": [{"share": "100%", "of": 3}]},
        {"empirical": [1, 2]},
    ),
    *({"beta": {"low": 0, "high": 1, "mean": 0.5, "sd": 0.6}}, {"lognormal": {"mean": 1e12, "cv": 1e6}}),
    *(
        {"Mon-Fri": {"09:00": 1}},
        {"Mon": 3, "Sun": 2},
        {"open": "09:00-17:00"},
        {"csv": "x.csv", "column": "a"},
    ),
    *({"shortest": ["a", "b"]}, {"parallel": ["a", {"to": "b", "if": "complex"}], "then": "c"}),
]


def node(value: Any) -> Node:
    """A plain value as the reader would give it."""
    if isinstance(value, dict):
        value = {key: node(below) for key, below in value.items()}
    elif isinstance(value, list):
        value = [node(below) for below in value]
    return Node(value, 1, 1, 1, 1, "changed")


def places(root: Node, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(root.value, dict):
        return found + [place for key, below in root.value.items() for place in places(below, (*path, key))]
    if isinstance(root.value, list):
        return found + [place for i, below in enumerate(root.value) for place in places(below, (*path, i))]
    return found


def changed(root: Node, path: tuple[str | int, ...], value: Node | None) -> Node:
    """The tree with another value at a place, or without the entry."""
    if not path:
        return value or root
    step, rest = path[0], path[1:]
    if isinstance(root.value, list):
        assert isinstance(step, int)
        entries = list(root.value)
        entries[step : step + 1] = [changed(entries[step], rest, value)] if rest or value else []
        return replace(root, value=entries)
    assert isinstance(root.value, dict)
    below = {str(key): of for key, of in root.value.items() if key != step or rest or value}
    if rest or value:
        below[str(step)] = changed(root.value[str(step)], rest, value)
    return replace(root, value=below)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_change_is_read_or_refused(path: Path, data: st.DataObject) -> None:
    tree = read_file(path)
    root = changed(tree.root, ("scenarios",), None)
    place = data.draw(st.sampled_from(places(root)))
    value = data.draw(st.one_of(st.none(), st.sampled_from(SCALARS + BLOCKS).map(node)))
    root = changed(root, place, value)
    try:
        plan = compile_plan(loading._loaded(Tree(root, "changed", ()), path.parent, "base", ()))
    except BlueprintError as error:
        told = str(error)
        assert not [word for word in FOREIGN if word in told], told
    else:
        assert plan.steps
