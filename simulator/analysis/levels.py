"""Numbers present over time: how many queue, are inside, are busy.

Each is the number of spans [start, end) that cover a moment. At a moment at which one leaves and another
comes, the leaving is first, so a queue that only changes hands does not look longer than it was.
"""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats, Ints, Window, overlap, totals_by


def areas(start: Floats, end: Floats, group: Ints, groups: int, window: Window) -> Floats:
    """The area under the number present, by batch and group; shape (batches, groups)."""
    rows = [
        totals_by(group, groups, overlap(start, end, first, last))
        for first, last in zip(window.edges[:-1], window.edges[1:], strict=True)
    ]
    return np.array(rows)


def peaks(start: Floats, end: Floats, group: Ints, groups: int, since: float) -> Floats:
    """The greatest number present at once, at or after `since`: of each group, then of all together."""
    seen = end > np.maximum(start, since)
    start, end, group = np.maximum(start[seen], since), end[seen], group[seen]
    highest = np.zeros(groups + 1)
    if not len(start):
        return highest
    order = np.argsort(np.concatenate([end, start]), kind="stable")
    change = np.repeat(np.array([-1, 1]), len(start))[order]
    highest[groups] = np.cumsum(change).max()
    key = np.concatenate([group, group])[order].astype(np.int16 if groups < 2**15 else np.int64)
    by_group = np.argsort(key, kind="stable")
    # Every span that opens also closes, so the running number is back at nought where the next group begins.
    present = np.cumsum(change[by_group])
    firsts = np.flatnonzero(np.diff(key[by_group], prepend=-1))
    highest[key[by_group][firsts]] = np.maximum.reduceat(present, firsts)
    return highest


def steps(start: Floats, end: Floats) -> tuple[Floats, Ints]:
    """The number present as a step function: moments of change, from 0 on, and the value from each."""
    open_span = end > start
    moments = np.concatenate([[0.0], end[open_span], start[open_span]])
    count = int(open_span.sum())
    change = np.repeat(np.array([0, -1, 1]), [1, count, count])
    times, place = np.unique(moments, return_inverse=True)
    value = np.cumsum(np.bincount(place, change)).astype(np.int64)
    kept = np.diff(value, prepend=-1) != 0
    return times[kept], value[kept]
