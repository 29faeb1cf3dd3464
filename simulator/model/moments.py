"""Moments of a run as a person calls them."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.model.plan import Plan

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment(plan: Plan, t: float) -> datetime:
    """The moment t in the calendar, to the second."""
    return datetime.fromisoformat(plan.clock.start) + timedelta(seconds=round(t * plan.clock.seconds))


def clock_time(plan: Plan, t: float) -> str:
    """Time of day of the moment t: `11:00`."""
    return f"{moment(plan, t):%H:%M}"


def hour_name(plan: Plan, t: float) -> str:
    """Weekday and time of day of the moment t: `Mon 11:00`."""
    return f"{WEEKDAYS[moment(plan, t).weekday()]} {clock_time(plan, t)}"


def span_name(plan: Plan, start: float, end: float) -> str:
    """A span of time: `Mon 11:00 to 14:00`, `Mon 17:00 to 24:00`, `Mon 17:00 to Tue 08:00`."""
    if moment(plan, start).date() == moment(plan, end).date():
        return f"{hour_name(plan, start)} to {clock_time(plan, end)}"
    midnight = clock_time(plan, end) == "00:00"
    if midnight and moment(plan, end).date() - moment(plan, start).date() == timedelta(days=1):
        return f"{hour_name(plan, start)} to 24:00"
    return f"{hour_name(plan, start)} to {hour_name(plan, end)}"
