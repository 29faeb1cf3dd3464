"""The curve by which a step satisfies: N. Kano's classes of quality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from simulator.analysis.window import Floats, Ints

#: What is taken for granted, what satisfies the more the better it is, what delights.
Kano = Literal["must-be", "linear", "attractive"]


def curved(score: Floats, step: Ints, classes: Sequence[Kano]) -> Floats:
    """The scores of touchpoints by the class of their step.

    Of a must-be step a gain is worth nothing, of an attractive one a loss: the limits of the curves that
    N. Kano et al. draw (Journal of the Japanese Society for Quality Control 14(2), 1984).

    Args:
        score: one a touchpoint.
        step: the index of its step.
        classes: of each step.
    """
    least = np.array([0.0 if of == "attractive" else -np.inf for of in classes])
    most = np.array([0.0 if of == "must-be" else np.inf for of in classes])
    return np.clip(score, least[step], most[step])
