"""Customers at random: when they come, how patient they are, how urgent."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.focus import Focus
from tests.properties.opening import hours
from tests.properties.setting import Setting
from tests.properties.values import Blueprint, clock_time, times

COMING = "customers.NAME.arrivals"
NO_FOCUS = Focus()


@st.composite
def arrivals(draw: DrawFn, busyness: bool = False, focus: Focus = NO_FOCUS) -> Blueprint:
    """At moments, at intervals, at random, by appointment."""
    ways = ["at", "at", "every", "rate", "rate", "appointments"]
    if busyness and focus.wants(f"{COMING}.busyness"):
        ways = ["rate"]  # it multiplies a rate
    way = focus.pick(draw, COMING, ways)
    if way == "appointments":
        return draw(appointments(focus))
    found: Blueprint = {}
    if way == "at":
        found["at"] = draw(st.lists(st.integers(0, 15), min_size=3, max_size=10))
    elif way == "every":
        found["every"] = draw(times(least=1))
    elif draw(st.booleans()):
        found["rate"] = f"{draw(st.integers(5, 90))}/h"
    else:
        found["rate"] = {"00:00": f"{draw(st.integers(0, 60))}/h", "00:10": f"{draw(st.integers(1, 90))}/h"}
    if busyness and "rate" in found and focus.says(draw, f"{COMING}.busyness", 2):
        found["busyness"] = "today"
    if way != "at" or focus.says(draw, f"{COMING}.limit", 2):
        found["limit"] = draw(st.integers(3, 10))
    if focus.says(draw, f"{COMING}.batch", 5):
        found["batch"] = draw(st.sampled_from([2, 3, {"discrete": {"1": "60%", "2": "40%"}}]))
    return found


@st.composite
def appointments(draw: DrawFn, focus: Focus) -> Blueprint:
    """A book of slots in the first minutes of a day."""
    place = f"{COMING}.appointments"
    first = draw(st.integers(0, 8))
    book: Blueprint = {
        "first": clock_time(first),
        "last": clock_time(first + draw(st.integers(0, 12))),
        "every": draw(st.integers(1, 3)),
    }
    if focus.says(draw, f"{place}.days", 3):
        book["days"] = draw(st.sampled_from(["Mon-Fri", "Mon, Wed"]))
    if focus.says(draw, f"{place}.no_show", 2):
        book["no_show"] = draw(st.sampled_from(["20%", "60%"]))
    if focus.says(draw, f"{place}.early_late", 2):
        early = {"discrete": {"-3": "30%", "0": "40%", "2": "30%"}}
        book["early_late"] = draw(st.sampled_from([early, {"normal": {"mean": -1, "sd": 2}}, 3, -2]))
    found: Blueprint = {"appointments": book}
    if focus.says(draw, f"{COMING}.limit", 3):
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
    focus, place = setting.focus, "customers.NAME"
    found: Blueprint = {
        "starts_at": draw(st.sampled_from(starts)),
        "arrivals": "returning" if returning else draw(arrivals(busyness=True, focus=focus)),
    }
    if focus.says(draw, f"{place}.priority", 2):
        found["priority"] = draw(priorities(setting))
    if focus.says(draw, f"{place}.patience", 3):
        found["patience"] = draw(times(least=2))
    if focus.says(draw, f"{place}.attributes", 4):
        found["attributes"] = draw(
            st.fixed_dictionaries(
                {"complex": st.booleans()},
                optional={"urgency": st.integers(1, 3), "level": st.just({"choice": {"urgent": "100%"}})},
            )
        )
    closes = focus.wants(f"{place}.when_closed")
    if focus.says(draw, f"{place}.hours", 5) or closes:
        found["hours"] = draw(hours(setting.hours, focus, f"{place}.hours"))
        if focus.says(draw, f"{place}.when_closed", 2):
            found["when_closed"] = focus.pick(draw, f"{place}.when_closed", ["wait", "wait", "leave"])
    if queueing and focus.says(draw, f"{place}.backlog", 4):
        backlog = st.dictionaries(st.sampled_from(queueing), st.integers(0, 4), min_size=1, max_size=2)
        found["backlog"] = draw(backlog)
    if focus.says(draw, f"{place}.value", 6):
        found["value"] = "50 EUR"
    return found
