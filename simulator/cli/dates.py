"""The day that a command takes for today."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Take this day for today, e.g. 2026-05-01.", show_default=False),
]


def day_of(today: str | None) -> dt.date:
    """Return the day given, or today.

    Raises:
        UsageError: it is no date.
    """
    from simulator.blueprint.misread import Misread
    from simulator.blueprint.moments import date
    from simulator.errors import UsageError

    if today is None:
        return dt.date.today()
    try:
        return date(today)
    except Misread:
        raise UsageError(f"--today is a date, such as 2026-05-01, not `{today}`") from None
