"""How much to prescribe: curves by hand, and what the mechanism makes of a queue."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import simulator as sim
from tests.services import written

#: Ten minutes of work each, a guest every half hour, nobody waits.
CALM = """
blueprint: Calm desk
clock: {unit: min, run_for: 100 h}
customers: {guest: {starts_at: desk, arrivals: {every: 30 min}}}
teams: {clerks: {count: 1, cost: 30/h}}
steps:
  desk:
    team: clerks
    time: 10 min
    sop: {time_measured: without}
    next: {end: served}
"""

#: One clerk with too much to do on bad days; exceptions are his, too.
BUSY = """
blueprint: Busy desk
clock: {unit: min, run_for: 40 h, warm_up: 4 h, at_end: stop}
customers: {guest: {starts_at: desk, arrivals: {rate: 13/h}}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: {gamma: {mean: 4 min, cv: 0.8}}
    sop:
      time_measured: without
      variety: VARIETY
      error: 8%
      compliance: 95%
      errors: {redone: 70%}
      exceptions: {time: {exponential: 3 min}}
    next: {end: served}
"""


@pytest.fixture
def calm(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, CALM))


def busy(folder: Path, variety: str) -> sim.Blueprint:
    return sim.load(written(folder, BUSY.replace("VARIETY", variety)))


def handle_times(found: sim.Tradeoff) -> list[float]:
    curve = found.curve
    mean = (curve.measure == "handle_time") & (curve.scope == "case") & (curve.statistic == "mean")
    return curve[mean & (curve.name == "all")].value.tolist()


def words(found: sim.Tradeoff) -> list[str]:
    ranking = found.ranking
    about = (ranking.measure, ranking.scope, ranking.name, ranking.statistic)
    return [gain.word for _, _, gain in found.gains_of(about)]


def test_every_tenth_that_is_prescribed_is_a_tenth_faster(calm: sim.Blueprint) -> None:
    # Of ten minutes, .9 of what is prescribed: 10, 9.9, ... 9.
    found = sim.standardise(calm, objective="handle_time", replications=2)
    assert found.levels == tuple(n / 10 for n in range(11))
    assert handle_times(found) == pytest.approx([10 - n / 10 for n in range(11)])
    assert found.best == 1.0
    assert found.kept == (1.0,)
    assert words(found) == ["lower"] * 10  # the handle time is neither good nor bad


def test_a_hundred_small_steps_move_it_smoothly(calm: sim.Blueprint) -> None:
    # Each point prescribes a twentieth of the work for a fifth more of 200 visits: .01 min, within chance.
    found = sim.standardise(calm, levels="0%..100% step 1%", replications=1, objective="handle_time")
    times = handle_times(found)
    assert len(times) == 101
    steps = [before - after for before, after in pairwise(times)]
    assert min(steps) > 0.004
    assert max(steps) < 0.016


def test_without_variety_more_never_hurts(tmp_path: Path) -> None:
    found = sim.standardise(busy(tmp_path, "none"), levels="0%,25%,50%,75%,100%", replications=20)
    assert set(words(found)) == {"better"}
    assert found.best == 1.0


def test_with_high_variety_too_much_hurts(tmp_path: Path) -> None:
    found = sim.standardise(busy(tmp_path, "high"), levels="0%,50%,100%", replications=20)
    assert words(found) == ["better", "worse"]
    assert found.kept == (0.5,)


def test_bending_flattens_the_far_side(tmp_path: Path) -> None:
    stiff, elastic = (
        sim.standardise(busy(tmp_path, "high"), levels="50%,100%", elastic=share, replications=10)
        for share in ("0%", "30%")
    )
    behind = [found.ranking.standings[-1].behind for found in (stiff, elastic)]
    assert behind[1] < behind[0] / 2


def test_the_service_as_it_is_written_stands_beside(calm: sim.Blueprint) -> None:
    found = sim.standardise(calm, levels="50%,100%", replications=1)
    assert found.written.plan.scenario == "base"
    assert len(found.runs) == 2


def test_assumptions_at_other_values(calm: sim.Blueprint) -> None:
    # Half of a tenth faster: 10 − .5 at the best level, one and a half: 10 − 1.5.
    found = sim.standardise(calm, levels="0%,100%", objective="handle_time", replications=1, assumptions=True)
    told = {(one.assumption, one.value): one.figure for one in found.assumptions}
    assert told["faster", "× 0.5"] == pytest.approx(9.5)
    assert told["faster", "× 1.5"] == pytest.approx(8.5)
    assert told["compliance", "10 points less"] > 9.0
    assert {one.assumption for one in found.assumptions} == {
        *("faster", "steadier", "safer", "bending", "variety", "compliance")
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"steps": "dusk"}, "did you mean `desk`"),
        ({"levels": "50%"}, "two levels at least"),
        ({"objective": "wait:dusk"}, "dusk"),
        ({"replications": 0}, "replications"),
    ],
)
def test_faults_of_arguments(calm: sim.Blueprint, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(sim.UsageError, match=message):
        sim.standardise(calm, **arguments)  # type: ignore[arg-type]


def test_a_level_above_all_is_refused(calm: sim.Blueprint) -> None:
    with pytest.raises(sim.UsageError, match="levels: `120%` is more than all"):
        sim.standardise(calm, levels="50%,120%")


def test_a_service_without_sops_has_nothing_to_standardise(tmp_path: Path) -> None:
    plain = written(tmp_path, CALM.replace("    sop: {time_measured: without}\n", ""))
    with pytest.raises(sim.UsageError, match="no step has an SOP"):
        sim.standardise(sim.load(plain))


def test_the_same_bytes_on_any_number_of_workers(calm: sim.Blueprint, tmp_path: Path) -> None:
    for workers in (1, 2):
        found = sim.standardise(calm, levels="0%,55%", replications=4, workers=workers)
        found.save(tmp_path / str(workers))
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / w).iterdir()} for w in ("1", "2"))
    assert one == two
    assert {"curve.csv", "gains.csv", "assumptions.csv"} <= set(one)
