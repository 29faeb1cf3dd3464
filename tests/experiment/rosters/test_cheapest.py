"""The cheapest roster: by hand, and against trying all of them."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.experiment.rosters import Excess, Roster, Shift, Shortage, Uncovered, cheapest_roster
from simulator.experiment.rosters.shifts import coverage


def roster(required: list[int], *shifts: Shift, repeats: bool = False) -> Roster:
    found = cheapest_roster(required, shifts, repeats=repeats)
    assert isinstance(found, Roster)
    return found


class TestByHand:
    def test_two_short_shifts_are_cheaper_than_two_long_ones(self) -> None:
        # One long (30) everywhere and one short (12) for the second at noon: 42; two long ones cost 60.
        long, noon = Shift("long", 0, 6, 30), Shift("noon", 2, 2, 12)
        found = roster([1, 1, 2, 2, 1, 1], long, noon)
        assert found == Roster(counts=(1, 1), cover=(1, 1, 2, 2, 1, 1), slack=(0,) * 6, cost=42.0)

    def test_somebody_covers_the_break(self) -> None:
        # Whoever is there for four periods rests in the third, so the early one alone leaves a gap there.
        early = Shift("early", 0, 4, 40, breaks=((2, 1),))
        late = Shift("late", 2, 4, 40, breaks=((2, 1),))
        found = roster([1, 1, 1, 1, 0, 1], early, late)
        # early covers 0, 1, 3; late 2, 3, 5.
        assert found.counts == (1, 1)
        assert found.cover == (1, 1, 1, 2, 0, 1)
        assert found.slack == (0, 0, 0, 1, 0, 0)

    def test_a_night_shift_goes_past_midnight_where_days_repeat(self) -> None:
        # Periods of 4 h: the night from 20:00 to 8:00 is there from 20 to 24 and from 0 to 8.
        day, night = Shift("day", 2, 3, 100), Shift("night", 5, 3, 130)
        found = roster([1, 1, 3, 3, 3, 2], day, night, repeats=True)
        assert found.counts == (3, 2)
        assert found.cover == (2, 2, 3, 3, 3, 2)
        assert found.cost == 3 * 100 + 2 * 130

    def test_what_goes_past_the_end_covers_nothing_where_they_do_not_repeat(self) -> None:
        found = cheapest_roster([1, 1, 1, 1], [Shift("night", 2, 4, 10)])
        assert found == Uncovered((Shortage(0, 1, 0, ()), Shortage(1, 1, 0, ())))

    def test_a_cap_makes_the_dearer_shift_necessary(self) -> None:
        cheap, dear = Shift("cheap", 0, 2, 10, at_most=2), Shift("dear", 0, 2, 15)
        assert roster([3, 3], cheap, dear).counts == (2, 1)

    def test_nothing_required_needs_nobody(self) -> None:
        assert roster([0, 0], Shift("day", 0, 2, 10)) == Roster((0,), (0, 0), (0, 0), 0.0)

    def test_without_shifts_nobody_comes(self) -> None:
        assert roster([0]) == Roster((), (0,), (0,), 0.0)
        assert cheapest_roster([1], []) == Uncovered((Shortage(0, 1, 0, ()),))

    def test_costs_count_to_four_decimals(self) -> None:
        first, second = Shift("first", 0, 1, 10.0002), Shift("second", 0, 1, 10.0001)
        assert roster([2], first, second).counts == (0, 2)
        first = Shift("first", 0, 1, 10.00011)
        assert roster([2], first, second).counts == (2, 0)


class TestTies:
    def test_of_equal_cost_the_least_time_at_work(self) -> None:
        long, short = Shift("long", 0, 3, 20), Shift("short", 0, 2, 20)
        assert roster([1, 1, 0], long, short).counts == (0, 1)

    def test_then_the_first_written(self) -> None:
        early, late = Shift("early", 0, 3, 20), Shift("late", 1, 3, 20)
        assert roster([0, 2, 2, 0], early, late).counts == (2, 0)
        assert roster([0, 2, 2, 0], late, early).counts == (2, 0)

    def test_the_order_of_many_shifts_is_kept_from_the_first_to_the_last(self) -> None:
        # 30 shifts that are alike but for their names, at most 2 of each, 9 wanted: 2, 2, 2, 2, 1, 0, ...
        alike = [Shift(f"shift {number}", 0, 1, 5, at_most=2) for number in range(30)]
        assert roster([9], *alike).counts == (2, 2, 2, 2, 1, *[0] * 25)


class TestWhereThereIsNone:
    def test_periods_that_no_shift_covers(self) -> None:
        found = cheapest_roster([1, 1, 2], [Shift("day", 0, 2, 10)])
        assert found == Uncovered((Shortage(period=2, required=2, most=0, shifts=()),))

    def test_caps_that_are_too_small(self) -> None:
        shifts = [Shift("early", 0, 2, 10, at_most=1), Shift("late", 1, 2, 10, at_most=2)]
        # Together 3 in the middle, 1 before and 2 after.
        assert cheapest_roster([1, 4, 3], shifts) == Uncovered(
            (Shortage(1, 4, 3, ("early", "late")), Shortage(2, 3, 2, ("late",)))
        )

    def test_a_break_that_nobody_covers(self) -> None:
        found = cheapest_roster([1, 1, 1], [Shift("day", 0, 3, 10, breaks=((1, 1),))])
        assert found == Uncovered((Shortage(1, 1, 0, ()),))


class TestWhereNoMoreAreAllowed:
    EARLY, LATE = Shift("early", 0, 2, 40), Shift("late", 1, 2, 40)
    FIRST = Shift("first", 0, 1, 45)

    def test_the_dearer_shift_keeps_to_it(self) -> None:
        # Two early and two late would be four in the middle, for 160; with one first in place of an early one
        # it is three, for 165, and with two it is two, for 170.
        shifts = [self.EARLY, self.LATE, self.FIRST]
        for most, counts in ((4, (2, 2, 0)), (3, (1, 2, 1)), (2, (0, 2, 2))):
            found = cheapest_roster([2, 1, 2], shifts, allowed=[2, most, 2])
            assert isinstance(found, Roster)
            assert found.counts == counts

    def test_none_keeps_to_it(self) -> None:
        # The first period takes two early ones and the last two late ones: four in the middle.
        assert cheapest_roster([2, 1, 2], [self.EARLY, self.LATE], allowed=[3, 3, None]) == Uncovered(
            (), (Excess(period=1, allowed=3, there=4, shifts=(("early", 2), ("late", 2))),)
        )

    def test_less_is_allowed_than_required(self) -> None:
        with pytest.raises(ValueError, match="what is allowed is for each period a number from what is"):
            cheapest_roster([2], [Shift("day", 0, 1, 10)], allowed=[1])


class TestWhatMakesNoSense:
    def test_is_told_all_at_once(self) -> None:
        shifts = [
            Shift("a", 4, 2, 10),
            Shift("a", 0, 0, 10),
            Shift("b", 0, 9, -1.0, at_most=-1),
            Shift("c", 0, 2, 10, breaks=((1, 2),)),
            Shift("d", 0, 2, float("nan"), breaks=((0, 2),)),
        ]
        with pytest.raises(ValueError, match="shift") as caught:
            cheapest_roster([1, 1, 1, 1], shifts, repeats=True)
        assert str(caught.value).splitlines() == [
            "shift `a`: it starts in period 4; the periods are 0 to 3",
            "shift `a`: its length is 0; it takes at least one period",
            "shift `b`: its length is 9, more than the 4 periods that repeat",
            "shift `b`: its cost is -1.0; it is 0 or more",
            "shift `b`: at most -1 may have it; that is 0 or more",
            "shift `c`: a break lies outside it",
            "shift `d`: it is nothing but breaks",
            "shift `d`: its cost is nan; it is 0 or more",
            "2 shifts are called `a`",
        ]

    @pytest.mark.parametrize("required", [[], [1.5], [-1], [[1]]])
    def test_a_requirement_that_is_none(self, required: list[int]) -> None:
        with pytest.raises(ValueError, match="what is required is a whole number of 0 or more"):
            cheapest_roster(required, [Shift("day", 0, 1, 10)])


@st.composite
def _shift(draw: st.DrawFn, name: str, periods: int) -> Shift:
    length = draw(st.integers(1, periods))
    breaks = ()
    if length > 2 and draw(st.booleans()):
        breaks = ((draw(st.integers(0, length - 2)), 1),)
    cost = draw(st.sampled_from([0, 1, 1, 2, 3, 7.5, 148.3333, 10_000.0001]))
    return Shift(
        name, draw(st.integers(0, periods - 1)), length, cost, breaks, draw(st.none() | st.integers(0, 3))
    )


@st.composite
def _question(draw: st.DrawFn) -> tuple[list[int], list[Shift], list[int | None], bool]:
    periods = draw(st.integers(1, 6))
    required = draw(st.lists(st.integers(0, 3), min_size=periods, max_size=periods))
    shifts = [draw(_shift(name, periods)) for name in "abcd"[: draw(st.integers(1, 4))]]
    allowed = [draw(st.none() | st.integers(wanted, 6)) for wanted in required]
    return required, shifts, allowed, draw(st.booleans())


@settings(max_examples=150, deadline=None)
@given(_question())
def test_it_is_the_best_of_all_that_there_are(
    question: tuple[list[int], list[Shift], list[int | None], bool],
) -> None:
    required, shifts, allowed, repeats = question
    covers = coverage(shifts, len(required), repeats)
    may = np.array([math.inf if most is None else most for most in allowed])
    # More of a shift than the most that is required anywhere only costs time.
    most = max(required)
    ways = product(*(range(min(most, most if s.at_most is None else s.at_most) + 1) for s in shifts))
    enough = [way for way in ways if (covers @ np.array(way) >= required).all()]
    good = [way for way in enough if (covers @ np.array(way) <= may).all()]
    found = cheapest_roster(required, shifts, allowed=allowed, repeats=repeats)
    if not good:
        assert isinstance(found, Uncovered)
        assert bool(found.shortages) == (not enough)
        too_many = [np.maximum(covers @ np.array(way) - may, 0).sum() for way in enough]
        assert sum(over.there - over.allowed for over in found.excesses) == min(too_many, default=0)
        return

    def order(way: tuple[int, ...]) -> tuple[object, ...]:
        cost = sum(round(s.cost * 10_000) * n for s, n in zip(shifts, way, strict=True))
        time = sum(len(s.works) * n for s, n in zip(shifts, way, strict=True))
        return cost, time, tuple(-n for n in way)

    assert isinstance(found, Roster)
    assert found.counts == min(good, key=order)
    assert found.cover == tuple((covers @ np.array(found.counts)).tolist())
    assert found.slack == tuple(there - wanted for there, wanted in zip(found.cover, required, strict=True))
