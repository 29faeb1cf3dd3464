"""What customers do afterwards: complain, stay away, come again."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats
from simulator.constants import KEPT, LEAVES

#: So many of the five answers, from the worst on, are those of the dissatisfied.
_DISSATISFIED = 2


def complaint(chance: Floats, complains: float) -> Floats:
    """The chance that each case complains: that of the answers 1 and 2, times how readily they complain.

    Args:
        chance: of the answers 1 to 5, of shape (cases, 5).
        complains: the share of the dissatisfied who do, which is a matter of the channel.
    """
    return np.asarray(complains * chance[:, :_DISSATISFIED].sum(axis=1), np.float64)


def churn(chance: Floats, complains: float) -> Floats:
    """The chance that each case does not come again; who complains and is heard stays more often.

    Args:
        chance, complains: as of `complaint`.
    """
    leaves = np.array(LEAVES.values)
    leaves[:_DISSATISFIED] *= 1 - KEPT.value * complains
    return np.asarray(chance @ leaves, np.float64)


def comes_again(chance: Floats, complains: float) -> Floats:
    """The chance that each case comes again: 1 − that of `churn`."""
    return 1.0 - churn(chance, complains)
