"""The five dimensions of service quality (A. Parasuraman et al., Journal of Retailing 64(1), 1988)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.analysis.satisfaction.gains import value_of
from simulator.analysis.window import Floats
from simulator.constants import WEIGHTS

#: In the order of every array of them.
DIMENSIONS = WEIGHTS.labels
RELIABILITY, RESPONSIVENESS, ASSURANCE, EMPATHY, TANGIBLES = range(len(DIMENSIONS))


def score_of(gaps: Floats, weights: Sequence[float]) -> Floats:
    """The score of each touchpoint: Σ weight · value of the gap.

    Args:
        gaps: experience − expectation, of shape (touchpoints, dimensions).
        weights: of the dimensions, in the order of `DIMENSIONS`.
    """
    return np.asarray(value_of(gaps) @ np.asarray(weights, np.float64), np.float64)


def ease_of(gaps: Floats, weights: Sequence[float]) -> Floats:
    """The score of each touchpoint by what costs the customer effort alone: waiting and errors.

    Their weights are put to one together; where both are nought they count alike.
    """
    only = np.zeros(len(DIMENSIONS))
    for i in (RELIABILITY, RESPONSIVENESS):
        only[i] = weights[i]
    if not only.any():
        only[[RELIABILITY, RESPONSIVENESS]] = 1.0
    return score_of(gaps, tuple(only / only.sum()))
