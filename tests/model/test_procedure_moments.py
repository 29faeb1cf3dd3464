"""Mean, variance and errors of work by an SOP: by hand, against closed forms, and against many visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from simulator.engine.procedures import Luck, Performing
from simulator.model.plan import Action, Base, Effects, Exceptional, Moments, Plan, Procedure
from simulator.model.procedure_moments import moments
from simulator.model.situations import Situations
from simulator.randomness.distributions import Distribution, exponential, gamma, lognormal
from tests.stories import plan_of

EFFECTS = Effects(faster=0.10, steadier=0.35, safer=0.37, bending=0.15)
TIME = gamma(mean=4.0, cv=0.8)

#: Four actions of all kinds, with every chance there is.
ACTIONS = (
    Action("greet", 0.125, compliance=0.9, prescribed=1),
    Action("enter", 0.25, fits=0.6, error=0.1, compliance=0.8, prescribed=1, elastic=1),
    Action("advise", 0.5, fits=0.7, error=0.3, compliance=0.7, prescribed=0.6, elastic=0.5),
    Action("close", 0.125, fits=0.9, error=0.2, prescribed=1),
)
ALL_KINDS = Procedure(ACTIONS, False, EFFECTS, redone=0.7, exceptional=Exceptional(exponential(3.0)))


def row(
    standardisation: float, least: float, compliance: float = 1.0, error: float = 0.0
) -> tuple[Action, ...]:
    """The short form, as it is compiled."""
    return tuple(
        Action(
            str(j),
            1 / 20,
            fits=1 - (1 - least) * (j / 20) ** 4,
            error=error,
            compliance=compliance,
            prescribed=min(max(standardisation * 20 - (j - 1), 0.0), 1.0),
        )
        for j in range(1, 21)
    )


@pytest.mark.parametrize(
    ("standardisation", "mean", "cv"),
    [
        (0.0, 4.0, 0.8),  # x itself
        (1.0, 3.6, 0.8 * 0.65),  # m(1 − α), cv(1 − β)
        # Half: .5·x + .5·.9·(.35·m + .65·x) = .1575·m + .7925·x, of mean .95·m and spread .7925·cv·m.
        (0.5, 3.8, 0.7925 * 0.8 / 0.95),
    ],
)
def test_mean_and_cv_of_a_standard_that_fits_all(standardisation: float, mean: float, cv: float) -> None:
    found = moments(Procedure(row(standardisation, 1.0), True, EFFECTS))
    got, variance = found.of(Base(TIME.mean), TIME.variance)
    assert got == pytest.approx(mean)
    assert sqrt(variance) / got == pytest.approx(cv)
    assert found.standardised == pytest.approx(standardisation)


def test_the_share_of_exceptions_is_that_of_whom_the_worst_prescribed_action_does_not_fit() -> None:
    # 70 % is fourteen actions, and the fourteenth fits 1 − .25·.7⁴; complied with in 95 of a hundred visits.
    found = moments(Procedure(row(0.7, 0.75, compliance=0.95), True, EFFECTS))
    assert found.exceptions == pytest.approx(0.95 * 0.25 * 0.7**4)


def test_the_error_rate_of_the_short_form() -> None:
    # 60 % prescribed, all fits, complied with in 90 of a hundred visits: p·(1 − .6·.9·γ).
    found = moments(Procedure(row(0.6, 1.0, compliance=0.9, error=0.08), True, EFFECTS))
    assert found.errors == pytest.approx(0.08 * (1 - 0.6 * 0.9 * 0.37))


def test_an_action_that_is_redone_by_hand() -> None:
    # One action of half the work with an error in half of its attempts, all found: two attempts on average,
    # so 1.5·m. The number of attempts has the variance r/(1 − r)² = 2: .25·2·m². First attempts have x, the
    # k-th redoing .5·x with the chance .5ᵏ: 1 + Σ .25·.5ᵏ = 1.25·s².
    actions = (Action("do", 0.5, error=0.5), Action("rest", 0.5))
    found = moments(Procedure(actions, False, EFFECTS, redone=1.0))
    assert found.of(Base(4.0), 9.0) == pytest.approx((6.0, 0.25 * 2 * 16 + 1.25 * 9))


def test_an_exception_within_the_visit_by_hand() -> None:
    # It takes 3 min, exponential, in 40 of a hundred visits, and nothing else is changed (no effects). Work
    # and exception hang on the same fit only by the effects, which are none: 4 + .4·3, s² + .4·9 + .24·9.
    nothing = Effects(0.0, 0.0, 0.0, 0.0)
    actions = (Action("do", 1.0, fits=0.6, prescribed=1),)
    found = moments(Procedure(actions, False, nothing, exceptional=Exceptional(exponential(3.0))))
    assert found.of(Base(4.0), 9.0) == pytest.approx((5.2, 9 + 0.4 * 9 + 0.24 * 9))


def performed(procedure: Procedure, base: Base, visits: int, seed: int) -> tuple[float, ...]:
    """Of visits: mean and variance of the work; shares in error, with an exception, with an error left."""
    random = np.random.default_rng(seed)

    def u(_n: int, _visit: int, _attempt: int) -> float:
        return float(random.random())

    def drawn(time: Distribution) -> float:
        return float(time.quantile(random.random()))

    def of_any(_name: str) -> Callable[[int, int, int], float]:
        return u

    time = None if procedure.exceptional is None else procedure.exceptional.time
    luck = Luck(u, u, u, of_any, of_any, of_any, None if time is None else lambda *_: drawn(time))
    performing = Performing(procedure, Situations(procedure), luck)
    rows = []
    for _ in range(visits):
        attempts: dict[int, float] = {}

        def work(attempt: int, attempts: dict[int, float] = attempts) -> float:
            return attempts.setdefault(attempt, drawn(TIME))

        done = performing.perform(base, work, 1, 1, 0)
        rows.append((done.work, done.wrong > 0, done.exception, done.left > 0))
    work_of, wrong, exception, left = np.array(rows, np.float64).T
    return work_of.mean(), work_of.var(), wrong.mean(), exception.mean(), left.mean()


def close_to(found: tuple[float, ...], moments_of: Moments, base: Base, visits: int) -> None:
    """Within three standard errors; of the variance of gamma times that is six per cent."""
    mean, variance = moments_of.of(base, TIME.variance)
    assert found[0] == pytest.approx(mean, abs=3 * sqrt(variance / visits))
    assert found[1] == pytest.approx(variance, rel=0.06)
    for got, share in zip(
        found[2:], (moments_of.errors, moments_of.exceptions, moments_of.undetected), strict=True
    ):
        assert got == pytest.approx(share, abs=3 * sqrt(share * (1 - share) / visits))


@pytest.mark.parametrize(
    "procedure",
    [ALL_KINDS, Procedure(row(0.72, 0.75, 0.95, 0.08), True, EFFECTS, redone=0.7)],
    ids=["actions", "short form"],
)
def test_what_is_worked_out_is_what_comes_out(procedure: Procedure) -> None:
    # Measured without the SOP, and with it, where mean and variance are those of the time.
    visits = 20_000
    expected = moments(procedure)
    close_to(performed(procedure, Base(TIME.mean), visits, 1), expected, Base(TIME.mean), visits)
    base, exact = expected.base_of(TIME)
    assert exact
    assert expected.of(base, TIME.variance) == pytest.approx((TIME.mean, TIME.variance))
    close_to(performed(procedure, base, visits, 2), expected, base, visits)


def test_a_time_that_varies_less_than_its_sop_makes_it_has_a_constant_base() -> None:
    expected = moments(replace(ALL_KINDS, exceptional=None))
    base, exact = expected.base_of(lognormal(mean=4.0, cv=0.01))
    assert not exact
    assert base.slope == 0.0
    assert expected.of(base, 0.0016)[0] == pytest.approx(4.0)


MEASURED = """
    blueprint: Desk
    clock: {unit: min, run_for: 8 h}
    customers: {guest: {starts_at: desk, arrivals: {rate: 20/h}}}
    teams: {clerks: {count: 2}}
    steps:
      desk:
        team: clerks
        time: {lognormal: {mean: 4 min, cv: 0.8}}
        sop: {standardisation: 60%, variety: medium, error: 8%, compliance: 95%, errors: {redone: 70%}}
        next: {end: served}
    scenarios:
      more: {set: {steps.desk.sop.standardisation: 80%}}
      stronger: {set: {steps.desk.sop.effects.faster: 20%}}
"""


def takes(plan: Plan) -> tuple[float, float, float]:
    """Mean and variance of the work of a visit, and the share in error."""
    (step,) = plan.steps
    assert step.procedure is not None
    assert step.procedure.otherwise is not None
    assert step.procedure.expected is not None
    return (*step.procedure.otherwise.takes, step.procedure.expected.errors)


def test_writing_down_a_practice_changes_neither_times_nor_errors(tmp_path: Path) -> None:
    assert takes(plan_of(MEASURED, tmp_path)) == pytest.approx((4.0, (0.8 * 4) ** 2, 0.08))


def test_a_change_of_the_sop_moves_them_from_there(tmp_path: Path) -> None:
    # Done by the standard in 95 of a hundred visits, .8 of the work instead of .6 is a tenth faster; and less
    # is redone: 70 % of the errors, of which there were 8 %.
    mean, variance, errors = takes(plan_of(MEASURED, tmp_path, "more"))
    assert mean == pytest.approx(4.0 * 0.924 / 0.943 * (1 - 0.7 * 0.08) / (1 - 0.7 * errors))
    assert variance < 10.24
    assert errors < 0.08
    by_hand = takes(plan_of(MEASURED, tmp_path, overrides=("steps.desk.sop.standardisation=80%",)))
    assert by_hand == (mean, variance, errors)


def test_another_effect_is_not_another_measurement(tmp_path: Path) -> None:
    # What was measured stays what it was, however strong the effects of a standard are taken to be.
    assert takes(plan_of(MEASURED, tmp_path, "stronger")) == pytest.approx((4.0, 10.24, 0.08))


def test_a_scenario_of_a_scenario_keeps_the_first_measurement(tmp_path: Path) -> None:
    text = MEASURED + "      yet more: {extends: more, set: {steps.desk.sop.compliance: 100%}}\n"
    back = ("steps.desk.sop.standardisation=60%", "steps.desk.sop.compliance=95%")
    assert takes(plan_of(text, tmp_path, "yet more", back)) == pytest.approx((4.0, 10.24, 0.08))
