"""Customers at random: when they come, how patient they are, how urgent."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.setting import Setting
from tests.properties.values import Blueprint, clock_time, hours, one_in, times


@st.composite
def arrivals(draw: DrawFn, busyness: bool = False) -> Blueprint:
    """At moments, at intervals, at random, by appointment."""
    kind = draw(st.sampled_from(["at", "at", "every", "rate", "profile", "appointments"]))
    if kind == "appointments":
        return draw(appointments())
    found: Blueprint = {}
    if kind == "at":
        found["at"] = draw(st.lists(st.integers(0, 15), min_size=3, max_size=10))
    elif kind == "every":
        found["every"] = draw(times(least=1))
    elif kind == "rate":
        found["rate"] = f"{draw(st.integers(5, 90))}/h"
    else:
        found["rate"] = {"00:00": f"{draw(st.integers(0, 60))}/h", "00:10": f"{draw(st.integers(1, 90))}/h"}
    if busyness and "rate" in found and draw(st.booleans()):
        found["busyness"] = "today"
    if kind != "at" or draw(st.booleans()):
        found["limit"] = draw(st.integers(3, 10))
    if one_in(draw, 5):
        found["batch"] = draw(st.sampled_from([2, 3, {"discrete": {"1": "60%", "2": "40%"}}]))
    return found


@st.composite
def appointments(draw: DrawFn) -> Blueprint:
    """A book of slots in the first minutes of a day."""
    first = draw(st.integers(0, 8))
    book: Blueprint = {
        "first": clock_time(first),
        "last": clock_time(first + draw(st.integers(0, 12))),
        "every": draw(st.integers(1, 3)),
    }
    if one_in(draw, 3):
        book["days"] = draw(st.sampled_from(["Mon-Fri", "Mon, Wed"]))
    if one_in(draw, 2):
        book["no_show"] = draw(st.sampled_from(["20%", "60%"]))
    if one_in(draw, 2):
        early = {"discrete": {"-3": "30%", "0": "40%", "2": "30%"}}
        book["early_late"] = draw(st.sampled_from([early, {"normal": {"mean": -1, "sd": 2}}, 3, -2]))
    found: Blueprint = {"appointments": book}
    if one_in(draw, 3):
        found["limit"] = draw(st.integers(3, 8))
    return found


@st.composite
def priorities(draw: DrawFn, setting: Setting) -> object:
    """By number, by name, by an attribute."""
    ways: list[object] = [1, 2, 3, {"by": "urgency"}]
    if setting.named:
        ways += ["urgent", "routine", {"by": "level"}]
        ways += [{"by": "assigned"}] if setting.assigned else []
    return draw(st.sampled_from(ways))


@st.composite
def customers(
    draw: DrawFn, setting: Setting, starts: list[str], queueing: list[str], returning: bool = False
) -> Blueprint:
    """A class of customers; who is there already waits at a step where somebody serves."""
    found: Blueprint = {
        "starts_at": draw(st.sampled_from(starts)),
        "arrivals": "returning" if returning else draw(arrivals(busyness=True)),
    }
    if draw(st.booleans()):
        found["priority"] = draw(priorities(setting))
    if one_in(draw, 3):
        found["patience"] = draw(times(least=2))
    if one_in(draw, 4):
        found["attributes"] = draw(
            st.fixed_dictionaries(
                {"complex": st.booleans()},
                optional={"urgency": st.integers(1, 3), "level": st.just({"choice": {"urgent": "100%"}})},
            )
        )
    if one_in(draw, 5):
        found["hours"] = draw(hours(setting.hours))
        if draw(st.booleans()):
            found["when_closed"] = draw(st.sampled_from(["wait", "wait", "leave"]))
    if queueing and one_in(draw, 4):
        backlog = st.dictionaries(st.sampled_from(queueing), st.integers(0, 4), min_size=1, max_size=2)
        found["backlog"] = draw(backlog)
    if one_in(draw, 6):
        found["value"] = "50 EUR"
    return found
