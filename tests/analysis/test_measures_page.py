"""The page on measures says what the code knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.analysis import METRICS
from simulator.analysis.histogram import EXACT_VALUES, RELATIVE_ERROR
from simulator.analysis.measures import MEASURES, OF_ANSWERS, OF_AUDITS, OF_SOPS, STATISTIC
from simulator.analysis.quantiles import FEWEST_BEYOND, QUANTILES
from simulator.analysis.reduction import BATCHES
from simulator.analysis.verdicts import FEWEST_REPLICATIONS

PAGE = (Path(__file__).parents[2] / "docs/reference/measures.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("measure", [m.name for m in (*MEASURES, *OF_SOPS, *OF_AUDITS, *OF_ANSWERS)])
def test_every_measure_is_in_a_table(measure: str) -> None:
    assert re.search(rf"^\|[^|]*`{measure}`", PAGE, re.MULTILINE)


def test_no_table_has_a_measure_that_is_none() -> None:
    first_cells = re.findall(r"^\|([^|]*)\|", PAGE, re.MULTILINE)
    told = {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}
    assert told == {m.name for m in (*MEASURES, *OF_SOPS, *OF_AUDITS, *OF_ANSWERS)}


def test_statistics_and_columns_are_told() -> None:
    for word in (*QUANTILES, *STATISTIC.values(), "sd", "max", "mean_of_replications"):
        assert f"`{word}`" in PAGE
    assert f"`{', '.join(METRICS)}`" in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{EXACT_VALUES:,} values" in PAGE
    assert f"{RELATIVE_ERROR:.1%}".replace("%", " %") in PAGE
    assert f"cut into {BATCHES}" in PAGE
    assert FEWEST_REPLICATIONS == 10
    assert "fewer than ten replications" in PAGE
    assert FEWEST_BEYOND == 10
    assert "fewer than ten values" in PAGE
