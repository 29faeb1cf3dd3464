"""Small blueprints told in YAML and run: what became of everybody, by name."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np

from simulator.blueprint.load import load
from simulator.engine.records import RESULTS, STINT_KINDS, Records
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan


def plan_of(text: str, folder: Path, scenario: str = "base", overrides: tuple[str, ...] = ()) -> Plan:
    """The plan of a blueprint given as text."""
    path = folder / "story.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return compile_plan(load(path, scenario=scenario, overrides=overrides))


def story(folder: Path, body: str, clock: str = "run_for: 100 min", seed: int = 1) -> Story:
    """A story that starts at midnight of Monday the first of January 2024 and counts in minutes."""
    head = f'blueprint: Story\nclock: {{unit: min, start: "2024-01-01 00:00", {clock}}}\n'
    return Story(plan_of(head + textwrap.dedent(body), folder), seed)


class Story:
    """One replication of a blueprint, asked by name."""

    def __init__(self, plan: Plan, seed: int = 1, replication: int = 1) -> None:
        self.plan = plan
        self.records: Records = simulate(plan, seed, replication)

    def _class(self, name: str) -> int:
        return [customers.name for customers in self.plan.classes].index(name)

    def _step(self, name: str) -> int:
        return [step.name for step in self.plan.steps].index(name)

    def left(self, customers: str) -> list[float]:
        """When the customers of a class left, in the order of their numbers."""
        cases = self.records.cases
        return [float(t) for t in cases["left"][cases["customers"] == self._class(customers)]]

    def outcomes(self, customers: str) -> list[str]:
        """How they left."""
        cases = self.records.cases
        rows = cases[cases["customers"] == self._class(customers)]
        return [self.plan.outcomes[outcome] for outcome in rows["outcome"]]

    def column(self, step: str, name: str) -> list[float]:
        """A column of the visits to a step, in the order of the cases."""
        visits = self.records.visits
        return [float(value) for value in visits[name][visits["step"] == self._step(step)]]

    def waits(self, step: str) -> list[float]:
        """started - ready of the visits that started."""
        visits = self.records.visits
        rows = visits[(visits["step"] == self._step(step)) & ~np.isnan(visits["started"])]
        return [float(t) for t in rows["started"] - rows["ready"]]

    def results(self, step: str) -> list[str]:
        """How the visits to a step ended."""
        return [RESULTS[int(result)] for result in self.column(step, "result")]

    def served_in_order(self, step: str) -> list[int]:
        """The numbers of the cases (from 1) in the order in which they first started at the step."""
        visits = self.records.visits
        rows = visits[(visits["step"] == self._step(step)) & ~np.isnan(visits["started"])]
        return [int(case) + 1 for case in rows["case"][np.argsort(rows["started"], kind="stable")]]

    def stints(self, team: str) -> list[tuple[int, float, float, str]]:
        """(member, start, end, kind) of a team."""
        index = [t.name for t in self.plan.teams].index(team)
        rows = self.records.stints[self.records.stints["team"] == index]
        return [(int(r["member"]), float(r["start"]), float(r["end"]), STINT_KINDS[r["kind"]]) for r in rows]

    def duty(self, team: str) -> list[tuple[int, float, float, float]]:
        """(member, on, due, off) of a team."""
        index = [t.name for t in self.plan.teams].index(team)
        rows = self.records.duty[self.records.duty["team"] == index]
        return [(int(r["member"]), float(r["on"]), float(r["due"]), float(r["off"])) for r in rows]
