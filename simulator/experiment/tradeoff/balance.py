"""The balance of efficiency and experience: which levels no other one beats in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.analysis import Ratios, Totals
from simulator.analysis.figures import Figure, better_way
from simulator.analysis.paired import difference_between, ratios_of

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
    plan = next(iter(runs.values())).plan
    ways = [1 if better_way(plan, figure) == "more" else -1 for figure in figures]
    ratios = {name: [ratios_of(run, figure) for figure in figures] for name, run in runs.items()}
    for name in runs:
        if not any(_beats(ratios[other], ratios[name], ways, confidence) for other in runs if other != name):
            yield name


def _beats(run: Sequence[Ratios], other: Sequence[Ratios], ways: Sequence[int], confidence: float) -> bool:
    shown = [
        way * _shown(one, another, confidence) for one, another, way in zip(run, other, ways, strict=True)
    ]
    return max(shown) > 0 and min(shown) >= 0


def _shown(run: Ratios, other: Ratios, confidence: float) -> int:
    """1 where the run is shown to have more, -1 where it is shown to have less, 0 where neither."""
    _, low, high = difference_between(run, other, confidence)
    return 1 if low > 0 else -1 if high < 0 else 0


def _above(run: Totals, figure: Figure) -> float:
    return float(run.ratios().above[:, run.figures.index(figure)].sum())
