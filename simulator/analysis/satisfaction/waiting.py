"""How long a wait feels, and how that compares with what was expected."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats
from simulator.constants import WAIT_POWER


def perceived(minutes: Floats, longer: Floats | float = 1.0) -> Floats:
    """How long a wait feels: longer · minutes^0.9 (the power law of felt duration, H. Eisler 1976).

    Args:
        minutes: the waits, in minutes, at least nought.
        longer: how many times as long each feels, as from its circumstances (D. H. Maister 1985).
    """
    return np.asarray(longer * np.asarray(minutes, np.float64) ** WAIT_POWER.value, np.float64)


def responsiveness(minutes: Floats, expected: Floats, longer: Floats | float = 1.0) -> Floats:
    """The gain or loss of a wait against the expected one: (felt expected − felt) ÷ felt expected.

    One where there was no wait, nought where a plain wait was as long as expected, a loss beyond.

    Args:
        minutes: the waits, in minutes.
        expected: the waits that were expected, in minutes, above nought.
        longer: as of `perceived`; what is expected is a plain wait.
    """
    return 1.0 - perceived(minutes, longer) / perceived(expected)
