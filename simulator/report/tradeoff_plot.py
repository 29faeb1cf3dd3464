"""The trade-off curve as a picture."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.experiment.tradeoff.curve import About, Curve, about_of
from simulator.experiment.tradeoff.result import Tradeoff
from simulator.report.measures import measure_words
from simulator.report.pictures import save_picture

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The range that texts claim to be best, without a source.
_CLAIMED = (0.65, 0.85)

#: Colours that the colour-blind tell apart. Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_DASHES = ("-", "--", ":")

#: So far apart curves stand beside each other, in points of the share.
_ASIDE = 0.6

#: What is drawn below the objective, as far as there is any of it.
_BESIDE = (
    ("handle_time", "mean"),
    ("exceptions", "share"),
    ("errors", "share"),
    ("satisfaction", "mean"),
    ("cost", "total"),
)


def save_plot(tradeoff: Tradeoff, path: str | os.PathLike[str]) -> str:
    """Draw the objective over the share prescribed, with its interval, and other figures below it.

    Of several curves each is a line. Levels that cannot be told from the best of all are filled; the range
    that texts claim is a pale band, marked as a claim. The same curves give the same bytes.

    Returns:
        What is wrong with the picture, in a sentence: letters for which there is no font here. Else nothing.

    Raises:
        UsageError, RunError: as of `save_picture`.
    """
    about = [about_of(tradeoff.ranking)]
    measure, scope, *_ = about[0]
    beside = [
        (m, s) for m, s in _BESIDE if (m, scope) != (measure, "case")
    ]  # another statistic of it is no news
    curve = tradeoff.curve[tradeoff.curve["value"] > 0]  # of what never happens there is no picture
    known = set(zip(*(curve[c] for c in ("measure", "scope", "name", "statistic")), strict=True))
    about += [key for m, s in beside if (key := (m, "case", "all", s)) in known and key not in about]

    def draw(figure: Figure) -> None:
        axes = figure.subplots(len(about), 1, sharex=True, squeeze=False)[:, 0]
        for axis, key in zip(axes, about, strict=True):
            _draw(axis, tradeoff, key)
        axes[-1].set_xlabel("share of the work prescribed, %")
        figure.align_ylabels(axes)
        labels = axes[0].get_legend_handles_labels()
        figure.legend(*labels, loc="outside lower center", ncols=2, frameon=False)
        axes[0].set_title(f"{tradeoff.blueprint.blueprint}: {', '.join(tradeoff.steps)}")

    return save_picture(path, (7, 2.0 * len(about) + 1.1), draw)


def _draw(axis: Axes, tradeoff: Tradeoff, key: About) -> None:
    """One figure: a line for each curve, over the claimed range."""
    first = key == about_of(tradeoff.ranking)
    for number, curve in enumerate(tradeoff.curves):
        _line(axis, curve, key, _look(number, len(tradeoff.curves)), tradeoff.open if first else ())
    axis.axvspan(
        100 * _CLAIMED[0],
        100 * _CLAIMED[1],
        color="0.5",
        alpha=0.12,
        linewidth=0,
        label="literature claim, unverified" if first else None,
    )
    if first and tradeoff.open:
        axis.plot([], [], "o", color="0.3", markersize=5, label="not told from the best")
    unit = _only(tradeoff.curves[0].table, key)["unit"].iloc[0]
    axis.set_ylabel(f"{measure_words(key[0], key[3])}, {'%' if unit == 'share' else unit}".rstrip(", "))


@dataclass(frozen=True, slots=True)
class _Look:
    """How a curve is drawn.

    Attributes:
        color, marker, dashes: as matplotlib has them.
        aside: how far it is moved to the side, in points of the share.
        alone: whether it is the only one.
    """

    color: str
    marker: str
    dashes: str
    aside: float
    alone: bool


def _look(number: int, curves: int) -> _Look:
    """The look of a curve among several: no two look alike in black and white either."""
    return _Look(
        color=_COLORS[number % len(_COLORS)],
        marker=_MARKERS[number % len(_MARKERS)],
        dashes=_DASHES[number // len(_COLORS) % len(_DASHES)],
        aside=_ASIDE * (number - (curves - 1) / 2),
        alone=curves == 1,
    )


def _line(axis: Axes, curve: Curve, key: About, look: _Look, filled: Sequence[str]) -> None:
    """One curve; its levels of the names in `filled` are filled.

    The intervals of one curve are a band; those of several, which would hide each other, are bars beside each
    other.
    """
    table = _only(curve.table, key)
    scale = 100.0 if table["unit"].iloc[0] == "share" else 1.0
    x, y = 100 * table["level"].to_numpy() + look.aside, scale * table["value"].to_numpy()
    low, high = (scale * table[end].to_numpy() for end in ("low", "high"))
    if look.alone:
        axis.fill_between(x, low, high, alpha=0.25, linewidth=0, color=look.color)
    else:
        axis.vlines(x, low, high, color=look.color, linewidth=0.8, alpha=0.6)
    label = None if look.alone else curve.setting.words
    axis.plot(
        x,
        y,
        look.dashes,
        color=look.color,
        marker=look.marker,
        markerfacecolor="white",
        markersize=4,
        label=label,
    )
    inside = [name in filled for name in curve.names]
    axis.plot(x[inside], y[inside], look.marker, color=look.color, markersize=5)


def _only(table: pd.DataFrame, key: About) -> pd.DataFrame:
    """The rows of a figure."""
    for column, word in zip(("measure", "scope", "name", "statistic"), key, strict=True):
        table = table[table[column] == word]
    return table
