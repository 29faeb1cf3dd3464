"""The trade-off curve as a picture."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import RunError, UsageError
from simulator.experiment.tradeoff.curve import About, Curve, about_of
from simulator.experiment.tradeoff.result import Tradeoff
from simulator.report.measures import measure_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: What can be written, by the ending of the file's name.
FORMATS = (".png", ".svg", ".pdf")

#: The range that texts claim to be best, without a source.
_CLAIMED = (0.65, 0.85)

#: Fonts with Chinese letters, one for each system.
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)

#: What is drawn below the objective, as far as there is any of it.
_BESIDE = (
    ("handle_time", "mean"),
    ("exceptions", "share"),
    ("errors", "share"),
    ("satisfaction", "mean"),
    ("cost", "total"),
)


def check_picture(path: str | os.PathLike[str]) -> None:
    """Make sure that a picture can have this name.

    Raises:
        UsageError: the ending is none of `FORMATS`, or the folder is not there.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise UsageError(
            f"a picture ends with {', '.join(FORMATS)}, not with `{target.suffix or target.name}`"
        )
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder `{target.parent}` for the picture")


def save_plot(tradeoff: Tradeoff, path: str | os.PathLike[str]) -> str:
    """Draw the objective over the share prescribed, with its interval, and other figures below it.

    Of several curves each is a line. Levels that cannot be told from the best of all are filled; the range
    that texts claim is a pale band, marked as a claim. The same curves give the same bytes.

    Returns:
        What is wrong with the picture, in a sentence: letters for which there is no font here. Else nothing.

    Raises:
        UsageError: as of `check_picture`.
        RunError: the file cannot be written.
    """
    check_picture(path)
    target = Path(path)
    from matplotlib.figure import Figure

    about = [about_of(tradeoff.ranking)]
    curve = tradeoff.curve[tradeoff.curve["value"] > 0]  # of what never happens there is no picture
    known = set(zip(*(curve[c] for c in ("measure", "scope", "name", "statistic")), strict=True))
    about += [key for m, s in _BESIDE if (key := (m, "case", "all", s)) in known and key not in about]
    with (
        picture_style(),
        warnings.catch_warnings(record=True) as noted,
    ):
        warnings.simplefilter("always")
        figure = Figure(figsize=(7, 2.0 * len(about) + 1.1), layout="constrained")
        axes = figure.subplots(len(about), 1, sharex=True, squeeze=False)[:, 0]
        for axis, key in zip(axes, about, strict=True):
            _draw(axis, tradeoff, key)
        axes[-1].set_xlabel("share of the work prescribed, %")
        figure.align_ylabels(axes)
        labels = axes[0].get_legend_handles_labels()
        figure.legend(*labels, loc="outside lower center", ncols=2, frameon=False)
        axes[0].set_title(f"{tradeoff.blueprint.blueprint}: {', '.join(tradeoff.steps)}")
        try:
            figure.savefig(target, dpi=150, metadata=without_date(target.suffix.lower()))
        except OSError as error:
            raise RunError(f"the picture `{target}` cannot be written: {error.strerror}") from None
    return missing_letters(target, noted)


def picture_style() -> AbstractContextManager[None]:
    """Return the context in which all pictures are drawn, so that the same figures give the same bytes."""
    import matplotlib as mpl

    # In an SVG letters stay letters: whoever looks at it has the fonts for them.
    return mpl.rc_context(
        {
            "svg.hashsalt": "sopsim",
            "svg.fonttype": "none",
            "font.size": 9,
            "font.family": _families(),
        }
    )


def missing_letters(target: Path, noted: Sequence[warnings.WarningMessage]) -> str:
    """Return that a picture lacks letters for which there is no font here, or nothing."""
    if target.suffix.lower() == ".svg" or not any("missing from font" in str(one.message) for one in noted):
        return ""
    return f"no font here has all letters of `{target.name}`; an .svg shows them where there is one"


def _families() -> list[str]:
    """Fonts for all letters, as far as they are here; the first one has the digits."""
    from matplotlib.font_manager import get_font_names

    there = set(get_font_names())
    return ["DejaVu Sans", *(family for family in _CHINESE if family in there)]


def _draw(axis: Axes, tradeoff: Tradeoff, key: About) -> None:
    """One figure: a line for each curve, over the claimed range."""
    first = key == about_of(tradeoff.ranking)
    for number, curve in enumerate(tradeoff.curves):
        _line(axis, curve, key, f"C{number}", tradeoff.open if first else (), len(tradeoff.curves) > 1)
    axis.axvspan(
        100 * _CLAIMED[0],
        100 * _CLAIMED[1],
        color="0.5",
        alpha=0.12,
        linewidth=0,
        label="literature claim, unverified" if first else None,
    )
    if first:
        axis.plot([], [], "o", color="0.3", markersize=5, label="not told from the best")
    unit = _only(tradeoff.curves[0].table, key)["unit"].iloc[0]
    axis.set_ylabel(f"{measure_words(key[0], key[3])}, {'%' if unit == 'share' else unit}".rstrip(", "))


def _line(axis: Axes, curve: Curve, key: About, color: str, filled: Sequence[str], several: bool) -> None:
    """One curve; its levels of the names in `filled` are filled."""
    table = _only(curve.table, key)
    scale = 100.0 if table["unit"].iloc[0] == "share" else 1.0
    x, y = 100 * table["level"].to_numpy(), scale * table["value"].to_numpy()
    low, high = (scale * table[end].to_numpy() for end in ("low", "high"))
    axis.fill_between(x, low, high, alpha=0.12 if several else 0.25, linewidth=0, color=color)
    label = curve.setting.words if several else None
    axis.plot(x, y, "o-", color=color, markerfacecolor="white", markersize=4, label=label)
    inside = [name in filled for name in curve.names]
    axis.plot(x[inside], y[inside], "o", color=color, markersize=5)


def _only(table: pd.DataFrame, key: About) -> pd.DataFrame:
    """The rows of a figure."""
    for column, word in zip(("measure", "scope", "name", "statistic"), key, strict=True):
        table = table[table[column] == word]
    return table


def without_date(ending: str) -> dict[str, str | None]:
    """Return metadata that are the same each time."""
    dates = {".svg": "Date", ".pdf": "CreationDate"}
    return {dates[ending]: None} if ending in dates else {}
