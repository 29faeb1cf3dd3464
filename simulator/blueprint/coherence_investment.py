"""What a change takes, held against the clock."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault
from simulator.blueprint.schema.whole import Blueprint

#: A leap year.
_YEAR = 366


def check_investment(blueprint: Blueprint) -> Iterator[Fault]:
    """A year has room for as many runs as it is said to have; with a warm-up that is found, any number."""
    investment, clock = blueprint.investment, blueprint.clock
    if investment is None or clock.warm_up == "auto":
        return
    days = (clock.run_for - clock.warm_up) / blueprint.reading.day
    if days > 0 and investment.runs_per_year * days > _YEAR:
        yield Fault(
            f"{investment.runs_per_year:g} runs of {days:.4g} {'day' if days == 1 else 'days'} are more than "
            "a year",
            f"write how many runs like this one a year has, at most {_YEAR / days:.4g}",
            "runs-per-year",
            ("investment", "runs_per_year"),
        )
