"""What the same customers save: the bank branch with a counter that needs 5 % less time.

A part of `experiments/coverage/bank.py`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import simulator as sim
from tests.services import written

BRANCH = Path(__file__).parent.parent.parent / "blueprints" / "bank_branch.yaml"

QUICKER = "scenarios:\n  quicker: {scale: {steps.counter.time: 95%}}\n"


def mean_wait(table: pd.DataFrame) -> pd.Series:
    """The row of the mean wait of all cases."""
    found = table.query("measure == 'wait' and scope == 'case' and statistic == 'mean'")
    assert len(found) == 1
    return found.iloc[0]


def half(row: pd.Series) -> float:
    return float(row.high - row.low) / 2


def test_pairing_makes_the_interval_a_third_or_less_of_that_of_other_customers(tmp_path: Path) -> None:
    text = BRANCH.read_text(encoding="utf-8").replace("scenarios:\n", QUICKER, 1)
    branch = sim.load(written(tmp_path, text))
    same = sim.compare(branch, ["quicker"], replications=40, seed=1)
    difference = mean_wait(same.differences)
    base, quicker = (half(mean_wait(of)) for _, of in same.metrics.groupby("scenario", sort=False))
    others = sim.run(branch, scenario="quicker", replications=40, seed=2, tables=False)
    # Variances of independent means add up, and with the same t so do the squares of half-widths: 0.63 min
    # where the same customers leave 0.11.
    apart = (base**2 + half(mean_wait(others.metrics)) ** 2) ** 0.5
    assert apart / half(difference) >= 3
    # `pairing` says the same from the comparison alone.
    assert difference.pairing == pytest.approx((base**2 + quicker**2) / half(difference) ** 2)
