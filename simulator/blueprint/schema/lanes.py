"""The lanes of a service blueprint."""

from __future__ import annotations

from typing import Literal, get_args

#: From the customer to what is behind the scenes: the order in which they are drawn and told.
Lane = Literal["customer", "onstage", "backstage", "support"]

LANES: tuple[Lane, ...] = get_args(Lane)
