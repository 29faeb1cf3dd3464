"""Opening hours at random."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.focus import Focus
from tests.properties.values import Blueprint, clock_time


@st.composite
def open_hours(draw: DrawFn, focus: Focus, place: str) -> Blueprint:
    """Hours with a break, or without; it is always open from 00:10 to 00:15, so that any two of them meet."""
    spans = [(draw(st.integers(0, 10)), draw(st.integers(15, 30)))]
    if draw(st.booleans()):
        again = spans[0][1] + draw(st.integers(1, 10))
        spans.append((again, again + draw(st.integers(5, 20))))
    found: Blueprint = {"open": [f"{clock_time(start)}-{clock_time(end)}" for start, end in spans]}
    if focus.says(draw, f"{place}.closed", 4):
        found["closed"] = [draw(st.sampled_from(["2024-01-02", "2024-01-05"]))]
    return found


@st.composite
def hours(draw: DrawFn, named: Blueprint, focus: Focus, place: str) -> Any:
    """Hours described at the top of the file, or on the spot."""
    on_the_spot = not named or focus.wants(f"{place}.open", f"{place}.closed") or draw(st.booleans())
    return draw(open_hours(focus, place) if on_the_spot else st.sampled_from(sorted(named)))
