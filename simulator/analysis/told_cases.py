"""What happened to a case besides its visits: how it came, that it was overdue, what it left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, isnan

import numpy as np

from simulator.analysis.columns import DONE
from simulator.analysis.naming import Moments, in_words
from simulator.analysis.told_known import Event, Known
from simulator.engine.records import WAITING_ALREADY, Rows
from simulator.model.plan import NO_SHOW, Deadline, Fork, Join, Plan
from simulator.model.routes import last_way
from simulator.model.saying import duration, figure


def opening(known: Known, moments: Moments, case: int) -> Iterator[Event]:
    """How a case came: by itself, to an appointment, back, or that it was there before the run began."""
    row = known.records.cases[case]
    arrived, slot = float(row["arrived"]), float(row["slot"])
    if row["outcome"] == NO_SHOW:
        yield arrived, f"does not come to the appointment at {moments.at(slot)}"
        return
    comes = "is there already" if row["number"] > WAITING_ALREADY else "arrives"
    yield arrived, f"{comes}{known.attributes.brought(case)}"
    if not isnan(slot):
        yield arrived, f"has an appointment at {moments.at(slot)}{_punctual(known.plan, arrived - slot)}"
    if row["parent"] >= 0:
        yield arrived, f"comes back: was here before as {known.who(int(row['parent']))}"


def _punctual(plan: Plan, late: float) -> str:
    if abs(late) * plan.clock.seconds < 1:
        return ", on time"
    return f", {duration(abs(late), plan.clock.unit)} {'late' if late > 0 else 'early'}"


# -- deadlines --------------------------------------------------------------------------------------


def due_at(deadline: Deadline, arrived: float) -> float:
    """When a case that arrived then is overdue; `math.inf` where the open time never comes to an end."""
    if deadline.counted_in is None:
        return arrived + deadline.after
    return deadline.counted_in.after(arrived, deadline.after)


def overdue(plan: Plan, row: np.void) -> Iterator[Event]:
    """Each deadline that passed while the case was inside, and what followed."""
    for deadline in plan.deadlines:
        if row["customers"] in deadline.classes:
            due = due_at(deadline, float(row["arrived"]))
            if due < min(float(row["left"]), inf):
                said = [] if deadline.priority is None else [f"has priority {figure(deadline.priority)}"]
                said += [] if deadline.to is None else [f"is to go to {plan.steps[deadline.to].name}"]
                yield due, f"is overdue ({deadline.name}): {in_words(said)} from now on"


# -- branches that nobody waited for ----------------------------------------------------------------


def alongside(plan: Plan, visits: Rows) -> Mapping[int, list[Event]]:
    """For the visit with which enough branches of a parallel were done, those that were left behind."""
    found: dict[int, list[Event]] = {}
    forking = {option.index: option.target for step in plan.steps for option in step.route}
    for visit in visits:
        fork = forking.get(int(visit["option"]))
        if isinstance(fork, Fork) and fork.wait_for is not None and not fork.cancel:
            told = _left_behind(plan, visits, visit, fork)
            if told is not None:
                found.setdefault(told[0], []).append(told[1])
    return found


def _left_behind(plan: Plan, visits: Rows, forked: np.void, fork: Fork) -> tuple[int, Event] | None:
    """The number of the visit with which the case went on, and what was still done in other branches."""
    assert fork.wait_for is not None, "who waits for all leaves nobody behind"
    branches = _with_inner(plan, [branch for branch, _, _ in fork.branches])
    after = np.isin(visits["branch"], branches) & (visits["ready"] >= forked["finished"])
    taken = len(np.unique(visits["branch"][after & (visits["ready"] == forked["finished"])]))
    joining = [
        option.index
        for step in plan.steps
        for option in step.route
        if isinstance(last_way(option.target), Join)
    ]
    joined = np.flatnonzero(after & (visits["result"] == DONE) & np.isin(visits["option"], joining))
    joined = joined[np.argsort(visits["finished"][joined], kind="stable")]
    needed = min(fork.wait_for, taken)
    if not 0 < needed <= len(joined):
        return None
    last = int(joined[needed - 1])
    moment = float(visits["finished"][last])
    open_then = visits[after & (visits["ready"] <= moment) & (visits["finished"] > moment)]
    names = dict.fromkeys(plan.steps[step].name for step in open_then["step"])
    return (last, (moment, f"goes on without waiting for {in_words(names)}")) if names else None


def _with_inner(plan: Plan, branches: list[int]) -> list[int]:
    """Some branches and all that fork within them."""
    found = list(branches)
    for index, branch in enumerate(plan.branches):
        if branch.parent in found and index not in found:
            found.append(index)
    return found
