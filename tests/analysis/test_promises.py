"""Service levels over spans, for some customers, in opening hours, in every interval, with a penalty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator.analysis import combine, metrics, reduce, sla_verdicts
from simulator.analysis.totals import add_up
from simulator.engine.records import Records
from simulator.errors import UsageError
from simulator.model.plan import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    CustomersAre,
    DuringTime,
    Moment,
    Not,
    Plan,
    Sla,
)
from simulator.timeline import Timeline
from tests.analysis.logbook import Logbook, shop
from tests.analysis.test_service_levels import BUSINESS, COUNTER, OFFICE, TELLERS, WALK_IN, sla


def counted(plan: Plan, records: Records) -> tuple[float, float, float]:
    """Above the line, below it, aside."""
    found = reduce(plan, records)
    return float(found.sla_above[0, 0]), float(found.sla_below[0, 0]), float(found.sla_aside[0, 0])


# -- from one moment to another ---------------------------------------------------------------------


def span(start: Moment, end: Moment, **fields: Any) -> Sla:
    return sla("span", start=start, end=end, **fields)


def a_way(plan: Plan) -> Records:
    """Two come to the counter, the office, the counter again; then those who do not come so far."""
    book = Logbook(plan)
    for late in (0.0, 6.0):
        book.case("walk-in", 1.0, 30.0 + late)
        book.visit("counter", 2, 4, 9, queued=3)
        book.visit("office", 9, 10, 15)
        book.visit("counter", 15, 18, 30 + late)
    book.case("business", 40.0, 50.0).visit("counter", 40, 41, 50)  # served without the office
    book.case("business", 40.0, 60.0, "abandoned").visit("counter", 40, 41, 50)
    book.visit("office", 50, finished=60, result="abandoned")
    book.case("business", 85.0, 100.0, "unfinished").visit("counter", 85, 86, 90)
    book.visit("office", 90, finished=100, result="unfinished")
    book.case("business", 70.0, 70.0, "balked")  # never came to the counter
    book.case("business", 70.0, 70.0, "no_show", slot=70.0)
    return book.records(100.0)


@pytest.mark.parametrize(
    ("start", "end", "sums"),
    [
        # Mean spans of those who have both moments: sum and number.
        (Moment("ready", COUNTER), Moment("started", OFFICE), (8 + 8, 2)),
        (Moment("queued", COUNTER), Moment("finished", OFFICE), (12 + 12, 2)),
        # The last visit to the counter: 30 and 36 after 2; the others finished there once.
        (Moment("ready", COUNTER), Moment("finished", COUNTER), (28 + 34 + 10 + 10 + 5, 5)),
        (Moment("arrived"), Moment("started", COUNTER), (3 + 3 + 1 + 1 + 1, 5)),
        (Moment("arrived"), Moment("left"), (29 + 35 + 10, 3)),
        (Moment("started", OFFICE), Moment("left"), (20 + 26, 2)),
        # Backwards there is no time.
        (Moment("ready", OFFICE), Moment("ready", COUNTER), (0, 0)),
    ],
)
def test_the_mean_of_a_span_is_of_those_who_have_both_moments(
    start: Moment, end: Moment, sums: tuple[float, float]
) -> None:
    plan = shop(slas=(span(start, end),), at_end="stop")
    assert counted(plan, a_way(plan)) == (*sums, 0)


def test_of_a_span_within_a_time_those_are_in_question_who_came_to_its_start() -> None:
    level = span(Moment("ready", COUNTER), Moment("started", OFFICE), within=8.0)
    plan = shop(slas=(level,), at_end="stop")
    # Met: the two of 8. Missed: who gave up, and the unfinished of 15 so far. Aside: who was served without
    # the office. The one who balked never came to the counter, the no-show nowhere.
    assert counted(plan, a_way(plan)) == (2, 4, 1)


def test_who_gave_up_on_a_span_counts_by_the_rule() -> None:
    start, end = Moment("ready", COUNTER), Moment("started", OFFICE)
    plan = shop(slas=(span(start, end, within=8.0, abandoned="exclude"),), at_end="stop")
    assert counted(plan, a_way(plan)) == (2, 3, 1)
    # It left 20 after the start: met within 20, and so is nobody else of the others.
    plan = shop(slas=(span(start, end, within=20.0, abandoned="as met if within"),), at_end="stop")
    assert counted(plan, a_way(plan)) == (3, 3, 2)


def test_a_span_for_a_class_and_what_it_is_about() -> None:
    level = span(Moment("arrived"), Moment("finished", OFFICE), within=14.0, customers=WALK_IN)
    plan = shop(slas=(level,), at_end="stop")
    assert counted(plan, a_way(plan)) == (2, 2, 0)
    (verdict,) = sla_verdicts(plan, [reduce(plan, a_way(plan))])
    assert (verdict.measure, verdict.customers) == ("arrived to office.finished", "walk-in")


def test_the_whole_way_within_a_time() -> None:
    # 29 met, 35 late, 10 met; gave up and balked: missed; unfinished after 15: nobody knows.
    plan = shop(slas=(span(Moment("arrived"), Moment("left"), within=30.0),), at_end="stop")
    assert counted(plan, a_way(plan)) == (2, 5, 1)


# -- where ------------------------------------------------------------------------------------------


def traits_plan(*slas: Sla, **changes: Any) -> Plan:
    return shop(slas=slas, attributes={"age": "number", "vip": "flag"}, **changes)


AGE, VIP = 0, 1


def three(plan: Plan) -> Records:
    """Waits of 1, 4, 7, 10; ages 20, 70, none, 90; the second and the last are VIPs, the last is business."""
    book = Logbook(plan)
    nan = float("nan")
    for wait, age, vip in ((1.0, 20.0, 0.0), (4.0, 70.0, 1.0), (7.0, nan, nan)):
        book.case("walk-in", 0.0, wait + 5, attributes=(age, vip))
        book.visit("counter", 0, wait, wait + 5, option="again" if vip else None)
    book.case("business", 0.0, 15.0, attributes=(90.0, 1.0)).visit("counter", 0, 10, 15)
    return book.records(100.0)


@pytest.mark.parametrize(
    ("where", "waits", "late"),
    [
        (AttributeIs(AGE, ">=", 65.0), 4 + 10, 1),
        (AttributeIs(AGE, "<", 65.0), 1, 0),
        (AttributeIs(AGE, "!=", 20.0), 4 + 10, 1),  # never of who has no age
        (AttributeIs(VIP, "=", 1.0), 4 + 10, 1),
        (Not(AttributeIs(VIP, "=", 1.0)), 1 + 7, 0),
        (CustomersAre((WALK_IN,)), 1 + 4 + 7, 0),
        (AllOf((AttributeIs(VIP, "=", 1.0), CustomersAre((WALK_IN,)))), 4, 0),
        (AnyOf((AttributeIs(AGE, "<=", 20.0), CustomersAre((BUSINESS,)))), 1 + 10, 1),
        (AttributeIs(AGE, ">", 70.0), 10, 1),
    ],
)
def test_only_those_count_of_whom_the_condition_holds(where: Condition, waits: float, late: int) -> None:
    for step in (COUNTER, None):
        plan = traits_plan(sla("wait", step=step, where=where))
        assert counted(plan, three(plan))[0] == waits
        plan = traits_plan(sla("wait", step=step, where=where, within=8.0))
        met, asked, _ = counted(plan, three(plan))
        assert asked - met == late


def test_so_it_is_for_shares_of_cases_and_of_visits() -> None:
    vips = AttributeIs(VIP, "=", 1.0)
    plan = traits_plan(sla("rework", where=vips, at_most=0.1))
    assert counted(plan, three(plan)) == (1, 2, 0)
    plan = traits_plan(sla("rework", step=COUNTER, where=vips, at_most=0.1))
    assert counted(plan, three(plan)) == (1, 2, 0)
    plan = traits_plan(sla("first_contact_resolution", where=vips, at_least=0.9, at_most=None))
    assert counted(plan, three(plan)) == (1, 2, 0)


# -- counted in opening hours -----------------------------------------------------------------------

#: Open from 10 to 20 and from 50 to 60, then the same every 80.
OFFICE_HOURS = Timeline((0.0, 10.0, 20.0, 50.0, 60.0), (0.0, 1.0, 0.0, 1.0, 0.0), period=80.0)


@pytest.mark.parametrize(
    ("measure", "hours"),
    [
        ("time_in_system", 8 + 5),  # 12 to 55
        ("first_response", 8 + 2),  # 12 to 52
        ("queue_time", 6 + 2),  # 14 to 52
        ("resolution_time", 8 + 5),
        ("wait", 8 + 2),
        ("wait_past_appointment", 5 + 2),  # the slot of 15 to 52
    ],
)
def test_only_time_in_opening_hours_counts(measure: str, hours: float) -> None:
    plan = shop(slas=(sla(measure, counted_in=OFFICE_HOURS),))
    book = Logbook(plan).case(
        "walk-in", 12.0, 55.0, slot=15.0 if measure == "wait_past_appointment" else float("nan")
    )
    book.visit("counter", 12, 52, 55, handed=14, team="tellers", member=1)
    assert counted(plan, book.records(100.0)) == (hours, 1, 0)


def test_thresholds_and_the_time_so_far_are_in_opening_hours_too() -> None:
    plan = shop(slas=(sla("time_in_system", within=12.0, counted_in=OFFICE_HOURS),), at_end="stop")
    book = Logbook(plan).case("walk-in", 12.0, 54.0).case("walk-in", 12.0, 55.0)  # after 12 and 13
    book.case("walk-in", 21.0, 49.0)  # nought
    book.case("walk-in", 60.0, 100.0, "unfinished")  # 90 to 100 of the next round: 10 so far
    book.case("walk-in", 15.0, 100.0, "unfinished")  # 5 + 10 + 10
    assert counted(plan, book.records(100.0)) == (2, 4, 1)


def test_a_span_in_opening_hours() -> None:
    level = span(Moment("arrived"), Moment("left"), counted_in=OFFICE_HOURS)
    plan = shop(slas=(level,))
    assert counted(plan, Logbook(plan).case("walk-in", 12.0, 95.0).records(100.0)) == (8 + 10 + 5, 1, 0)


# -- every interval ---------------------------------------------------------------------------------


def days(plan: Plan, *met: tuple[int, int, int]) -> list[Records]:
    """In every day ten visits in each third of 30; so many of them wait 1, the others 9."""
    found = []
    for replication, thirds in enumerate(met, 1):
        book = Logbook(plan, replication)
        for third, good in enumerate(thirds):
            for i in range(10):
                ready, wait = 30.0 * third + i, 1.0 if i < good else 9.0
                book.case("walk-in", ready, ready + wait)
                book.visit("counter", ready, ready + wait, ready + wait)
        found.append(book.records(90.0))
    return found


def every_30(run_for: float = 90.0, **fields: Any) -> Plan:
    level = sla("wait", step=COUNTER, per=30.0, **({"within": 5.0, "at_least": 0.8} | fields))
    return shop(slas=(level,), run_for=run_for)


def test_the_attainment_is_that_of_the_worst_interval() -> None:
    plan = every_30()
    several = [reduce(plan, day) for day in days(plan, *[(10, 6 + r % 2, 9) for r in range(10)])]
    (verdict,) = sla_verdicts(plan, several)
    # The second third: 6 and 7 of 10, on five days each.
    assert verdict.attainment == pytest.approx(0.65)
    # Student's interval of ten days at 1 - 0.05/3: t(9) = 2.9333; the days differ by 0.1: sd 0.0527.
    assert verdict.high == pytest.approx(0.65 + 2.9333 * 0.052705 / 10**0.5, abs=1e-4)
    assert verdict.low == pytest.approx(0.65 - 2.9333 * 0.052705 / 10**0.5, abs=1e-4)
    assert verdict.verdict == "missed"
    assert verdict.n == 300
    # Of 30 thirds the ten second ones did not hold.
    assert verdict.rule.endswith(
        "every 30 min must hold: this is the worst, from 09:30 on; 67 % of all held by themselves"
    )


@pytest.mark.parametrize(
    ("run_for", "dated", "told"),
    [
        (90.0, True, "09:30"),
        (3 * 1440.0, True, "Mon 09:30"),  # 2024-01-01 is a Monday
        (30 * 1440.0, True, "2024-01-01 09:30"),
        (30 * 1440.0, False, "Mon 09:30 of week 1"),
    ],
)
def test_the_worst_interval_is_told_as_a_moment(run_for: float, dated: bool, told: str) -> None:
    plan = every_30(run_for=run_for)
    plan = replace(plan, clock=replace(plan.clock, dated=dated))
    several = [reduce(plan, day) for day in days(plan, *[(10, 6, 9) for _ in range(3)])]
    assert f"from {told} on" in sla_verdicts(plan, several)[0].rule


def test_it_is_met_only_if_every_interval_is() -> None:
    plan = every_30()
    good = [reduce(plan, day) for day in days(plan, *[(10, 9 + r % 2, 9) for r in range(20)])]
    assert sla_verdicts(plan, good)[0].verdict == "met"
    shaky = [reduce(plan, day) for day in days(plan, *[(10, 9, 10 if r % 2 else 6) for r in range(20)])]
    verdict = sla_verdicts(plan, shaky)[0]
    assert verdict.attainment == pytest.approx(0.8)
    assert verdict.verdict == "unsure"


def test_metrics_say_the_worst_and_how_many_held() -> None:
    plan = every_30()
    several = [reduce(plan, day) for day in days(plan, *[(10, 6 + r % 2, 9) for r in range(10)])]
    table = combine(plan, several)
    rows = table[table["scope"] == "sla"]
    assert rows["statistic"].tolist() == ["share", "intervals_held"]
    assert rows["value"].tolist() == pytest.approx([0.65, 20 / 30])


def test_at_most_the_worst_is_the_greatest() -> None:
    plan = every_30(within=None, at_least=None, at_most=4.0)
    several = [reduce(plan, day) for day in days(plan, *[(10, 6, 9) for _ in range(10)])]
    # Mean waits of 1, (6 + 4 * 9)/10 and (9 + 9)/10.
    (verdict,) = sla_verdicts(plan, several)
    assert verdict.attainment == pytest.approx(4.2)
    assert verdict.verdict == "missed"


def test_whoever_is_ready_after_the_close_counts_with_the_last_interval() -> None:
    plan = every_30()
    book = Logbook(plan).case("walk-in", 89.0, 100.0)
    book.visit("counter", 89, 90, 95).visit("counter", 95, 96, 100)
    above, below = add_up(plan, [reduce(plan, book.records(100.0))]).intervals(0)
    assert above.tolist() == [[0, 0, 2]]
    assert below.tolist() == [[0, 0, 2]]


def test_an_interval_in_which_hardly_ever_anybody_comes_is_left_aside() -> None:
    plan = every_30()
    several = [reduce(plan, day) for day in days(plan, *[(10, 10, 10) for _ in range(9)])]
    book = Logbook(plan, 10).case("walk-in", 5.0, 20.0).visit("counter", 5, 20, 20)
    (verdict,) = sla_verdicts(plan, [*several, reduce(plan, book.records(90.0))])
    assert verdict.attainment == pytest.approx(90 / 91)
    quiet = [reduce(plan, Logbook(plan, r).records(90.0)) for r in range(1, 11)]
    (verdict,) = sla_verdicts(plan, quiet)
    assert (verdict.verdict, verdict.reason) == ("unsure", "nobody was measured")


def test_no_replication_at_all_is_no_mistake() -> None:
    plan = every_30()
    assert metrics(add_up(plan, [])).empty is False


# -- what cannot be asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "complaint"),
    [
        (sla("utilisation", team=TELLERS, per=30.0), "`per` goes with times and shares, not utilisation"),
        (sla("arrivals", where=CustomersAre((0,))), "`where` goes with times and shares, not arrivals"),
        (sla("handle_time", counted_in=OFFICE_HOURS), "handle_time cannot be counted in opening hours"),
        (sla("wait", penalty=5.0), "a penalty is paid for each miss of `within`"),
        (sla("span"), "a span needs `from` and `to`"),
        (sla("wait", where=DuringTime(OFFICE_HOURS)), "asks for attributes and customers only"),
    ],
)
def test_what_cannot_be_held_is_said(level: Sla, complaint: str) -> None:
    plan = shop(slas=(level,))
    with pytest.raises(UsageError, match=complaint):
        reduce(plan, Logbook(plan).case("walk-in", 0.0, 1.0).records(100.0))


def test_a_penalty_is_paid_for_every_miss_whatever_the_interval() -> None:
    plan = every_30(penalty=2.0)
    (day,) = days(plan, (10, 6, 9))
    table = combine(plan, [reduce(plan, day)])
    row = table[(table["measure"] == "penalties") & (table["statistic"] == "total")].iloc[0]
    assert row["value"] == (4 + 1) * 2.0


def test_an_unknown_measure_is_still_said() -> None:
    plan = replace(shop(), slas=(sla("spam"),))
    with pytest.raises(UsageError, match="did you mean `span`"):
        reduce(plan, Logbook(plan).records(100.0))
