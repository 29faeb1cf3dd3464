"""The balance of efficiency and experience: which levels no other one beats in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.analysis import Totals
from simulator.analysis.figures import Figure, better_way
from simulator.analysis.paired import difference_of

#: What a service costs, and what customers think of it.
_FIGURES = ("cost", "satisfaction")

#: Where nothing costs anything, what it takes of their time in place of it.
_INSTEAD = "handle_time"


def balanced_figures(runs: Mapping[str, Totals]) -> tuple[Figure, Figure] | None:
    """Return efficiency and experience as they are measured; None where satisfaction is not."""
    first = next(iter(runs.values()))
    figures = {figure.measure: figure for figure in first.figures if figure.scope == "case"}
    cost, satisfaction = _FIGURES
    if satisfaction not in figures:
        return None
    spent = any(_above(run, figures[cost]) for run in runs.values())
    return figures[cost if spent else _INSTEAD], figures[satisfaction]


def undominated(
    runs: Mapping[str, Totals], figures: tuple[Figure, Figure], confidence: float
) -> Iterator[str]:
    """The runs that no other one is shown to beat in one figure without being shown to be worse in the other.

    A difference is shown where its interval is on one side of nought.
    """
    for name, run in runs.items():
        if not any(_beats(other, run, figures, confidence) for other in runs.values() if other is not run):
            yield name


def _beats(run: Totals, other: Totals, figures: tuple[Figure, Figure], confidence: float) -> bool:
    ways = [_way(run, other, figure, confidence) for figure in figures]
    return max(ways) > 0 and min(ways) >= 0


def _way(run: Totals, other: Totals, figure: Figure, confidence: float) -> int:
    """1 where the run is shown to be better, -1 where it is shown to be worse, 0 where neither."""
    _, low, high = difference_of(run, other, figure, confidence)
    sign = 1 if better_way(run.plan, figure) == "more" else -1
    return sign if low > 0 else -sign if high < 0 else 0


def _above(run: Totals, figure: Figure) -> float:
    return float(run.ratios().above[:, run.figures.index(figure)].sum())
