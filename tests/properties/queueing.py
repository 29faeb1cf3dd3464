"""How the queue of a step is kept, at random: its order, batches, those who wait too long."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.focus import Focus
from tests.properties.setting import Setting
from tests.properties.values import LENGTHS, Blueprint

PLACE = "steps.NAME"
ORDERS = ("fifo", "lifo", "priority", "preemptive", "random", "shortest", "preemptive", "fifo")


@st.composite
def queues(draw: DrawFn, focus: Focus, later: list[str], batch: bool) -> Blueprint:
    """How a queue is kept."""
    place = f"{PLACE}.queue"
    found: Blueprint = {"order": focus.pick(draw, f"{place}.order", ORDERS)}
    if focus.says(draw, f"{place}.interrupted", 2):
        found["interrupted"] = focus.pick(draw, f"{place}.interrupted", ["resume", "restart", "redraw"])
    if batch:
        if found["order"] == "preemptive":
            found["order"] = "priority"
        return found
    if focus.says(draw, f"{place}.limit", 3) or focus.wants(f"{place}.when_full"):
        found["limit"] = draw(st.integers(0, 3))
        ways: list[Any] = ["leave", "block", "block", *({"to": name} for name in later)]
        if focus.says(draw, f"{place}.when_full", 2):
            found["when_full"] = draw(st.sampled_from(ways))
    if focus.says(draw, f"{place}.balk", 6):
        found["balk"] = draw(st.sampled_from([{"from": 2}, {"1": "50%", "3": "100%"}]))
    return found


@st.composite
def batches(draw: DrawFn, focus: Focus) -> Blueprint:
    """When cases go together, and what their work is."""
    place = f"{PLACE}.batch"
    found: Blueprint = {}
    if focus.says(draw, f"{place}.at", 2):
        found["at"] = draw(st.sampled_from([["Mon-Fri 00:10"], ["00:05", "00:15", "Mon 00:25"]]))
    if "at" not in found or focus.says(draw, f"{place}.size", 2) or focus.wants(f"{place}.wait"):
        found["size"] = draw(st.integers(1, 3))
        if focus.says(draw, f"{place}.wait", 2):
            found["wait"] = draw(LENGTHS)
    if not focus.says(draw, f"{PLACE}.work", 2):
        return {"batch": found}
    return {"batch": found, "work": focus.pick(draw, f"{PLACE}.work", ["per batch", "per case"])}


@st.composite
def overdue(draw: DrawFn, setting: Setting, targets: list[str], place: str) -> Blueprint:
    """When somebody has waited too long, and what is done."""
    focus = setting.focus
    found: Blueprint = {"after": draw(LENGTHS)}
    if targets and focus.says(draw, f"{place}.to", 2):
        found["to"] = draw(st.sampled_from(targets))
    if "to" not in found or focus.says(draw, f"{place}.priority", 2):
        found["priority"] = draw(st.sampled_from([0, 1, *(("urgent", "important") if setting.named else ())]))
    return found
