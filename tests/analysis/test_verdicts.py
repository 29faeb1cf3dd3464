"""Verdicts: the whole interval on one side, or unsure and how long it would take."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from simulator.analysis import Verdict, reduce, sla_verdicts
from simulator.model.plan import Sla
from tests.analysis.logbook import Logbook, shop
from tests.analysis.test_service_levels import sla


def verdict(days: list[tuple[int, int]], level: Sla) -> Verdict:
    """The verdict on days on which so many of so many waited 0 at the counter, the others 30."""
    plan = shop(slas=(level,), run_for=200.0)
    reductions = []
    for replication, (quick, of) in enumerate(days, 1):
        book = Logbook(plan, replication)
        for customer in range(of):
            wait = 0.0 if customer < quick else 30.0
            book.case("walk-in", 0.0, wait + 5).visit("counter", 0, wait, wait + 5)
        reductions.append(reduce(plan, book.records(200.0)))
    return sla_verdicts(plan, reductions)[0]


def level(**fields: Any) -> Sla:
    return sla("wait", step=0, within=10.0, **fields)


def test_met_where_the_whole_interval_is_on_the_good_side() -> None:
    found = verdict([(95, 100), (97, 100)] * 10, level())
    assert found.verdict == "met"
    assert found.attainment == pytest.approx(0.96)
    assert 0.9 < found.low < 0.96 < found.high
    assert (found.target, found.sense, found.n, found.unit) == (0.9, "at_least", 2000, "share")
    assert (found.reason, found.replications_needed) == ("", None)
    assert (found.measure, found.about, found.statistic, found.within) == ("wait", "counter", "share", 10.0)


def test_missed_where_it_is_on_the_bad_side() -> None:
    assert verdict([(80, 100), (82, 100)] * 10, level()).verdict == "missed"


def test_unsure_says_about_how_many_would_settle_it() -> None:
    # Attainments .85 and .99 in turn: mean .92, sd of 20 is .0718, half-width 2.093·.0718/√20 = .0336.
    found = verdict([(85, 100), (99, 100)] * 10, level())
    assert found.verdict == "unsure"
    assert found.reason == "the interval contains the target"
    assert found.replications_needed == pytest.approx(20 * (0.0336 / 0.02) ** 2, rel=0.02)


def test_none_can_tell_how_many_where_the_figure_is_the_target() -> None:
    for at_least in (0.9, 0.9 + 1e-9):  # a difference of rounding would ask for billions
        found = verdict([(85, 100), (95, 100)] * 10, level(at_least=at_least))
        assert found.attainment == pytest.approx(0.9)
        assert found.verdict == "unsure"
        assert found.replications_needed is None


def test_fewer_than_ten_replications_have_an_interval_but_no_verdict() -> None:
    found = verdict([(99, 100), (98, 100)] * 4, level())
    assert found.verdict == "unsure"
    assert found.reason == "fewer than 10 replications"
    assert found.low > 0.9
    assert found.replications_needed == 10


def test_one_replication_has_no_interval() -> None:
    found = verdict([(99, 100)], level())
    assert (found.verdict, found.reason) == ("unsure", "one replication has no interval")
    assert isnan(found.low)
    assert found.replications_needed == 10


def test_nobody_was_measured() -> None:
    found = verdict([(0, 0)] * 20, level())
    assert (found.verdict, found.reason) == ("unsure", "nobody was measured")
    assert isnan(found.attainment)
    assert found.replications_needed is None


def test_everybody_in_time_is_met_only_if_the_bound_is() -> None:
    assert verdict([(2, 2)] * 10, level()).verdict == "unsure"  # 20 of 20: at least 84 %
    assert verdict([(20, 20)] * 10, level()).verdict == "met"  # 200 of 200: at least 98 %


@pytest.mark.parametrize(("at_most", "expected"), [(3.0, "met"), (1.0, "missed"), (1.5, "unsure")])
def test_a_mean_is_held_from_above(at_most: float, expected: str) -> None:
    # Mean waits 1.2 and 1.8 in turn.
    found = verdict([(96, 100), (94, 100)] * 10, sla("wait", step=0, at_most=at_most))
    assert found.verdict == expected
    assert found.attainment == pytest.approx(1.5)
    assert (found.unit, found.sense, found.rule, found.statistic) == ("min", "at_most", "", "mean")


def test_the_bound_itself_is_good() -> None:
    # The same every day: no spread, so the interval is the value.
    assert verdict([(95, 100)] * 10, sla("wait", step=0, at_most=1.5)).verdict == "met"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("as missed", "abandoned count as missed"),
        ("exclude", "abandoned are left out"),
        ("as met if within", "abandoned count as met if they left within 10 min"),
    ],
)
def test_the_rule_is_told(rule: str, words: str) -> None:
    found = verdict([(9, 10)], level(abandoned=rule))
    assert found.rule.startswith(words + "; balked and turned away as missed; unfinished as missed once past")


def test_a_verdict_is_a_row() -> None:
    row = verdict([(9, 10)] * 10, level()).as_row()
    assert list(row)[:2] == ["name", "measure"]
    assert {"attainment", "low", "high", "target", "verdict", "rule", "replications_needed", "unit"} <= set(
        row
    )
