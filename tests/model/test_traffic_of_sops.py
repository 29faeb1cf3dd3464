"""Traffic of SOPs whose exceptions and errors lead on: a customer is as unusual at every visit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import simulator as sim
from simulator.model.compile import compile_plan
from simulator.model.flows import class_flow
from simulator.model.plan import Plan
from simulator.model.traffic import Traffic, traffic
from tests.services import written

TEXT = """
blueprint: Desk
clock: {unit: min, run_for: 10 h}
customers:
  guest: {starts_at: desk, arrivals: {rate: 10/h}}
AGAINteams: {clerks: {count: 50}, advisers: {count: 50}}
steps:
  desk: {team: clerks, time: 5 min, sop: SOP, next: second}
  second: {team: clerks, time: 5 min, sop: SECOND, next: {end: served}}
  last: {team: clerks, time: 1 min, next: {end: heard}}
"""

EVERYBODY = "{actions: [{id: a, do: A, standard_time: 1 min}]}"


def sop(*actions: str, more: str) -> str:
    """An SOP as written, whose time was measured without it."""
    written_actions = ", ".join(
        f"{{id: {name}, do: Act, standard_time: 1 min, {rest}}}"
        for name, rest in zip("abcde", actions, strict=False)
    )
    return f"{{time_measured: without, actions: [{written_actions}], {more}}}"


def text(first: str, second: str = EVERYBODY) -> str:
    returning = "comes_back_as" in first
    again = "  again: {starts_at: last, arrivals: returning}\n" if returning else ""
    return TEXT.replace("AGAIN", again).replace("SOP", first).replace("SECOND", second)


def flow(folder: Path, first: str, second: str = EVERYBODY) -> tuple[Plan, Traffic]:
    plan = compile_plan(sim.load(written(folder, text(first, second))))
    return plan, traffic(plan)


def visits(plan: Plan, found: Traffic, step: str) -> float:
    """Of a guest to a step."""
    index = [one.name for one in plan.steps].index(step)
    return float(found.visits[[one.name for one in plan.classes].index("guest"), index])


def uses(plan: Plan, found: Traffic, step: str, way: str) -> tuple[float, float]:
    """How often a guest takes a way on, and the share of guests that take it at all."""
    (option,) = [
        option.index for one in plan.steps if one.name == step for option in one.route if option.key == way
    ]
    guest = [one.name for one in plan.classes].index("guest")
    return float(found.option_uses[guest, option]), float(found.option_shares[guest, option])


def test_whom_the_standard_does_not_fit_it_does_not_fit_next_time_either(tmp_path: Path) -> None:
    back = "compliance: 90%, exceptions: {then: {to: desk}}"
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 80%", more=back))
    # Four in five come once, the fifth until it is not complied with, one time in ten: ten times.
    assert visits(plan, found, "desk") == pytest.approx(0.8 + 0.2 * 10)
    assert uses(plan, found, "desk", "exception") == pytest.approx((0.2 * 9, 0.2 * 0.9))


def test_what_comes_of_a_visit_is_read_back_of_those_who_come(tmp_path: Path) -> None:
    back = "compliance: 90%, exceptions: {then: {to: desk}}"
    blueprint = sim.load(written(tmp_path, text(sop("lock: fixed, fits: 80%", more=back))))
    (desk, _) = sim.check(blueprint).overview.standards
    # 1.8 of 2.8 visits are exceptions.
    assert desk.exceptions == pytest.approx(0.2 * 9 / 2.8)


def test_a_variety_of_each_visit_is_another_every_time(tmp_path: Path) -> None:
    more = "compliance: 90%, variety_of: visit, exceptions: {then: {to: desk}}"
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 80%", more=more))
    assert visits(plan, found, "desk") == pytest.approx(1 / (1 - 0.2 * 0.9))


def test_the_work_is_of_those_who_come(tmp_path: Path) -> None:
    # An unusual customer's elastic action bends (+15 %), a usual one's is 10 % faster; each is half the work.
    more = "exceptions: {then: {to: last}}"
    second = sop("lock: elastic, fits: 80%", "lock: free", more="compliance: 100%")
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 90%", more=more), second)
    index = [one.name for one in plan.steps].index("second")
    # Only nine in ten come to the second step, one of them unusual there.
    assert visits(plan, found, "second") == pytest.approx(0.9)
    expected = 5 * (0.5 + 0.5 * (8 * 0.9 + 1 * 1.15) / 9)
    assert found.work[[one.name for one in plan.classes].index("guest"), index] == pytest.approx(expected)


def test_misfits_come_together(tmp_path: Path) -> None:
    leave = "compliance: 90%, exceptions: {then: {end: lost}}"
    plan, found = flow(
        tmp_path,
        sop("lock: fixed, fits: 80%", more=leave),
        sop("lock: fixed, fits: 70%", more=leave),
    )
    # To the second step come all who fit the first, and of the fifth that does not one in ten.
    assert visits(plan, found, "second") == pytest.approx(0.82)
    # It fits all but the tenth between and those.
    assert uses(plan, found, "second", "exception")[0] == pytest.approx((0.1 + 0.02) * 0.9)


EXCEPTIONS_AND_ERRORS = (
    "compliance: 50%, effects: {safer: 50%}, exceptions: {team: advisers, time: 3 min THEN}, "
    "errors: {redone: {share: 100%, to: desk}}"
)


def test_errors_are_more_where_it_was_no_exception(tmp_path: Path) -> None:
    more = EXCEPTIONS_AND_ERRORS.replace("THEN", ", then: {to: second}")
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 60%, error: 40%", more=more))
    # Followed 20 % are in error, else 40 %. Whom it fits: half and half, so 30 % come back. Whom it does not
    # fit: half are exceptions and go on; to the other half it was not done so, and 40 % come back.
    assert visits(plan, found, "desk") == pytest.approx(0.6 / (1 - 0.3) + 0.4 / (1 - 0.5 * 0.4))


def test_errors_are_fewer_after_an_exception(tmp_path: Path) -> None:
    more = EXCEPTIONS_AND_ERRORS.replace("THEN", "")
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 60%, error: 40%", more=more))
    # Whom it does not fit: half are exceptions, of which 20 % come back from the advisers, and of the others
    # 40 %; so of all 30 %, as of those whom it fits.
    each = 1 / (1 - 0.3)
    assert visits(plan, found, "desk") == pytest.approx(each)
    assert visits(plan, found, "desk (exception)") == pytest.approx(0.4 * 0.5 * each)
    guest = [one.name for one in plan.classes].index("guest")
    net = class_flow(plan, guest).net
    (back,) = [
        chance
        for state, option, chance in net.choices
        if plan.steps[net.steps[state]].name == "desk (exception)" and option == _index(plan, "error found")
    ]
    assert back == pytest.approx([0.0, 0.2])  # whom it fits, whom it does not


def _index(plan: Plan, way: str) -> int:
    (index,) = {option.index for step in plan.steps for option in step.route if option.key == way}
    return index


def test_errors_left_are_of_all_visits(tmp_path: Path) -> None:
    more = (
        "compliance: 50%, effects: {safer: 50%}, exceptions: {then: {to: desk}}, "
        "errors: {undetected: {share: 50%, after: 1 h, comes_back_as: again}}"
    )
    plan, found = flow(tmp_path, sop("lock: fixed, fits: 60%, error: 40%", more=more))
    # Whom it does not fit comes twice on average, each time with 30 % errors as everybody else.
    assert visits(plan, found, "desk") == pytest.approx(0.6 + 0.4 * 2)
    assert dict(_cases(plan, found))["again"] == pytest.approx(100 * 1.4 * 0.3 * 0.5)


def _cases(plan: Plan, found: Traffic) -> Sequence[tuple[str, float]]:
    return [(one.name, float(many)) for one, many in zip(plan.classes, found.cases, strict=True)]
