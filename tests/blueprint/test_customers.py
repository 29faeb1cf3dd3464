"""Customers beyond rates and patience: priorities by name, hours, value, backlog, appointments."""

from __future__ import annotations

import pytest

from simulator.blueprint.schema.appointments import Appointments
from simulator.blueprint.schema.priorities import ByAttribute
from simulator.randomness import distributions as ground
from tests.blueprint.written import only, shop, text_with

PRIORITIES = "priorities: [urgent, important, routine]"


def one_class(**entries: str) -> str:
    fields = {"starts_at": "counter", "arrivals": "{rate: 3/h}", **entries}
    return "customers: {all: {" + ", ".join(f"{word}: {value}" for word, value in fields.items()) + "}}"


def book(**entries: str) -> str:
    fields = {"first": '"09:00"', "last": '"10:00"', "every": "20 min", **entries}
    return "{appointments: {" + ", ".join(f"{word}: {value}" for word, value in fields.items()) + "}}"


# -- priorities ------------------------------------------------------------------------------------


def test_priorities_by_name() -> None:
    blueprint = shop(priorities=PRIORITIES, customers=one_class(priority="important"))
    assert blueprint.priorities == ("urgent", "important", "routine")
    assert blueprint.customers["all"].priority == "important"


def test_a_choice_of_priorities_may_decide() -> None:
    blueprint = shop(priorities=PRIORITIES, customers=one_class(priority="{by: urgency}"))
    assert blueprint.customers["all"].priority == ByAttribute("urgency")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"priorities": "priorities: []"}, "priorities: nothing is written here"),
        ({"priorities": "priorities: urgent"}, "`urgent` is not a list of names, the most urgent first"),
        ({"priorities": "priorities: [a, b, a]"}, "priorities.3: `a` stands here twice"),
        ({"priorities": "priorities: [a, '1']"}, "`1` is no name for a priority"),
        (
            {"priorities": PRIORITIES, "customers": one_class(priority="urgnt")},
            "there is no priority `urgnt` | did you mean `urgent`?",
        ),
        (
            {"priorities": PRIORITIES, "customers": one_class(priority="'1'")},
            '"1" in quotes is a text | take the quotes away',
        ),
        (
            {"priorities": "priorities: [urgent, other]", "customers": one_class(priority="{by: urgency}")},
            "`urgency` can be `routine`, and there is no such priority",
        ),
        (
            {"customers": one_class(priority="{by: urgency}")},
            "say which comes first, at the top of the file: `priorities: [urgent, routine]`",
        ),
    ],
)
def test_misread_priorities(parts: dict[str, str], sentence: str) -> None:
    assert sentence in only(text_with(**parts))


# -- value, hours, backlog -------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "value"), [("50", 50), ("50 EUR", 50), ("EUR 2.5", 2.5), ("0", 0)])
def test_what_a_case_is_worth(written: str, value: float) -> None:
    assert shop(customers=one_class(value=written)).customers["all"].value == value


def test_hours_of_customers() -> None:
    customers = one_class(hours="{open: {Mon-Fri: ['09:00-17:00']}}", when_closed="wait")
    block = shop(customers=customers).customers["all"]
    assert block.when_closed == "wait"
    assert block.hours is not None


def test_a_backlog_needs_a_queue() -> None:
    assert shop(customers=one_class(backlog="{adviser: 7}")).customers["all"].backlog == {"adviser": 7}
    steps = """\
        steps:
          counter: {team: tellers, time: 4 min, next: look}
          look: {time: 1 min, next: {end: served}}
        """
    text = text_with(customers=one_class(backlog="{look: 7}"), steps=steps)
    assert "customers.all.backlog.look: nobody waits at `look`, where nobody is needed" in only(text)


# -- appointments ----------------------------------------------------------------------------------


def test_a_book_of_appointments() -> None:
    early = "{normal: {mean: -4 min, sd: 6 min}}"
    block = shop(customers=one_class(arrivals=book(days="Mon-Fri", no_show="15%", early_late=early)))
    found = block.customers["all"].arrivals.appointments
    assert isinstance(found, Appointments)
    assert (found.first, found.last, found.every, found.no_show) == (540, 600, 20.0, 0.15)
    assert found.days == (0, 1, 2, 3, 4)
    assert found.early_late == ground.normal(-4, 6)


def test_slots_lie_within_the_run_on_the_days_named() -> None:
    blueprint = shop(
        clock="clock: {unit: min, start: '2024-01-05 09:30', run_for: 3 d}",  # a Friday
        customers=one_class(arrivals=book(days="'Mon, Fri, Sat'")),
    )
    found = blueprint.customers["all"].arrivals.appointments
    assert found is not None
    assert found.slots(blueprint.reading, 3 * 1440) == (10, 30, 1410, 1430, 1450, 1470, 4290, 4310)
    assert found.slots(blueprint.reading, 30) == (10,)


@pytest.mark.parametrize(
    ("arrivals", "sentence"),
    [
        (book(last='"08:00"'), "the last slot, 08:00, is before the first, 09:00"),
        (book(first="9"), 'write "09:00", in quotes'),
        (book(every="0"), "`0` is no time at all"),
        (book(days="Mon-Fre"), "unknown day `Fre`"),
        (book(days="[Mon]"), "where days of the week belongs | write them in a row: `Mon-Fri`"),
        (book(days="Tue"), "no slot of this book lies within the run"),
        (book(first='"06:00"', last='"08:50"'), "no slot of this book lies within the run"),
        (book(no_show="15"), "did you mean `15%`?"),
        (book(every="0.0001 s"), "the book has more than 1 000 000 slots"),
        (book()[:-1] + ", batch: 2}", "a `batch` stands beside `appointments`"),
        (book()[:-1] + ", busyness: today}", "a busyness multiplies a rate"),
        (book()[:-1] + ", rate: 3/h}", "`appointments` stands beside `rate`"),
    ],
)
def test_misread_appointments(arrivals: str, sentence: str) -> None:
    busyness = "busyness: {today: 100%}"
    assert sentence in only(text_with(customers=one_class(arrivals=arrivals), busyness=busyness))
