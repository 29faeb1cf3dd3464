"""The levels and the objective of a trade-off curve in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis.best import Ranking
from simulator.report.blocks import Column
from simulator.report.measures import figure_words, measure_words
from simulator.report.numbers import percent
from simulator.report.sentences import listed

#: So many levels in a row are told by their ends.
_A_ROW = 3


def objective_words(ranking: Ranking) -> str:
    """What the objective is called: `wait`, `wait at counter`, `wait (quick)` of a service level."""
    if ranking.scope == "sla":
        return f"{measure_words(ranking.measure, ranking.statistic)} ({ranking.name})"
    return figure_words(ranking.measure, ranking.scope, ranking.name, ranking.statistic)


def objective_column(ranking: Ranking) -> Column:
    """A column of the objective, with its unit."""
    unit = "" if ranking.unit in ("share", "") else f", {ranking.unit}"
    return Column(f"{objective_words(ranking)}{unit}")


def level_words(levels: Sequence[float], run: Sequence[float]) -> str:
    """Some of the levels that were run: `0 %, 50 % to 80 % and 100 %`; a row of them by its ends."""
    told: list[str] = []
    for row in _rows(sorted(levels), run):
        if len(row) < _A_ROW:
            told += map(percent, row)
        else:
            told.append(f"{percent(row[0])} to {percent(row[-1])}")
    return listed(told) if told else ""


def _rows(levels: Sequence[float], run: Sequence[float]) -> Iterator[list[float]]:
    """Levels that follow each other among those that were run."""
    row: list[float] = []
    for level in levels:
        if row and run.index(level) != run.index(row[-1]) + 1:
            yield row
            row = []
        row.append(level)
    if row:
        yield row
