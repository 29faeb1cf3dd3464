"""How sure a weighted sum of points is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import simulator as sim
from simulator.analysis.figures import figure_named
from simulator.analysis.intervals import strayed
from simulator.analysis.satisfaction.scorecard import Criterion
from simulator.analysis.scores import Scores, scores
from tests.services import written

DESK = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 20/h}}}
teams: {clerks: {count: COUNT}}
steps: {desk: {team: clerks, time: {exponential: 5 min}, next: {end: served}}}
"""


def scored(folder: Path, *criteria: tuple[str, float, float, float], count: int = 2, runs: int = 8) -> Scores:
    """The scores of figures by (figure, weight, none at, full at)."""
    blueprint = sim.load(written(folder, DESK.replace("COUNT", str(count))))
    totals = sim.run(blueprint, replications=runs, tables=False).totals
    asked = [
        (figure_named(name, totals.plan, "test"), Criterion(name, weight, float("nan"), none, full))
        for name, weight, none, full in criteria
    ]
    return scores(totals, asked, 0.95)


def test_what_strays_is_as_long_as_half_the_interval() -> None:
    without = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
    drawn, left = strayed(without, np.array([0.0, 4.0]), np.array([6.0, 5.0]))
    # Half of six, along (−1, 0, 1)/√2; the second is alike in all, and half as wide as one.
    assert drawn[:, 0] == pytest.approx([-3 / 2**0.5, 0, 3 / 2**0.5])
    assert drawn[:, 1] == pytest.approx([0, 0, 0])
    assert left == pytest.approx([0, 0.5])


def test_one_figure_within_its_ends_is_as_sure_as_itself(tmp_path: Path) -> None:
    found = scored(tmp_path, ("wait", 1.0, 1000.0, 0.0))
    # A minute is a tenth of a point.
    assert found.half == pytest.approx((found.high[0] - found.low[0]) / 2 / 10)


def test_figures_that_move_together_add_up_and_against_each_other_cancel(tmp_path: Path) -> None:
    one = scored(tmp_path, ("wait", 1.0, 1000.0, 0.0))
    twice = scored(tmp_path, ("wait", 0.5, 1000.0, 0.0), ("wait:desk", 0.5, 1000.0, 0.0))
    against = scored(tmp_path, ("wait", 0.5, 1000.0, 0.0), ("wait:desk", 0.5, 0.0, 1000.0))
    assert twice.half == pytest.approx(one.half)
    assert against.half == pytest.approx(0, abs=1e-9)


def test_beyond_their_ends_figures_move_nothing(tmp_path: Path) -> None:
    found = scored(tmp_path, ("wait", 1.0, 0.002, 0.001))
    assert (found.half, found.most[0]) == (0.0, 0.0)


def test_of_an_interval_that_ends_beyond_only_the_part_before_counts(tmp_path: Path) -> None:
    figure = scored(tmp_path, ("wait", 1.0, 1000.0, 0.0))
    low, value, high = figure.low[0], figure.value[0], figure.high[0]
    found = scored(tmp_path, ("wait", 1.0, value, low))
    # From 100 points at the lower end to none at the value, and none beyond: half of 100 points.
    assert (found.least[0], found.most[0]) == pytest.approx((0.0, 100.0))
    assert found.half == pytest.approx(50.0)
    assert high > value


def test_a_share_of_all_is_open_by_its_bound(tmp_path: Path) -> None:
    found = scored(tmp_path, ("served", 1.0, 0.0, 1.0))
    assert found.value[0] == 1.0
    assert found.half == pytest.approx(100 * (1 - found.low[0]) / 2)
    assert found.half > 0


def test_the_same_run_differs_in_nothing(tmp_path: Path) -> None:
    one = scored(tmp_path, ("wait", 1.0, 1000.0, 0.0))
    assert one.half_of_difference(one) == 0.0


def test_what_common_customers_do_to_both_is_no_difference(tmp_path: Path) -> None:
    few, many = (scored(tmp_path, ("utilisation:clerks", 1.0, 1.0, 0.0), count=n) for n in (2, 3))
    assert few.half_of_difference(many) < 0.5 * (few.half**2 + many.half**2) ** 0.5


def test_one_replication_says_nothing(tmp_path: Path) -> None:
    assert np.isnan(scored(tmp_path, ("wait", 1.0, 1000.0, 0.0), runs=1).half)
