"""The cases of the source texts: their blueprints mark what is claimed, and verdicts follow the figures."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.main import app
from tests.test_experiments import EXPERIMENTS, script, stored

GALLERY = Path(__file__).parent.parent / "blueprints"
CASES = sorted(GALLERY.glob("case_*.yaml"))

#: Those that the texts tell of with figures that a process simulation can carry.
ASKED = {"R1", "R2", "R3", "R4", "R6", "R7", "R8", "R13", "R14", "R15", "R17", "R18", "R22", "R26", "P1"}


@pytest.fixture(scope="module")
def run() -> ModuleType:
    return script(EXPERIMENTS / "source_cases" / "run.py")


def test_every_case_is_in_the_experiment_and_the_other_way_round(run: ModuleType) -> None:
    claims = run.claims()
    assert {claim.blueprint for claim in claims} == {path.stem for path in CASES}
    assert {claim.id.split()[0] for claim in claims} >= ASKED


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_marks_its_claim_and_names_lever_and_assumptions(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^# The claims? \(unverified\):", text, re.MULTILINE)
    assert re.search(r"^# The levers?:", text, re.MULTILINE)
    assert "\n# Assumed:" in text


def test_seven_of_twelve_equal_steps_are_058_of_the_work_and_vary_131_times_as_much(run: ModuleType) -> None:
    # n independent exponential steps of 3 min have the mean 3·n and the variance 9·n, so the coefficient of
    # variation 1/√n: twelve 36 min and 0.2887, seven 21 min and 0.3780.
    blueprint = GALLERY / "case_card_service.yaml"
    twelve, seven = (len(sim.load(blueprint, scenario=name).steps) for name in ("base", "seven steps"))
    assert (twelve, seven) == (12, 7)
    sizes = {claim.id: claim.size for claim in run.claims()}
    assert sizes["R2 work"] == pytest.approx(7 / 12 - 1, abs=5e-6)
    assert sizes["R2 spread"] == pytest.approx(math.sqrt(12) / math.sqrt(7) - 1, abs=5e-6)
    assert round(1 + sizes["R2 work"], 2) == 0.58
    assert round(1 + sizes["R2 spread"], 2) == 1.31


@pytest.mark.parametrize(
    ("scenario", "minutes", "agents", "wait"),
    [("base", 8, 5, "15.0"), ("five per cent less talk", 7.6, 5, "8.1"), ("one more agent", 8, 6, "2.5")],
)
def test_the_telecom_queue_is_the_one_of_erlang_c(
    scenario: str, minutes: float, agents: int, wait: str
) -> None:
    blueprint = sim.load(GALLERY / "case_telecom_queue.yaml", scenario=scenario)
    about = ("wait", "call", "mean")
    (row,) = [row for row in sim.check(blueprint).theory if (row.measure, row.name, row.statistic) == about]
    # 34.3125 calls an hour of 8 min are 4.575 erlang, 0.915 of what five agents can do.
    expected = sim.theory.erlang_c(rate="34.3125/h", time=minutes, count=agents).wait
    assert expected is not None
    assert row.value == pytest.approx(expected)
    assert f"{expected:.1f}" == wait


def test_three_in_four_openings_have_no_error_today() -> None:
    # Eleven actions with 2.58 % each: 0.9742^11 = 0.7502.
    blueprint = sim.load(GALLERY / "case_account_opening.yaml")
    actions = [action for step in blueprint.steps.values() if step.sop for action in step.sop.actions]
    assert len(actions) == 11
    assert math.prod(1 - float(action.error) for action in actions) == pytest.approx(0.75, abs=5e-4)


def test_the_documents_of_the_account_opening_are_complete() -> None:
    words = ["sop", str(GALLERY / "case_account_opening.yaml"), "--lint", "--today", "2026-06-01"]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.output.strip()) == (0, "Nothing is missing.")


# -- verdicts ---------------------------------------------------------------------------------------


def test_a_verdict_follows_the_intervals(run: ModuleType) -> None:
    plain = run.claims()[0]
    claim = replace(plain, size=-0.3, trials={}, needs={})
    there, beyond, short = (
        run.Change(10, 10 * (1 + change), change, change - 0.05, change + 0.05)
        for change in (-0.27, -0.6, -0.2)
    )
    nothing = float("nan")
    assert run.verdict(claim, there, [], nothing) == "mechanism"
    assert run.verdict(claim, beyond, [there], nothing) == "mechanism"
    assert run.verdict(claim, beyond, [short], nothing) == "assumed inputs"
    assert run.verdict(claim, short, [beyond], nothing) == "assumed inputs"
    assert run.verdict(claim, short, [short], nothing) == "not explained"
    assert run.verdict(replace(claim, assumed=True), there, [], nothing) == "assumed inputs"
    assert run.verdict(replace(claim, put_in=True), there, [], nothing) == "put in"
    searched = replace(claim, needs={"likely": 0.2})
    assert run.verdict(searched, short, [], 0.2) == "assumed inputs"
    assert run.verdict(searched, short, [], 0.21) == "not explained"
    assert run.verdict(searched, short, [], nothing) == "not explained"


def test_stored_verdicts_are_those_of_the_stored_figures(run: ModuleType) -> None:
    table = stored("source_cases")
    for claim in run.claims():
        rows = table[table["case"] == claim.id]
        changes = [
            run.Change(*figures)
            for figures in rows[["before", "after", "change", "change low", "change high"]].itertuples(
                index=False, name=None
            )
        ]
        first = rows.iloc[0]
        assert first["verdict"] == run.verdict(claim, changes[0], changes[1:], first["needed"])
        assert rows["trial"].fillna("").tolist() == ["", *claim.trials]
        assert pd.isna(rows["verdict"].iloc[1:]).all()
