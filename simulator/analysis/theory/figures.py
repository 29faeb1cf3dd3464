"""The long-run figures of a queueing station."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What a formula says about one station (or one class of customers at it) in the long run.

    Times are in the unit of the mean work given, rates per that unit, shares are fractions. A mean is
    `math.inf` where the queue has no steady state.

    Attributes:
        model: the queue in Kendall's notation, such as `M/M/3`.
        wait_share: share of those who join that must wait.
        mean_wait: mean queueing time of those who join, served or not.
        mean_waiting: mean number queueing.
        mean_present: mean number queueing and in service.
        utilisation: mean busy servers per server; nan where there are infinitely many.
        lost_share: share of all arrivals that find no room.
        abandoned_share: share of all arrivals that join and give up.
    """

    model: str
    wait_share: float
    mean_wait: float
    mean_waiting: float
    mean_present: float
    utilisation: float
    lost_share: float = 0.0
    abandoned_share: float = 0.0
