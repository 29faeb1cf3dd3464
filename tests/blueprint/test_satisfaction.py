"""Satisfaction as it is written: what is expected, what counts how much, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.model.compile import compile_plan
from simulator.model.plan import BY_CUSTOMERS, Expectation, Plan
from tests.services import written

SERVICE = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
attributes:
  channel: {choice: {phone: 40%, web: 60%}}
  complex: {chance: 20%}
  weight: {discrete: {1: 50%, 2: 50%}}
customers:
  business: {starts_at: desk, arrivals: {rate: 1/h}}
  guest: {starts_at: desk, arrivals: {rate: 5/h}}
teams: {clerks: {count: 2}, experts: {count: 1}}
TOP
steps:
  desk: {team: clerks, time: 4 min, STEP next: office}
  office: {team: clerks, time: 4 min, next: {end: served}}
"""

TOP = "satisfaction: {expected_wait: 5 min}"


def service(top: str = TOP, step: str = "") -> str:
    return SERVICE.replace("TOP", top).replace("STEP", step)


def plan_of(folder: Path, top: str = TOP, step: str = "") -> Plan:
    return compile_plan(sim.load(written(folder, service(top, step))))


def faults(folder: Path, top: str = TOP, step: str = "") -> list[str]:
    with pytest.raises(sim.BlueprintError) as caught:
        sim.load(written(folder, service(top, step)))
    return [f"{problem.path}: {problem.message} | {problem.help}" for problem in caught.value.problems]


def test_without_the_block_nothing_is_measured(tmp_path: Path) -> None:
    assert plan_of(tmp_path, top="").satisfaction is None


def test_what_is_not_said_is_a_constant(tmp_path: Path) -> None:
    found = plan_of(tmp_path, "satisfaction: {drift: 5%}").satisfaction
    assert found is not None
    assert found.weights == (0.32, 0.22, 0.19, 0.16, 0.11)
    assert (found.drift, found.complains, found.year) == (0.05, 0.25, 525_600)
    assert [step.expected for step in found.steps] == [Expectation(5.0), Expectation(5.0)]
    assert {step.kano for step in found.steps} == {"linear"}


def test_the_default_is_five_minutes_whatever_the_unit(tmp_path: Path) -> None:
    text = service("satisfaction: {drift: 5%}").replace("unit: min", "unit: s")
    found = compile_plan(sim.load(written(tmp_path, text))).satisfaction
    assert found is not None
    assert found.steps[0].expected == Expectation(300.0)


def test_expectations_go_by_class_and_by_choice(tmp_path: Path) -> None:
    top = "satisfaction: {expected_wait: {by: customers, business: 2 min, otherwise: 6 min}}"
    step = "satisfaction: {expected_wait: {by: channel, web: 1 h, otherwise: 3 min}},"
    found = plan_of(tmp_path, top, step).satisfaction
    assert found is not None
    # Attributes in the order of their names: channel is the first; of its values web is the second.
    assert found.steps[0].expected == Expectation(3.0, 0, {1.0: 60.0})
    assert found.steps[1].expected == Expectation(6.0, BY_CUSTOMERS, {0.0: 2.0})


def test_a_step_says_how_it_satisfies(tmp_path: Path) -> None:
    step = "satisfaction: {kano: must-be, wait_is: [unexplained, unoccupied], tangibles: 80%, recovers: 60%},"
    found = plan_of(tmp_path, TOP, step).satisfaction
    assert found is not None
    desk = found.steps[0]
    assert (desk.kano, desk.unoccupied, desk.unexplained, desk.tangibles) == ("must-be", True, True, 0.8)
    assert desk.recovers == 0.6


def test_a_step_for_exceptions_satisfies_as_the_one_it_is_for(tmp_path: Path) -> None:
    step = (
        "sop: {standardisation: 100%, variety: high, exceptions: {team: experts, time: 3 min}}, "
        "satisfaction: {kano: attractive},"
    )
    plan = plan_of(tmp_path, TOP, step)
    assert plan.satisfaction is not None
    found = {step.name: of.kano for step, of in zip(plan.steps, plan.satisfaction.steps, strict=True)}
    assert sorted(found.values()) == ["attractive", "attractive", "linear"]
    assert found["office"] == "linear"


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        (
            "{reliability: 40%, responsiveness: 30%, assurance: 20%, empathy: 0%, tangibles: 0%}",
            "satisfaction.weights: the weights add up to 90% | "
            "they must add up to 100%: raise some of them by 10% in all",
        ),
        (
            "{reliability: 50%, responsiveness: 30%, assurance: 20%, empathy: 10%, tangibles: 0%}",
            "satisfaction.weights: the weights add up to 110% | "
            "they must add up to 100%: lower some of them by 10% in all",
        ),
    ],
)
def test_weights_add_up_to_a_whole(tmp_path: Path, weights: str, told: str) -> None:
    assert faults(tmp_path, f"satisfaction: {{weights: {weights}}}") == [told]


def test_weights_of_ten_tenths_are_a_whole(tmp_path: Path) -> None:
    weights = "{reliability: 70%, responsiveness: 10%, assurance: 10%, empathy: 5%, tangibles: 5%}"
    found = plan_of(tmp_path, f"satisfaction: {{weights: {weights}}}").satisfaction
    assert found is not None
    assert found.weights == (0.7, 0.1, 0.1, 0.05, 0.05)


@pytest.mark.parametrize(
    ("top", "step", "told"),
    [
        ("satisfaction: {weights: {reliability: 100%}}", "", "needs `responsiveness`"),
        ("satisfaction: {drift: 100%}", "", "with a drift of 100% no wait at all is expected"),
        ("satisfaction: {expected_wait: 0}", "", "`0` is no time at all"),
        ("satisfaction: {expected_wait: 90%}", "", "where a duration"),
        ("satisfaction: {expected_wait: {by: customers, guest: 1 min}}", "", "needs `otherwise`"),
        ("satisfaction: {expected_wait: {guest: 1 min, otherwise: 1 min}}", "", "needs `by`"),
        (
            "satisfaction: {expected_wait: {by: customers, gest: 1 min, otherwise: 1 min}}",
            "",
            "satisfaction.expected_wait.gest: there is no class of customers `gest` | did you mean `guest`?",
        ),
        (
            "satisfaction: {expected_wait: {by: channel, fax: 1 min, otherwise: 1 min}}",
            "",
            "satisfaction.expected_wait.fax: there is no value `fax`",
        ),
        (
            "satisfaction: {expected_wait: {by: complex, maybe: 1 min, otherwise: 1 min}}",
            "",
            "there is no value `maybe`",
        ),
        (
            "satisfaction: {expected_wait: {by: weight, 1: 1 min, otherwise: 1 min}}",
            "",
            "`weight` is a number, and what is expected goes by classes or by choices",
        ),
        (
            "satisfaction: {expected_wait: {by: chanel, phone: 1, otherwise: 1}}",
            "",
            "did you mean `channel`?",
        ),
        (TOP, "satisfaction: {kano: must},", "did you mean `must-be`?"),
        (TOP, "satisfaction: {wait_is: boring},", "`boring` is not `unoccupied` or `unexplained`"),
        (
            TOP,
            "satisfaction: {expected_wait: {by: channel, fax: 1 min, otherwise: 1 min}},",
            "steps.desk.satisfaction.expected_wait.fax: there is no value `fax`",
        ),
        (
            "",
            "satisfaction: {kano: must-be},",
            "steps.desk.satisfaction: how this step satisfies is told, and satisfaction is not measured",
        ),
        (
            "sla: {content: {measure: csat, at_least: 80%}}",
            "",
            "sla.content.measure: `csat` is what customers would answer, and satisfaction is not measured",
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, top: str, step: str, told: str) -> None:
    assert any(told in line for line in faults(tmp_path, top, step)), faults(tmp_path, top, step)


@pytest.mark.parametrize(
    "level", ["csat, at_least: 80%", "nps, at_least: 10, customers: guest", "churn, at_most: 9%"]
)
def test_service_levels_may_be_about_answers(tmp_path: Path, level: str) -> None:
    plan = plan_of(tmp_path, f"{TOP}\nsla: {{content: {{measure: {level}}}}}")
    assert plan.slas[0].measure == level.partition(",")[0]
