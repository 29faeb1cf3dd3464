"""The trade-off curve as a picture."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.experiment.tradeoff.curve import About, Curve, about_of
from simulator.experiment.tradeoff.result import Tradeoff
from simulator.report.measures import measure_words
from simulator.report.numbers import percent
from simulator.report.pictures import save_picture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The range that texts claim to be best, without a source.
_CLAIMED = (0.65, 0.85)

#: What is drawn below the objective, as far as there is any of it.
_BESIDE = (
    ("handle_time", "mean"),
    ("exceptions", "share"),
    ("errors", "share"),
    ("satisfaction", "mean"),
    ("cost", "total"),
)

#: The measure that is drawn in no more than one of its ways: of one customer, or of all of them.
_COST = "cost"

#: Colours that people see apart who see few, M. Okabe and K. Ito, Color Universal Design, 2008; without the
#: yellow one, which is too pale for a line.
_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

#: One more for a curve whose colour was taken already.
_DASHES = ("-", "--", ":")

#: Shapes as many as no number of colours divides, so that a curve is known by them, too.
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")

#: Several curves stand beside each other, so far apart, in per cent prescribed.
_ASIDE = 0.6


def save_plot(tradeoff: Tradeoff, path: str | os.PathLike[str]) -> str:
    """Draw the objective over the share prescribed, with its interval, and other figures below it.

    Of several curves each is a line with a colour and a shape of its own. Levels that cannot be told from
    the best of all are filled; the range that texts claim is a pale band, marked as a claim. The same curves
    give the same bytes.

    Returns:
        What is wrong with the picture, in a sentence: letters for which there is no font here. Else nothing.

    Raises:
        UsageError, RunError: as of `save_picture`.
    """
    about = [about_of(tradeoff.ranking)]
    curve = tradeoff.curve[tradeoff.curve["value"] > 0]  # of what never happens there is no picture
    known = set(zip(*(curve[c] for c in ("measure", "scope", "name", "statistic")), strict=True))
    for measure, statistic in _BESIDE:
        key = (measure, "case", "all", statistic)
        told = key in about or (measure == _COST and about[0][:2] == (_COST, "case"))
        if key in known and not told:
            about.append(key)

    def draw(figure: Figure) -> None:
        axes = figure.subplots(len(about), 1, sharex=True, squeeze=False)[:, 0]
        for axis, key in zip(axes, about, strict=True):
            _draw(axis, tradeoff, key)
        sure = percent(tradeoff.confidence)
        axes[-1].set_xlabel(f"share of the work prescribed, %, with {sure} intervals")
        figure.align_ylabels(axes)
        labels = axes[0].get_legend_handles_labels()
        figure.legend(*labels, loc="outside lower center", ncols=2, frameon=False)
        axes[0].set_title(f"{tradeoff.blueprint.blueprint}: {', '.join(tradeoff.steps)}")

    return save_picture(path, (7, 2.0 * len(about) + 1.1), draw)


def _draw(axis: Axes, tradeoff: Tradeoff, key: About) -> None:
    """One figure: a line for each curve, over the claimed range."""
    first = key == about_of(tradeoff.ranking)
    axis.axvspan(
        100 * _CLAIMED[0],
        100 * _CLAIMED[1],
        color="0.5",
        alpha=0.12,
        linewidth=0,
        label="literature claim, unverified" if first else None,
    )
    several = len(tradeoff.curves)
    for number, curve in enumerate(tradeoff.curves):
        aside = _ASIDE * (number - (several - 1) / 2)
        _line(axis, curve, key, number, aside, tradeoff.open if first else (), several > 1)
    if first and tradeoff.open:
        axis.plot([], [], "o", color="0.3", markersize=5, label="the best, and not told from it")
    unit = _only(tradeoff.curves[0].table, key)["unit"].iloc[0]
    axis.set_ylabel(f"{measure_words(key[0], key[3])}, {'%' if unit == 'share' else unit}".rstrip(", "))


def _line(
    axis: Axes, curve: Curve, key: About, number: int, aside: float, filled: Sequence[str], several: bool
) -> None:
    """One curve; its levels of the names in `filled` are filled.

    The intervals of one curve are a band. Those of several, which would hide each other, are bars.
    """
    table = _only(curve.table, key)
    scale = 100.0 if table["unit"].iloc[0] == "share" else 1.0
    y, low, high = (scale * table[column].to_numpy() for column in ("value", "low", "high"))
    x = 100 * table["level"].to_numpy() + aside
    color, marker = _COLORS[number % len(_COLORS)], _MARKERS[number % len(_MARKERS)]
    if several:
        axis.vlines(x, low, high, color=color, linewidth=0.8, alpha=0.6)
    else:
        axis.fill_between(x, low, high, alpha=0.2, linewidth=0, color=color)
    axis.plot(
        x,
        y,
        color=color,
        linestyle=_DASHES[number // len(_COLORS) % len(_DASHES)],
        linewidth=1.2,
        marker=marker,
        markerfacecolor="white",
        markersize=5,
        label=curve.setting.words if several else None,
    )
    inside = [name in filled for name in curve.names]
    axis.plot(x[inside], y[inside], linestyle="none", marker=marker, color=color, markersize=5)


def _only(table: pd.DataFrame, key: About) -> pd.DataFrame:
    """The rows of a figure."""
    for column, word in zip(("measure", "scope", "name", "statistic"), key, strict=True):
        table = table[table[column] == word]
    return table
