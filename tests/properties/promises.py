"""What is promised and asked, at random: deadlines, scenarios."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.opening import hours
from tests.properties.queueing import overdue
from tests.properties.setting import Setting
from tests.properties.values import Blueprint


@st.composite
def deadlines(draw: DrawFn, setting: Setting, targets: list[str]) -> Blueprint:
    """One or two, for all or some."""
    focus, place = setting.focus, "deadlines.NAME"
    many = [["promise"], ["promise", "law"]]
    found = {}
    for name in draw(st.sampled_from(many if focus.wants("deadlines") else [[], [], *many])):
        rule = draw(overdue(setting, targets, place))
        if focus.says(draw, f"{place}.counted_in", 2):
            rule["counted_in"] = draw(hours(setting.hours, focus, f"{place}.counted_in"))
        everybody = [*setting.classes, *setting.returning]
        if focus.says(draw, f"{place}.customers", 2):
            some = st.lists(st.sampled_from(everybody), min_size=1, unique=True)
            rule["customers"] = draw(st.sampled_from(everybody) | some)
        found[name] = rule
    return found


@st.composite
def scenarios(draw: DrawFn, setting: Setting, blueprint: Blueprint) -> Blueprint:
    """Changes that can be made to any blueprint."""
    if not setting.focus.says(draw, "scenarios", 6):
        return {}
    name = next(name for name, step in blueprint["steps"].items() if "use" not in step)
    longer = {"description": "a longer day", "set": {"clock.run_for": 30}, "add": {"clock.run_for": 5}}
    return {
        "longer": longer,
        "hasty": {
            "extends": "longer",
            "scale": {"clock.run_for": "90%"},
            "set": {f"steps.'{name}'.title": "Fast"},
        },
    }
