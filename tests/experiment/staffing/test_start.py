"""What theory says before anything is simulated, and the periods it says it of."""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.experiment.staffing.ranges import Choice, choice_of
from simulator.experiment.staffing.written import settings
from simulator.model.compile import compile_plan
from tests.services import written

CALLS = """\
blueprint: Calls
clock: {unit: min, start: "Mon 00:00", run_for: 4 h}
customers: {caller: {starts_at: answer, arrivals: {rate: 200/h}}}
teams: {agents: {count: 12}}
steps: {answer: {team: agents, time: {exponential: 3 min}, next: {end: served}}}
sla: {quick: {measure: wait, within: 20 s, at_least: 80%}}
staffing: {agents: {range: 1..40}}
"""

#: Ten an hour come on working days from nine to twelve, five on Saturday; nobody works on Sunday.
WEEK = """\
blueprint: A week
clock: {unit: min, start: "Mon 00:00", run_for: 1 w}
hours: {office: {open: {Mon-Sat: ["09:00-12:00"]}}}
customers:
  guest:
    starts_at: desk
    arrivals: {rate: {Mon-Fri: {"09:00": 10/h, "12:00": 0}, Sat: {"09:00": 5/h, "12:00": 0}}}
teams: {clerks: {count: 2, hours: office, cost: 20/h}}
steps: {desk: {team: clerks, time: {exponential: 6 min}, next: {end: served}}}
sla: {quick: {measure: wait, within: 10 min, at_least: 80%}}
staffing: {clerks: {range: 1..4, per: 90 min}}
"""


def choice(folder: Path, text: str) -> Choice:
    blueprint = sim.load(written(folder, text))
    return choice_of(blueprint, compile_plan(blueprint))


def test_the_search_begins_with_erlang_c(tmp_path: Path) -> None:
    least = sim.theory.least_count(rate="200/h", time="3 min", within="20 s", at_least="80%").count
    assert choice(tmp_path, CALLS).start == (least,) == (14,)


def test_with_patience_it_begins_with_erlang_a(tmp_path: Path) -> None:
    text = CALLS.replace("200/h}}", "200/h}, patience: {exponential: 5 min}}")
    least = sim.theory.least_count(
        rate="200/h", time="3 min", patience="5 min", within="20 s", at_least="80%"
    ).count
    assert choice(tmp_path, text).start == (least,)


def test_without_a_formula_it_begins_with_the_square_root_rule(tmp_path: Path) -> None:
    # The load is 200/60 · 3 = 10 erlangs: 10 + 0.84 · 3.16 = 12.7.
    text = CALLS.replace("measure: wait, within: 20 s", "measure: time_in_system, within: 5 min")
    assert choice(tmp_path, text).start == (13,)


def test_without_a_range_theory_sets_it(tmp_path: Path) -> None:
    # At least one, at most 2 · 14 + 2.
    (place,) = choice(tmp_path, CALLS.partition("staffing:")[0]).space.places
    assert (place.low, place.high) == (1, 30)


def test_days_that_are_alike_are_staffed_alike(tmp_path: Path) -> None:
    space = choice(tmp_path, WEEK).space
    (periods,) = space.periods.values()
    assert [period.name for period in periods] == [
        "Mon-Fri 09:00",
        "Mon-Fri 10:30",
        "Sat 09:00",
        "Sat 10:30",
    ]
    # 90 minutes on each of five days, and on one.
    assert [period.paid for period in periods] == [450.0, 450.0, 90.0, 90.0]
    # 20 an hour for 7.5 h and for 1.5 h.
    assert [round(place.cost, 6) for place in space.places] == [150.0, 150.0, 30.0, 30.0]


def test_the_present_numbers_are_one_of_the_plans(tmp_path: Path) -> None:
    assert choice(tmp_path, WEEK).present == (2, 2, 2, 2)
    by_day = 'schedule: {Mon-Fri: {"09:00": 1, "10:30": 3}, Sat: {"09:00": 2}}'
    assert choice(tmp_path, WEEK.replace("count: 2", by_day)).present == (1, 3, 2, 2)


def test_the_present_numbers_are_none_of_the_plans(tmp_path: Path) -> None:
    # Five are more than the range allows; what changes at ten does so within a period.
    assert choice(tmp_path, WEEK.replace("count: 2", "count: 5")).present is None
    at_ten = WEEK.replace("count: 2", 'schedule: {"09:00": 1, "10:00": 3}')
    assert choice(tmp_path, at_ten).present is None


def test_a_week_is_written_by_its_days(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, WEEK))
    space = choice_of(blueprint, compile_plan(blueprint)).space
    assert dict(settings(blueprint, space, (2, 3, 1, 1))) == {
        "teams.clerks": (
            '{schedule: {Mon-Fri: {"09:00": 2, "10:30": 3}, Sat: {"09:00": 1}}, hours: office, cost: 20/h}'
        )
    }


def test_what_is_tried_is_what_would_be_written(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, WEEK))
    space = choice_of(blueprint, compile_plan(blueprint)).space
    overrides = [f"{path}={value}" for path, value in settings(blueprint, space, (2, 3, 1, 1))]
    set_so = compile_plan(sim.load(written(tmp_path, WEEK), overrides=overrides))
    assert space.plan_of((2, 3, 1, 1)).teams == set_so.teams
