"""A run, cut at everything that happens: who waits, who is free, who is at work in between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.records import Rows
from tests.properties.observed import DOWN, WORK, Run


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which nothing happens.

    Attributes:
        start, end: from when to when; never empty.
        idle: (team, member) of all on shift who are not taken and not under repair.
        free: of each team how many these are.
        waiting: the visits that wait for their first start.
        at_work: (stint, the visit it is for) of members on shift.
    """

    start: float
    end: float
    idle: set[tuple[int, int]]
    free: list[float]
    waiting: Rows
    at_work: Rows

    def free_for(self, run: Run, team: int, asks: Asks) -> float:
        """How many of a team are free who suit."""
        if asks is ANYBODY or run.plan.teams[team].unlimited:
            return self.free[team]
        return sum(of == team and run.suits(of, member, asks) for of, member in self.idle)


def stretches(run: Run) -> list[Stretch]:
    """The run, cut at everything that happens, until an hour after the last who starts or leaves."""
    records = run.records
    lines = [row for step in range(len(run.plan.steps)) for row, _ in run.in_line(step)]
    in_line = np.array(lines, records.visits.dtype)
    leaves = np.where(np.isnan(in_line["started"]), in_line["finished"], in_line["started"])
    busy = records.stints[records.stints["kind"] != DOWN]
    columns = [in_line["queued"], leaves, *(busy[name] for name in ("start", "end"))]
    watched = np.concatenate(columns)
    if not len(watched):
        return []
    last = np.max(watched[watched < records.end], initial=0.0)
    columns += [records.stints[name] for name in ("start", "end")]
    columns += [records.duty[name] for name in ("on", "due")]
    moments = np.unique(np.concatenate(columns))
    moments = moments[moments <= last + 60]  # who waits on for weeks shows nothing new
    return [
        _stretch(run, start, end, in_line[(in_line["queued"] <= start) & (leaves >= end)])
        for start, end in pairwise(moments)
    ]


def _stretch(run: Run, start: float, end: float, waiting: Rows) -> Stretch:
    stints, duty = run.records.stints, run.records.duty
    taken = stints[(stints["start"] <= start) & (stints["end"] >= end)]
    on_shift = duty[(duty["on"] <= start) & (duty["due"] >= end)]
    there = {(int(row["team"]), int(row["member"])) for row in on_shift}
    busy_on_shift = [row for row in taken if (int(row["team"]), int(row["member"])) in there]
    idle = there - {(int(row["team"]), int(row["member"])) for row in busy_on_shift}
    free = [inf if team.unlimited else 0.0 for team in run.plan.teams]
    for team, _ in idle:
        free[team] += 1
    at_work = np.array([row for row in busy_on_shift if row["kind"] == WORK], stints.dtype)
    return Stretch(float(start), float(end), idle, free, waiting, at_work)
