"""How many processes may run at once."""

from __future__ import annotations

import contextlib
import math
import os
from pathlib import Path

#: Where Linux says how much of the processors a container may use: microseconds in each period, or `max`.
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """Return how many cores there are for us: what the machine has, the affinity and the container allow."""
    many = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(many, _allowed_by_container()))


def _allowed_by_container() -> int:
    allowed = math.inf
    with contextlib.suppress(OSError, ValueError):
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        allowed = math.ceil(int(quota) / int(period))
    return int(min(allowed, 2**16))
