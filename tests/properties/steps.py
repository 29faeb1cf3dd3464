"""Steps at random: who serves, how long, how the queue is kept, what happens to those who wait."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.setting import CHANNELS, Setting, most_of, together
from tests.properties.values import LENGTHS, SHARES, Blueprint, one_in, times

ORDERS = ("fifo", "lifo", "priority", "preemptive", "random", "shortest", "preemptive", "fifo")
Taken = dict[str, int]


# -- who serves -------------------------------------------------------------------------------------


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
    return [
        {name: 1}
        for name, team in setting.teams.items()
        if asked & {s for part in (team, *team.get("members", ())) for s in part.get("skills", ())}
    ]


def people_of(body: Blueprint, setting: Setting) -> list[Taken]:
    """The same without resources."""
    options = [{t: n for t, n in of.items() if t in setting.teams} for of in options_of(body, setting)]
    return [option for option in options if option]


@st.composite
def servers(draw: DrawFn, setting: Setting, batch: bool) -> Blueprint:
    """Who serves at a step; often nobody is needed."""
    everybody = setting.everybody
    kind = draw(st.sampled_from(["nobody", "team", "team", "team", "needs", "needs", "first_free", "skill"]))
    found: Blueprint = {}
    if kind == "team":
        found["team"] = draw(st.sampled_from(list(everybody)))
    elif kind == "first_free":
        found["first_free"] = draw(st.lists(st.sampled_from(list(everybody)), min_size=1, unique=True))
    elif kind == "needs":
        chosen = draw(st.lists(st.sampled_from(list(everybody)), min_size=1, max_size=2, unique=True))
        found["needs"] = {name: draw(st.integers(1, min(2, together(everybody[name])))) for name in chosen}
    if kind == "skill" or (found and one_in(draw, 3)):
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


# -- how the queue is kept --------------------------------------------------------------------------


@st.composite
def queues(draw: DrawFn, later: list[str], batch: bool) -> Blueprint:
    """How a queue is kept."""
    found: Blueprint = {"order": draw(st.sampled_from(ORDERS))}
    if draw(st.booleans()):
        found["interrupted"] = draw(st.sampled_from(["resume", "restart", "redraw"]))
    if batch:
        if found["order"] == "preemptive":
            found["order"] = "priority"
        return found
    if one_in(draw, 3):
        found["limit"] = draw(st.integers(0, 3))
        ways: list[Any] = ["leave", "block", "block", *({"to": name} for name in later)]
        if draw(st.booleans()):
            found["when_full"] = draw(st.sampled_from(ways))
    if one_in(draw, 6):
        found["balk"] = draw(st.sampled_from([{"from": 2}, {"1": "50%", "3": "100%"}]))
    return found


@st.composite
def batches(draw: DrawFn) -> Blueprint:
    """When cases go together, and what their work is."""
    found: Blueprint = {}
    if draw(st.booleans()):
        found["at"] = draw(st.sampled_from([["Mon-Fri 00:10"], ["00:05", "00:15", "Mon 00:25"]]))
    if "at" not in found or draw(st.booleans()):
        found["size"] = draw(st.integers(1, 3))
        if draw(st.booleans()):
            found["wait"] = draw(LENGTHS)
    return {
        "batch": found,
        **({"work": draw(st.sampled_from(["per batch", "per case"]))} if draw(st.booleans()) else {}),
    }


@st.composite
def overdue(draw: DrawFn, setting: Setting, targets: list[str]) -> Blueprint:
    """When somebody has waited too long, and what is done."""
    found: Blueprint = {"after": draw(LENGTHS)}
    if targets and draw(st.booleans()):
        found["to"] = draw(st.sampled_from(targets))
    if "to" not in found or draw(st.booleans()):
        found["priority"] = draw(st.sampled_from([0, 1, *(("urgent", "important") if setting.named else ())]))
    return found


# -- the step ---------------------------------------------------------------------------------------


def works(setting: Setting, least: int) -> SearchStrategy[Any]:
    """The time of a step."""
    by = [
        {"by": "channel", "mail": 1, "otherwise": {"exponential": 2}},
        {"by": "complex", "yes": 4, "no": 1},
        {"by": "customers", setting.classes[0]: 2, "otherwise": {"uniform": {"low": 0, "high": 3}}},
    ]
    if setting.assigned:
        by.append({"by": "assigned", "urgent": 1, "otherwise": 3})
    return times(least) | times() | st.sampled_from(by)


@st.composite
def steps(draw: DrawFn, setting: Setting, name: str, later: list[str], frees: list[str]) -> Blueprint:
    """A step, except for persons and where the case goes next.

    Args:
        setting: the blueprint.
        name: its own.
        later: steps to which a case may go that is not served.
        frees: steps at whose end something may be freed that is kept.
    """
    gathers = one_in(draw, 5)
    found: Blueprint = draw(servers(setting, gathers))
    if gathers:
        found |= draw(batches())
    staffed = bool(found.keys() & {"team", "needs", "first_free", "skill"})
    if staffed:
        found |= draw(_waits(setting, later, gathers))
    found["time"] = draw(works(setting, 1 if staffed else 0))
    blocks = found.get("queue", {}).get("when_full") == "block"
    if not blocks and one_in(draw, 4):
        found["hand_off"] = draw(times())
    wanted = found.get("needs") or ([found["team"]] if "team" in found else found.get("first_free", []))
    if wanted and not gathers and one_in(draw, 3):
        found["keep"] = {draw(st.sampled_from(list(wanted))): draw(st.sampled_from([name, *frees]))}
    return found | draw(_beside(setting, staffed))


@st.composite
def _waits(draw: DrawFn, setting: Setting, later: list[str], gathers: bool) -> Blueprint:
    """What there is only where somebody serves."""
    found: Blueprint = {"queue": draw(queues(later, gathers))}
    if one_in(draw, 4):
        found["patience"] = draw(times() | st.just("endless"))
    if later and one_in(draw, 4):
        found["gives_up"] = {"to": draw(st.sampled_from(later))}
    if one_in(draw, 4):
        found["escalate"] = draw(overdue(setting, later))
    if one_in(draw, 5):
        found["set_up"] = draw(times())
    return found


@st.composite
def _beside(draw: DrawFn, setting: Setting, staffed: bool) -> Blueprint:
    """What any step may have."""
    found: Blueprint = {}
    if one_in(draw, 5):
        choices = {
            "complex": {"chance": "50%"},
            "urgency": draw(st.sampled_from([1, {"discrete": {"1": "50%", "3": "50%"}}])),
        }
        found["sets"] = {
            name: choices[name] for name in draw(st.sets(st.sampled_from(sorted(choices)), min_size=1))
        }
    if setting.returning and one_in(draw, 5):
        found["comes_back"] = comes_back(draw, setting)
    if one_in(draw, 6):
        found["cost"] = "2 EUR"
    if one_in(draw, 6):
        found["by"] = draw(st.sampled_from(["person", "machine"])) if staffed else "machine"
    if one_in(draw, 8):
        found |= {
            "lane": draw(st.sampled_from(["customer", "onstage", "backstage", "support"])),
            "title": "A title",
        }
    if one_in(draw, 10):
        found |= {"notes": "Bring a card", "evidence": "receipt"}
    return found


def comes_back(draw: DrawFn, setting: Setting) -> Blueprint:
    """Some come back soon."""
    return {"share": "20%", "after": draw(times(least=1)), "as": draw(st.sampled_from(setting.returning))}


# -- persons ----------------------------------------------------------------------------------------


@st.composite
def persons(draw: DrawFn, setting: Setting, name: str, written: Blueprint) -> Blueprint:
    """The same person as before, or another; nothing where there is no such step."""
    body = written[name]
    people = people_of(body, setting)
    if "batch" in body or not people or not one_in(draw, 3):
        return {}
    others = [other for other in written if other != name and people_of(written[other], setting)]
    own = {team for option in people for team in option}
    same = [o for o in others if own & {t for option in people_of(written[o], setting) for t in option}]
    different = [o for o in others if not all(_used_up(of, written[o], setting) for of in people)]
    if same and (not different or draw(st.booleans())):
        rule: Blueprint = {"same_as": draw(st.sampled_from(same))}
        if draw(st.booleans()):
            rule["else_after"] = draw(LENGTHS)
        return {"person": rule}
    if different:
        chosen = draw(st.lists(st.sampled_from(different), min_size=1, max_size=2, unique=True))
        return {"person": {"not": chosen if len(chosen) > 1 or draw(st.booleans()) else chosen[0]}}
    return {}


def _used_up(taken: Taken, other: Blueprint, setting: Setting) -> bool:
    """Whether those who served at the other step leave too few of a team."""
    before = people_of(other, setting)
    for team, count in taken.items():
        served = min(option.get(team, 0) for option in before)
        if served and most_of(setting.teams[team]) - served < count:
            return True
    return False


__all__ = ["SHARES", "comes_back", "overdue", "persons", "steps"]
