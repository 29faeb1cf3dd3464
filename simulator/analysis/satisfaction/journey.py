"""The touchpoints of a case as one score: not their sum, since the peak and the end are remembered."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats, Ints, totals_by
from simulator.constants import MEAN_SHARE


def combined(score: Floats, case: Ints, cases: int) -> Floats:
    """The score of each case: ½ mean + ½ · (peak + end)/2 of its touchpoints; nan of a case without any.

    The peak is the score furthest from nought, of a gain and a loss alike in size the loss (D. Kahneman et
    al., Psychological Science 4(6), 1993). The whole never falls where a touchpoint gets better.

    Args:
        score: one a touchpoint, those of a case together and in the order of time.
        case: whose it is, from 0, never decreasing.
        cases: how many there are.
    """
    whole = np.full(cases, np.nan)
    if not len(score):
        return whole
    firsts = np.flatnonzero(np.diff(case, prepend=-1))
    ends = np.append(firsts[1:], len(score)) - 1
    highest, lowest = np.maximum.reduceat(score, firsts), np.minimum.reduceat(score, firsts)
    peak = np.where(highest > -lowest, highest, lowest)
    there = case[firsts]
    mean = totals_by(case, cases, score)[there] / totals_by(case, cases)[there]
    whole[there] = MEAN_SHARE.value * mean + (1 - MEAN_SHARE.value) * (peak + score[ends]) / 2
    return whole
