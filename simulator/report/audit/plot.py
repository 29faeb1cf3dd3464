"""The control chart of an audit as a picture."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from simulator.errors import UsageError
from simulator.experiment.audit.result import Audit
from simulator.report.pictures import save_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: So many points have their names below them.
_NAMED = 12


def save_chart(audit: Audit, path: str | os.PathLike[str]) -> str:
    """Draw the share of conforming cases over time, with its centre line and control limits.

    Points out of control are filled and named. The same log gives the same bytes.

    Returns:
        What is wrong with the picture, in a sentence: letters for which there is no font here. Else nothing.

    Raises:
        UsageError: no case is judged, so that there is nothing to draw.
        UsageError, RunError: as of `save_picture`.
    """
    if not audit.chart.points:
        raise UsageError("no case is judged, so that there is nothing to draw")

    def draw(figure: Figure) -> None:
        _draw(figure.subplots(), audit)
        figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=3)

    return save_picture(path, (7, 3.4), draw)


def _draw(axis: Axes, audit: Audit) -> None:
    chart = audit.chart
    places = np.arange(len(chart.points))
    share = np.array([100 * point.share for point in chart.points])
    low, high = (np.array([100 * getattr(point, end) for point in chart.points]) for end in ("low", "high"))
    axis.step(places, low, where="mid", color="0.5", linewidth=1, label="3-sigma limits")
    axis.step(places, high, where="mid", color="0.5", linewidth=1)
    axis.axhline(100 * chart.centre, color="0.5", linewidth=1, linestyle="--", label="centre")
    axis.plot(places, share, "o-", color="C0", markerfacecolor="white", markersize=4)
    out = np.array([bool(point.signal) for point in chart.points])
    if out.any():
        axis.plot(places[out], share[out], "o", color="C3", markersize=5, label="out of control")
    for place in places[out].tolist():
        axis.annotate(
            chart.points[place].name,
            (place, share[place]),
            textcoords="offset points",
            xytext=(0, -11),
            ha="center",
            fontsize=7,
            color="C3",
        )
    every = max(1, -(-len(places) // _NAMED))
    axis.set_xticks(places[::every], [point.name for point in chart.points[::every]], rotation=30, ha="right")
    axis.set_xlabel(f"{chart.every} in which a case began")
    axis.set_ylabel("cases that conform, %")
    axis.margins(y=0.12)
    axis.set_ylim(top=min(axis.get_ylim()[1], 101))
    axis.set_title(f"{audit.found.plan.blueprint}: {audit.found.log.name}")
