"""Learning and training as they are written: what they mean in numbers, and what is refused."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

import simulator as sim
from simulator.model.compile import compile_plan
from simulator.model.plan import Learning
from tests.services import written

SERVICE = """
blueprint: Desk
clock: {unit: h, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 5/h}}}
teams: {clerks: {TEAM}}
steps:
  desk: {team: clerks, time: 4 min, sop: {standardisation: 50%, compliance: COMPLIANCE}, next: {end: served}}
"""


def service(folder: Path, team: str = "count: 2", compliance: str = "90%") -> sim.Blueprint:
    return sim.load(written(folder, SERVICE.replace("TEAM", team).replace("COMPLIANCE", compliance)))


def learning(folder: Path, rule: str) -> Learning | None:
    return compile_plan(service(folder, f"count: 2, learning: {rule}")).teams[0].learning


def told(folder: Path, team: str = "count: 2", compliance: str = "90%") -> list[str]:
    with pytest.raises(sim.BlueprintError) as caught:
        service(folder, team, compliance)
    return [f"{problem.path}: {problem.message} | {problem.help}" for problem in caught.value.problems]


def test_all_are_settled_and_stay_unless_it_is_said(tmp_path: Path) -> None:
    assert learning(tmp_path, "{rate: 50%, settled_after: 300}") == Learning(1.0, 300, 300, 0)


def test_those_who_stay_for_a_year_are_the_share_that_does_not_leave(tmp_path: Path) -> None:
    found = learning(tmp_path, "{rate: 50%, settled_after: 300, turnover: 75%, new_members: 40}")
    assert found is not None
    # exp(−year/stays) = 25 %.
    assert found.stays == pytest.approx(365 * 24 / log(4))
    assert (found.new_members, found.leaves) == (40, 0.75)


@pytest.mark.parametrize(("visit", "speed"), [(1, 0.25), (2, 0.5), (4, 1), (9, 1)])
def test_the_speed_doubles_with_the_visits_at_a_rate_of_a_half(visit: int, speed: float) -> None:
    assert Learning(1.0, 4, 0, 0).speed_at(visit) == speed


@pytest.mark.parametrize(("hours", "share"), [("8 h", 0.9), ("16 h", 0.95), ("24 h", 0.975)])
def test_each_such_time_of_training_halves_what_is_missing(tmp_path: Path, hours: str, share: float) -> None:
    # From 80 % towards 100 %.
    rule = f"{{share: 80%, training: {{time: {hours}, half_after: 8 h, up_to: 100%}}}}"
    procedure = compile_plan(service(tmp_path, compliance=rule)).steps[0].procedure
    assert procedure is not None
    assert [action.compliance for action in procedure.actions] == pytest.approx([share] * 20)


def test_mistakes_are_told_together(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        "count: 2, learning: {rate: 0%, settled_after: 0, turnover: 100%}",
        "{share: 80%, training: {time: 8 h, half_after: 4 h, up_to: 70%}}",
    ) == [
        "teams.clerks.learning.rate: a time does not fall to nothing by doing it twice | write `rate: 85%`",
        "teams.clerks.learning.settled_after: `0` is too small | the least is 1",
        "teams.clerks.learning.turnover: if all leave within a year nobody stays for a day | write "
        "`turnover: 90%` or less",
        "steps.desk.sop.compliance.training.up_to: training would bring it down, from 80% to 70% | write "
        "`up_to: 80%` or more",
    ]


def test_who_is_always_free_does_not_learn(tmp_path: Path) -> None:
    (mistake,) = told(tmp_path, "unlimited: true, learning: {rate: 80%, settled_after: 3}")
    assert mistake.startswith(
        "teams.clerks.learning: `learning` has no meaning where there is always a free one"
    )
