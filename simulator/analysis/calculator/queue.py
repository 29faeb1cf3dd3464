"""A queue as Erlang's formulas see it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.errors import UsageError

#: More than this serve nowhere, and it takes a moment to compute.
GREATEST_COUNT = 100_000

#: A queue with patience that may be longer than this would fill the memory.
_LONGEST = 2_000_000

#: A load that comes so near to the count, relative to it, is one that rounding has kept below.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Queue:
    """Who comes to a queue, and how long that takes; how many serve is asked apart.

    Attributes:
        rate: arrivals per unit of time.
        time: mean time of a service.
        patience: mean patience; None is endless.
        limit: how many may wait; None is any number.
        within: a wait of at most this is in time; None where that is not asked.
        unit: unit of all times: `s`, `min`, `h`, `d` or `w`.
    """

    rate: float
    time: float
    patience: float | None = None
    limit: int | None = None
    within: float | None = None
    unit: str = "min"

    @property
    def offered_load(self) -> float:
        """How many would be busy on average if nobody waited or left, in erlangs."""
        return self.rate * self.time

    def check_size(self, count: int) -> None:
        """Refuse what cannot be computed where `count` serve.

        Raises:
            UsageError: the load is above 100,000, or millions may wait before they give up.
        """
        if self.offered_load > GREATEST_COUNT:
            raise UsageError(
                f"the offered load, rate times time, is {self.offered_load:,.0f}; "
                f"formulas are computed up to {GREATEST_COUNT:,}"
            )
        if self.patience is not None:
            longest = max(self.rate - count / self.time, 0.0) * self.patience
            if longest + math.sqrt(self.rate * self.patience) > _LONGEST:
                raise UsageError(
                    f"with a patience so long too many may wait to be computed where {count:,} serve; "
                    "give a shorter one, or none"
                )

    def is_steady(self, count: int) -> bool:
        """Whether the queue has an end where `count` serve: always, where somebody leaves unserved."""
        if self.patience is not None or self.limit is not None:
            return True
        return self.offered_load < count * (1.0 - _ROUNDING)
