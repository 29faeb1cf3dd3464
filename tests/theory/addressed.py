"""The draws of many customers at once, at the very addresses at which the engine draws them one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.randomness.distributions import Distribution, exponential
from simulator.randomness.philox import uniforms
from simulator.randomness.streams import stream

Floats = NDArray[np.float64]

#: The seed of every test here. It is the default of the product and was not chosen for its results.
SEED = 1

#: Customers whose path through the engine is compared, bit for bit, with a recursion.
EXACTLY = 100_000
EXACTLY_WHERE_SLOW = 20_000

#: The recursions are held against theory over at least so many replications of so many customers: 10⁷.
REPLICATIONS = 50
CUSTOMERS = 200_000

#: Of each replication so many customers are left out at the beginning, when the system was still empty.
SETTLING = 5_000


def drawn(
    distribution: Distribution,
    count: int,
    purpose: str,
    step: str = "",
    customers: str = "",
    replication: int = 1,
) -> Floats:
    """What is drawn for the first visits of customers 1, 2, ..., count."""
    address = stream(purpose, step, customers)
    return distribution.quantile(uniforms(SEED, replication, address, 1, count))


def poisson_arrivals(rate: float, count: int, customers: str, replication: int = 1) -> Floats:
    """When the first customers of a class come: sums of unit exponentials over the rate."""
    return np.cumsum(drawn(exponential(1.0), count, "gap", "", customers, replication)) / rate
