"""`--precision`: what is asked for, and whether it is reached."""

from __future__ import annotations

import pytest

from simulator.analysis import Target, Totals, reduce
from simulator.errors import UsageError
from tests.analysis.logbook import Logbook, shop
from tests.analysis.test_service_levels import sla

PLAN = shop(slas=(sla("wait", step=0, within=5.0),))


@pytest.mark.parametrize(
    ("text", "measure", "scope", "name", "half_width", "relative"),
    [
        ("wait:counter=5%", "wait", "step", "counter", 0.05, True),
        ("wait=2.5 %", "wait", "case", "all", 0.025, True),
        ("wait:walk-in=0.2 min", "wait", "customers", "walk-in", 0.2, False),
        ("wait:tellers=12 s", "wait", "team", "tellers", 0.2, False),
        ("wait:counter=.2", "wait", "step", "counter", 0.2, False),
        ("abandoned=0.005", "abandoned", "case", "all", 0.005, False),
        ("cost=3 EUR", "cost", "case", "all", 3.0, False),
        ("wait:promise=0.01", "wait", "sla", "promise", 0.01, False),
        ("outcome_refused=1%", "outcome_refused", "case", "all", 0.01, True),
    ],
)
def test_what_can_be_asked(
    text: str, measure: str, scope: str, name: str, half_width: float, relative: bool
) -> None:
    target = Target.parse(text, PLAN)
    assert (target.figure.measure, target.figure.scope, target.figure.name) == (measure, scope, name)
    assert target.half_width == pytest.approx(half_width)
    assert target.relative is relative


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("wait:counter", "write what and how much"),
        ("wait:conter=5%", "no figure `wait:conter`; did you mean `wait:counter`"),
        ("utilisation:counter=5%", "no figure `utilisation:counter`"),
        ("foo=5%", "no figure `foo`; known: wait, time_in_system, abandoned, served, cost, utilisation, "),
        ("wait=much", "`much` is no amount"),
        ("wait=0%", "`0%` is no amount"),
        ("wait=-1%", "`-1%` is no amount"),
        ("wait=3 EUR", "`EUR` is no unit of it"),
        ("abandoned=3 min", "`min` is no unit of it; it is measured in `share`"),
    ],
)
def test_what_cannot(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        Target.parse(text, PLAN)


def totals(*waits: float) -> Totals:
    found = Totals(PLAN)
    for replication, wait in enumerate(waits, 1):
        book = Logbook(PLAN, replication).case("walk-in", 0.0, wait + 5).visit("counter", 0, wait, wait + 5)
        found.add(reduce(PLAN, book.records(100.0)))
    return found


def test_reached_when_the_half_width_is_small_enough() -> None:
    # 4, 5 and 6: mean 5, half-width 4.3027/√3 = 2.4842, half of it relative to the mean 0.4968.
    seen = totals(4.0, 5.0, 6.0)
    assert Target.parse("wait:counter=50%", PLAN).half_width_of(seen) == pytest.approx(0.49684, rel=1e-4)
    assert Target.parse("wait:counter=50%", PLAN).reached(seen)
    assert not Target.parse("wait:counter=49%", PLAN).reached(seen)
    assert Target.parse("wait:counter=2.5", PLAN).reached(seen)
    assert not Target.parse("wait:counter=2.4", PLAN).reached(seen)


def test_not_reached_without_an_interval() -> None:
    assert not Target.parse("wait:counter=50%", PLAN).reached(totals(4.0))
    assert not Target.parse("wait:office=50%", PLAN).reached(totals(4.0, 4.0))


def test_a_mean_of_nought_is_as_precise_as_its_interval_is_narrow() -> None:
    assert Target.parse("wait:counter=5%", PLAN).reached(totals(0.0, 0.0))
    assert not Target.parse("abandoned=5%", PLAN).reached(totals(0.0, 0.0))  # Wilson's bound is wide
    assert Target.parse("abandoned=0.7", PLAN).reached(totals(0.0, 0.0))
