"""The part of a run that is measured, and spans of time cut to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from simulator.engine.records import Records
from simulator.model.plan import Plan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """The measured time of one replication, in one or more batches of equal length.

    Time averages are taken over [start, close]; a case counts when it arrives at or after `start`.

    Attributes:
        start: the warm-up's end.
        close: when the doors close (`run_for`); the end of the run where it was stopped before.
        end: when the run ended; after `close` only those still inside are finished.
        edges: increasing, from `start` to `close`; one more than there are batches.
    """

    start: float
    close: float
    end: float
    edges: Floats

    @classmethod
    def of(cls, plan: Plan, records: Records, batches: int = 1) -> Window:
        """The window of a replication, cut into so many batches."""
        close = min(plan.run_for, records.end) if records.stopped else plan.run_for
        close = max(close, plan.warm_up)
        edges = np.linspace(plan.warm_up, close, batches + 1)
        return cls(plan.warm_up, close, max(records.end, close), edges)

    @property
    def batches(self) -> int:
        """How many batches the window has."""
        return len(self.edges) - 1

    def batch_of(self, moments: Floats) -> Ints:
        """The batch of each moment, from 0; those outside go to the first or the last."""
        if self.batches == 1:
            return np.zeros(len(moments), np.int64)
        return np.clip(np.searchsorted(self.edges, moments, side="right") - 1, 0, self.batches - 1)

    def lengths(self) -> Floats:
        """The length of each batch."""
        return np.diff(self.edges)


def overlap(start: Floats, end: Floats, first: float, last: float = inf) -> Floats:
    """How much of each span [start, end] lies in [first, last]."""
    return np.asarray(np.maximum(np.minimum(end, last) - np.maximum(start, first), 0.0), np.float64)


def totals_by(group: Ints, groups: int, weights: Floats | None = None) -> Floats:
    """Sum of the weights (of ones without) in each group; in the order of rows, so the bytes are fixed."""
    total = np.bincount(group, weights, minlength=groups)
    return total.astype(np.float64, copy=False)
