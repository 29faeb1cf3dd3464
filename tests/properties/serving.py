"""Who serves at a step, at random, and with what skill; the same person, or another."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.setting import CHANNELS, Setting, skills_of, together
from tests.properties.values import LENGTHS, Blueprint

PLACE = "steps.NAME"

#: Words that need somebody who serves.
AT_A_QUEUE = ("queue", "patience", "gives_up", "keep", "person", "set_up", "escalate", "by: person")

Taken = dict[str, int]


def asked_by(body: Blueprint, setting: Setting) -> set[str]:
    """The skills that a step asks for."""
    skill = body.get("skill")
    if skill is None:
        return set()
    if isinstance(skill, str):
        return {skill}
    named = {of for word, of in skill.items() if word != "by"}
    short = (*setting.classes, *setting.returning) if skill["by"] == "customers" else CHANNELS
    return named or set(short)


def options_of(body: Blueprint, setting: Setting) -> list[Taken]:
    """Who can serve a step: what is taken together, in each way there is."""
    if "team" in body:
        return [{body["team"]: 1}]
    if "needs" in body:
        return [body["needs"]]
    if "first_free" in body:
        return [{team: 1} for team in body["first_free"]]
    asked = asked_by(body, setting)
    return [{name: 1} for name, team in setting.teams.items() if asked & skills_of(team)]


def people_of(body: Blueprint, setting: Setting) -> list[Taken]:
    """The same without resources."""
    options = [{t: n for t, n in of.items() if t in setting.teams} for of in options_of(body, setting)]
    return [option for option in options if option]


@st.composite
def servers(draw: DrawFn, setting: Setting, batch: bool) -> Blueprint:
    """Who serves at a step; often nobody is needed."""
    everybody = setting.everybody
    focus = setting.focus
    ways = ["team", "team", "team", "needs", "needs", "first_free", "skill"]
    nobody = [] if focus.wants(*(f"{PLACE}.{word}" for word in AT_A_QUEUE)) else ["nobody"]
    kind = focus.pick(draw, PLACE, [*nobody, *ways])
    found: Blueprint = {}
    if kind == "team":
        found["team"] = draw(st.sampled_from(list(everybody)))
    elif kind == "first_free":
        found["first_free"] = draw(st.lists(st.sampled_from(list(everybody)), min_size=1, unique=True))
    elif kind == "needs":
        chosen = draw(st.lists(st.sampled_from(list(everybody)), min_size=1, max_size=2, unique=True))
        found["needs"] = {name: draw(st.integers(1, min(2, together(everybody[name])))) for name in chosen}
    if kind == "skill" or (found and focus.says(draw, f"{PLACE}.skill", 3)):
        able = [way for way in skills_asked(setting, batch) if _is_able({**found, "skill": way}, setting)]
        if able:
            found["skill"] = draw(st.sampled_from(able))
    return found


def skills_asked(setting: Setting, batch: bool) -> list[Any]:
    """Every form in which a skill can be asked for."""
    known = sorted(setting.known_skills)
    found: list[Any] = list(known)
    if batch or not known:
        return found
    found += (
        [{"by": "customers"}, {"by": "customers"}]
        if {*setting.classes, *setting.returning} <= set(known)
        else []
    )
    found += [{"by": "channel"}, {"by": "channel"}] if set(CHANNELS) <= set(known) else []
    first, last = known[0], known[-1]
    found += [
        {"by": "complex", "yes": first, "otherwise": last},
        {"by": "customers", setting.classes[0]: last},
    ]
    return [*found, {"by": "assigned", "urgent": first}] if setting.assigned else found


def _is_able(body: Blueprint, setting: Setting) -> bool:
    """Whether somebody can serve who asks for each skill."""
    options = options_of(body, setting)
    if not any(setting.is_skilled(team) for option in options for team in option):
        return False
    return all(
        any(all(setting.able(team, skill) >= n for team, n in option.items()) for option in options)
        for skill in asked_by(body, setting) & setting.known_skills
    )


@st.composite
def persons(draw: DrawFn, setting: Setting, name: str, written: Blueprint) -> Blueprint:
    """The same person as before, or another; nothing where there is no such step.

    Whether there is such a person is left to `advice`.
    """
    body = written[name]
    people = people_of(body, setting)
    focus, place = setting.focus, f"{PLACE}.person"
    if "batch" in body or not people or not focus.says(draw, place, 3):
        return {}
    others = [other for other in written if other != name and people_of(written[other], setting)]
    own = {team for option in people for team in option}
    same = [o for o in others if own & {t for option in people_of(written[o], setting) for t in option}]
    different = [] if focus.wants(f"{place}.else_after") else others
    ways = [word for word, others in (("same_as", same), ("not", different)) if others]
    if not ways:
        return {}
    if focus.pick(draw, place, ways) == "same_as":
        rule: Blueprint = {"same_as": draw(st.sampled_from(same))}
        if focus.says(draw, f"{place}.else_after", 2):
            rule["else_after"] = draw(LENGTHS)
        return {"person": rule}
    chosen = draw(st.lists(st.sampled_from(different), min_size=1, max_size=2, unique=True))
    return {"person": {"not": chosen if len(chosen) > 1 or draw(st.booleans()) else chosen[0]}}
