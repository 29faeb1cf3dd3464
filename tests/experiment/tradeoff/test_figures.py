"""What a trade-off curve tells beside the objective: how times vary, the balance, when it has paid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.tradeoff.assumptions import assumptions_of
from simulator.report.blocks import Paragraph, Table
from simulator.report.tradeoff import tradeoff_blocks
from tests.experiment.tradeoff.test_standardise import CALM, busy
from tests.services import written

#: Nobody is paid by the hour, and whoever would wait more than half a minute goes, and ten euros with him.
PAID = (
    CALM.replace("blueprint: Calm desk", "blueprint: Calm desk\ncurrency: EUR")
    .replace("cost: 30/h", "cost: 0")
    .replace("arrivals: {every: 30 min}", "value: 10, patience: 0.5 min, arrivals: {every: 9.8 min}")
)
INVESTMENT = "investment: {once: 2000, runs_per_year: 12, horizon: 10 years}\n"


def standardise(folder: Path, text: str, **options: object) -> sim.Tradeoff:
    return sim.standardise(sim.load(written(folder, text)), **options)  # type: ignore[arg-type]


def values(found: sim.Tradeoff, measure: str, statistic: str) -> list[float]:
    curve = found.curve
    rows = (curve.measure == measure) & (curve.scope == "case") & (curve.statistic == statistic)
    return curve[rows].value.tolist()


def titles(found: sim.Tradeoff) -> list[str]:
    return [block.title for block in tradeoff_blocks(found) if isinstance(block, Table)]


def test_what_is_prescribed_varies_less(tmp_path: Path) -> None:
    # Fully prescribed, ten minutes with a cv of .8 become nine, and the distances from them .9·.65 as long.
    text = CALM.replace("time: 10 min", "time: {gamma: {mean: 10 min, cv: 0.8}}")
    found = standardise(tmp_path, text, levels="0%,100%", replications=20, objective="handle_time:cv")
    free, prescribed = values(found, "handle_time", "cv")
    assert free == pytest.approx(0.8, abs=0.03)
    assert prescribed == pytest.approx(0.8 * 0.65, abs=0.02)
    (sd, sd_prescribed), (_, mean) = (values(found, "handle_time", word) for word in ("sd", "mean"))
    assert sd_prescribed == pytest.approx(0.9 * 0.65 * sd)
    assert prescribed == pytest.approx(sd_prescribed / mean)
    ((_, _, gain),) = found.gains_of(("handle_time", "case", "all", "cv"))
    assert gain.word == "lower"
    assert gain.difference == pytest.approx(prescribed - free)
    assert found.best == 1.0
    assert found.ranking.standings[0].place == "best"


def test_what_is_redone_is_told(tmp_path: Path) -> None:
    found = sim.standardise(busy(tmp_path, "medium"), levels="0%,100%", replications=2)
    (table,) = [b for b in tradeoff_blocks(found) if isinstance(b, Table) and b.title == "What goes wrong"]
    assert [column.head for column in table.columns] == ["prescribed", "exceptions", "errors", "redone"]


def test_satisfaction_is_told_and_may_be_the_objective(tmp_path: Path) -> None:
    text = CALM.replace("steps:", "satisfaction: {expected_wait: 3 min}\nsteps:")
    objective = sim.Objective("satisfaction", lowest=False)
    found = standardise(tmp_path, text, levels="0%,100%", replications=2, objective=objective)
    assert "What customers would say" in titles(found)
    assert found.ranking.unit == "of 5"


def test_without_satisfaction_there_is_no_balance(tmp_path: Path) -> None:
    found = standardise(tmp_path, CALM, levels="0%,100%", replications=2)
    assert found.curves[0].balanced is None
    assert found.curves[0].undominated == ()


def test_a_level_that_another_one_beats_is_out_of_balance(tmp_path: Path) -> None:
    # Nobody waits and nothing goes wrong, so nobody is more content; what costs nothing goes by the time.
    text = CALM.replace("steps:", "satisfaction: {expected_wait: 3 min}\nsteps:").replace(", cost: 30/h", "")
    found = standardise(tmp_path, text, levels="0%,50%,100%", replications=2)
    (curve,) = found.curves
    assert curve.balanced is not None
    assert [figure.measure for figure in curve.balanced] == ["handle_time", "satisfaction"]
    assert curve.undominated == (1.0,)
    paid = standardise(
        tmp_path, text.replace("count: 1", "count: 1, cost: 3/h"), levels="0%,50%", replications=2
    )
    (curve,) = paid.curves
    assert curve.balanced is not None
    assert curve.balanced[0].measure == "cost"
    assert curve.undominated == (0.0, 0.5)


def test_when_the_best_level_has_paid(tmp_path: Path) -> None:
    # Ten minutes each, one every 9.8: one finds the desk free, the next two wait .2 and .4 minutes, the
    # fourth would wait .6 and goes: 153 of 612 in 6 000 minutes. Prescribed they take 9 minutes: all stay.
    found = standardise(tmp_path, PAID + INVESTMENT, levels="0%,100%", replications=2, objective="cost")
    assert values(found, "cost", "total") == [1_530, 0]
    written_, none = found.paybacks
    assert (written_.against, none.against) == ("as written", "0 %")
    assert written_.saving == pytest.approx(1_530)  # a run a month
    assert written_.month == 2
    assert "When it has paid" in titles(found)
    told = json.loads(found.to_json())["payback"]
    assert [one["against"] for one in told] == ["as written", "0 %"]
    found.save(tmp_path / "out")
    assert (tmp_path / "out" / "payback.csv").exists()


def test_nothing_has_paid_where_nothing_can_be_chosen(tmp_path: Path) -> None:
    text = PAID + INVESTMENT + "sla: {none: {measure: handle_time, at_most: 1 min}}\n"
    objective = sim.Objective("cost", subject_to=("none",))
    found = standardise(tmp_path, text, levels="0%,100%", replications=20, objective=objective)
    assert found.ranking.standings[0].place == "out"
    assert found.paybacks == ()


def test_where_all_levels_miss_what_binds_none_is_told_as_best(tmp_path: Path) -> None:
    text = PAID + "sla: {none: {measure: handle_time, at_most: 1 min}}\n"
    objective = sim.Objective("cost", subject_to=("none",))
    found = sim.standardise(
        sim.load(written(tmp_path, text)),
        levels="0%,100%",
        elastic="0%,50%",
        objective=objective,
        replications=10,
        assumptions=True,
    )
    assert {(one.best, one.kept) for one in found.assumptions} == {(None, ())}
    tables = {block.title: block for block in tradeoff_blocks(found) if isinstance(block, Table)}
    assert {row[2:] for row in tables["Where an assumption is another"].rows} == {("-", "-", "-")}
    assert tables["Where an assumption is another"].note == (
        "As they are, no level can be chosen. Where none is best all levels miss `none`. The effects are "
        "assumptions, not measurements."
    )
    assert [row[1:] for row in tables["What is best on each curve"].rows] == [("-", "-", "-", "out")] * 2
    assert "Out: it misses `none`, so it is not to be chosen." in tables["Levels, 0 % elastic"].note


def test_that_the_best_may_miss_what_binds_is_told(tmp_path: Path) -> None:
    # Ten replications are needed for a verdict; of two it is not sure.
    text = PAID + "sla: {none: {measure: handle_time, at_most: 1 min}}\n"
    objective = sim.Objective("cost", subject_to=("none",))
    found = standardise(tmp_path, text, levels="0%,100%", objective=objective, replications=2)
    headline = tradeoff_blocks(found)[1]
    assert isinstance(headline, Paragraph)
    assert "Whether it meets `none` is not sure." in headline.text


def told_of(folder: Path, sop: str) -> set[tuple[str, str]]:
    text = CALM.replace("sop: {time_measured: without}", f"sop: {sop}")
    return {(one.name, one.value) for one in assumptions_of(sim.load(written(folder, text)), ["desk"])}


def test_assumptions_that_change_nothing_are_left_out(tmp_path: Path) -> None:
    told = told_of(tmp_path, "{variety: medium, effects: {bending: 0%}}")
    assert {value for name, value in told if name == "variety"} == {"none", "low", "high"}
    assert {value for name, value in told if name == "compliance"} == {"10 points less"}
    assert {name for name, _ in told} == {"faster", "steadier", "safer", "variety", "compliance"}


def test_actions_fit_more_customers_or_fewer(tmp_path: Path) -> None:
    sop = "{actions: [{id: a, do: A, standard_time: 5 min, fits: 80%, compliance: 90%}]}"
    told = told_of(tmp_path, sop)
    assert {("do not fit", "× 0.5"), ("do not fit", "× 1.5")} <= told
    assert ("compliance", "100 %") in told
    assert not any(name == "variety" for name, _ in told)
    text = CALM.replace("sop: {time_measured: without}", f"sop: {sop}")
    found = assumptions_of(sim.load(written(tmp_path, text)), ["desk"])
    (fits,) = [one for one in found if (one.name, one.value) == ("do not fit", "× 1.5")]
    assert [str(node.value) for _, node in fits.changes] == ["70%"]  # 100 − 1.5·20


def test_assumptions_stand_beside_the_compliance_asked_for(tmp_path: Path) -> None:
    # At 80 %: 10 − .8; at 70 %: 10 − .7; at 100 %: 10 − 1. Of 200 customers each.
    found = standardise(
        tmp_path,
        CALM,
        levels="0%,100%",
        compliance="80%",
        objective="handle_time",
        replications=5,
        assumptions=True,
    )
    told = {(one.assumption, one.value): one.figure for one in found.assumptions}
    assert told["compliance", "100 %"] == pytest.approx(9)
    assert told["compliance", "10 points less"] == pytest.approx(9.3, abs=0.05)


def test_assumptions_have_intervals(tmp_path: Path) -> None:
    blueprint = busy(tmp_path, "high")
    found = sim.standardise(blueprint, levels="0%,50%", replications=3, assumptions=True)
    for one in found.assumptions:
        assert one.low < one.figure < one.high
