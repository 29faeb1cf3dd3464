"""Services at the edge: long loops, nobody on duty."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import simulator as sim


def blueprint_of(text: str, folder: Path) -> sim.Blueprint:
    path = folder / "unusual.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return sim.load(path)


@pytest.mark.parametrize(
    ("route", "visits"),
    [
        ("[{to: s, rounds: 1500}, {end: served}]", 1501),
        ("[{end: served, if: s.visits >= 2000}, {to: s}]", 2000),
        ('[{end: served, if: \'time between "09:00" and "17:00"\'}, {to: s}]', 180),  # 06:00 to 09:00
    ],
)
def test_a_long_loop_that_ends_is_no_fault(tmp_path: Path, route: str, visits: int) -> None:
    blueprint = blueprint_of(
        f"""
        blueprint: Round and round
        clock: {{unit: min, start: "Mon 06:00", run_for: 8 h}}
        customers: {{guest: {{starts_at: s, arrivals: {{at: [0]}}}}}}
        teams: {{clerks: {{count: 1}}}}
        steps: {{s: {{team: clerks, time: 1 min, next: {route}}}}}
        """,
        tmp_path,
    )
    assert sim.check(blueprint).errors == ()
    result = sim.run(blueprint, replications=1)
    assert list(result.cases["outcome"]) == ["served"]
    assert len(result.visits) == visits


def test_where_nobody_is_on_duty_the_headline_does_not_say_that_nobody_waited(tmp_path: Path) -> None:
    from simulator.report.run import run_blocks

    blueprint = blueprint_of(
        """
        blueprint: Closed
        clock: {unit: min, run_for: 60 min, at_end: stop}
        customers: {guest: {starts_at: s, arrivals: {at: [0, 5]}}}
        teams: {clerks: {count: 0}}
        steps: {s: {team: clerks, time: 1 min, next: {end: served}}}
        """,
        tmp_path,
    )
    told = str(list(run_blocks(sim.run(blueprint, replications=2))))
    assert "Nobody was served." in told
    assert "Nobody had to wait" not in told


@pytest.mark.parametrize(
    ("at_end", "schedule", "arrivals", "said"),
    [
        # The first is served from 0 to 1; the second comes at 5, when nobody is on duty any more.
        ("stop", '{"00:00": 1, "00:02": 0}', "[0, 5]", "Those who were served did not wait."),
        # The second is being served when the watch stops at 60; the run does not see the end of it.
        ("stop", '{"00:00": 2}', "[0, 59.5]", "Those who were served did not wait."),
        ("finish", '{"00:00": 2}', "[0, 59.5]", "Nobody had to wait to be served."),
    ],
)
def test_where_people_are_left_the_headline_does_not_say_that_nobody_waited(
    tmp_path: Path, at_end: str, schedule: str, arrivals: str, said: str
) -> None:
    from simulator.report.run import run_blocks

    blueprint = blueprint_of(
        f"""
        blueprint: Left behind
        clock: {{unit: min, run_for: 60 min, at_end: {at_end}}}
        customers: {{guest: {{starts_at: s, arrivals: {{at: {arrivals}}}}}}}
        teams: {{clerks: {{schedule: {schedule}}}}}
        steps: {{s: {{team: clerks, time: 1 min, next: {{end: served}}}}}}
        """,
        tmp_path,
    )
    told = str(list(run_blocks(sim.run(blueprint, replications=2))))
    assert said in told
    assert ("Nobody had to wait" in told) == said.startswith("Nobody")
