"""Timelines as arrays: several of them on the same pieces, and their averages over spans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from simulator.timeline import Timeline

Floats = npt.NDArray[np.float64]

_ROUNDING = 1e-9


def on_common_pieces(timelines: Sequence[Timeline], end: float) -> tuple[Floats, Floats]:
    """Cut [0, end] where any of the timelines changes.

    Returns:
        The edges of the pieces, shape (pieces + 1,), and the values, shape (timelines, pieces).
    """
    single = [_pieces(timeline, end) for timeline in timelines]
    starts = np.unique(np.concatenate([begins for begins, _ in single]))
    values = np.stack([held[np.searchsorted(begins, starts, side="right") - 1] for begins, held in single])
    return np.append(starts, end), values


# The hours of a year have a thousand pieces, and many who work by the same hours.
@lru_cache(maxsize=64)
def _pieces(timeline: Timeline, end: float) -> tuple[Floats, Floats]:
    pieces = takewhile(lambda piece: piece[0] < end, timeline.pieces())
    begins, _, held = np.array(list(pieces)).T
    begins.flags.writeable = held.flags.writeable = False
    return begins, held


def averages(edges: Floats, values: Floats, spans: Floats) -> Floats:
    """Time averages of a step function over consecutive spans.

    Args:
        edges: of the pieces, shape (pieces + 1,).
        values: in each piece, shape (pieces,).
        spans: edges of the spans, shape (spans + 1,), within the pieces.

    Returns:
        Shape (spans,).
    """
    area = np.concatenate(([0.0], np.cumsum(values * np.diff(edges))))
    found = np.diff(np.interp(spans, edges, area)) / np.diff(spans)
    # What is left of rounding must not pass for somebody on duty.
    return np.where(np.abs(found) > _ROUNDING * np.abs(values).max(), found, 0.0)
