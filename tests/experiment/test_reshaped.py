"""Runs of a process that a scenario has changed: times by hand, and the same draws wherever a step stays."""

from __future__ import annotations

from unittest import mock

import pytest

from simulator.blueprint.load import loads
from simulator.engine import handling
from simulator.engine.cases import Visit
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan

#: One comes every 20 minutes, so nobody waits: 2 + 3 + 5 + 12 = 22 minutes inside.
BY_HAND = """\
blueprint: Clinic
clock: {unit: min, run_for: 60 min}
customers:
  patient: {starts_at: register, arrivals: {every: 20 min}}
teams: {clerks: {count: 1}, nurses: {count: 2}, doctors: {count: 1}}
steps:
  register: {team: clerks, time: 2 min, next: blood}
  blood: {team: nurses, time: 3 min, next: x-ray}
  x-ray: {team: nurses, time: 5 min, next: consult}
  consult: {team: doctors, time: 12 min, next: {end: served}}
scenarios:
"""


def run(text: str, scenario: str) -> Records:
    return simulate(compile_plan(loads(text, scenario)))


@pytest.mark.parametrize(
    ("changes", "inside"),
    [
        ("{}", 22),
        ("{drop: [steps.blood]}", 22 - 3),
        ("{parallel: {tests: [blood, x-ray]}}", 2 + 5 + 12),  # of 3 and 5 the longer one
        ("{parallel: {tests: [blood, x-ray]}, set: {steps.tests.next.wait_for: any}}", 2 + 3 + 12),
        ("{parallel: {all: [register, blood, x-ray, consult]}}", 12),
        ("{merge: {desk: {of: [register, blood], team: nurses, time: 4 min}}}", 4 + 5 + 12),
        (
            "{split: {consult: {talk: {team: doctors, time: 9 min}, letter: {team: clerks, time: 1 min}}}}",
            2 + 3 + 5 + 9 + 1,
        ),
        ("{set: {steps.consult.next: pay, steps.pay: {time: 4 min, next: {end: served}}}}", 22 + 4),
        ("{drop: [steps.register.team], set: {steps.register.by: machine}}", 22),
    ],
)
def test_times_inside_by_hand(changes: str, inside: float) -> None:
    records = run(f"{BY_HAND}  changed: {changes}\n", "changed")
    cases = records.cases[records.cases["number"] == 1]
    assert (cases["left"] - cases["arrived"]).tolist() == [inside]


def test_two_who_work_side_by_side_need_two() -> None:
    """With one nurse the x-ray waits for the blood test: 2 + 3 + 5 + 12 again."""
    records = run(
        f"{BY_HAND}  changed: {{parallel: {{tests: [blood, x-ray]}}, set: {{teams.nurses.count: 1}}}}\n",
        "changed",
    )
    assert records.cases["left"][0] - records.cases["arrived"][0] == 22


#: Chance everywhere, with a loop, a parallel and people who give up.
BY_CHANCE = """\
blueprint: Clinic
clock: {unit: min, run_for: 10 h}
attributes: {urgent: {chance: 30%}}
customers:
  patient: {starts_at: register, arrivals: {rate: 6/h}, patience: {exponential: 60 min}}
teams: {clerks: {count: 2}, nurses: {count: 2}, doctors: {count: 2}}
steps:
  register: {team: clerks, time: {exponential: 2 min}, next: history}
  history: {team: clerks, time: {exponential: 3 min}, next: blood}
  blood: {team: nurses, time: {exponential: 4 min}, next: x-ray}
  x-ray: {team: nurses, time: {exponential: 5 min}, hand_off: {exponential: 3 min}, next: consult}
  consult:
    team: doctors
    time: {lognormal: {mean: 9 min, cv: 0.8}}
    next: {parallel: [{to: scan, if: urgent}, letter], then: close}
  scan: {team: nurses, time: {exponential: 6 min}, next: join}
  letter: {team: clerks, time: {exponential: 2 min}, next: join}
  close: {team: doctors, time: {exponential: 1 min}, next: [{to: blood, share: 10%}, {end: served}]}
scenarios:
  drop: {drop: [steps.history]}
  merge: {merge: {desk: {of: [register, history], team: clerks, time: {exponential: 4 min}}}}
  split:
    split:
      consult:
        see: {team: doctors, time: {exponential: 5 min}}
        note: {team: doctors, time: {exponential: 2 min}}
  parallel: {parallel: {tests: [blood, x-ray]}}
  add:
    set:
      steps.consult.next: pause
      steps.pause: {time: 4 min, next: {parallel: [{to: scan, if: urgent}, letter], then: close}}
  row: {set: {steps.consult.next: scan, steps.scan.next: letter, steps.letter.next: close}}
"""

Works = dict[tuple[int, str, int], float]


def works(scenario: str) -> Works:
    """The work drawn for each visit, by the patient's number, the step and which visit to it."""
    found: Works = {}
    drawn_work = handling.drawn_work

    def watched(visit: Visit) -> float:
        work = drawn_work(visit)
        found[visit.case.n, plan.steps[visit.step].name, visit.number] = work
        return work

    plan = compile_plan(loads(BY_CHANCE, scenario))
    with mock.patch.object(handling, "drawn_work", watched):
        simulate(plan)
    return found


@pytest.mark.parametrize(
    ("scenario", "gone"),
    [
        ("drop", {"history"}),
        ("merge", {"register", "history"}),
        ("split", {"consult"}),
        ("parallel", set()),
        ("add", set()),
        ("row", set()),
    ],
)
def test_everybody_draws_the_same_wherever_a_step_stays(scenario: str, gone: set[str]) -> None:
    base, changed = works("base"), works(scenario)
    stay = {"register", "history", "blood", "x-ray", "consult", "scan", "letter", "close"} - gone
    for step in stay:
        shared = [key for key in base.keys() & changed.keys() if key[1] == step]
        assert len(shared) > 10, step
        assert [changed[key] for key in shared] == [base[key] for key in shared]


def test_the_new_step_draws_as_the_old_one() -> None:
    """A merged step of 4 minutes on the average takes twice what the first of 2 took: the same u."""
    base, merged = works("base"), works("merge")
    shared = [number for number, step, _ in merged if step == "desk" and (number, "register", 1) in base]
    assert len(shared) > 30
    for number in shared:
        assert merged[number, "desk", 1] == pytest.approx(2 * base[number, "register", 1], rel=1e-12)
