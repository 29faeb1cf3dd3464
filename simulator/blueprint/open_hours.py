"""Opening hours by name or on the spot, and those that can never be."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault
from simulator.blueprint.opening import ALWAYS, OpenHours
from simulator.blueprint.schema.clock import Hours
from simulator.blueprint.schema.whole import Blueprint


def opening(hours: str | Hours | None, blueprint: Blueprint) -> OpenHours:
    """Return what hours by name, or described on the spot, mean; without any it is always open."""
    if hours is None:
        return ALWAYS
    return (blueprint.hours[hours] if isinstance(hours, str) else hours).opening()


def check_hours(blueprint: Blueprint) -> Iterator[Fault]:
    """The hours of each kind of member or unit meet those of the whole."""
    for word, blocks in (("teams", blueprint.teams), ("resources", blueprint.resources)):
        for name, block in blocks.items():
            for number, kind in enumerate(block.members):
                both = opening(block.hours, blueprint).within(opening(kind.hours, blueprint))
                if not both.spans:
                    yield Fault(
                        f"`{kind.name}` is never there: these hours never fall within those of `{name}`",
                        f"change the hours of one of them, or leave out those of `{name}`",
                        "never-open",
                        (word, name, "members", number, "hours"),
                    )
