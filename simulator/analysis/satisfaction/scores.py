"""The usual scores of a survey, from its answers; nan of no answers."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Flags, Ints


def _share(chosen: Flags) -> float:
    return float(np.mean(chosen)) if len(chosen) else float("nan")


def csat(answers: Ints) -> float:
    """Customer satisfaction: the share of 4 and 5 among answers from 1 to 5."""
    return _share(answers >= 4)


def nps(answers: Ints) -> float:
    """Net promoter score, from −100 to 100: the share of 9 and 10 less that of 0 to 6, in points.

    The passives, 7 and 8, are in the base (F. F. Reichheld, Harvard Business Review 81(12), 2003).
    """
    return 100 * (_share(answers >= 9) - _share(answers <= 6))


def ces(answers: Ints) -> tuple[float, float]:
    """Customer effort score: the mean of answers from 1 to 7 (7: it was easy), and the share from 5 on.

    M. Dixon et al., Harvard Business Review 88(7), 2010, in its later form.
    """
    return (float(np.mean(answers)) if len(answers) else float("nan")), _share(answers >= 5)
