"""How many random blueprints each property is tried on.

By default a moderate number, the same ones every time. For a long search set `SOPSIM_EXAMPLES`:

    SOPSIM_EXAMPLES=20000 python -m pytest tests/properties -q

which tries new blueprints in every run, remembers a failing one in `.hypothesis/` and says how to repeat it.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_WANTED = int(os.environ.get("SOPSIM_EXAMPLES", "0"))

#: To make a failing blueprint smaller takes minutes: only a long search does it.
PHASES = tuple(phase for phase in Phase if _WANTED or phase not in (Phase.shrink, Phase.explain))

#: Decorates every property.
thoroughly = settings(
    max_examples=_WANTED or 40,
    phases=PHASES,
    derandomize=not _WANTED,
    print_blob=bool(_WANTED),
    deadline=None,  # time says nothing on a machine with other work
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
