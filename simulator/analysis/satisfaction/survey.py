"""A survey of some customers: what a real one would show, with the error of its sample."""

from __future__ import annotations

import numpy as np

from simulator.analysis.window import Floats, Ints
from simulator.errors import UsageError
from simulator.model.streams import survey_stream
from simulator.randomness.draws import Draws

#: Attempts of an address: who is asked, what is answered.
_WHO, _WHAT = 0, 1


def survey(chance: Floats, customers: int, first: int, seed: int, replication: int = 1) -> Ints:
    """The answers of so many customers, each asked at random, so some perhaps twice.

    With shares p of an answer over all cases, the number of customers who give it is binomial in (customers,
    p). Who the i-th one is, and what is answered, are draws at an address: they change with nothing else.

    Args:
        chance: of each answer, of shape (cases, answers), as from `answers.chances`; cases that answer
            nothing (nan) are not asked.
        customers: how many are asked.
        first: the worst answer.
        seed, replication: of the draws.

    Raises:
        UsageError: nobody can be asked, or fewer than none are to be.
    """
    if customers < 0:
        raise UsageError(f"a survey asks 0 customers or more, not {customers}")
    known = chance[~np.isnan(chance).any(axis=1)]
    if not len(known):
        raise UsageError("a survey needs customers who have been served; there are none")
    draws = Draws(seed, replication, survey_stream().number)
    up_to = np.cumsum(known, axis=1)[:, :-1]
    who = (np.array([draws.at(i, attempt=_WHO) for i in range(customers)]) * len(known)).astype(np.int64)
    luck = np.array([draws.at(i, attempt=_WHAT) for i in range(customers)])
    return np.asarray(first + (luck[:, None] >= up_to[who]).sum(axis=1), np.int64)


def span(share: float, customers: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares a survey of so many would find a share, in so many surveys of a hundred.

    The quantiles of the binomial: the error of the sample alone, with nobody who will not answer.

    Args:
        share: over all customers.
        customers: how many are asked, at least one.
        confidence: how often the survey is within.
    """
    from scipy.stats import binom

    least, most = binom.interval(confidence, customers, share)
    return float(least) / customers, float(most) / customers
