"""The same person again, or somebody else: whether there is anybody."""

from __future__ import annotations

import pytest

from simulator.errors import Problem
from simulator.model.checks import Facts
from simulator.model.checks.persons import check_persons_are_left, check_persons_are_left_for_all
from simulator.model.routes import always_before
from tests.model.small import small

ONE_APPROVES = (
    "{clerks: {members: [{name: senior, skills: {approve: 100%, cash: 100%}}, "
    "{name: junior, count: 2, skills: {cash: 100%}}]}}"
)
EITHER = "{kind: {choice: {approve: 10%, cash: 90%}}}"


def then_check(desk: str = "", check: str = "", person: str = "{not: desk}") -> str:
    """Two steps of the same team, the second for a person that the first decides on."""
    return (
        f"{{desk: {{team: clerks, {desk} time: 5, next: check}}, "
        f"check: {{team: clerks, {check} person: {person}, time: 5, next: {{end: served}}}}}}"
    )


def errors(**blocks: str) -> list[Problem]:
    return list(check_persons_are_left(Facts(small(**blocks))))


def warnings(**blocks: str) -> list[Problem]:
    return list(check_persons_are_left_for_all(Facts(small(**blocks))))


def test_the_only_one_who_has_the_skill_has_served_before() -> None:
    steps = then_check("skill: approve,", "skill: approve,")
    (problem,) = errors(teams=ONE_APPROVES, steps=steps)
    assert (problem.path, problem.code) == ("steps.check.person.not", "four-eyes")
    assert problem.message == (
        "nobody is left at `check` who has not served the case at `desk`: only 1 of `clerks` can serve there "
        "with the skill `approve`"
    )
    assert problem.help == "put another who may serve there on duty, or let another team serve"
    assert warnings(teams=ONE_APPROVES, steps=steps) == []


def test_the_only_one_who_has_the_skill_may_have_been_spared() -> None:
    # a junior can do what the desk asks, and the senior is left
    assert errors(teams=ONE_APPROVES, steps=then_check("skill: cash,", "skill: approve,")) == []


def test_a_skill_by_the_same_attribute_is_the_same_at_both_steps() -> None:
    skill = "skill: {by: kind},"
    steps = then_check(skill, skill)
    assert errors(attributes=EITHER, teams=ONE_APPROVES, steps=steps) == []
    (problem,) = warnings(attributes=EITHER, teams=ONE_APPROVES, steps=steps)
    assert problem.message == (
        "nobody is left at `check` who has not served the case at `desk`, if it needs `approve`: only 1 of "
        "`clerks` can serve there with the skill `approve`"
    )
    assert warnings(attributes=EITHER, teams=ONE_APPROVES, steps=then_check("skill: cash,", skill)) == []


def test_a_skill_by_the_class_is_asked_of_those_who_come() -> None:
    skill = "skill: {by: customers, a: approve, b: cash},"
    comes = "{starts_at: desk, arrivals: {rate: 3/h}}"
    steps = then_check(skill, skill)
    alone = f"{{a: {comes}, b: {comes.replace('desk', 'bye')}}}"
    bye = steps[:-1] + ", bye: {time: 1, next: {end: served}}}"
    assert len(errors(customers=alone, teams=ONE_APPROVES, steps=bye)) == 1
    both = f"{{a: {comes}, b: {comes}}}"
    assert errors(customers=both, teams=ONE_APPROVES, steps=steps) == []
    assert len(warnings(customers=both, teams=ONE_APPROVES, steps=steps)) == 1


@pytest.mark.parametrize(
    ("teams", "count"),
    [
        ("{clerks: {members: [{name: a}, {name: b, hours: {open: {Sun: ['09:00-10:00']}}}]}}", 1),
        ("{clerks: {members: [{name: a}, {name: b, hours: {open: {Mon: ['09:00-10:00']}}}]}}", 0),
        ("{clerks: {schedule: {Mon: {'00:00': 1}, Tue: {'00:00': 2}}}}", 1),
        ("{clerks: {schedule: {'08:00': 1, '10:00': 2}}}", 0),
    ],
)
def test_who_is_never_on_duty_in_the_run_is_nobody(teams: str, count: int) -> None:
    clock = "{unit: min, start: 'Mon 08:00', run_for: 8 h, at_end: stop}"
    assert len(errors(clock=clock, teams=teams, steps=then_check())) == count


def test_the_third_pair_of_eyes_needs_a_third_person() -> None:
    steps = (
        "{desk: {team: clerks, time: 5, next: decide}, "
        "decide: {team: clerks, person: {not: desk}, time: 5, next: check}, "
        "check: {team: clerks, person: {not: [desk, decide]}, time: 5, next: {end: served}}}"
    )
    (problem,) = errors(steps=steps)
    assert problem.message == (
        "nobody is left at `check` who has not served the case at `decide` and `desk`: "
        "only 2 of `clerks` can serve there"
    )
    assert errors(teams="{clerks: {count: 3}}", steps=steps) == []
    # where the decider need not be another, two are enough
    assert errors(steps=steps.replace("person: {not: desk}, ", "")) == []


def test_steps_of_which_a_case_passes_only_one_are_not_taken_together() -> None:
    steps = (
        "{desk: {time: 1, next: [{to: x, share: 50%}, y]}, x: {team: clerks, skill: approve, time: 5, "
        "next: check}, y: {team: clerks, skill: cash, time: 5, next: check}, "
        "check: {team: clerks, person: {not: [x, y]}, time: 5, next: {end: served}}}"
    )
    teams = "{clerks: {members: [{name: a, skills: {approve: 100%}}, {name: b, skills: {cash: 100%}}]}}"
    assert errors(teams=teams, steps=steps) == []


def test_several_at_once() -> None:
    steps = (
        "{desk: {needs: {clerks: 2}, skill: approve, time: 5, next: check}, "
        "check: {needs: {clerks: 2}, skill: approve, person: {not: desk}, time: 5, next: {end: served}}}"
    )
    teams = (
        "{clerks: {members: [{name: a, count: 3, skills: {approve: 100%}}, "
        "{name: b, count: 2, skills: {cash: 100%}}]}}"
    )
    # two serve, and one of the three who can is left
    (problem,) = errors(teams=teams, steps=steps)
    assert "only 3 of `clerks` can serve there with the skill `approve`" in problem.message
    assert errors(teams=teams.replace("count: 3", "count: 4"), steps=steps) == []
    # those who cannot approve may serve first
    assert errors(teams=teams, steps=steps.replace("skill: approve", "skill: cash", 1)) == []


def test_the_first_free_of_two_teams() -> None:
    teams = "{clerks: {count: 1, skills: {cash: 100%}}, others: {count: 1}}"
    steps = then_check("skill: cash,", "skill: cash,").replace("team: clerks", "first_free: [clerks, others]")
    assert errors(teams=teams, steps=steps) == []
    assert errors(
        teams=teams.replace("others: {count: 1}", "others: {count: 1, skills: {x: 100%}}"), steps=steps
    )


def test_the_same_person_who_cannot() -> None:
    teams = "{clerks: {members: [{name: a, skills: {approve: 100%}}, {name: b, skills: {cash: 100%}}]}}"
    steps = then_check("skill: cash,", "skill: approve,", "{same_as: desk}")
    (problem,) = errors(teams=teams, steps=steps)
    assert (problem.path, problem.code) == ("steps.check.person.same_as", "nobody-the-same")
    assert problem.message == "nobody who serves a case at `desk` can serve it again at `check`"
    assert errors(teams=ONE_APPROVES, steps=steps) == []
    assert errors(teams=teams, steps=steps.replace("desk}", "desk, else_after: 1 h}")) == []


def test_a_skill_that_nobody_has_on_duty_is_told_alone() -> None:
    clock = "{unit: min, start: 'Mon 08:00', run_for: 8 h, at_end: stop}"
    teams = (
        "{clerks: {members: [{name: able, skills: {cash: 100%}, hours: {open: {Sun: ['09:00-10:00']}}}, "
        "{name: other, count: 2, skills: {loans: 100%}}]}}"
    )
    assert errors(clock=clock, teams=teams, steps=then_check("skill: loans,", "skill: cash,")) == []


def test_steps_that_every_case_has_been_served_at() -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, patience: 9, gives_up: {to: late}, "
        "next: [{to: x, share: 10%}, y]}, late: {time: 1, next: y}, x: {time: 1, next: y}, "
        "y: {time: 1, next: {end: served}}}"
    )
    desk, late, x, y = range(4)
    assert always_before(plan, x) == {desk}
    assert always_before(plan, y) == frozenset()  # those who give up were not served
    assert always_before(plan, late) == frozenset()
