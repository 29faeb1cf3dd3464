"""Satisfaction at random: what is expected, what counts, how steps satisfy; and a scorecard."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.focus import Focus
from tests.properties.setting import Setting
from tests.properties.values import LENGTHS, Blueprint


def expected_waits(setting: Setting) -> SearchStrategy[Any]:
    """The same for all, or not."""
    by = [
        {"by": "channel", "mail": 3, "otherwise": 1},
        {"by": "complex", "yes": 4, "otherwise": 2},
        {"by": "customers", setting.classes[0]: 2, "otherwise": 5},
    ]
    return LENGTHS | st.sampled_from(by)


@st.composite
def satisfaction(draw: DrawFn, setting: Setting) -> Blueprint:
    """What stands at the top."""
    focus = setting.focus
    found: Blueprint = {}
    if focus.says(draw, "satisfaction.expected_wait", 2):
        found["expected_wait"] = draw(expected_waits(setting))
    if focus.says(draw, "satisfaction.weights", 3):
        words = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
        shares = draw(st.permutations(["0%", "10%", "20%", "30%", "40%"]))
        found["weights"] = dict(zip(words, shares, strict=True))
    for word in ("drift", "complain"):
        if focus.says(draw, f"satisfaction.{word}", 3):
            found[word] = "20%"
    if focus.says(draw, "satisfaction.survey", 3):
        found["survey"] = 50
    return found or {"drift": "0%"}


@st.composite
def scorecard(draw: DrawFn, setting: Setting) -> Blueprint:
    """Two figures, weighed or compared."""
    criteria: Blueprint = {
        "cheap": {"figure": "cost", "none_at": 10, "full_at": 1},
        "kept": {"figure": "served", "none_at": "50%", "full_at": "100%"},
    }
    if setting.focus.says(draw, "scorecard.pairs", 2):
        return {"criteria": criteria, "pairs": {"cheap over kept": draw(st.sampled_from([3, "1/3"]))}}
    for one, weight in zip(criteria.values(), ("70%", "30%"), strict=True):
        one["weight"] = weight
    return {"criteria": criteria}


@st.composite
def how_it_satisfies(draw: DrawFn, setting: Setting, place: str) -> Blueprint:
    """What stands at a step."""
    focus: Focus = setting.focus
    found: Blueprint = {"kano": focus.pick(draw, f"{place}.kano", ["must-be", "linear", "attractive"])}
    if focus.says(draw, f"{place}.expected_wait", 3):
        found["expected_wait"] = draw(expected_waits(setting))
    if focus.says(draw, f"{place}.wait_is", 3):
        found["wait_is"] = draw(st.sampled_from(["unoccupied", ["unoccupied", "unexplained"]]))
    if focus.says(draw, f"{place}.tangibles", 3):
        found["tangibles"] = "80%"
    if focus.says(draw, f"{place}.recovers", 3):
        found["recovers"] = "60%"
    return found
