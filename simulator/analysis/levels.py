"""Numbers present over time: how many queue, are inside, are busy.

Each is the number of spans [start, end) that cover a moment. At a moment at which one leaves and another
comes, the leaving is first, so a queue that only changes hands does not look longer than it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Floats, Ints, Window, overlap, totals_by


def areas(start: Floats, end: Floats, group: Ints, groups: int, window: Window) -> Floats:
    """The area under the number present, by batch and group; shape (batches, groups)."""
    rows = [
        totals_by(group, groups, overlap(start, end, first, last))
        for first, last in zip(window.edges[:-1], window.edges[1:], strict=True)
    ]
    return np.array(rows)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers present of some groups, and, as the last one, of all of them together.

    Attributes:
        peaks: the greatest from the window's start on.
        times: for each the time in the window at which the number was 0, 1, 2, ...; of shape (batches, most).
    """

    peaks: Floats
    times: list[Floats]


def numbers(start: Floats, end: Floats, group: Ints, groups: int, window: Window) -> Numbers:
    """The numbers present of each group of spans and of all together."""
    since = window.start
    seen = end > np.maximum(start, since)
    start, end, group = np.maximum(start[seen], since), end[seen], group[seen]
    moments = np.concatenate([end, start])
    order = np.argsort(moments, kind="stable")
    moments = moments[order]
    change = np.repeat(np.array([-1, 1]), len(start))[order]
    together = np.cumsum(change)
    key = np.concatenate([group, group])[order].astype(np.int16 if groups < 2**15 else np.int64)
    by_group = np.argsort(key, kind="stable")
    # Every span that opens also closes, so the running number is back at nought where the next group begins.
    present, own = np.cumsum(change[by_group]), key[by_group].astype(np.int64)
    times = _times(moments[by_group], present, own, groups, window)
    times += _times(moments, together, np.zeros_like(together), 1, window)
    return Numbers(np.array([one.shape[1] - 1.0 for one in times]), times)


def _times(moments: Floats, present: Ints, group: Ints, groups: int, window: Window) -> list[Floats]:
    """The time at each number, given the number from each moment on, by group and in order of time.

    The last number of a group is nought, so what follows it is another group's affair.
    """
    highest = np.zeros(groups, np.int64)
    np.maximum.at(highest, group, present)
    first = np.cumsum(highest) - highest  # of the places of each group's numbers from 1 on
    some = np.flatnonzero(present)
    place = first[group[some]] + present[some] - 1
    spent = areas(moments[some], moments[some + 1], place, int(highest.sum()), window)
    found = []
    for start, most in zip(first.tolist(), highest.tolist(), strict=True):
        above = spent[:, start : start + most]
        nought = np.maximum(window.lengths() - above.sum(axis=1), 0.0)
        found.append(np.column_stack([nought, above]))
    return found


def time_full(
    taken: tuple[Floats, Floats, Ints], duty: tuple[Floats, Floats, Ints], groups: int, window: Window
) -> tuple[Floats, Floats]:
    """The time with somebody on duty and nobody free, and the time with somebody on duty; (batches, groups).

    Args:
        taken: start, end and group of the spans in which a member is taken.
        duty: start, end and group of the spans in which a member is on duty.
        groups: how many there are.
        window: what is measured.
    """
    moments = np.concatenate([taken[0], taken[1], duty[0], duty[1]])
    group = np.concatenate([taken[2], taken[2], duty[2], duty[2]])
    some, many = np.ones(len(taken[0]), np.int64), np.ones(len(duty[0]), np.int64)
    order = np.lexsort((moments, group))
    busy = np.cumsum(np.concatenate([some, -some, 0 * many, 0 * many])[order])
    there = np.cumsum(np.concatenate([0 * some, 0 * some, many, -many])[order])
    moments, group = moments[order], group[order]
    rows = np.flatnonzero(there[:-1] > 0)
    start, end, of = moments[rows], moments[rows + 1], group[rows]
    full = busy[rows] >= there[rows]
    return (
        areas(start[full], end[full], of[full], groups, window),
        areas(start, end, of, groups, window),
    )


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
