"""Steps at random: how long they take, and what else is said of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.content import how_it_satisfies
from tests.properties.procedures import sops
from tests.properties.queueing import batches, overdue, queues
from tests.properties.serving import servers
from tests.properties.setting import Setting
from tests.properties.values import Blueprint, times

PLACE = "steps.NAME"
LANES = ("customer", "onstage", "backstage", "support")


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


#: The steps of the module.
IN_MODULE = ("look", "ask")


@st.composite
def steps(draw: DrawFn, setting: Setting, name: str, later: list[str], frees: list[str]) -> Blueprint:
    """A step, except for persons and where the case goes next.

    Args:
        setting: the blueprint.
        name: its own.
        later: steps to which a case may go that is not served.
        frees: steps at whose end something may be freed that is kept.
    """
    says = setting.focus.says
    gathers = says(draw, f"{PLACE}.batch", 5) or setting.focus.wants(f"{PLACE}.work")
    found: Blueprint = draw(servers(setting, gathers))
    if gathers:
        found |= draw(batches(setting.focus))
    staffed = bool(found.keys() & {"team", "needs", "first_free", "skill"})
    if staffed:
        found |= draw(_waits(setting, later, gathers))
    found["time"] = draw(works(setting, 1 if staffed else 0))
    blocks = found.get("queue", {}).get("when_full") == "block"
    if not blocks and says(draw, f"{PLACE}.hand_off", 4):
        found["hand_off"] = draw(times())
    wanted = found.get("needs") or ([found["team"]] if "team" in found else found.get("first_free", []))
    if wanted and not gathers and says(draw, f"{PLACE}.keep", 3):
        found["keep"] = {draw(st.sampled_from(list(wanted))): draw(st.sampled_from([name, *frees]))}
    if not gathers and says(draw, f"{PLACE}.sop", 4):
        found["sop"] = draw(sops(setting, later))
    return found | draw(_beside(setting, name, staffed))


@st.composite
def _waits(draw: DrawFn, setting: Setting, later: list[str], gathers: bool) -> Blueprint:
    """What there is only where somebody serves."""
    says = setting.focus.says
    found: Blueprint = {"queue": draw(queues(setting.focus, later, gathers))}
    if says(draw, f"{PLACE}.patience", 4):
        found["patience"] = draw(times() | st.just("endless"))
    if later and says(draw, f"{PLACE}.gives_up", 4):
        found["gives_up"] = {"to": draw(st.sampled_from(later))}
    if says(draw, f"{PLACE}.escalate", 4):
        found["escalate"] = draw(overdue(setting, later, f"{PLACE}.escalate"))
    if says(draw, f"{PLACE}.set_up", 5):
        found["set_up"] = draw(times())
    return found


@st.composite
def _beside(draw: DrawFn, setting: Setting, name: str, staffed: bool) -> Blueprint:
    """What any step may have."""
    focus, says = setting.focus, setting.focus.says
    found: Blueprint = {}
    if says(draw, f"{PLACE}.sets", 5):
        choices = {
            "complex": {"chance": "50%"},
            "urgency": draw(st.sampled_from([1, {"discrete": {"1": "50%", "3": "50%"}}])),
        }
        found["sets"] = {
            chosen: choices[chosen] for chosen in draw(st.sets(st.sampled_from(sorted(choices)), min_size=1))
        }
    if setting.returning and says(draw, f"{PLACE}.comes_back", 5):
        found["comes_back"] = comes_back(draw, setting)
    if says(draw, f"{PLACE}.cost", 6):
        found["cost"] = "2 EUR"
    if says(draw, f"{PLACE}.by", 6):
        found["by"] = focus.pick(draw, f"{PLACE}.by", ["person", "machine"]) if staffed else "machine"
    if setting.content and says(draw, f"{PLACE}.satisfaction", 3):
        found["satisfaction"] = draw(how_it_satisfies(setting, f"{PLACE}.satisfaction"))
    if says(draw, f"{PLACE}.lane", 8):
        found["lane"] = focus.pick(draw, f"{PLACE}.lane", LANES)
    for word, text in (("title", "A title"), ("notes", "Bring a card"), ("evidence", "receipt")):
        if says(draw, f"{PLACE}.{word}", 10):
            found[word] = text
    # A step of a module that is used twice would draw as two that a case may both come to.
    if name not in IN_MODULE and says(draw, f"{PLACE}.draws_as", 10):
        found["draws_as"] = f"old {name}"
    return found


def comes_back(draw: DrawFn, setting: Setting) -> Blueprint:
    """Some come back soon."""
    return {"share": "20%", "after": draw(times(least=1)), "as": draw(st.sampled_from(setting.returning))}
