"""Weights from comparisons in pairs: the analytic hierarchy process (T. L. Saaty, 1980)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.constants import CONSISTENT, RANDOM_INDEX
from simulator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights, and how well the comparisons agree.

    Attributes:
        weights: they add up to one.
        consistency_ratio: nought where every comparison follows from the others.
    """

    weights: tuple[float, ...]
    consistency_ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the comparisons agree well enough to be used: a ratio of 0.10 at most."""
        return self.consistency_ratio <= CONSISTENT.value


def weigh(matrix: Sequence[Sequence[float]]) -> Weighed:
    """The weights from how many times as important each thing is as each other.

    They are the principal eigenvector; with its eigenvalue λ the consistency ratio is (λ − n)/(n − 1) over
    the random index of n (Saaty 1980).

    Args:
        matrix: entry (i, j) says how many times as important i is as j; entry (j, i) is one over it.

    Raises:
        UsageError: it is not square, has more than ten rows, or is not such a matrix.
    """
    many = len(matrix)
    if not many or any(len(row) != many for row in matrix):
        raise UsageError("comparisons in pairs need as many columns as rows; write each thing once in both")
    if many > len(RANDOM_INDEX.values):
        raise UsageError(f"{many} things are too many to compare in pairs; make groups of ten at most")
    given = np.array(matrix, np.float64)
    if not (given > 0).all() or not np.isfinite(given).all():
        raise UsageError("comparisons in pairs are numbers above nought: 3, or 1/3 for the other way round")
    odd = np.argwhere(~np.isclose(given * given.T, 1.0, rtol=1e-6, atol=0.0))
    if len(odd):
        i, j = odd[0]
        other = (
            "with itself it is 1" if i == j else f"the other way round it is 1 over that, not {given[j, i]:g}"
        )
        raise UsageError(f"row {i + 1} is compared with column {j + 1} as {given[i, j]:g}; {other}")
    values, vectors = np.linalg.eig(given)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    index = RANDOM_INDEX.values[many - 1]
    ratio = max(float(values[first].real) - many, 0.0) / (many - 1) / index if index else 0.0
    return Weighed(tuple((vector / vector.sum()).tolist()), ratio)
