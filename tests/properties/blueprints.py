"""Small blueprints of every kind the language allows, at random.

Most times are small whole numbers, so that many things happen at the same moment. Each part has a file of
its own: `who_comes`, `staff`, `flow` with `steps`, `serving`, `queueing` and `ways_on`, `promises`, `levels`,
`content`. What they know of each other is the `setting`, and what they are asked to say the `focus`.
"""

from __future__ import annotations

import json

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from simulator.blueprint.load import loads
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from tests.properties.advice import take_advice
from tests.properties.content import satisfaction, scorecard
from tests.properties.flow import flows
from tests.properties.focus import Focus, focuses
from tests.properties.levels import levels
from tests.properties.opening import open_hours
from tests.properties.promises import deadlines, scenarios
from tests.properties.serving import options_of
from tests.properties.setting import ATTRIBUTES, PRIORITIES, Setting
from tests.properties.staff import capacity
from tests.properties.steps import steps
from tests.properties.values import NAMES, Blueprint, one_in
from tests.properties.ways_on import conditions, routes
from tests.properties.who_comes import customers


def plan_of(blueprint: Blueprint) -> Plan:
    """The plan of a blueprint; JSON is YAML."""
    return compile_plan(loads(json.dumps(blueprint)))


@st.composite
def settings_of(draw: DrawFn, focus: Focus) -> Setting:
    """Classes, hours, teams and resources."""
    names = [f"class {name}" for name in draw(NAMES)]
    some = draw(st.integers(1, 3))
    back = draw(st.sampled_from([1, 2] if focus.wants("steps.NAME.comes_back") else [0, 0, 1, 2]))
    shops = draw(st.sampled_from([1, 2] if focus.wants("hours") else [0, 1, 2]))
    found = Setting(
        classes=names[:some],
        returning=names[some : some + back],
        named=focus.says(draw, "priorities", 2),
        assigned=one_in(draw, 3),
        content=focus.says(draw, "satisfaction", 3) or focus.wants("steps.NAME.satisfaction"),
        hours={name: draw(open_hours(focus, "hours.NAME")) for name in ("office", "night")[:shops]},
        focus=focus,
    )
    found.teams = {f"team {i}": draw(capacity(found, False)) for i in range(draw(st.integers(1, 3)))}
    rooms = draw(st.sampled_from([1, 2] if focus.wants("resources") else [0, 1, 1, 2]))
    found.resources = {f"room {i}": draw(capacity(found, True)) for i in range(rooms)}
    return found


@st.composite
def blueprints(draw: DrawFn, focus: Focus | None = None) -> Blueprint:
    """A service of one to six steps, of which some may fork into branches, or stand for a module.

    Args:
        focus: the words that are asked for; by default none, or any two.
    """
    setting = draw(settings_of(draw(focuses()) if focus is None else focus))
    flow = draw(flows(setting))
    queueing = [name for name in flow.main if options_of(flow.written[name], setting)]
    start = draw(st.sampled_from(["2024-01-01 00:00", "2024-01-01 00:00", "2023-12-31 23:50"]))
    found: Blueprint = {
        "blueprint": "Anything",
        "currency": "EUR",
        "clock": {"unit": "min", "start": start, "run_for": draw(st.integers(20, 40))},
        "hours": setting.hours,
        "attributes": ATTRIBUTES,
        "busyness": {"today": {"discrete": {"50%": "50%", "150%": "50%"}}},
        "customers": {
            name: draw(customers(setting, flow.main, queueing, returning=name in setting.returning))
            for name in (*setting.classes, *setting.returning)
        },
        "teams": setting.teams,
        "resources": setting.resources,
        "steps": {name: flow.written[name] for name in draw(st.permutations(list(flow.written)))},
        "deadlines": draw(deadlines(setting, flow.main)),
        "sla": draw(levels(setting, flow.plain, flow.standard)),
    }
    if flow.uses:
        found["modules"] = {"check": draw(_module(setting, flow.one_way))}
    found |= draw(_extras(setting, found))
    take_advice(found)
    return found


@st.composite
def _extras(draw: DrawFn, setting: Setting, blueprint: Blueprint) -> Blueprint:
    """What stands at the top of a blueprint, and is not always there."""
    focus = setting.focus
    found: Blueprint = {}
    if setting.named:
        found["priorities"] = list(PRIORITIES)
    if focus.says(draw, "clock.at_end", 2):
        blueprint["clock"]["at_end"] = focus.pick(draw, "clock.at_end", ["stop", "finish"])
    if focus.says(draw, "clock.warm_up", 4):
        blueprint["clock"]["warm_up"] = focus.pick(draw, "clock.warm_up", [5, "auto"])
    if focus.says(draw, "outcomes", 4):
        means = {"served": "solved", "sent away": "unsolved"}
        ends = json.dumps(blueprint["steps"])
        found["outcomes"] = {end: what for end, what in means.items() if f'"end": "{end}"' in ends}
    if focus.says(draw, "objective", 6):
        figure = {focus.pick(draw, "objective", ["lowest", "highest"]): "cost"}
        levels = list(blueprint["sla"])[:1] if focus.says(draw, "objective.subject_to", 2) else []
        found["objective"] = {**figure, **({"subject_to": levels} if levels else {})}
    if focus.says(draw, "scorecard", 6):
        found["scorecard"] = draw(scorecard(setting))
    if setting.content:
        found["satisfaction"] = draw(satisfaction(setting))
    for word, text in (("version", "1.2.0"), ("purpose", "Anything at all")):
        if focus.says(draw, word, 6):
            found[word] = text
    return found | {"scenarios": draw(scenarios(setting, blueprint))}


@st.composite
def _module(draw: DrawFn, setting: Setting, one_way: bool) -> Blueprint:
    """Two steps in a row; where there is `one_way` on behind it, it may be left from the first, too."""
    look = draw(steps(setting, "look", ["ask"], ["ask"]))
    ask = draw(steps(setting, "ask", [], []))
    asks = conditions(setting, ["ask"])
    look["next"] = draw(
        routes(setting.focus, ["look"], ["ask"], {"to": "leave" if one_way else "ask"}, asks, [])
    )
    return {"steps": {"look": look, "ask": {**ask, "next": "leave"}}, "starts_at": "look"}
