"""Times, hours and shares as they stand in a blueprint, at random."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Blueprint = dict[str, Any]


def one_in(draw: DrawFn, many: int) -> bool:
    """Whether a word stands there this time; the simplest blueprints have none."""
    return draw(st.integers(0, many - 1)) == many - 1


def times(least: int = 0) -> SearchStrategy[Any]:
    """A time of work, a delay, a patience: most often a whole number of minutes."""
    whole = st.integers(least, 5)
    return (
        whole
        | whole
        | st.sampled_from(
            [
                {"exponential": 2},
                {"uniform": {"low": 1, "high": 4}},
                {"discrete": {"1": "50%", "2": "30%", "4": "20%"}},
                {"triangular": {"low": 0.5, "mode": 1, "high": 5}},
                {"mixture": [{"share": "30%", "of": 1}, {"share": "70%", "of": {"exponential": 3}}]},
            ]
        )
    )


#: A length above zero, most often met within the run.
LENGTHS = st.sampled_from([1, 2, 3, 5, 8, 13])

#: Names in an order of their own: what is written first need not come first.
NAMES = st.permutations("abcdefghij")


def clock_time(minute: int) -> str:
    """The time of day so many minutes after midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
