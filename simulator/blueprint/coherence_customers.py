"""What a class of customers needs of the rest: its priority, its backlog, its book of appointments."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.schema.appointments import MOST_SLOTS, Appointments
from simulator.blueprint.schema.attributes import Choice, Figure, kind_of
from simulator.blueprint.schema.customers import Customers
from simulator.blueprint.schema.priorities import ByAttribute
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.traits import attributes_of, set_by_steps
from simulator.names import did_you_mean


def check_customers(blueprint: Blueprint) -> Iterator[Fault]:
    """Find what does not fit, class by class."""
    for name, customers in blueprint.customers.items():
        place: Path = ("customers", name)
        if isinstance(customers.priority, ByAttribute):
            yield from _priority(name, customers.priority.attribute, (*place, "priority", "by"), blueprint)
        yield from _backlog(customers, place, blueprint)
        if customers.arrivals.appointments:
            yield from _book(customers.arrivals.appointments, (*place, "arrivals", "appointments"), blueprint)


def _priority(name: str, word: str, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    """The attribute that decides is a number, or a choice of priorities."""
    given = set_by_steps(blueprint).get(word, (None,))
    attribute = attributes_of(blueprint, name).get(word) or given[0]
    if attribute is None:
        yield Fault(
            f"`{name}` has no attribute `{word}`", "give it to the class, or to all", "no-attribute", place
        )
    elif isinstance(attribute, Choice) and blueprint.priorities:
        for value, _ in attribute.shares:
            if value not in blueprint.priorities:
                yield Fault(
                    f"`{word}` can be `{value}`, and there is no such priority",
                    f"{did_you_mean(value, blueprint.priorities)}; a value is the name of a priority here",
                    "unknown-priority",
                    place,
                )
    elif not isinstance(attribute, Figure):
        yield Fault(
            f"`{word}` is {kind_of(attribute)}, and a priority is a number",
            _as_a_number(word, attribute),
            "attribute-kind",
            place,
        )


def _as_a_number(word: str, attribute: object) -> str:
    number = f"write it as a number: `{word}: {{discrete: {{1: 30%, 2: 70%}}}}`"
    if not isinstance(attribute, Choice):
        return number
    names = ", ".join(value for value, _ in attribute.shares)
    return f"say which comes first, at the top of the file: `priorities: [{names}]`; or {number}"


def _backlog(customers: Customers, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    for step in customers.backlog:
        if not blueprint.steps[step].asks_for_somebody:
            yield Fault(
                f"nobody waits at `{step}`, where nobody is needed",
                "let those who wait at the start wait at a step that somebody serves",
                "backlog-without-queue",
                (*place, "backlog", step),
                on_key=True,
            )


def _book(book: Appointments, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    reading, run_for = blueprint.reading, blueprint.clock.run_for
    if book.in_a_day(reading) * (run_for / reading.day + 1) > MOST_SLOTS:
        yield Fault(
            f"the book has more than {MOST_SLOTS:,} slots".replace(",", " "),
            "make `every` longer; customers who come without an appointment have a `rate`",
            "too-large",
            (*place, "every"),
        )
    elif not book.slots(reading, run_for):
        yield Fault(
            "no slot of this book lies within the run",
            f"the run begins {reading.start:%a %H:%M}: let there be slots before its end",
            "empty-book",
            place,
        )
