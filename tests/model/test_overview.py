"""A plan read back in sentences and tables."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.model.moments import hour_name
from simulator.model.overview import Overview, WeekRow, overview
from simulator.model.plan import DuringTime, Plan
from simulator.model.saying import duration, estimated, figure, listed, percent, quoted
from simulator.model.traffic import traffic
from simulator.randomness.distributions import constant, discrete, exponential, gamma, lognormal, uniform
from simulator.timeline import Timeline
from tests.plans import (
    StepDraft,
    a_class,
    a_plan,
    a_step,
    a_team,
    all_of,
    any_of,
    are,
    bank_branch,
    choice,
    end,
    flag,
    is_,
    join,
    not_,
    parallel,
    shortest,
    state,
    to,
)


def read(plan: Plan) -> Overview:
    return overview(plan, traffic(plan))


def sentences(plan: Plan) -> dict[str, str]:
    """What is said of each step, without its name."""
    return {step.step: step.sentence.removeprefix(f"`{step.step}`: ") for step in read(plan).steps}


def said(*steps: StepDraft, **more: Any) -> str:
    """What is said of the first step of a plan with these."""
    traits = more.pop("traits", None)
    attributes = more.pop("attributes", dict.fromkeys(traits or {}, "flag"))
    plan = a_plan([a_class("guest", steps[0].name, traits=traits)], steps, attributes=attributes, **more)
    return sentences(plan)[steps[0].name]


def daily(times: tuple[float, ...], values: tuple[float, ...]) -> Timeline:
    return Timeline(times, values, 1440.0)


class TestSteps:
    def test_of_the_bank_branch(self) -> None:
        assert [step.sentence for step in read(bank_branch()).steps] == [
            "`greet`: `greeters` (1), 45 s, first come first served; then to `counter`",
            "`counter`: `tellers` (3 to 5), about 4 min (exponential, mean 4), by priority, at most 40 wait "
            "and others are turned away; then to `adviser` if complex (20 % of cases), 6 % of the rest back "
            "to `counter`, at most 2 times (4.8 % of cases), the rest end `served` (80 % of cases)",
            "`adviser`: `advisers` (3), about 18 min (exponential, mean 18), first come first served; "
            "then end `served`",
        ]

    def test_visits_and_uses_are_per_case(self) -> None:
        greet, counter, adviser = read(bank_branch()).steps
        assert greet.visits == pytest.approx(345 / 425)
        assert counter.visits == pytest.approx(0.2 + 0.8 * (1 + 0.06 + 0.06**2))
        assert adviser.visits == pytest.approx(0.2)
        assert [route.uses for route in counter.routes] == pytest.approx([0.2, 0.8 * (0.06 + 0.06**2), 0.8])

    def test_who_is_needed(self) -> None:
        teams = [a_team("a", 2), a_team("b", 3), a_team("c", unlimited=True)]
        assert said(a_step("s", {"a": 2, "b": 1}), teams=teams).startswith(
            "2 of `a` (2) and `b` (3) together, "
        )
        assert said(a_step("s", {"b": 2}), teams=teams).startswith("2 of `b` (3), ")
        assert said(a_step("s", ["a", "b"]), teams=teams).startswith(
            "the first free of `a` (2) and `b` (3), "
        )
        assert said(a_step("s", "c"), teams=teams).startswith("`c` (without limit), ")
        assert said(a_step("s")).startswith("nobody is needed, ")

    def test_how_long_it_takes(self) -> None:
        assert said(a_step("s", None, constant(90))) == "nobody is needed, 90 min; then end `served`"
        assert said(a_step("s", None, constant(0))) == "nobody is needed, no time; then end `served`"
        assert "about 5 h (lognormal, mean 5, cv 0.5)" in said(a_step("s", None, lognormal(300, 0.5)))
        by_flag = a_step("s", None, ("hard", {1.0: constant(9)}, constant(4)))
        assert "by hard: yes 9 min, otherwise 4 min" in said(by_flag, traits={"hard": flag(0.5)})
        by_class = a_step("s", None, ("customers", {"guest": constant(9)}, None))
        assert "by class: guest 9 min;" in said(by_class)
        by_choice = a_step("s", None, ("channel", {0.0: constant(9), 1.0: constant(4)}, None))
        words = said(
            by_choice, traits={"channel": choice(0.5, 0.5)}, attributes={"channel": ["mail", "phone"]}
        )
        assert "by channel: mail 9 min, phone 4 min" in words

    def test_how_the_queue_is_kept(self) -> None:
        words = said(
            a_step(
                "s",
                "t",
                hand_off=constant(5),
                order="lifo",
                limit=4,
                when_full="hall",
                balk=((3, 0.5),),
                patience=exponential(10),
                gives_up="hall",
                keep={"t": "hall"},
            ),
            a_step("hall"),
            teams=[a_team("t")],
        )
        assert words == (
            "`t` (1), 1 min, after a hand-off of 5 min, last come first served, at most 4 wait and others go "
            "to `hall`, with 3 waiting 50 % do not join, patience about 10 min (exponential, mean 10), "
            "who gives up goes to `hall`, keeps `t` until the end of `hall`; then end `served`"
        )
        assert "patience endless" in said(a_step("s", "t", patience="endless"), teams=[a_team("t")])

    def test_shares_with_nothing_above_them(self) -> None:
        words = said(a_step("s", route=[to("s", share=0.25, rounds=1), end()]))
        assert words.endswith(
            "then 25 % back to `s`, at most once (25 % of cases), the rest end `served` (100 % of cases)"
        )

    def test_the_shortest_queue_and_parallels(self) -> None:
        others = (a_step("a", route=join()), a_step("b", route=join()))
        assert said(a_step("s", route=shortest("a", "b")), *others).endswith(
            "to the shortest queue of `a` and `b`"
        )
        forked = a_step("s", route=parallel("a", ("b", is_("x")), then=end()))
        plan = a_plan(
            [a_class("guest", "s", traits={"x": flag(0.5)})], [forked, *others], attributes={"x": "flag"}
        )
        assert sentences(plan)["s"].endswith(
            "then at the same time to `a` and `b` if x, and when all are done end `served`"
        )
        assert sentences(plan)["a"].endswith("then join the other branches")


class TestConditions:
    @pytest.mark.parametrize(
        ("when", "words"),
        [
            (is_("hard"), "hard"),
            (is_("hard", 0.0), "not hard"),
            (not_(is_("hard")), "not hard"),
            (is_("channel", 1), "channel is phone"),
            (is_("channel", 1, "!="), "channel is not phone"),
            (is_("years", 65, ">="), "years >= 65"),
            (are("guest"), "customers is guest"),
            (all_of(is_("hard"), any_of(is_("channel", 0), are("guest"))),
             "hard and (channel is mail or customers is guest)"),
            (state("visits", "s", "<", 3), "s.visits < 3"),
            (state("age", None, ">", 120), "age > 2 h"),
            (state("expected_wait", "s", ">", 2), "s.expected_wait > 2 min"),
            (state("waiting", "x-ray", "<=", 2), "'x-ray'.waiting <= 2"),
            (DuringTime(daily((0.0, 120.0, 180.0), (0.0, 1.0, 0.0))), 'time between "11:00" and "12:00"'),
            (DuringTime(daily((0.0, 60.0, 1380.0), (1.0, 0.0, 1.0))), 'time between "08:00" and "10:00"'),
            (DuringTime(Timeline.constant(1.0)), "at any time"),
            (DuringTime(Timeline.constant(0.0)), "at no time"),
        ],
    )  # fmt: skip
    def test_in_words(self, when: Any, words: str) -> None:
        plan = a_plan(
            [a_class("guest", "s")],
            [a_step("s", route=[to("t", when=when), end()]), a_step("t"), a_step("x-ray")],
            attributes={"hard": "flag", "channel": ["mail", "phone"], "years": "number"},
        )
        (option, _) = next(step for step in read(plan).steps if step.step == "s").routes
        assert option.words == f"to `t` if {words}"


class TestClasses:
    def test_of_the_bank_branch(self) -> None:
        assert [one.sentence for one in read(bank_branch()).classes] == [
            "`business`: 80 expected in a run, one every 6 min (exponential, mean 6), to `counter`, "
            "priority 1",
            "`walk-in`: 345 expected in a run, at random, 30 to 55 an hour, to `greet`, "
            "patience about 12 min (exponential, mean 12)",
        ]

    def test_however_they_come(self) -> None:
        plan = a_plan(
            [
                a_class("a", "s", at=(1.0, 2.0)),
                a_class("b", "s", 0.5, busyness="today", limit=20, batch=discrete([1, 3], [0.5, 0.5])),
                a_class("c", "s", priority_by="age"),
            ],
            [a_step("s")],
            attributes={"age": "number"},
            busyness={"today": gamma(1, 0.1)},
        )
        assert [one.arrivals for one in read(plan).classes] == [
            "at 2 given moments",
            "at random, 30 an hour, more or less by the day (`today`), in groups of 2 on average, 20 at most",
            "at random, 60 an hour",
        ]
        assert read(plan).classes[2].further == "priority by age"

    def test_a_single_moment_and_sizes_that_are_rounded(self) -> None:
        plan = a_plan([a_class("a", "s", at=(1.0,), batch=uniform(1, 1.4))], [a_step("s")])
        assert read(plan).classes[0].arrivals == "at 1 given moment, in groups of 1 on average"


class TestWeek:
    def test_of_a_day(self) -> None:
        rows = [row for row in read(bank_branch()).week if row.name == "tellers"]
        assert rows == [
            WeekRow("on duty", "tellers", "Mon", "09:00", "11:00", 3.0),
            WeekRow("on duty", "tellers", "Mon", "11:00", "15:00", 5.0),
            WeekRow("on duty", "tellers", "Mon", "15:00", "17:00", 4.0),
        ]

    def test_arrivals_are_by_the_hour(self) -> None:
        rates = [row.value for row in read(bank_branch()).week if row.name == "walk-in"]
        assert rates == pytest.approx([30.0, 55.0, 40.0])

    def long_run(self, run_for: float, start: str = "2024-01-03T09:00:00") -> list[WeekRow]:
        # Wednesday from 09:00 on: 2 by day, 1 from 17:00, on Sunday nobody.
        hour = 60.0
        day = Timeline((0.0, 8 * hour), (2.0, 1.0), 24 * hour)
        sunday = Timeline((0.0, 87 * hour, 111 * hour), (1.0, 0.0, 1.0), 168 * hour)
        plan = a_plan(
            [a_class("guest", "s")],
            [a_step("s", "t")],
            [a_team("t", day, hours=sunday), a_team("u", 2)],
            run_for=run_for,
            start=start,
        )
        return list(read(plan).week)

    def test_of_a_long_run_is_a_whole_week_from_monday_on(self) -> None:
        assert [(row.days, row.start, row.end, row.value) for row in self.long_run(30 * 1440.0)] == [
            ("Mon-Sat", "00:00", "09:00", 1.0),
            ("Mon-Sat", "09:00", "17:00", 2.0),
            ("Mon-Sat", "17:00", "24:00", 1.0),
            ("Sun", "00:00", "24:00", 0.0),
        ]

    def test_of_a_few_days_is_those_days(self) -> None:
        assert [(row.days, row.start, row.end, row.value) for row in self.long_run(1440.0)] == [
            ("Wed", "09:00", "17:00", 2.0),
            ("Wed", "17:00", "24:00", 1.0),
            ("Thu", "00:00", "09:00", 1.0),
        ]

    def test_what_never_changes_has_no_row(self) -> None:
        assert {row.name for row in self.long_run(1440.0)} == {"t"}


class TestLoads:
    def test_of_the_bank_branch(self) -> None:
        advisers, greeters, tellers = read(bank_branch()).loads
        assert (advisers.team, greeters.team, tellers.team) == ("advisers", "greeters", "tellers")
        # 40 an hour for three from 09:00, 65 for five from 11:00, 50 for four from 15:00.
        assert tellers.busiest == "Mon 09:00"
        assert tellers.busiest_on_duty == 3.0
        assert tellers.busiest_utilisation == pytest.approx(tellers.busiest_offered / 3)
        assert tellers.utilisation == pytest.approx(tellers.offered / tellers.on_duty)

    def test_the_busiest_hour_is_one_with_somebody_on_duty(self) -> None:
        lunch = Timeline((0.0, 180.0, 240.0), (2.0, 0.0, 2.0))
        rate = Timeline((0.0, 300.0, 360.0), (0.1, 0.2, 0.1))
        plan = a_plan([a_class("guest", "s", rate)], [a_step("s", "t")], [a_team("t", lunch)])
        (row,) = read(plan).loads
        assert (row.busiest, row.busiest_on_duty) == ("Mon 14:00", 2.0)

    def test_a_team_without_limit_has_no_busiest_hour(self) -> None:
        plan = a_plan([a_class("guest", "s")], [a_step("s", "t")], [a_team("t", unlimited=True)])
        (row,) = read(plan).loads
        assert (row.busiest, row.utilisation) == ("", 0.0)

    def test_nor_has_one_with_nobody_on_duty(self) -> None:
        plan = a_plan([a_class("guest", "s")], [a_step("s", "t")], [a_team("t", 0)])
        (row,) = read(plan).loads
        assert (row.busiest, row.unattended) == ("", 1.0)


def test_assumptions_are_told() -> None:
    assert read(bank_branch()).assumptions == (
        "those who may give up, balk or be turned away are counted as if all were served",
    )


def test_figures() -> None:
    assert [figure(x) for x in (0.0312, 4.25, 99.96, 1234.5, 0.0)] == ["0.0312", "4.25", "100", "1234", "0"]
    assert [percent(x) for x in (0.06, 0.125, 1.0)] == ["6 %", "12.5 %", "100 %"]
    assert listed(["a"]) == "a"
    assert quoted(["a", "b", "c"]) == "`a`, `b` and `c`"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (4, "min", "4 min"),
        (0.5, "h", "30 min"),
        (0.25, "min", "15 s"),
        (300, "s", "5 min"),
        (2880, "min", "2 days"),
        (0, "min", "0 min"),
        (2, "w", "2 weeks"),
        (0.004, "s", "0.004 s"),
    ],
)
def test_durations_are_said_in_a_handy_unit(value: float, unit: str, words: str) -> None:
    assert duration(value, unit) == words


def test_hours_have_the_names_of_the_calendar() -> None:
    assert [hour_name(bank_branch(), t) for t in (0.0, 61.0, 15 * 60.0)] == [
        "Mon 09:00",
        "Mon 10:01",
        "Tue 00:00",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.44, "2.4"),
        (10, "10"),
        (74, "74"),
        (1234, "1,200"),
        (999_999, "1,000,000"),
        (70_354_294, "more than a million"),
        (float("inf"), "more than a million"),
    ],
)
def test_an_estimate_is_told_by_two_digits(value: float, shown: str) -> None:
    assert estimated(value) == shown
