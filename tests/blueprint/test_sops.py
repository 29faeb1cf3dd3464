"""SOPs as they are written: defaults of a lane and of all, what a scenario keeps, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.schema.procedures import Sop
from tests.services import written

SERVICE = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 5/h}}}
teams: {clerks: {count: 2}}
sop: {compliance: 90%, variety: low, lanes: {backstage: {compliance: 97%}}}
steps:
  desk:
    team: clerks
    time: 4 min
    sop:
      actions:
        - {id: identify, do: Identify, standard_time: 1 min, mandatory: true}
        - {id: enter, do: Enter, standard_time: 3 min}
    next: office
  office: {team: clerks, lane: backstage, time: 4 min, sop: {standardisation: 50%}, next: {end: served}}
scenarios:
  SCENARIOS
"""

#: An SOP of one action, which is mandatory.
ONE = "actions: [{id: a, do: A, standard_time: 1, mandatory: true}]"


def loaded(
    folder: Path, scenarios: str = "longer: {set: {clock.run_for: 9 h}}", name: str = "base"
) -> sim.Blueprint:
    return sim.load(written(folder, SERVICE.replace("SCENARIOS", scenarios)), name)


def sop_of(blueprint: sim.Blueprint, step: str) -> Sop:
    sop = blueprint.steps[step].sop
    assert sop is not None
    return sop


def test_what_all_say_holds_where_nothing_else_is_said(tmp_path: Path) -> None:
    blueprint = loaded(tmp_path)
    assert sop_of(blueprint, "desk").complied == 0.90
    assert sop_of(blueprint, "office").complied == 0.97
    assert sop_of(blueprint, "office").variety == "low"


OF_SOME = """
sop:
  customers: {guest: {standardisation: 40%, variety: high}}
  lanes: {backstage: {customers: {guest: {compliance: 50%}}}}
"""


def for_some(folder: Path, own: str = "guest: {elastic: 10%}", of_all: str = OF_SOME) -> sim.Blueprint:
    text = SERVICE.replace("SCENARIOS", "longer: {set: {clock.run_for: 9 h}}")
    text = text.replace("sop: {compliance: 90%, variety: low, lanes: {backstage: {compliance: 97%}}}", of_all)
    return sim.load(
        written(folder, text.replace("standardisation: 50%", f"standardisation: 50%, customers: {{{own}}}"))
    )


def test_what_all_say_for_a_class_is_said_word_by_word(tmp_path: Path) -> None:
    guest = sop_of(for_some(tmp_path), "office").customers["guest"]
    assert (guest.standardisation, guest.variety, guest.compliance, guest.elastic) == (0.4, "high", 0.5, 0.1)


def test_the_step_goes_before_its_lane_and_all_for_a_class_too(tmp_path: Path) -> None:
    guest = sop_of(for_some(tmp_path, "guest: {standardisation: 60%}"), "office").customers["guest"]
    assert (guest.standardisation, guest.compliance) == (0.6, 0.5)


def test_whom_actions_fit_is_said_of_them_for_a_class_too(tmp_path: Path) -> None:
    guest = sop_of(for_some(tmp_path), "desk").customers["guest"]
    assert (guest.standardisation, guest.variety) == (0.4, None)
    of_all = "sop: {customers: {guest: {variety: high}}}"
    assert not sop_of(for_some(tmp_path, of_all=of_all), "desk").customers


def test_what_all_say_wrongly_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(sim.BlueprintError) as raised:
        for_some(tmp_path, of_all="sop: {exceptions: {team: nobody, time: 3 min}}")
    assert [problem.path for problem in raised.value.problems] == ["sop.exceptions.team"]


def test_what_a_step_says_wrongly_is_told_once_beside_a_scenario(tmp_path: Path) -> None:
    text = SERVICE.replace("mandatory: true", "mandatory: true, lock: free")
    text = text.replace("SCENARIOS", "more: {set: {steps.desk.sop.standardisation: 100%}}")
    with pytest.raises(sim.BlueprintError) as raised:
        sim.load(written(tmp_path, text))
    assert [problem.path for problem in raised.value.problems] == ["steps.desk.sop.actions.identify.lock"]


@pytest.mark.parametrize(
    ("of_all", "message"),
    [
        ("sop: {customers: {gust: {elastic: 10%}}}", "there is no class of customers `gust`"),
        ("sop: {customers: {guest: {actions: {identify: {lock: elastic}}}}}", "has no entry `actions`"),
        ("sop: {lanes: {backstage: {customers: {guest: {}}}}}", "nothing is otherwise here"),
        ("sop: {customers: 5}", "customers"),
        ("sop: {customers: {guest: 5}}", "guest"),
    ],
)
def test_what_all_cannot_say_for_a_class(tmp_path: Path, of_all: str, message: str) -> None:
    with pytest.raises(sim.BlueprintError, match=message) as raised:
        for_some(tmp_path, of_all=of_all)
    (problem,) = raised.value.problems
    assert problem.line


@pytest.mark.parametrize(
    "change",
    [
        "drop: [steps.desk.sop.actions.identify]",
        "set: {steps.desk.sop.actions.identify.mandatory: false}",
        "drop: [steps.desk.sop]",
        "drop: [steps.desk]",
    ],
)
def test_no_scenario_drops_a_mandatory_action(tmp_path: Path, change: str) -> None:
    with pytest.raises(sim.BlueprintError, match="drops the mandatory action `identify` of the step `desk`"):
        loaded(tmp_path, f"leaner: {{{change}}}")


def test_a_mandatory_action_may_move_to_another_step(tmp_path: Path) -> None:
    there = "[{id: identify, do: Identify, standard_time: 1 min, mandatory: true}]"
    more = f"steps.office.sop.actions: {there}, steps.office.sop.standardisation: 100%"
    change = f"set: {{{more}}}, drop: [steps.desk]"
    assert "desk" not in loaded(tmp_path, f"moved: {{{change}}}", "moved").steps


def test_what_is_mandatory_is_prescribed_however_little_is(tmp_path: Path) -> None:
    from simulator.model.compile import compile_plan

    blueprint = loaded(tmp_path, "none: {set: {steps.desk.sop.standardisation: 0%}}", "none")
    procedure = compile_plan(blueprint).steps[0].procedure
    assert procedure is not None
    assert [action.prescribed for action in procedure.actions] == [1, 0]


def test_a_scenario_keeps_the_sop_of_the_measurement(tmp_path: Path) -> None:
    changed = loaded(tmp_path, "more: {set: {steps.office.sop.standardisation: 80%}}", "more")
    measured = sop_of(changed, "office").time_measured
    assert not isinstance(measured, str | None)
    assert (measured.standardisation, measured.complied, measured.variety) == (0.5, 0.97, "low")
    assert sop_of(changed, "desk").time_measured is None


def test_an_audit_is_no_change_of_the_sop_under_which_a_time_was_measured(tmp_path: Path) -> None:
    changed = loaded(tmp_path, "seen: {set: {steps.office.sop.audit: {visits: 20}}}", "seen")
    assert sop_of(changed, "office").time_measured is None
    assert sop_of(changed, "office").audit is not None


@pytest.mark.parametrize(
    ("written_as", "said"),
    [
        ("{standardisation: 120%}", "`120%` is more than all"),
        ("{variety: huge}", "`huge` is not one of `none`, `low`"),
        ("{actions: []}", "list of actions"),
        ("{actions: [{id: a, do: A}]}", "standard_time"),
        ("{actions: [{id: a, do: A, standard_time: 0}]}", "no time at all"),
        (
            "{actions: [{id: a, do: A, standard_time: 1}, {id: a, do: B, standard_time: 1}]}",
            "two actions have the id `a`",
        ),
        ("{actions: [{id: a, do: A, standard_time: 1, fits: 140%}]}", "`140%` is more than all"),
        (
            "{actions: [{id: a, do: A, standard_time: 1, mandatory: true, lock: free}]}",
            "is not left to whoever serves",
        ),
        ("{actions: [{id: a, do: A, standard_time: 1}], error: 3%}", "`error` stands beside `actions`"),
        (
            "{errors: {redone: 80%, undetected: {share: 30%, after: 1 d, comes_back_as: guest}}}",
            "of all errors 110%",
        ),
        ("{exceptions: {team: clerks}}", "a `team` and no `time`"),
        ("{exceptions: {team: nobody, time: 1}}", "there is no team or resource `nobody`"),
        ("{exceptions: {then: {to: nowhere}}}", "there is no step `nowhere`"),
        ("{exceptions: {then: {to: desk, end: lost}}}", "either `to` or `end`"),
        (
            "{errors: {undetected: {share: 10%, after: 1 d, comes_back_as: guest}}}",
            "`guest` come by themselves",
        ),
        ("{compliance: {less_per_hour: 1%}}", "share"),
        ("{customers: {guest: {actions: {enter: {lock: free}}}}}", "the SOP has no `actions`"),
        (f"{{{ONE}, customers: {{guest: {{variety: low}}}}}}", "whom each fits is said of it"),
        (f"{{{ONE}, customers: {{guest: {{actions: {{b: {{lock: free}}}}}}}}}}", "the SOP has no action `b`"),
        (
            f"{{{ONE}, customers: {{guest: {{actions: {{a: {{lock: free}}}}}}}}}}",
            "a mandatory action is not left to whoever serves, for no customer",
        ),
        ("{audit: {detects: 90%}}", "visits"),
        ("{audit: {visits: 0}}", "visits"),
        ("{customers: {gust: {elastic: 10%}}}", "there is no class of customers `gust`"),
        ("{customers: {guest: {}}}", "nothing is otherwise here"),
        (f"{{{ONE}, customers: {{guest: {{actions: {{a: {{}}}}}}}}}}", "nothing is otherwise here"),
        ("{customers: {guest: {elastic: 110%}}}", "`110%` is more than all"),
        (
            f"{{{ONE}, time_measured: {{{ONE}, customers: {{guest: {{actions: {{b: {{lock: free}}}}}}}}}}}}",
            "the SOP has no action `b`",
        ),
        ("{time_measured: yesterday}", "`with this sop`, `without`"),
    ],
)
def test_what_is_refused(tmp_path: Path, written_as: str, said: str) -> None:
    text = SERVICE.replace("sop: {standardisation: 50%}", f"sop: {written_as}").replace(
        "SCENARIOS", "longer: {set: {clock.run_for: 9 h}}"
    )
    with pytest.raises(sim.BlueprintError) as caught:
        sim.load(written(tmp_path, text))
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{share: 80%, least: 97%}", "the least, 97%, is more than it is at best, 80%"),
        (
            "{share: 80%, least: 97%, training: {time: 1 h, half_after: 1 h, up_to: 90%}}",
            "is more than it is at best, 90%",
        ),
    ],
)
def test_compliance_never_falls_to_more_than_it_is(tmp_path: Path, rule: str, message: str) -> None:
    with pytest.raises(sim.BlueprintError, match=message):
        for_some(tmp_path, of_all=f"sop: {{compliance: {rule}}}")
