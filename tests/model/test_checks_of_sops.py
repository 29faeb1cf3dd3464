"""What `check` says of SOPs."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.check import CheckReport
from tests.services import written

DESK = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 5/h}}}
teams: {clerks: {count: 2}}
steps:
  desk:
    team: clerks
    time: {gamma: {mean: 4 min, cv: 0.8}}
    sop: SOP
    next: {end: served}
  second desk: {team: clerks, time: 1 min, next: SECOND}
"""


def checked(folder: Path, sop: str, second: str = "{end: served}") -> CheckReport:
    return sim.check(sim.load(written(folder, DESK.replace("SOP", sop).replace("SECOND", second))))


ALL = "standardisation: 100%, variety: high"


@pytest.mark.parametrize(
    ("sop", "code", "said"),
    [
        ("{error: 95%, errors: {redone: 100%}}", "redone-for-ever", "the work hardly ends"),
        (f"{{{ALL}, exceptions: {{time: 20 min}}}}", "exceptions-too-long", "exceptions alone take 10 min"),
        (f"{{{ALL}, exceptions: {{then: {{to: desk}}}}}}", "endless-loop", "50 % of `guest` come back"),
        (f"{{{ALL}, exceptions: {{then: {{to: second desk}}}}}}", "endless-loop", "50 % of `guest` go round"),
    ],
)
def test_what_cannot_be_run(tmp_path: Path, sop: str, code: str, said: str) -> None:
    found = checked(tmp_path, sop, "desk")
    (problem,) = [problem for problem in found.errors if problem.code == code]
    assert said in problem.message
    assert problem.line


def test_what_the_standard_keeps_down_is_not_redone(tmp_path: Path) -> None:
    # 60 % are in error while the SOP is followed, 95 % were without it: 60 % are redone, and that ends.
    sop = "{standardisation: 100%, error: 60%, errors: {redone: 100%}}"
    assert not checked(tmp_path, sop).errors


def test_who_may_not_comply_comes_out_at_last(tmp_path: Path) -> None:
    sop = f"{{{ALL}, compliance: 90%, exceptions: {{then: {{to: desk}}}}}}"
    found = checked(tmp_path, sop, "desk")
    assert not found.errors
    (problem,) = [problem for problem in found.warnings if problem.code == "exception-again"]
    assert "90 % of them are one again" in problem.message  # unless it is not complied with


@pytest.mark.parametrize(
    ("time", "sop", "code"),
    [
        ("4 min", f"{{{ALL}, compliance: 50%}}", "varies-too-little"),
        ("4 min", "{standardisation: 100%, error: 65%}", "errors-beyond"),
        (
            "4 min",
            "{actions: [{id: a, do: A, standard_time: 1, lock: fixed, error: 1%}], effects: {safer: 100%}}",
            "errors-beyond",
        ),
        (
            "{gamma: {mean: 4 min, cv: 0.8}}",
            "{actions: [{id: a, do: A, standard_time: 1, lock: fixed, fits: 0%}], exceptions: {time: 1 min}}",
            "fits-nobody",
        ),
    ],
)
def test_what_is_strange(tmp_path: Path, time: str, sop: str, code: str) -> None:
    text = DESK.replace("{gamma: {mean: 4 min, cv: 0.8}}", time).replace("SECOND", "{end: served}")
    found = sim.check(sim.load(written(tmp_path, text.replace("SOP", sop))))
    assert code in {problem.code for problem in found.warnings}


def test_more_errors_than_an_sop_leaves_are_told_with_the_most_there_can_be(tmp_path: Path) -> None:
    # Followed half of the time an error is 37 % rarer: at most 1 − 0.37/2 = 81.5 % are left.
    actions = (
        "{id: a, do: A, standard_time: 1, error: 100%}, "
        "{id: b, do: B, standard_time: 1, lock: fixed, error: 90%}, "
        "{id: c, do: C, standard_time: 1, lock: fixed, error: 81%}"
    )
    found = checked(tmp_path, f"{{actions: [{actions}], compliance: 50%}}", "{end: served}")
    (problem,) = [problem for problem in found.warnings if problem.code == "errors-beyond"]
    assert problem.message.startswith("`b` at `desk` has more errors than its SOP leaves")
    assert "81.5 % would be" in problem.message
    assert problem.path == "steps.desk.sop.actions.b.error"
    assert problem.line


def test_a_sound_sop_is_not_complained_of(tmp_path: Path) -> None:
    found = checked(tmp_path, "{standardisation: 60%, variety: medium, error: 8%, errors: {redone: 70%}}")
    assert not found.errors
    assert {problem.code for problem in found.warnings} <= {"unreachable-step"}


def test_who_comes_back_with_an_error_is_told(tmp_path: Path) -> None:
    back = "errors: {undetected: {share: 20%, after: 2 h, comes_back_as: complaint}}"
    text = DESK.replace(
        "customers: {", "customers: {complaint: {starts_at: second desk, arrivals: returning}, "
    )
    text = text.replace("SOP", f"{{error: 10%, {back}}}").replace("SECOND", "{end: heard}")
    told = str(sim.check(sim.load(written(tmp_path, text))).overview)
    assert "coming back from `desk`" in told
    assert "20 % of those with an error come back as `complaint` after 2 h" in told
