"""Routes at random: conditions, shares, ways back, calls back, branches."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.focus import Focus
from tests.properties.setting import Setting
from tests.properties.values import Blueprint, one_in

NEXT = "steps.NAME.next"
THEN = "steps.NAME.next.then"

JOIN = {"to": "join"}


def conditions(setting: Setting, names: list[str]) -> SearchStrategy[str]:
    """What an option may ask."""
    step = st.sampled_from([f"'{name}'" for name in names])
    attributes = ["complex", "channel is mail", "channel is not phone", "urgency < 2", "age > 4 min"]
    if setting.assigned:
        attributes += ["assigned is urgent", "assigned is not urgent"]
    simple = st.one_of(
        st.sampled_from(attributes),
        st.sampled_from([*setting.classes, *setting.returning]).map(lambda name: f"customers is '{name}'"),
        step.map(lambda name: f"{name}.visits < 2"),
        step.map(lambda name: f"{name}.waiting > 0"),
        step.map(lambda name: f"{name}.expected_wait > 1 min"),
        st.just('time between "00:03" and "00:12"'),
    )
    return simple | st.tuples(simple, simple).map(lambda two: f"{two[0]} and not ({two[1]})")


@st.composite
def targets(draw: DrawFn, focus: Focus, later: list[str], last: Blueprint, place: str = NEXT) -> Blueprint:
    """A step further on, the shortest of some queues, or the last way.

    Args:
        focus: the words that are asked for.
        later: steps further on.
        last: where the row of steps ends: an end, or the join of a branch.
        place: where these words stand: in an option, or behind a parallel.
    """
    way = focus.pick(draw, place, [*last, *(["to"] if later else []), *(["shortest"] if later[1:] else [])])
    if way == "shortest":
        return {"shortest": draw(st.lists(st.sampled_from(later), min_size=2, max_size=3, unique=True))}
    if way in last and (way != "to" or not later or draw(st.booleans())):
        return last
    return {"to": draw(st.sampled_from(later))}


@st.composite
def calls(draw: DrawFn, focus: Focus, queueing: list[str], place: str = NEXT) -> Blueprint:
    """The case is called back."""
    found: Blueprint = {"callback": draw(st.sampled_from(queueing))}
    if focus.says(draw, f"{place}.unreachable", 2):
        found["unreachable"] = draw(st.sampled_from(["30%", "60%"]))
    if focus.says(draw, f"{place}.tries", 2):
        found["tries"] = draw(st.integers(1, 3))
    return found


@st.composite
def routes(
    draw: DrawFn,
    focus: Focus,
    back: list[str],
    later: list[str],
    last: Blueprint,
    asks: SearchStrategy[str],
    called: list[str],
) -> list[Blueprint]:
    """The options of a step: conditions, shares, some of them back, and the rest.

    Args:
        focus: the words that are asked for.
        back: steps to which a share may go back.
        later: steps further on.
        last: where the row of steps ends.
        asks: conditions.
        called: steps in whose queue a case may keep its place.
    """
    onward = targets(focus, later, last)
    some = draw(st.sampled_from([1, 2] if focus.wants(f"{NEXT}.if") else [0, 0, 1, 2]))
    options: list[Blueprint] = [{**draw(onward), "if": draw(asks)} for _ in range(some)]
    if focus.says(draw, f"{NEXT}.share", 3):
        options.append({**draw(onward), "share": "30%", **_kind(draw, focus, 6)})
    if back and (one_in(draw, 3) or focus.wants(f"{NEXT}.rounds", f"{NEXT}.kind")):
        way_back: Blueprint = {"to": draw(st.sampled_from(back)), "share": "30%", "name": "again"}
        if focus.says(draw, f"{NEXT}.rounds", 2):
            way_back["rounds"] = draw(st.integers(1, 2))
        options.append(way_back | _kind(draw, focus, 2))
    if called and focus.says(draw, f"{NEXT}.callback", 3):
        options.append({**draw(calls(focus, called)), "share": "30%", "name": "call"})
    return [*options, {**draw(onward), "name": "rest"}]


def _kind(draw: DrawFn, focus: Focus, many: int) -> Blueprint:
    """What taking an option means for the measures, once in so many."""
    if not focus.says(draw, f"{NEXT}.kind", many):
        return {}
    return {"kind": focus.pick(draw, f"{NEXT}.kind", ["rework", "escalation", "return"])}


@st.composite
def forks(
    draw: DrawFn, focus: Focus, row: list[str], then: SearchStrategy[Blueprint], asks: SearchStrategy[str]
) -> Blueprint:
    """Two or three branches; with a single step in the row all begin there."""
    branches: list[Blueprint] = [{"to": row[0], "name": "one"}, {"to": row[-1], "name": "two"}]
    if one_in(draw, 3):
        branches.append({"to": row[-1], "name": "three"})
    for branch in branches[1:]:
        if focus.says(draw, f"{NEXT}.parallel.if", 2):
            branch["if"] = draw(asks)
    return {"parallel": branches, "then": draw(then), **draw(_joined(focus, NEXT, 2))}


@st.composite
def afterwards(
    draw: DrawFn, focus: Focus, later: list[str], last: Blueprint, called: list[str], row: list[str]
) -> Blueprint:
    """What follows a parallel: a way on, a call back, or another parallel.

    Args:
        focus: the words that are asked for.
        later: steps further on.
        last: where the row of steps ends.
        called: those of them in whose queue a case may keep its place.
        row: the steps of the branches; another parallel has the last of them twice.
    """
    ways = [*last, "to", "to", "shortest", *(["callback"] if called else []), "parallel"]
    way = focus.pick(draw, THEN, ways)
    if way == "callback":
        return draw(calls(focus, called, THEN))
    then = targets(focus, later, last, THEN)
    if way != "parallel":
        return draw(then)
    branches: list[Blueprint] = [{"to": row[-1], "name": "four"}, {"to": row[-1], "name": "five"}]
    if focus.says(draw, f"{THEN}.parallel.if", 2):
        branches[1]["if"] = "complex"
    return {"parallel": branches, "then": draw(then), **draw(_joined(focus, THEN, 2))}


@st.composite
def _joined(draw: DrawFn, focus: Focus, place: str, branches: int) -> Blueprint:
    """Which branches are waited for, and what becomes of the others."""
    found: Blueprint = {}
    if focus.says(draw, f"{place}.wait_for", 2):
        ways = ["all", "any", "any", *range(1, branches + 1)]
        found["wait_for"] = focus.pick(draw, f"{place}.wait_for", ways)
    if focus.says(draw, f"{place}.rest", 2):
        found["rest"] = focus.pick(draw, f"{place}.rest", ["finish", "cancel"])
    return found
