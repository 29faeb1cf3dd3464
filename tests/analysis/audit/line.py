"""A small service: a line of steps, work done again once, a parallel, and some who give up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.analysis.audit.positions import Positions
from simulator.model.plan import Plan
from tests.stories import plan_of

LINE = """\
blueprint: Line
clock: {unit: min, start: "2024-03-04 09:00", run_for: 1 d}
customers:
  guest: {starts_at: take, arrivals: {every: 30 min}}
teams:
  clerks: {count: 9}
steps:
  take: {team: clerks, time: 2 min, next: do}
  do: {team: clerks, time: 4 min, next: look}
  look:
    title: Look it over
    team: clerks
    time: 1 min
    next:
      - {name: again, to: do, if: faulty, rounds: 1}
      - {to: both}
  both:
    team: clerks
    time: 1 min
    next:
      parallel: [{to: print}, {to: bill, if: pays}]
      then: hand over
  print: {team: clerks, time: 3 min, next: join}
  bill: {team: clerks, time: 3 min, next: join}
  hand over: {team: clerks, time: 1 min, patience: 5 min, gives_up: {to: post}, next: {end: served}}
  post: {time: 1 min, next: {end: sent}}
attributes:
  faulty: {chance: 20%}
  pays: {chance: 50%}
"""


def line_plan(folder: Path, run_for: str = "1 d") -> Plan:
    return plan_of(LINE.replace("run_for: 1 d", f"run_for: {run_for}"), folder)


class Line:
    """The service, and its steps by name."""

    def __init__(self, folder: Path) -> None:
        self.plan = line_plan(folder)
        self.positions = Positions(self.plan)
        self.names = [step.name for step in self.plan.steps]

    def row(self, names: str | Sequence[str]) -> tuple[int, ...]:
        """The indices of steps, named in a list or in a text with commas between them."""
        parts = names.split(", ") if isinstance(names, str) else names
        return tuple(self.names.index(name) for name in parts)
