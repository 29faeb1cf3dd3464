"""How a visit came to its queue, or did not: doors, hand-off, batch, a full step, a call back."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import numpy as np

from simulator.analysis.columns import BALKED, DONE, TURNED_AWAY
from simulator.analysis.naming import in_words
from simulator.analysis.told_known import Event, Known
from simulator.analysis.told_staff import away
from simulator.engine.records import STINT_KINDS, WAITING_ALREADY
from simulator.model.plan import Callback, Fork, Join
from simulator.model.routes import last_way

_KEPT = STINT_KINDS.index("kept")

#: Of a larger batch so many are named.
_NAMED = 3


def coming(known: Known, visit: np.void) -> Iterator[Event]:
    """All until the visit stood in the queue, or was refused."""
    closed = _closed_doors(known, visit)
    yield from closed
    ready, handed, queued = (float(visit[name]) for name in ("ready", "handed", "queued"))
    if visit["result"] == TURNED_AWAY and isnan(handed):
        return  # at the doors
    step = known.plan.steps[visit["step"]]
    before = closed[-1][0] if closed else ready
    if step.hand_off is not None and not handed <= before and not (closed and isnan(handed)):
        yield before, f"is handed on to {step.name}"
    if isnan(handed):
        return
    if visit["result"] in (BALKED, TURNED_AWAY):
        yield float(visit["finished"]), _refusal(known, visit)
    elif step.batch is not None:
        yield from _gathers(known, visit)
    elif not queued <= handed and visit["finished"] > handed:
        yield from _before_a_full_step(known, visit)
    if not isnan(queued) and visit["result"] not in (BALKED, TURNED_AWAY):
        yield from _joins(known, visit)


def _closed_doors(known: Known, visit: np.void) -> list[Event]:
    """The doors that were closed when the case arrived, and their opening if it waited for that."""
    case = known.records.cases[visit["case"]]
    customers = known.plan.classes[case["customers"]]
    arrived = float(case["arrived"])
    at_the_door = (
        customers.hours is not None
        and customers.hours.at(arrived) == 0
        and case["number"] < WAITING_ALREADY
        and visit["ready"] == arrived
        and (visit["branch"], visit["visit"], visit["step"]) == (0, 1, customers.starts_at)
    )
    if not at_the_door or customers.hours is None:
        return []
    if not customers.waits_for_opening:
        return [(arrived, "finds the doors closed")]
    opens = customers.hours.first(arrived)
    told = [(arrived, "finds the doors closed and waits for them to open")]
    return [*told, (opens, "comes in, as the doors open")] if opens <= visit["finished"] else told


def _refusal(known: Known, visit: np.void) -> str:
    step, ahead = known.plan.steps[visit["step"]], known.lines.waiting(visit)
    if visit["result"] == BALKED:
        return f"sees the queue at {step.name} ({ahead} waiting) and does not join it"
    room = "with room for nobody" if step.queue.limit == 0 else f"with room for {step.queue.limit}"
    return f"finds no room in the queue at {step.name} ({ahead} waiting, {room})"


def _gathers(known: Known, visit: np.void) -> Iterator[Event]:
    """The wait for a batch, and with whom it went."""
    step = known.plan.steps[visit["step"]]
    if visit["queued"] != visit["handed"]:
        there = known.lines.gathered(visit)
        yield float(visit["handed"]), f"waits for a batch at {step.name} ({there} there already)"
    if visit["batch"]:
        visits = known.records.visits
        mates = visits["case"][(visits["batch"] == visit["batch"]) & (visits["case"] != visit["case"])]
        names = [known.who(int(mate)) for mate in mates]
        if len(names) > _NAMED + 1:
            names = [*names[:_NAMED], f"{len(names) - _NAMED} others"]
        party = f"with {in_words(names)}" if names else "alone"
        yield float(visit["queued"]), f"is in a batch at {step.name} {party}"


def _before_a_full_step(known: Known, visit: np.void) -> Iterator[Event]:
    """The wait until there is room at a step, and who was kept meanwhile."""
    name = known.plan.steps[visit["step"]].name
    stints = known.records.stints
    own = stints[(stints["case"] == visit["case"]) & (stints["kind"] == _KEPT)]
    own = own[(own["step"] == visit["step"]) & (own["start"] >= visit["handed"])]
    if not isnan(visit["queued"]):
        own = own[own["end"] <= visit["queued"]]
    kept = known.names((int(row["team"]), int(row["member"])) for row in own) if len(own) else ""
    yield float(visit["handed"]), f"finds {name} full and waits for room{f', keeps {kept}' if kept else ''}"
    if not isnan(visit["queued"]):
        yield float(visit["queued"]), f"finds room at {name}{f', lets {kept} go' if kept else ''}"


def _joins(known: Known, visit: np.void) -> Iterator[Event]:
    """The queue, if the visit stood in it for any time; a call back always has its place in it."""
    name, queued = known.plan.steps[visit["step"]].name, float(visit["queued"])
    waiting = known.lines.waiting(visit)
    if is_called_back(known, visit):
        yield queued, f"is to be called back by {name} ({waiting} waiting)"
    elif visit["started"] != queued:
        told = f"joins the queue at {name} ({waiting} waiting){_wish(known, visit)}"
        yield queued, f"{told}{_away(known, int(visit['step']), queued)}"


def _wish(known: Known, visit: np.void) -> str:
    """Whom it waited for, if not for anybody."""
    skill, same, others = (getattr(known.wishes, asked)(visit) for asked in ("skill", "same", "others"))
    parts = [f"for {known.names(same)}"] if same else []
    parts += [f"for somebody with the skill {skill}"] if skill else []
    parts += [f"not for {known.names(others)}"] if others else []
    return "".join(f", {part}" for part in parts)


def _away(known: Known, step: int, moment: float) -> str:
    """Who could have served there, and is away that day."""
    members = away(known.plan, known.records, step, moment)
    if len(members) > _NAMED:
        return f"; {len(members)} who could serve are away"
    return f"; {known.names(members)} {'is' if len(members) == 1 else 'are'} away" if members else ""


def is_called_back(known: Known, visit: np.void) -> bool:
    """Whether a call back led to the visit, at once or after a parallel."""
    if not visit["ready"] == visit["handed"] == visit["queued"]:
        return False
    visits, here = known.records.visits, int(visit["step"])
    own = visits[(visits["case"] == visit["case"]) & (visits["result"] == DONE)]
    own = own[own["finished"] <= visit["ready"]]
    just_now = [
        known.options[int(row["option"])]
        for row in own[own["finished"] == visit["ready"]]
        if row["option"] >= 0
    ]
    if any(_calls(way, here) for way in just_now):
        return True
    forked = [known.options[int(option)] for option in own["option"] if option >= 0]
    joined = any(isinstance(last_way(way), Join) for way in just_now)
    return joined and any(isinstance(way, Fork) and _calls(way, here) for way in forked)


def _calls(target: object, step: int) -> bool:
    while isinstance(target, Fork):
        target = target.then
    return isinstance(target, Callback) and target.step == step
