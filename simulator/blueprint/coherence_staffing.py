"""Whether what `sopsim staff` may change can be changed so."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.staff_ranges import StaffRange
from simulator.blueprint.schema.whole import Blueprint

#: Periods of a day; with more of them a search would never end, and nobody plans by the minute.
MOST_PERIODS = 288

#: A length is a whole number of periods up to this share of one.
_ROUNDING = 1e-9


def check_staffing(blueprint: Blueprint) -> Iterator[Fault]:
    """Find what does not fit, team by team."""
    for name, block in blueprint.staffing.items():
        place: Path = ("staffing", name)
        yield from _team(name, place, blueprint)
        if block.per is not None:
            yield from _periods(block, block.per, place, blueprint)


def _team(name: str, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    team = blueprint.teams.get(name) or blueprint.resources[name]
    if team.unlimited:
        yield Fault(
            f"there is always a free one of `{name}`, so there is no number to change",
            "leave it out here, or give it a `count`",
            "not-to-be-varied",
            place,
            on_key=True,
        )
    elif team.members:
        yield Fault(
            f"`{name}` has kinds of `members`, and a number does not say which of them come",
            "give it a `count` instead of `members`, or make a team of each kind; or leave it out here: "
            "then it stays as it is",
            "not-to-be-varied",
            place,
            on_key=True,
        )


def _periods(block: StaffRange, per: float, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    day, run_for = blueprint.reading.day, blueprint.clock.run_for
    if per > run_for:
        yield Fault(
            "the period is longer than the run",
            "shorten `per`, or leave it out: then one number holds for the whole run",
            "too-large",
            (*place, "per"),
        )
    elif not _whole(day, per):
        yield Fault(
            "a day is no whole number of these periods",
            "write a part of a day, such as `30 min`, `1 h` or `8 h`",
            "uneven",
            (*place, "per"),
        )
    elif not _whole(per, UNIT_SECONDS["min"] / blueprint.reading.seconds):
        yield Fault(
            "a period begins on the minute, and this is no whole number of minutes",
            "write whole minutes, such as `30 min`",
            "uneven",
            (*place, "per"),
        )
    elif day / per > MOST_PERIODS:
        yield Fault(
            f"a day has more than {MOST_PERIODS} of these periods",
            "write a longer one, such as `30 min`",
            "too-small",
            (*place, "per"),
        )
    else:
        yield from _shifts(block, per, place, blueprint)


def _shifts(block: StaffRange, per: float, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """Starts lie whole periods apart; lengths and breaks are whole numbers of periods."""
    minute = UNIT_SECONDS["min"] / blueprint.reading.seconds
    first = next(iter(block.shifts.values()), None)
    for name, shift in block.shifts.items():
        at: Path = (*place, "shifts", name)
        assert first is not None
        if not _whole((shift.start - first.start) * minute, per):
            yield Fault(
                "it begins between two periods of the first shift",
                "move it, or shorten `per`",
                "uneven",
                (*at, "start"),
            )
        if not _whole(shift.length, per):
            yield _uneven("the length of the shift", (*at, "length"))
        elif shift.length > blueprint.reading.day:
            yield Fault("the shift is longer than a day", "shorten it", "too-large", (*at, "length"))
        for number, rest in enumerate(shift.breaks):
            for word, length in (("after", rest.after), ("length", rest.length)):
                if not _whole(length, per):
                    what = "the time from the start to the break" if word == "after" else "the break"
                    yield _uneven(what, (*at, "breaks", number, word))


def _uneven(what: str, at: Path) -> Fault:
    return Fault(f"{what} is no whole number of periods", "make it one, or shorten `per`", "uneven", at)


def _whole(length: float, per: float) -> bool:
    """Whether a length is a whole number of periods."""
    return math.isclose(length / per, round(length / per), rel_tol=_ROUNDING, abs_tol=_ROUNDING)
