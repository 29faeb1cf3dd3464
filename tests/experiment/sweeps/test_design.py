"""Which points a sweep has."""

from __future__ import annotations

import pytest

from simulator.blueprint.tree import plain
from simulator.errors import UsageError
from simulator.experiment.sweeps.axes import given_axes
from simulator.experiment.sweeps.design import Design, design
from simulator.experiment.sweeps.front import front

PLAN = {"a.b": [1, 2], "c.d": ["x", "y", "z"]}


def points(found: Design) -> list[tuple[object, ...]]:
    return [tuple(plain(node) for node in found[place]) for place in range(len(found))]


def of(vary: dict[str, object], how: str = "grid", many: int | None = None, seed: int = 1) -> Design:
    return design(given_axes(vary), how, many, seed, yes=False)


def test_a_grid_has_every_combination_and_its_last_path_turns_fastest() -> None:
    assert points(of(PLAN)) == [(1, "x"), (1, "y"), (1, "z"), (2, "x"), (2, "y"), (2, "z")]


def test_lists_side_by_side() -> None:
    assert points(of({"a.b": [1, 2], "c.d": ["x", "y"]}, "zip")) == [(1, "x"), (2, "y")]


def test_lists_side_by_side_are_equally_long() -> None:
    with pytest.raises(UsageError, match=r"equally many for each path; here there are: `a\.b` 2, `c\.d` 3"):
        of(PLAN, "zip")


def test_a_latin_hypercube_has_every_whole_number_equally_often() -> None:
    found = points(of({"a.b": "1..4", "c.d": "0..1 min"}, "latin hypercube", 8))
    # Eight strata on four numbers: each twice.
    assert sorted(a for a, _ in found) == [1, 1, 2, 2, 3, 3, 4, 4]
    # One point in each eighth of the other range.
    assert sorted(int(8 * float(str(c).removesuffix(" min"))) for _, c in found) == list(range(8))


def test_points_of_sobol_are_even_in_every_half() -> None:
    found = points(of({"a.b": "0.0..1.0", "c.d": "0.0..1.0"}, "sobol", 16))
    # A net in base 2: four of sixteen in each quarter of the square.
    quarters = [(float(str(a)) >= 0.5, float(str(c)) >= 0.5) for a, c in found]
    assert {quarter: quarters.count(quarter) for quarter in quarters} == dict.fromkeys(quarters, 4)


@pytest.mark.parametrize("how", ["latin hypercube", "sobol"])
def test_the_seed_spreads_the_points(how: str) -> None:
    vary = {"a.b": "0.0..1.0", "c.d": "0.0..1.0"}
    assert points(of(vary, how, 8)) == points(of(vary, how, 8))
    assert points(of(vary, how, 8)) != points(of(vary, how, 8, seed=2))


@pytest.mark.parametrize(
    ("vary", "how", "many", "message"),
    [
        ({}, "grid", None, "nothing varies; name a path and its values, such as `teams.tellers.count=3..8`"),
        (PLAN, "gird", None, "there is no way `gird` to choose points; did you mean `grid`"),
        (PLAN, "grid", 8, "`points` goes with `latin hypercube` and `sobol`"),
        (PLAN, "sobol", None, "say how many points the sobol shall have: `points: 64`"),
        (PLAN, "sobol", 100, "powers of two: take 64 or 128, not 100"),
        (PLAN, "latin hypercube", 0, "points is 0"),
        ({"a.b": "0.5..1"}, "grid", None, r"`a\.b` goes over a range without steps; say how far apart"),
        ({"a.b": range(1_000_000)}, "grid", None, r"1,000,000 points; take fewer values, .* \(`--yes`\)"),
        ({"a.b": "1..1000", "c.d": "1..1000"}, "grid", None, "these are 1,000,000 points"),
    ],
)
def test_points_that_cannot_be_chosen(
    vary: dict[str, object], how: str, many: int | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        of(vary, how, many)


def test_so_many_may_be_meant() -> None:
    assert len(design(given_axes({"a.b": range(1_000_000)}), "grid", None, 1, yes=True)) == 1_000_000


def test_the_front_is_what_no_other_beats() -> None:
    #           beaten by (2, 2)                 beaten by (1, 5)   the same again     no figure
    pairs = [(1.0, 5.0), (3.0, 3.0), (2.0, 2.0), (1.0, 6.0), (4.0, 1.0), (2.0, 2.0), (0.0, float("nan"))]
    assert front(pairs) == [0, 2, 5, 4]


def test_more_may_be_better() -> None:
    # Cost against service: 10 buys 0.7, 20 buys 0.9, 30 buys no more.
    assert front([(10.0, 0.7), (20.0, 0.9), (30.0, 0.9)], more=(False, True)) == [0, 1]
