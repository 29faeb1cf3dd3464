"""What is promised and asked, at random: deadlines, service levels, scenarios."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.setting import Setting
from tests.properties.steps import overdue
from tests.properties.values import LENGTHS, Blueprint, hours, one_in


@st.composite
def deadlines(draw: DrawFn, setting: Setting, targets: list[str]) -> Blueprint:
    """One or two, for all or some."""
    found = {}
    for name in draw(st.sampled_from([[], [], ["promise"], ["promise", "law"]])):
        rule = draw(overdue(setting, targets))
        if draw(st.booleans()):
            rule["counted_in"] = draw(hours(setting.hours))
        everybody = [*setting.classes, *setting.returning]
        if draw(st.booleans()):
            some = st.lists(st.sampled_from(everybody), min_size=1, unique=True)
            rule["customers"] = draw(st.sampled_from(everybody) | some)
        found[name] = rule
    return found


@st.composite
def levels(draw: DrawFn, setting: Setting, names: list[str]) -> Blueprint:
    """Service levels of every kind."""
    step = st.sampled_from(names)
    whose = st.sampled_from([*setting.classes, *setting.returning])
    found: Blueprint = {}
    if one_in(draw, 3):
        waits: Blueprint = {"measure": draw(st.sampled_from(["wait", "queue_time", "time_in_system"]))}
        if waits["measure"] != "time_in_system" and draw(st.booleans()):
            waits["step"] = draw(step)
        found["in time"] = waits | draw(_within(setting))
    if one_in(draw, 3):
        of_step = st.tuples(step, st.sampled_from(["ready", "queued", "started", "finished"])).map(".".join)
        quoted = of_step.map(lambda text: f"'{text.rpartition('.')[0]}'.{text.rpartition('.')[2]}")
        start, end = draw(st.just("arrived") | quoted), draw(st.just("left") | quoted)
        if start != end:
            found["from to"] = {"from": start, "to": end} | draw(_within(setting))
    if one_in(draw, 3):
        found["few"] = {
            "measure": draw(st.sampled_from(["abandoned", "turned_away", "balked"])),
            "at_most": "3%",
        }
        if draw(st.booleans()):
            found["few"]["customers"] = draw(whose)
    if one_in(draw, 3):
        team = draw(st.sampled_from(list(setting.everybody)))
        found["busy"] = {"measure": "utilisation", "team": team, "at_most": "90%"}
    return found


@st.composite
def _within(draw: DrawFn, setting: Setting) -> Blueprint:
    """A threshold, or a mean, and of whom."""
    found: Blueprint = {"at_most": "5 min"}
    if draw(st.booleans()):
        found = {"within": draw(LENGTHS), "at_least": "80%"}
        if draw(st.booleans()):
            found["penalty"] = "5 EUR"
        if draw(st.booleans()):
            found["abandoned"] = draw(st.sampled_from(["as missed", "exclude", "as met if within"]))
    if one_in(draw, 3):
        found["where"] = draw(st.sampled_from(["complex", "level is urgent", "not channel is mail"]))
    if one_in(draw, 3):
        found["per"] = draw(st.sampled_from([5, 10]))
    if one_in(draw, 3):
        found["counted_in"] = draw(hours(setting.hours))
    return found


@st.composite
def scenarios(draw: DrawFn, blueprint: Blueprint) -> Blueprint:
    """Changes that can be made to any blueprint."""
    if not one_in(draw, 6):
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
