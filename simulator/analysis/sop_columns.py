"""How visits were done by their SOP, as plain columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.window import Flags, Ints
from simulator.engine.records import Records, Rows

#: Actions as bits.
Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class SopColumns:
    """One entry a visit that was begun at a step with an SOP; of a batch served as one only that of its lead.

    Attributes:
        visit: its place among the visits.
        required, done, misfit, bent, wrong, left: actions, as recorded.
        redone: whether something was redone within the visit.
        exception: whether there was one.
    """

    visit: Ints
    required: Bits
    done: Bits
    misfit: Bits
    bent: Bits
    wrong: Bits
    left: Bits
    redone: Flags
    exception: Flags

    @classmethod
    def of(cls, records: Records) -> SopColumns:
        """The columns of one replication."""
        rows = records.procedures
        return cls(
            visit=_places(rows, records.visits),
            required=np.ascontiguousarray(rows["required"]),
            done=np.ascontiguousarray(rows["done"]),
            misfit=np.ascontiguousarray(rows["misfit"]),
            bent=np.ascontiguousarray(rows["bent"]),
            wrong=np.ascontiguousarray(rows["wrong"]),
            left=np.ascontiguousarray(rows["left"]),
            redone=rows["redone"] > 0,
            exception=rows["exception"] > 0,
        )


def _places(rows: Rows, visits: Rows) -> Ints:
    """Where the visit of each row stands."""
    if not len(rows):
        return np.empty(0, np.int64)
    spans = [int(visits[name].max()) + 1 for name in ("step", "branch", "visit")]
    keys, wanted = _keys(visits, spans), _keys(rows, spans)
    order = np.argsort(keys)
    return np.asarray(order[np.searchsorted(keys, wanted, sorter=order)], np.int64)


def _keys(rows: Rows, spans: list[int]) -> Ints:
    """A number for each row, different for each case, step, branch and visit."""
    key = rows["case"].astype(np.int64)
    for name, span in zip(("step", "branch", "visit"), spans, strict=True):
        key = key * span + rows[name]
    return key
