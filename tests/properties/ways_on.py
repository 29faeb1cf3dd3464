"""Routes at random: conditions, shares, ways back, calls back, branches."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.setting import Setting
from tests.properties.values import Blueprint, one_in


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


def targets(later: list[str], last: Blueprint) -> SearchStrategy[Blueprint]:
    """A step further on, the shortest of two queues, the end (or the join of a branch)."""
    ways: list[SearchStrategy[Blueprint]] = [st.just(last)]
    if later:
        ways.append(st.sampled_from(later).map(lambda name: {"to": name}))
    if len(later) > 1:
        two = st.lists(st.sampled_from(later), min_size=2, max_size=3, unique=True)
        ways.append(two.map(lambda names: {"shortest": names}))
    return st.one_of(ways[::-1])


@st.composite
def calls(draw: DrawFn, queueing: list[str]) -> Blueprint:
    """The case is called back."""
    found: Blueprint = {"callback": draw(st.sampled_from(queueing))}
    if draw(st.booleans()):
        found["unreachable"] = draw(st.sampled_from(["30%", "60%"]))
    if draw(st.booleans()):
        found["tries"] = draw(st.integers(1, 3))
    return found


@st.composite
def routes(
    draw: DrawFn,
    back: list[str],
    later: list[str],
    last: Blueprint,
    asks: SearchStrategy[str],
    called: list[str],
) -> list[Blueprint]:
    """The options of a step: conditions, shares, some of them back, and the rest.

    Args:
        back: steps to which a share may go back.
        later: steps further on.
        last: where the row of steps ends.
        asks: conditions.
        called: steps in whose queue a case may keep its place.
    """
    onward = targets(later, last)
    options: list[Blueprint] = [
        {**draw(onward), "if": draw(asks)} for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    if one_in(draw, 3):
        options.append({**draw(onward), "share": "30%"})
    if back and one_in(draw, 3):
        way_back: Blueprint = {"to": draw(st.sampled_from(back)), "share": "30%", "name": "again"}
        if draw(st.booleans()):
            way_back["rounds"] = draw(st.integers(1, 2))
        if draw(st.booleans()):
            way_back["kind"] = draw(st.sampled_from(["rework", "escalation", "return"]))
        options.append(way_back)
    if called and one_in(draw, 3):
        options.append({**draw(calls(called)), "share": "30%", "name": "call"})
    return [*options, {**draw(onward), "name": "rest"}]


@st.composite
def forks(draw: DrawFn, rows: list[str], then: Blueprint, asks: SearchStrategy[str]) -> Blueprint:
    """Two or three branches; with a single step in the row all begin there."""
    branches: list[Blueprint] = [{"to": rows[0], "name": "one"}, {"to": rows[-1], "name": "two"}]
    if one_in(draw, 3):
        branches.append({"to": rows[-1], "name": "three"})
    for branch in branches[1:]:
        if draw(st.booleans()):
            branch["if"] = draw(asks)
    found: Blueprint = {"parallel": branches, "then": then, "name": "rest"}
    if draw(st.booleans()):
        found["wait_for"] = draw(st.sampled_from(["all", "any", "any", 1, 2]))
    if draw(st.booleans()):
        found["rest"] = draw(st.sampled_from(["finish", "cancel"]))
    return found


@st.composite
def forks_again(draw: DrawFn, row: list[str], then: Blueprint) -> Blueprint:
    """A parallel right after another: what follows it in the blueprint."""
    branches: list[Blueprint] = [
        {"to": row[0], "name": "four"},
        {"to": row[0], "name": "five", "if": "complex"},
    ]
    found: Blueprint = {"parallel": branches, "then": then}
    if draw(st.booleans()):
        found |= {
            "wait_for": draw(st.sampled_from(["any", "all"])),
            "rest": draw(st.sampled_from(["finish", "cancel"])),
        }
    return found
