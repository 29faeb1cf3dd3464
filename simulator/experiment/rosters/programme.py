"""An integer programme solved so that its answer does not depend on what the solver comes upon first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.analysis.window import Floats
from simulator.errors import RunError
from simulator.experiment.rosters.shifts import Counts

#: Sums up to this the solver holds apart with certainty.
_GREATEST_SUM = 100_000


class Programme:
    """Whole numbers x from 0 to `high` with `least` <= rows·x <= `most`.

    What was found to be the best stays fixed for what comes after.

    Args:
        rows: whole numbers, shape (constraints, columns).
        least, most: of each constraint; infinite where there is no such bound.
        high: of each column.
    """

    def __init__(self, rows: Counts, least: Floats, most: Floats, high: Floats) -> None:
        self._rows, self._least, self._most = [rows], [least], [most]
        self._low = np.zeros(high.size)
        self._high = high.copy()

    def solve(self, sums: Sequence[Counts]) -> Counts:
        """The numbers with the least first sum, then the least second one, ..., then the first in order.

        In order: with most in the first column, then in the second, and so on.

        Args:
            sums: the weights of each, whole numbers.

        Raises:
            RunError: the solver gave up.
        """
        counts = np.zeros(self._low.size, dtype=np.int64)
        if not self._high.any():
            return counts
        for weights in sums:
            counts = self._best(weights)
            self._keep(weights, int(weights @ counts))
        for columns in self._in_blocks():
            # The first of a block counts for more than all that the later ones can be together.
            weights = np.zeros(counts.size, dtype=np.int64)
            worth = 1
            for column in reversed(columns):
                weights[column] = -worth
                worth *= int(self._high[column]) + 1
            if (counts[columns] < self._high[columns]).any():
                counts = self._best(weights)
            self._low[columns] = self._high[columns] = counts[columns]
        return counts

    def _in_blocks(self) -> Iterator[list[int]]:
        """The shifts in order, as many at a time as their order can be told by one sum."""
        block: list[int] = []
        worth = 1
        for column, high in enumerate(self._high.astype(np.int64).tolist()):
            if block and worth * (high + 1) > _GREATEST_SUM:
                yield block
                block, worth = [], 1
            block.append(column)
            worth *= high + 1
        yield block

    def _keep(self, weights: Counts, value: int) -> None:
        """No more than a sum just found: half a unit above it, since sums are whole numbers."""
        self._rows.append(weights[None, :])
        self._least.append(np.array([-np.inf]))
        self._most.append(np.array([value + 0.5]))

    def _best(self, weights: Counts) -> Counts:
        """Whole numbers with the least Σ weights·x within all constraints."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows = np.vstack(self._rows)
        least, most = np.concatenate(self._least), np.concatenate(self._most)
        found = milp(
            weights.astype(float),
            integrality=np.ones(weights.size, dtype=np.int64),
            bounds=Bounds(self._low, self._high),
            constraints=LinearConstraint(csr_array(rows.astype(float)), least, most),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None or found.status != 0:
            raise RunError(f"the solver found no cheapest roster: {found.message}")
        counts = np.asarray(np.rint(found.x)).astype(np.int64)
        # The solver allows for small errors; whole numbers leave no room for them.
        if not ((rows @ counts >= least) & (rows @ counts <= most)).all():
            raise RunError("the solver was not exact enough for these shifts; are costs far apart in size?")
        return counts
