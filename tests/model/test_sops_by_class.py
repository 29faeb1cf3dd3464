"""An SOP that is another for the customers of a class: what is expected of them, and what a check says."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.model.checks.facts import Facts
from simulator.model.compile import compile_plan
from simulator.model.expected_work import mean_work
from simulator.model.flows import class_flow
from simulator.model.plan import Plan
from tests.services import written

#: Ten minutes of work in actions of 2, 3 and 5 minutes; whoever is an exception goes to the office.
DESK = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers:
  guest: {starts_at: desk, arrivals: {every: 60 min}}
  regular: {starts_at: desk, arrivals: {every: 60 min}}
  returned: {starts_at: office, arrivals: returning}
teams: {clerks: {count: 2}}
steps:
  desk:
    team: clerks
    time: TIME
    sop:
      time_measured: without
      effects: {safer: 100%}
      actions:
        - {id: greet, do: Greet, standard_time: 2 min, lock: fixed}
        - {id: enter, do: Enter, standard_time: 3 min, error: 50%}
        - {id: advise, do: Advise, standard_time: 5 min}
      exceptions: {then: {to: office}}
      errors: {undetected: {share: 50%, after: 1 min, comes_back_as: returned}}
      customers: {regular: REGULAR}
    next: {end: served}
  office: {time: 1 min, next: {end: heard}}
"""

GUEST, REGULAR, RETURNED = 0, 1, 2


def loaded(folder: Path, regular: str, time: str = "10 min") -> sim.Blueprint:
    return sim.load(written(folder, DESK.replace("REGULAR", regular).replace("TIME", time)))


def plan_of(folder: Path, regular: str, time: str = "10 min") -> Plan:
    plan = compile_plan(loaded(folder, regular, time))
    assert [customers.name for customers in plan.classes] == ["guest", "regular", "returned"]
    return plan


def visits_to(plan: Plan, customers: int, step: str) -> float:
    return float(Facts(plan).traffic.visits[customers, [of.name for of in plan.steps].index(step)])


def test_the_work_of_each_class(tmp_path: Path) -> None:
    # 2·.9 + 3 + 5 = 9.8, and 10·.9 = 9.
    plan = plan_of(tmp_path, "{standardisation: 100%}")
    means = [float(mean_work(plan, class_flow(plan, one))[0][0, 0]) for one in (GUEST, REGULAR)]
    assert means == pytest.approx([9.8, 9.0])


def test_exceptions_lead_each_class_on_as_often_as_its_own_standard_makes_them(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "{actions: {greet: {fits: 60%}}}")
    found = [visits_to(plan, one, "office") for one in (GUEST, REGULAR)]
    assert found == pytest.approx([0, 0.4])


def test_those_who_come_back_are_counted_by_the_standard_of_their_class(tmp_path: Path) -> None:
    # Seven of each. Half of the guests have an error, of whom half come back; regulars are spared all errors.
    plan = plan_of(tmp_path, "{actions: {enter: {lock: fixed}}}")
    assert Facts(plan).traffic.cases.tolist() == pytest.approx([7, 7, 1.75])


def test_a_check_tells_of_each_standard(tmp_path: Path) -> None:
    report = sim.check(loaded(tmp_path, "{standardisation: 100%, compliance: 50%}"))
    assert [reading.sentences[:2] for reading in report.overview.standards] == [
        (
            "`desk`: 20 % of the work is prescribed, 0 % of that may bend, 100 % of it is complied with",
            # 2·.9 + 8, and half have an error, half of whom come back
            "`desk`: a visit takes 9.8 min (cv 0) on average, 0 % of visits are exceptions, 50 % have an "
            "error and 50 % are left with one",
        ),
        (
            "`desk` for `regular`: 100 % of the work is prescribed, 0 % of that may bend, 50 % of it is "
            "complied with",
            # Of 2, 3 and 5 min a tenth is saved or not: sd ½·√(.2² + .3² + .5²) = .308 of 9.5.
            "`desk` for `regular`: a visit takes 9.5 min (cv 0.0324) on average, 0 % of visits are "
            "exceptions, 25 % have an error and 25 % are left with one",
        ),
    ]


def test_times_by_class_are_told_beside_the_standard_of_the_class(tmp_path: Path) -> None:
    time = "{by: customers, guest: 10 min, regular: 20 min}"
    report = sim.check(loaded(tmp_path, "{standardisation: 100%}", time))
    found = [(one.customers, [work.time for work in one.work]) for one in report.overview.standards]
    assert found == [("", [10]), ("regular", [20])]


def test_faults_are_told_of_the_class_that_has_them(tmp_path: Path) -> None:
    report = sim.check(loaded(tmp_path, "{actions: {greet: {fits: 0%}}}"))
    (problem,) = (problem for problem in report.warnings if problem.code == "fits-nobody")
    assert problem.message == "100 % of all visits to `desk` for `regular` are exceptions"
