"""Open networks of stations in product form.

Sources: J. R. Jackson (1957), "Networks of waiting lines", Operations Research 5, 518–521; F. Baskett,
K. M. Chandy, R. R. Muntz and F. Palacios (1975), "Open, closed, and mixed networks of queues with different
classes of customers", Journal of the ACM 22, 248–260; F. P. Kelly (1979), *Reversibility and Stochastic
Networks*, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from simulator.analysis.theory.erlang import mmc
from simulator.analysis.theory.figures import Figures


def traffic_rates(outside: npt.ArrayLike, routing: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Total arrival rates λ = γ(I − P)⁻¹ of the stations (Jackson 1957).

    Args:
        outside: arrivals from outside per unit of time, shape (stations,).
        routing: chance to go from row to column after service, shape (stations, stations).

    Raises:
        numpy.linalg.LinAlgError: if customers who enter somewhere never leave.
    """
    chances = np.asarray(routing, dtype=float)
    return np.asarray(np.linalg.solve(np.eye(len(chances)) - chances.T, np.asarray(outside, dtype=float)))


def jackson(
    outside: npt.ArrayLike, routing: npt.ArrayLike, mean_works: Sequence[float], servers: Sequence[int]
) -> tuple[Figures, ...]:
    """Each station of a Jackson network is, at any moment, as an M/M/c queue of its total arrival rate."""
    rates = traffic_rates(outside, routing)
    return tuple(
        mmc(float(rate), work, count) for rate, work, count in zip(rates, mean_works, servers, strict=True)
    )
