"""Small blueprints of every kind the core of the language allows, at random.

Most times are small whole numbers, so that many things happen at the same moment.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from simulator.blueprint.load import loads
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan

Blueprint = dict[str, Any]

ORDERS = ("fifo", "lifo", "priority", "preemptive", "random", "shortest", "preemptive", "fifo")
SHIFT_ENDS = ("finish", "pause", "restart", "hand over")

#: Names in an order of their own: what is written first need not come first.
NAMES = st.permutations("abcdefghij")

ATTRIBUTES = {
    "complex": {"chance": "40%"},
    "channel": {"choice": {"mail": "50%", "phone": "30%", "visit": "20%"}},
    "urgency": {"discrete": {"1": "30%", "2": "40%", "3": "30%"}},
}


def plan_of(blueprint: Blueprint) -> Plan:
    """The plan of a blueprint; JSON is YAML."""
    return compile_plan(loads(json.dumps(blueprint)))


# -- times ------------------------------------------------------------------------------------------


def times(least: int = 0) -> SearchStrategy[Any]:
    """A time of work, a delay, a patience: most often a whole number of minutes."""
    whole = st.integers(least, 5)
    return (
        whole
        | whole
        | st.sampled_from(
            [
                {"exponential": 2},
                {"uniform": {"low": 1, "high": 4}},
                {"discrete": {"1": "50%", "2": "30%", "4": "20%"}},
                {"triangular": {"low": 0.5, "mode": 1, "high": 5}},
                {"mixture": [{"share": "30%", "of": 1}, {"share": "70%", "of": {"exponential": 3}}]},
            ]
        )
    )


def _minute(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


# -- who comes --------------------------------------------------------------------------------------


@st.composite
def arrivals(draw: DrawFn) -> Blueprint:
    """At moments, at intervals, at random."""
    kind = draw(st.sampled_from(["at", "at", "every", "rate", "profile"]))
    found: Blueprint = {}
    if kind == "at":
        found["at"] = draw(st.lists(st.integers(0, 15), min_size=3, max_size=10))
    elif kind == "every":
        found["every"] = draw(times(least=1))
    elif kind == "rate":
        found["rate"] = f"{draw(st.integers(5, 90))}/h"
    else:
        found["rate"] = {"00:00": f"{draw(st.integers(0, 60))}/h", "00:10": f"{draw(st.integers(1, 90))}/h"}
    if kind != "at" or draw(st.booleans()):
        found["limit"] = draw(st.integers(3, 10))
    if draw(st.integers(0, 4)) == 0:
        found["batch"] = draw(st.sampled_from([2, 3, {"discrete": {"1": "60%", "2": "40%"}}]))
    return found


@st.composite
def customers(draw: DrawFn, starts: list[str]) -> Blueprint:
    """A class of customers."""
    found = {"starts_at": draw(st.sampled_from(starts)), "arrivals": draw(arrivals())}
    if draw(st.booleans()):
        found["priority"] = draw(st.sampled_from([1, 2, 3, {"by": "urgency"}]))
    if draw(st.integers(0, 2)) == 0:
        found["patience"] = draw(times(least=2))
    if draw(st.integers(0, 3)) == 0:
        found["attributes"] = {"complex": draw(st.booleans())}
    return found


# -- who serves -------------------------------------------------------------------------------------


@st.composite
def capacity(draw: DrawFn, resource: bool) -> Blueprint:
    """A team, or a resource; two of it are there at some time."""
    kind = draw(st.sampled_from(3 * ["count", "schedule", "members"] + ["unlimited"]))
    if kind == "unlimited":
        return {"unlimited": True}
    found: Blueprint = {}
    if kind == "count":
        found["count"] = 2 if resource else draw(st.integers(1, 2))
    elif kind == "schedule":
        changes = sorted(draw(st.sets(st.integers(1, 25), min_size=1, max_size=3)))
        levels = draw(st.lists(st.integers(0, 2), min_size=len(changes), max_size=len(changes)))
        levels.insert(draw(st.integers(0, len(changes))), 2)
        found["schedule"] = {_minute(t): n for t, n in zip([0, *changes], levels, strict=True)}
    else:
        speeds = draw(st.lists(st.sampled_from([50, 80, 100, 150, 200]), min_size=1, max_size=2))
        found["members"] = [
            {"name": f"kind {i}", "count": draw(st.integers(1, 2))} | ({} if resource else {"speed": f"{s}%"})
            for i, s in enumerate(speeds)
        ]
    if draw(st.integers(0, 4)) == 0:
        opens = draw(st.integers(0, 10))
        found["hours"] = {"open": [f"{_minute(opens)}-{_minute(opens + draw(st.integers(5, 40)))}"]}
    if kind == "schedule" or "hours" in found:
        found["at_shift_end"] = draw(st.sampled_from(SHIFT_ENDS))
    return found


def most_of(block: Blueprint) -> int:
    """How many of a team are ever there at once."""
    if "unlimited" in block:
        return 3
    if "schedule" in block:
        return int(max(block["schedule"].values()))
    return int(block.get("count") or sum(member["count"] for member in block["members"]))


# -- what is done -----------------------------------------------------------------------------------


@st.composite
def queues(draw: DrawFn, later: list[str]) -> Blueprint:
    """How a queue is kept."""
    found: Blueprint = {"order": draw(st.sampled_from(ORDERS))}
    if draw(st.booleans()):
        found["interrupted"] = draw(st.sampled_from(["resume", "restart", "redraw"]))
    if draw(st.integers(0, 3)) == 0:
        found["limit"] = draw(st.integers(0, 3))
        if later and draw(st.booleans()):
            found["when_full"] = {"to": draw(st.sampled_from(later))}
    if draw(st.integers(0, 5)) == 0:
        found["balk"] = draw(st.sampled_from([{"from": 2}, {"1": "50%", "3": "100%"}]))
    return found


@st.composite
def staffed(draw: DrawFn, teams: Blueprint, resources: Blueprint, later: list[str]) -> Blueprint:
    """Who serves at a step, and its queue; often nobody is needed."""
    kind = draw(st.sampled_from(["nobody", "team", "team", "team", "needs", "needs", "first_free"]))
    if kind == "nobody":
        return {}
    found: Blueprint = {}
    if kind == "team":
        found["team"] = draw(st.sampled_from([*teams, *resources]))
    elif kind == "first_free":
        found["first_free"] = draw(st.lists(st.sampled_from([*teams, *resources]), min_size=1, unique=True))
    else:
        everybody = {**teams, **resources}
        chosen = draw(st.lists(st.sampled_from(list(everybody)), min_size=1, max_size=2, unique=True))
        found["needs"] = {name: draw(st.integers(1, min(2, most_of(everybody[name])))) for name in chosen}
    found["queue"] = draw(queues(later))
    if draw(st.integers(0, 3)) == 0:
        found["patience"] = draw(times() | st.just("endless"))
    if later and draw(st.integers(0, 3)) == 0:
        found["gives_up"] = {"to": draw(st.sampled_from(later))}
    return found


@st.composite
def steps(
    draw: DrawFn, name: str, later: list[str], teams: Blueprint, resources: Blueprint, classes: list[str]
) -> Blueprint:
    """A step, except for where the case goes next."""
    found: Blueprint = draw(staffed(teams, resources, later))
    found["time"] = draw(
        times(least=1 if "queue" in found else 0)
        | times()
        | st.just({"by": "channel", "mail": 1, "otherwise": {"exponential": 2}})
        | st.just({"by": "complex", "yes": 4, "no": 1})
        | st.just({"by": "customers", classes[0]: 2, "otherwise": {"uniform": {"low": 0, "high": 3}}})
    )
    if draw(st.integers(0, 3)) == 0:
        found["hand_off"] = draw(times())
    wanted = found.get("needs") or ([found["team"]] if "team" in found else found.get("first_free", []))
    if wanted and draw(st.integers(0, 2)) == 0:
        found["keep"] = {draw(st.sampled_from(list(wanted))): draw(st.sampled_from([name, *later]))}
    return found


# -- where it goes ----------------------------------------------------------------------------------


def conditions(classes: list[str], names: list[str]) -> SearchStrategy[str]:
    """What an option may ask."""
    step = st.sampled_from(names)
    simple = st.one_of(
        st.sampled_from(["complex", "channel is mail", "channel is not phone", "urgency < 2", "age > 4 min"]),
        st.sampled_from(classes).map(lambda name: f"customers is {name}"),
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
def routes(
    draw: DrawFn, back: list[str], later: list[str], last: Blueprint, asks: SearchStrategy[str]
) -> list[Blueprint]:
    """The options of a step: conditions, shares, some of them back, and the rest."""
    onward = targets(later, last)
    options: list[Blueprint] = [
        {**draw(onward), "if": draw(asks)} for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    if draw(st.integers(0, 2)) == 0:
        options.append({**draw(onward), "share": "30%"})
    if draw(st.integers(0, 2)) == 0:
        way_back: Blueprint = {"to": draw(st.sampled_from(back)), "share": "40%", "name": "again"}
        if draw(st.booleans()):
            way_back["rounds"] = draw(st.integers(1, 2))
        options.append(way_back)
    return [*options, {**draw(onward), "name": "rest"}]


# -- the whole --------------------------------------------------------------------------------------


@st.composite
def blueprints(draw: DrawFn) -> Blueprint:
    """A service of one to six steps, of which one may fork into two branches."""
    names = draw(NAMES)
    main = names[: draw(st.integers(1, 4))]
    forks = draw(st.booleans())
    inner = [f"in {name}" for name in names[4 : 4 + draw(st.integers(1, 2))]] if forks else []
    classes = [f"class {name}" for name in draw(NAMES)[: draw(st.integers(1, 3))]]
    teams = {f"team {i}": draw(capacity(False)) for i in range(draw(st.integers(1, 3)))}
    resources = {f"room {i}": draw(capacity(True)) for i in range(draw(st.integers(0, 1)))}
    asks = conditions([f"'{name}'" for name in classes], [f"'{name}'" for name in main])
    written: Blueprint = {}
    for row, last in ((main, {"end": "served"}), (inner, {"to": "join"})):
        for i, name in enumerate(row):
            step = draw(steps(name, row[i + 1 :], teams, resources, classes))
            way_out = (
                draw(st.sampled_from([{"end": "served"}, {"end": "sent away"}])) if row is main else last
            )
            step["next"] = draw(routes(row[: i + 1], row[i + 1 :], way_out, asks))
            written[name] = step
    if forks:
        at = draw(st.integers(0, len(main) - 1))
        written[main[at]]["next"][-1] = _fork(draw, main[at + 1 :], inner, asks)
    clock: Blueprint = {"unit": "min", "start": "Mon 00:00", "run_for": draw(st.integers(10, 40))}
    if draw(st.integers(0, 2)) == 0:
        clock["at_end"] = "stop"
    return {
        "blueprint": "Anything",
        "clock": clock,
        "attributes": ATTRIBUTES,
        "customers": {name: draw(customers(main)) for name in classes},
        "teams": teams,
        "resources": resources,
        "steps": {name: written[name] for name in draw(st.permutations(list(written)))},
    }


def _fork(draw: DrawFn, later: list[str], inner: list[str], asks: SearchStrategy[str]) -> Blueprint:
    """Two branches; with a single inner step both begin there."""
    first: Blueprint = {"to": inner[0], "name": "one"}
    second: Blueprint = {"to": inner[-1], "name": "two"}
    if draw(st.booleans()):
        second["if"] = draw(asks)
    return {"parallel": [first, second], "then": draw(targets(later, {"end": "served"})), "name": "rest"}
