"""Teams and resources at random: how many, when, how fast, how able, how reliable."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.opening import hours
from tests.properties.setting import Setting, most_of
from tests.properties.values import Blueprint, clock_time, times

SHIFT_ENDS = ("finish", "pause", "restart", "hand over")

#: Some soon, some not for days: a run may last for weeks.
FAILURES = st.sampled_from(
    [{"discrete": {"4": "50%", "3000": "50%"}}, {"discrete": {"2": "30%", "9000": "70%"}}]
)
SPEEDS = st.sampled_from(["50%", "80%", "100%", "150%", "200%"])


def breakdowns() -> SearchStrategy[Blueprint]:
    """How somebody or something fails."""
    return st.fixed_dictionaries({"every": FAILURES, "repair": times()})


def absence() -> SearchStrategy[Blueprint]:
    """How often somebody is away."""
    return st.fixed_dictionaries({"chance": st.sampled_from(["10%", "40%"])})


@st.composite
def skills(draw: DrawFn, setting: Setting) -> Blueprint:
    """What a team or a member can do: everything there is, or some of it."""
    chosen: Any = setting.skills
    if draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from(setting.skills), min_size=1, unique=True))
    return {skill: draw(SPEEDS) for skill in chosen}


@st.composite
def members(draw: DrawFn, setting: Setting, resource: bool) -> list[Blueprint]:
    """One or two kinds of member."""
    place = f"{'resources' if resource else 'teams'}.NAME.members"
    says = setting.focus.says
    found = []
    for i in range(draw(st.integers(1, 2))):
        kind: Blueprint = {"name": f"kind {i}", "count": draw(st.integers(1, 2))}
        if not resource:
            kind["speed"] = draw(SPEEDS)
            if says(draw, f"{place}.skills", 3):
                kind["skills"] = draw(skills(setting))
        for word, value in (
            ("hours", hours(setting.hours, setting.focus, f"{place}.hours")),
            ("absence", absence()),
            ("breakdowns", breakdowns()),
            ("cost", st.just("40/h")),
        ):
            if says(draw, f"{place}.{word}", 8):
                kind[word] = draw(value)
        found.append(kind)
    return found


@st.composite
def learning(draw: DrawFn, setting: Setting) -> Blueprint:
    """How fast they get faster, and whether they leave."""
    found: Blueprint = {"rate": draw(st.sampled_from(["70%", "90%", "100%"])), "settled_after": 8}
    for word, value in (("experience", 3), ("turnover", "99%"), ("new_members", 2)):
        if setting.focus.says(draw, f"teams.NAME.learning.{word}", 2):
            found[word] = value
    return found


@st.composite
def capacity(draw: DrawFn, setting: Setting, resource: bool) -> Blueprint:
    """A team, or a resource; two of it are there at some time."""
    place = f"{'resources' if resource else 'teams'}.NAME"
    says = setting.focus.says
    kind = setting.focus.pick(draw, place, 3 * ["count", "schedule", "members"] + ["unlimited"])
    found: Blueprint = {"cost": "30/h"} if says(draw, f"{place}.cost", 8) else {}
    pace = {"00:00": "100%", "00:07": draw(SPEEDS)}
    if not resource and says(draw, f"{place}.pace", 6):
        found["pace"] = draw(st.sampled_from([pace, {"Mon": pace, "Tue-Sun": "100%"}]))
    if kind != "unlimited" and not resource and says(draw, f"{place}.learning", 6):
        found["learning"] = draw(learning(setting))
    if kind == "unlimited":
        return {"unlimited": True, **found}
    if kind == "count":
        found["count"] = 2 if resource else draw(st.integers(1, 2))
    elif kind == "schedule":
        changes = sorted(draw(st.sets(st.integers(1, 25), min_size=1, max_size=3)))
        levels = draw(st.lists(st.integers(0, 2), min_size=len(changes), max_size=len(changes)))
        levels.insert(draw(st.integers(0, len(changes))), 2)
        found["schedule"] = {clock_time(t): n for t, n in zip([0, *changes], levels, strict=True)}
    else:
        found["members"] = draw(members(setting, resource))
    if says(draw, f"{place}.hours", 5):
        found["hours"] = draw(hours(setting.hours, setting.focus, f"{place}.hours"))
    if says(draw, f"{place}.absence", 8):
        found["absence"] = draw(absence())
    if says(draw, f"{place}.breakdowns", 6):
        found["breakdowns"] = draw(breakdowns())
    if not resource and says(draw, f"{place}.skills", 3):
        found["skills"] = draw(skills(setting))
    if kind == "schedule" or says(draw, f"{place}.at_shift_end", 3):
        found["at_shift_end"] = setting.focus.pick(draw, f"{place}.at_shift_end", SHIFT_ENDS)
    assert most_of(found) > 0
    return found
