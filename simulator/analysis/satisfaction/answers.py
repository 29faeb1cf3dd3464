"""A score as the chances of each answer: the proportional-odds model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.analysis.window import Floats
from simulator.constants import SENSITIVITY


def thresholds(shares: Sequence[float]) -> Floats:
    """The thresholds θ between answers under which a score of nought is answered in these shares.

    θₖ is the log odds of answering k or less; one fewer than there are answers.
    """
    up_to = np.cumsum(np.asarray(shares, np.float64))[:-1]
    return np.asarray(np.log(up_to / (1 - up_to)), np.float64)


def chances(score: Floats, shares: Sequence[float]) -> Floats:
    """The chance of each answer: P(answer ≤ k) = 1/(1 + exp(2·score − θₖ)) (P. McCullagh 1980, eq. 2.1).

    Args:
        score: one a case, nan where there is nobody to answer.
        shares: of the answers, the worst first, at a score of nought; all above nought, adding up to one.

    Returns:
        An array of shape (cases, answers).
    """
    beyond = SENSITIVITY.value * np.asarray(score, np.float64)[:, None] - thresholds(shares)
    up_to = 0.5 * (1 - np.tanh(beyond / 2))  # the logistic function, without overflow
    ends = np.broadcast_to([0.0], (len(up_to), 1)), np.where(np.isnan(up_to[:, :1]), np.nan, 1.0)
    return np.diff(np.concatenate([ends[0], up_to, ends[1]], axis=1), axis=1)


def mean_of(chance: Floats, first: int) -> Floats:
    """The mean answer of each case, where the worst answer is `first`."""
    return np.asarray(chance @ np.arange(first, first + chance.shape[1], dtype=np.float64), np.float64)
