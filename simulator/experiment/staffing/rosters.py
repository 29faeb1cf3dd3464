"""From numbers by period to shifts: the cheapest roster with enough in each, and the places of a search."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.blueprint.profiles import clock_face
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.staff_ranges import AllowedShift, StaffRange
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import RunError
from simulator.experiment.rosters import Excess, Shift, Uncovered, cheapest_roster
from simulator.experiment.staffing.periods import days_told
from simulator.experiment.staffing.space import Levels, Place, Space, Together
from simulator.model.saying import listed


@dataclass(frozen=True, slots=True)
class Rosters:
    """The plans in which some teams work in shifts.

    Attributes:
        space: the plans.
        start: the cheapest shifts that have enough in each period.
    """

    space: Space
    start: Levels


def in_shifts(blueprint: Blueprint, space: Space, levels: Levels) -> Rosters | None:
    """The plans with the shifts that are allowed, and the one that covers what is required.

    Args:
        blueprint: whose `staffing` has the shifts.
        space: the plans by period.
        levels: what is required in each of its places.

    Returns:
        None where no team has shifts.

    Raises:
        RunError: the shifts cannot cover it; says which periods lack whom.
    """
    places: list[Place] = []
    start: list[int] = []
    together: list[Together] = []
    lacking: list[str] = []
    for index in space.periods:
        name = space.plan.teams[index].name
        block = blueprint.staffing.get(name)
        first = len(places)
        if block is None or not block.shifts:
            own = [number for number, place in enumerate(space.places) if place.team == index]
            places += [space.places[number] for number in own]
            start += [levels[number] for number in own]
            continue
        team = _Team(blueprint, space, index, block)
        for kind in team.kinds:
            found = team.roster(kind, space.counts(levels, index))
            if isinstance(found, str):
                lacking.append(f"`{name}`: {found}")
                continue
            for place, count in found:
                places.append(place)
                start.append(count)
        together += [
            Together(
                *block.range,
                tuple(number for number in range(first, len(places)) if period in places[number].covers),
            )
            for period in range(len(space.periods[index]))
        ]
    if lacking:
        raise RunError("the shifts cannot have enough on duty\n" + "\n".join(lacking))
    if not any(place.shift for place in places):
        return None
    return Rosters(replace(space, places=tuple(places), together=tuple(together)), tuple(start))


class _Team:
    """One team with its shifts."""

    def __init__(self, blueprint: Blueprint, space: Space, index: int, block: StaffRange) -> None:
        assert block.per is not None, "shifts have periods"
        self._index = index
        self._block = block
        self._per = block.per
        self._plan = space.plan
        self._periods = space.periods[index]
        self._cost = space.plan.teams[index].members[0].cost
        minute = UNIT_SECONDS["min"] / blueprint.reading.seconds
        self._length = round(block.per / minute)
        self._slots = round(blueprint.reading.day / block.per)
        self._edge = next(iter(block.shifts.values())).start % self._length
        self.kinds = tuple(dict.fromkeys(period.days for period in self._periods))
        self._repeats = self.kinds == ((),) and space.plan.run_for > blueprint.reading.day

    def roster(self, kind: tuple[int, ...], counts: Sequence[int]) -> list[tuple[Place, int]] | str:
        """Each shift on one kind of day as a place, with how many have it; else what cannot be covered."""
        own = [number for number, period in enumerate(self._periods) if period.days == kind]
        slots = {self._slot(self._periods[number].start): number for number in own}
        required = [counts[slots[slot]] if slot in slots else 0 for slot in range(self._slots)]
        shifts = [self._shift(name, shift) for name, shift in self._block.shifts.items()]
        allowed = [self._block.range[1] if slot in slots else None for slot in range(self._slots)]
        found = cheapest_roster(required, shifts, allowed=allowed, repeats=self._repeats)
        if isinstance(found, Uncovered):
            return self._lacking(kind, found)
        days = max(len(self._periods[number].spans) for number in own)
        measured = 1.0 - self._plan.warm_up / self._plan.run_for
        return [
            (self._place(kind, shift, slots, days * measured), count)
            for shift, count in zip(shifts, found.counts, strict=True)
        ]

    def _slot(self, minute: int) -> int:
        return (minute - self._edge) // self._length % self._slots

    def _shift(self, name: str, shift: AllowedShift) -> Shift:
        """A shift in periods of the day."""
        breaks = tuple(
            (round(rest.after / self._per), round(rest.length / self._per)) for rest in shift.breaks
        )
        here = Shift(
            name, self._slot(shift.start), round(shift.length / self._per), 0.0, breaks, shift.at_most
        )
        cost = self._cost * self._per * len(here.works) if shift.cost is None else shift.cost
        return replace(here, cost=cost)

    def _place(self, kind: tuple[int, ...], shift: Shift, slots: dict[int, int], days: float) -> Place:
        there = [shift.start + period for period in shift.works]
        if self._repeats:
            there = [slot % self._slots for slot in there]
        covers = tuple(sorted(slots[slot] for slot in there if slot in slots))
        most = max(self._block.range[1], 1)
        return Place(
            team=self._index,
            name=" ".join(filter(None, (days_told(kind), shift.name))),
            covers=covers,
            low=0,
            high=most if shift.at_most is None else min(shift.at_most, most),
            cost=shift.cost * days,
            time=math.fsum(self._periods[period].paid for period in covers),
            shift=True,
        )

    def _lacking(self, kind: tuple[int, ...], found: Uncovered) -> str:
        lacks = (
            _lack(self._face(kind, lack.period), lack.required, lack.most, lack.shifts)
            for lack in found.shortages
        )
        excesses = (_excess(self._face(kind, excess.period), excess) for excess in found.excesses)
        return "; ".join((*lacks, *excesses))

    def _face(self, kind: tuple[int, ...], slot: int) -> str:
        minute = (self._edge + slot * self._length) % (24 * 60)
        return " ".join(filter(None, (days_told(kind), clock_face(minute))))


def _lack(when: str, required: int, most: int, shifts: Sequence[str]) -> str:
    """What is missing at one time, and what to do."""
    if not shifts:
        return f"from {when} on {required} are needed and no shift covers that; add one that does"
    named = ", ".join(f"`{shift}`" for shift in shifts)
    return f"from {when} on {required} are needed, and {most} is the most with {named}; raise `at_most`"


def _excess(when: str, excess: Excess) -> str:
    """Who would be too many at one time, and what to do."""
    named = listed([f"{count} with `{shift}`" for shift, count in excess.shifts])
    return (
        f"from {when} on the range allows {excess.allowed}, and to have what is needed at other times "
        f"{excess.there} would be there: {named}; let the range go further, or add a shift that is there at "
        "those times alone"
    )


def rostered(space: Space, levels: Levels) -> Iterator[tuple[Place, int]]:
    """The shifts of a plan, with how many have each."""
    for place, count in zip(space.places, levels, strict=True):
        if place.shift:
            yield place, count
