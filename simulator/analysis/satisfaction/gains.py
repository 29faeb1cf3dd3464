"""What a difference between experience and expectation weighs."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats
from simulator.constants import LOSS_AVERSION, VALUE_POWER


def value_of(gap: Floats) -> Floats:
    """The value of gains and losses: x^0.88, and −2.25·(−x)^0.88 of a loss (Tversky, Kahneman 1992, eq. 3).

    Args:
        gap: experience − expectation, of any shape.
    """
    size = np.abs(np.asarray(gap, np.float64)) ** VALUE_POWER.value
    return np.where(np.asarray(gap) < 0, -LOSS_AVERSION.value * size, size)
