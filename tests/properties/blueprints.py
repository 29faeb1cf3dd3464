"""Small blueprints of every kind the language allows, at random.

Most times are small whole numbers, so that many things happen at the same moment. Each part has a file of its
own: `who_comes`, `staff`, `steps`, `ways_on`, `promises`; what they know of each other is the `setting`.
"""

from __future__ import annotations

import json

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from simulator.blueprint.load import loads
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from tests.properties.promises import deadlines, levels, scenarios
from tests.properties.setting import ATTRIBUTES, PRIORITIES, Setting
from tests.properties.staff import capacity
from tests.properties.steps import comes_back, options_of, persons, steps
from tests.properties.values import NAMES, Blueprint, one_in, open_hours
from tests.properties.ways_on import conditions, forks, forks_again, routes, targets
from tests.properties.who_comes import customers

SERVED = {"end": "served"}


def plan_of(blueprint: Blueprint) -> Plan:
    """The plan of a blueprint; JSON is YAML."""
    return compile_plan(loads(json.dumps(blueprint)))


@st.composite
def settings_of(draw: DrawFn) -> Setting:
    """Classes, hours, teams and resources."""
    names = [f"class {name}" for name in draw(NAMES)]
    some = draw(st.integers(1, 3))
    found = Setting(
        classes=names[:some],
        returning=names[some : some + draw(st.sampled_from([0, 0, 1, 2]))],
        named=draw(st.booleans()),
        assigned=one_in(draw, 3),
        hours={
            name: draw(open_hours()) for name in draw(st.sampled_from([[], ["office"], ["office", "night"]]))
        },
    )
    found.teams = {f"team {i}": draw(capacity(found, False)) for i in range(draw(st.integers(1, 3)))}
    found.resources = {
        f"room {i}": draw(capacity(found, True)) for i in range(draw(st.sampled_from([0, 1, 1, 2])))
    }
    return found


@st.composite
def blueprints(draw: DrawFn) -> Blueprint:
    """A service of one to six steps, of which some may fork into branches, or stand for a module."""
    setting = draw(settings_of())
    names = draw(NAMES)
    main = names[: draw(st.integers(1, 4))]
    uses = [name for name in main[1:] if one_in(draw, 5)]
    plain = [name for name in main if name not in uses]
    inner = [f"in {name}" for name in names[4 : 4 + draw(st.integers(0, 2))]]
    deep = [f"deep {names[6]}"] if len(inner) > 1 and one_in(draw, 3) else []
    rows = (main, inner, deep)
    written = {
        name: draw(steps(setting, name, row[i + 1 :], [n for n in row[i + 1 :] if n not in uses]))
        for row in rows
        for i, name in enumerate(row)
        if name not in uses
    }
    for name in written:
        written[name] |= draw(persons(setting, name, written))
    if setting.assigned:
        assigned = {"assigned": {"choice": {"urgent": "40%", "routine": "60%"}}}
        written[main[0]]["sets"] = {**written[main[0]].get("sets", {}), **assigned}
    for name in setting.returning:
        if all(body.get("comes_back", {}).get("as") != name for body in written.values()):
            free = [step for step in written if "comes_back" not in written[step]]
            if not free:
                setting.returning.remove(name)
                break
            written[free[0]]["comes_back"] = {**comes_back(draw, setting), "as": name}
    queueing = [name for name in written if options_of(written[name], setting)]
    asks = conditions(setting, list(plain))
    for row, last in ((main, SERVED), (inner, {"to": "join"}), (deep, {"to": "join"})):
        for i, name in enumerate(row):
            out = draw(st.sampled_from([SERVED, {"end": "sent away"}])) if row is main else last
            if name in uses:
                written[name] = draw(use_of_module(targets(row[i + 1 :], out)))
                continue
            back = row[: i + 1] if not (deep and row is inner) else row[i : i + 1]
            called = [
                n
                for n in queueing
                if n in row and "batch" not in written[n] and (n in row[i + 1 :] or n in back)
            ]
            written[name]["next"] = draw(routes(back, row[i + 1 :], out, asks, called))
    if inner:
        at = draw(st.integers(0, len(plain) - 1))
        then = draw(_after_fork(main[main.index(plain[at]) + 1 :], SERVED, queueing, written))
        if not deep and one_in(draw, 4):
            then = draw(forks_again(inner[-1:], then))
        written[plain[at]]["next"][-1] = draw(forks(inner, then, asks))
    if deep:
        written[inner[0]]["next"][-1] = draw(forks(deep, draw(targets(inner[1:], {"to": "join"})), asks))
    start = draw(st.sampled_from(["2024-01-01 00:00", "2024-01-01 00:00", "2023-12-31 23:50"]))
    found: Blueprint = {
        "blueprint": "Anything",
        "currency": "EUR",
        "clock": {"unit": "min", "start": start, "run_for": draw(st.integers(20, 40))},
        "hours": setting.hours,
        "attributes": ATTRIBUTES,
        "busyness": {"today": {"discrete": {"50%": "50%", "150%": "50%"}}},
        "customers": {
            name: draw(
                customers(
                    setting, main, [q for q in queueing if q in main], returning=name in setting.returning
                )
            )
            for name in (*setting.classes, *setting.returning)
        },
        "teams": setting.teams,
        "resources": setting.resources,
        "steps": {name: written[name] for name in draw(st.permutations(list(written)))},
        "deadlines": draw(deadlines(setting, main)),
        "sla": draw(levels(setting, list(set(plain)))),
    }
    return {**found, **draw(_extras(setting, uses, found))}


@st.composite
def _after_fork(
    draw: DrawFn, later: list[str], last: Blueprint, queueing: list[str], written: Blueprint
) -> Blueprint:
    """A step, an end, or a call back."""
    called = [name for name in queueing if name in later and "batch" not in written[name]]
    if called and one_in(draw, 5):
        return {"callback": draw(st.sampled_from(called)), "unreachable": "30%", "tries": 2}
    return draw(targets(later, last))


@st.composite
def use_of_module(draw: DrawFn, onward: SearchStrategy[Blueprint]) -> Blueprint:
    """A step that stands for a module."""
    found: Blueprint = {"use": "check", "next": draw(onward)}
    if draw(st.booleans()):
        found["set"] = {"look.time": draw(st.integers(1, 4))}
    return found


@st.composite
def _extras(draw: DrawFn, setting: Setting, uses: list[str], blueprint: Blueprint) -> Blueprint:
    """What stands at the top of a blueprint, and is not always there."""
    found: Blueprint = {}
    if setting.named:
        found["priorities"] = list(PRIORITIES)
    if one_in(draw, 2):
        blueprint["clock"]["at_end"] = draw(st.sampled_from(["stop", "finish"]))
    if one_in(draw, 4):
        blueprint["clock"]["warm_up"] = draw(st.sampled_from([5, "auto"]))
    if uses:
        look = draw(steps(setting, "look", ["ask"], ["ask"]))
        ask = draw(steps(setting, "ask", [], []))
        no_conditions = conditions(setting, ["ask"])
        look["next"] = draw(routes(["look"], ["ask"], {"to": "leave"}, no_conditions, []))
        found["modules"] = {
            "check": {"steps": {"look": look, "ask": {**ask, "next": "leave"}}, "starts_at": "look"}
        }
    if one_in(draw, 4):
        found["outcomes"] = (
            {"served": "solved", "sent away": "unsolved"}
            if _ends(blueprint, "sent away") and _ends(blueprint, "served")
            else {}
        )
    if one_in(draw, 6):
        found |= {"version": "1.2.0", "purpose": "Anything at all"}
    return found | {"scenarios": draw(scenarios(blueprint))}


def _ends(blueprint: Blueprint, name: str) -> bool:
    return f'"end": "{name}"' in json.dumps(blueprint["steps"])
