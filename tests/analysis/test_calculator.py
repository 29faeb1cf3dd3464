"""Erlang's formulas as calculators: published answers, the least count, and what cannot be asked."""

from __future__ import annotations

import pytest

import simulator as sim
from simulator.analysis.calculator.expected import lost, served_within
from simulator.analysis.calculator.queue import Queue
from simulator.errors import UsageError

theory = sim.theory


class TestErlangC:
    def test_of_a_call_centre(self) -> None:
        told = theory.erlang_c(rate="100/30 min", time="3 min", count=14, within="20 s")
        assert (told.formula, told.model, told.unit) == ("Erlang C", "M/M/14", "min")
        assert told.offered_load == 10.0
        assert told.attainment == pytest.approx(0.88835, abs=5e-6)
        assert told.wait_share == pytest.approx(0.174132, abs=5e-7)
        assert told.utilisation == pytest.approx(0.714286, abs=5e-7)
        # C·m / (c − a) = 0.1741319 · 3 / 4
        assert told.wait == pytest.approx(0.1305990, abs=5e-8)
        assert told.within == pytest.approx(1 / 3)

    def test_of_bare_numbers(self) -> None:
        told = theory.erlang_c(rate=10, time=0.25, count=3)
        assert told.wait == pytest.approx(0.351124, abs=5e-7)
        assert told.wait_share == pytest.approx(0.702247, abs=5e-7)
        assert (told.within, told.attainment) == (None, None)
        assert told.queue_length == pytest.approx(10 * 0.351124, abs=5e-6)
        assert told.queue_time == told.wait

    def test_in_another_unit(self) -> None:
        hours = theory.erlang_c(rate="100/30 min", time=0.05, count=14, unit="h")
        minutes = theory.erlang_c(rate="100/30 min", time="3 min", count="14")
        assert hours.unit == "h"
        assert hours.wait is not None
        assert hours.wait * 60 == pytest.approx(minutes.wait)

    @pytest.mark.parametrize("rate", ["200/h", "199.9999999999/h", "300/h"])
    def test_grows_for_ever_from_a_full_load_on(self, rate: str) -> None:
        told = theory.erlang_c(rate=rate, time="3 min", count=10, within="20 s")
        assert not told.steady
        assert (told.wait, told.queue_time, told.queue_length) == (None, None, None)
        assert (told.utilisation, told.wait_share, told.attainment) == (1.0, 1.0, 0.0)


class TestErlangA:
    def test_of_a_call_centre(self) -> None:
        told = theory.erlang_a(rate="100/30 min", time="3 min", patience="5 min", count=14, within=0)
        assert (told.formula, told.model) == ("Erlang A", "M/M/14+M")
        assert told.wait_share == pytest.approx(0.14526, abs=5e-6)
        assert told.abandoned == pytest.approx(0.013984, abs=5e-7)
        assert told.utilisation == pytest.approx(0.704297, abs=5e-7)
        # Patience runs out at the same rate for everyone who waits: abandoned = queue time / 5 min.
        assert told.queue_time == pytest.approx(5 * told.abandoned)
        assert told.attainment == pytest.approx(1 - told.wait_share)
        assert told.wait is not None
        assert told.wait < told.abandoned * 5

    def test_has_an_end_at_any_load(self) -> None:
        told = theory.erlang_a(rate="1000/min", time="1 min", patience="1000 min", count=500)
        assert told.steady
        assert told.abandoned == pytest.approx(0.5)

    def test_of_endless_patience_is_erlang_c(self) -> None:
        told = theory.erlang(rate="200/h", time="3 min", patience="endless", count=14)
        assert told == theory.erlang_c(rate="200/h", time="3 min", count=14)


class TestErlangB:
    @pytest.mark.parametrize(
        ("load", "count", "blocked"),
        # From tables of Erlang's B, and the ward of the gallery with emergencies alone.
        [
            (10, 10, 0.2146),
            (20, 30, 0.0085),
            (1, 2, 0.2000),
            (4.46, 10, 0.0100),
            (29.0, 40, 0.0100),
            (8.8, 12, 0.0763),
        ],
    )
    def test_as_the_tables_have_it(self, load: float, count: int, blocked: float) -> None:
        told = theory.erlang_b(rate=load, time=1, count=count)
        assert told.turned_away == pytest.approx(blocked, abs=5e-5)
        assert told.utilisation == pytest.approx(load * (1 - told.turned_away) / count)
        assert (told.formula, told.wait, told.queue_length) == ("Erlang B", 0.0, 0.0)

    def test_with_room_for_some_to_wait(self) -> None:
        told = theory.erlang(rate=3, time=0.25, count=2, limit=1, within=1e6)
        assert (told.formula, told.model) == ("M/M/c/K", "M/M/2/3")
        assert told.turned_away == pytest.approx(0.049360, abs=5e-7)
        assert told.attainment == pytest.approx(1 - told.turned_away)


class TestLeastCount:
    def test_of_a_call_centre(self) -> None:
        found = theory.least_count(rate="200/h", time="3 min", within="20 s", at_least="80%")
        # 13 reach 79.56 %, 14 88.84 %.
        assert found.count == 14
        assert [each.count for each in found.beside] == [12, 13, 14, 15, 16, 17]
        assert found.expected == theory.erlang_c(rate="200/h", time="3 min", count=14, within="20 s")
        assert found.beside[1].attainment == pytest.approx(0.795595, abs=5e-7)

    def test_reaches_all_that_is_asked(self) -> None:
        ask = {"rate": "200/h", "time": "3 min", "patience": "5 min", "within": "20 s"}
        # Erlang A: 12 reach 77 %, 13 86 % in time; 14 lose 1.40 %, 15 0.75 %.
        assert theory.least_count(**ask, at_least="80%").count == 13
        assert theory.least_count(**ask, abandoned_at_most="1%").count == 15
        assert theory.least_count(**ask, at_least=0.8, abandoned_at_most=0.01).count == 15

    def test_of_lines_as_the_tables_have_it(self) -> None:
        # Erlang B at 1 %: 10 lines carry 4.46 erlangs, 40 carry 29.0.
        for load, count in ((4.46, 10), (4.47, 11), (29.0, 40)):
            found = theory.least_count(rate=load, time=1, limit=0, turned_away_at_most="1%")
            assert found.count == count

    @pytest.mark.parametrize("load", [0.01, 0.5, 3.0, 9.99, 47.3])
    @pytest.mark.parametrize("patience", [None, 0.2, 5.0])
    def test_is_what_trying_one_after_the_other_finds(self, load: float, patience: float | None) -> None:
        queue = Queue(rate=load, time=1.0, patience=patience, within=0.1)
        found = theory.least_count(rate=load, time=1, patience=patience, within=0.1, at_least="90%")
        tried = next(
            count
            for count in range(1, 200)
            if queue.is_steady(count) and served_within(queue, count, 0.1) >= 0.9
        )
        assert found.count == tried
        assert found.beside[0].count == max(tried - 2, 1)

    @pytest.mark.parametrize("limit", [0, 3])
    def test_of_losses_is_what_trying_one_after_the_other_finds(self, limit: int) -> None:
        queue = Queue(rate=7.7, time=1.0, limit=limit)
        found = theory.least_count(rate=7.7, time=1, limit=limit, turned_away_at_most="5%")
        assert found.count == next(count for count in range(1, 200) if lost(queue, count)[1] <= 0.05)

    def test_of_ten_thousand(self) -> None:
        found = theory.least_count(rate="198000/h", time="3 min", within="20 s", at_least="80%")
        # Beyond the load of 9,900 by 13: √9900 would be 99, but 20 s are long where 9,900 work.
        assert found.count == 9913
        assert found.beside[1].attainment is not None
        assert found.beside[1].attainment < 0.8 <= (found.expected.attainment or 0.0)

    def test_says_where_the_queue_beside_it_grows_for_ever(self) -> None:
        found = theory.least_count(rate="200/h", time="3 min", within="20 s", at_least="30%")
        # 11 reach 39 %.
        assert [(each.count, each.steady) for each in found.beside][:3] == [
            (9, False),
            (10, False),
            (11, True),
        ]

    def test_that_does_not_exist(self) -> None:
        with pytest.raises(UsageError, match="no count up to 100,000 reaches that; ask for less"):
            theory.least_count(rate=99_999.9, time=1, within=0, at_least="99.9%")


def refused(**asked: object) -> str:
    with pytest.raises(UsageError) as caught:
        theory.erlang(**{"rate": "200/h", "time": "3 min", "count": 14, **asked})  # type: ignore[arg-type]
    return str(caught.value)


def refused_goal(**asked: object) -> str:
    with pytest.raises(UsageError) as caught:
        theory.least_count(**{"rate": "200/h", "time": "3 min", **asked})  # type: ignore[arg-type]
    return str(caught.value)


class TestWhatCannotBeAsked:
    def test_is_told_all_at_once_in_the_words_of_the_language(self) -> None:
        assert refused(rate="200", time="3 mni", count="14.5", within="3,5 min").splitlines() == [
            "rate: a rate is always per something: `200` says not per what; write `200/h`",
            "time: unknown unit of time `mni`; did you mean `min`? The units are `s`, `min`, `h`, `d`, `w`",
            "within: `3,5 min` has a decimal comma; write a point: `3.5 min`",
            "count: `14.5` is not a whole number; write 14 or 15",
        ]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"rate": "0/h"}, "rate: `0/h` is nothing; give more than that, such as `30/h`"),
            ({"time": 0}, "time: `0` is nothing; give more than that, such as `5 min`"),
            ({"rate": float("nan")}, "rate: `nan` is not a figure to reckon with; write a number"),
            (
                {"time": "{exponential: 3 min}"},
                "time: `{exponential: 3 min}` is a distribution; its mean is enough: write a duration, "
                "such as `5 min`",
            ),
            ({"count": 0}, "count: `0` is too small; the least is 1"),
            ({"unit": "m"}, "unit is 'm'; give one of s, min, h, d, w"),
            (
                {"patience": "5 min", "limit": 3},
                "patience and limit: there is no formula for both together; leave one out, or simulate it",
            ),
            (
                {"time": "3000 w"},
                "the offered load, rate times time, is 100,800,000; formulas are computed up to 100,000",
            ),
            (
                {"patience": "1000 w", "count": 9},
                "with a patience so long too many may wait to be computed where 9 serve; give a shorter "
                "one, or none",
            ),
        ],
    )
    def test_of_one_count(self, asked: dict[str, object], said: str) -> None:
        assert refused(**asked) == said

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({}, "give a count, or what shall be reached: within and at least, such as `20 s` and `80%`"),
            ({"at_least": 80, "within": 1}, "at least: `80` is more than all; did you mean `80%`?"),
            ({"at_least": "80%"}, "at least: a share served within some time; give within, such as `20 s`"),
            (
                {"at_least": "100%", "within": 1},
                "at least: all in time is never certain; ask for less, such as `99%`",
            ),
            (
                {"abandoned_at_most": "3%"},
                "abandoned at most: without a patience nobody gives up; give patience, such as `5 min`",
            ),
            (
                {"abandoned_at_most": 0, "patience": 5},
                "abandoned at most: that nobody gives up is never certain; allow for some, such as `1%`",
            ),
            (
                {"turned_away_at_most": "1%"},
                "turned away at most: without a limit all may wait; give limit, such as `0`",
            ),
            (
                {"turned_away_at_most": "0%", "limit": 0},
                "turned away at most: room for all is never certain; allow for some, such as `1%`",
            ),
        ],
    )
    def test_of_a_least_count(self, asked: dict[str, object], said: str) -> None:
        assert refused_goal(**asked) == said
