"""The measures that a service level can be about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from simulator.blueprint.looks import Wanted, shown, unlike
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Form
from simulator.blueprint.reading import Reading
from simulator.blueprint.synonyms import advice, meant

Kind = Literal["time", "share", "number", "rate", "cost"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a service level can be about.

    Attributes:
        kind: what it is measured in.
        scopes: what may narrow it: `step`, `customers`, `team`.
        meaning: its definition.
        needs_scope: whether one of the scopes must be named.
        of_each: whether each visit or case has one, so that it can be held against a time `within`.
        of_many: whether it is made of visits or cases, so that `where` and `per` can ask for some of them.
        from_to: whether it is the time from one moment to another, so that it can be `counted_in` hours.
        of_sop: whether it tells of the SOPs of steps; where there is none it is not measured.
        of_answers: whether it tells what customers would answer; without `satisfaction` it is not measured.
    """

    kind: Kind
    scopes: tuple[str, ...]
    meaning: str
    needs_scope: bool = False
    of_each: bool = True
    of_many: bool = True
    from_to: bool = False
    of_sop: bool = False
    of_answers: bool = False


_CASES = ("customers",)
_VISITS = ("step", "customers")


def _cause(meaning: str) -> Measure:
    """A part of the wait."""
    return Measure("time", _VISITS, meaning, of_each=False)


def _number(scopes: tuple[str, ...], meaning: str) -> Measure:
    """How many there are."""
    return Measure("number", scopes, meaning, of_many=False)


def _of_staff(kind: Kind, meaning: str, *, needs_scope: bool = True) -> Measure:
    """A figure of a team or a resource."""
    return Measure(kind, ("team",), meaning, needs_scope, of_many=False)


def _by_sop(meaning: str, scopes: tuple[str, ...] = _VISITS) -> Measure:
    """A share that tells of SOPs; those by step alone are made of actions or of work."""
    return Measure("share", scopes, meaning, of_many=scopes == _VISITS, of_sop=True)


def _answered(kind: Kind, meaning: str) -> Measure:
    """What customers would answer, or do then."""
    return Measure(kind, _CASES, meaning, of_many=False, of_answers=True)


def _cost(meaning: str) -> Measure:
    """A part of the cost."""
    return Measure("cost", _CASES, meaning, of_many=False)


MEASURES = {
    "wait": Measure(
        "time",
        (*_VISITS, "team"),
        "From ready (an appointment: not before its slot) to the first start, over the visits that started.",
        from_to=True,
    ),
    "wait_hand_off": _cause("Of the wait: until the customer was handed over."),
    "wait_batching": _cause("Of the wait: until the batch was complete."),
    "wait_blocking": _cause("Of the wait: until there was room."),
    "wait_off_shift": _cause("Of the wait in the queue: nobody who could serve was on duty."),
    "wait_priority": _cause("Of the rest: since somebody who became ready later was served first."),
    "wait_contention": _cause("Of the wait: what is left, all who could serve were busy."),
    "wait_past_appointment": Measure(
        "time", _CASES, "From the slot of an appointment to the first start by anybody.", from_to=True
    ),
    "queue_time": Measure(
        "time",
        _VISITS,
        "Time in the queue of everyone who queued, also of those who left unserved.",
        from_to=True,
    ),
    "first_response": Measure("time", _CASES, "From arrival to the first start by a person.", from_to=True),
    "time_in_system": Measure("time", _CASES, "From arrival to leaving.", from_to=True),
    "resolution_time": Measure(
        "time", _CASES, "From arrival to leaving, of the cases that were solved.", from_to=True
    ),
    "handle_time": Measure("time", _VISITS, "Time really worked."),
    "suspended_time": Measure(
        "time", ("step",), "From the first start to the finish, less the time worked.", needs_scope=True
    ),
    "overtime": Measure(
        "time",
        ("team",),
        "Time on duty past the end of a shift, or past the close.",
        needs_scope=True,
        of_each=False,
        of_many=False,
    ),
    "served": Measure(
        "share", _VISITS, "Those who left by a named end, of all who came; visits that were done."
    ),
    "abandoned": Measure("share", _VISITS, "Those who gave up, of all who came."),
    "balked": Measure("share", _VISITS, "Those who saw the queue and did not join, of all who came."),
    "turned_away": Measure(
        "share", _VISITS, "Those who found the queue full or the doors closed, of all who came."
    ),
    "no_show": Measure("share", _CASES, "Those who had an appointment and did not come, of all cases."),
    "unreachable": Measure(
        "share",
        ("step",),
        "Calls back that the last try did not reach either, of all visits.",
        needs_scope=True,
    ),
    "escalated": Measure("share", _VISITS, "Visits that ended by going up; cases with any such visit."),
    "unfinished": Measure("share", _VISITS, "Those still inside at the end, of all who came."),
    "resolution": Measure("share", _CASES, "Those whose case was solved, of all who came."),
    "first_contact_resolution": Measure(
        "share", _CASES, "Solved without rework, escalation or return, of all solved."
    ),
    "rework": Measure("share", _VISITS, "Cases that went back for rework; of a step the visits that did."),
    "repeat_contacts": Measure("share", _CASES, "Cases that are the return of another one, of all cases."),
    "returns_to_come": _number(_CASES, "How many fall due to come back after the doors close."),
    "compliance": _by_sop("Actions done as prescribed, of those prescribed by an SOP.", ("step",)),
    "standardisation_rate": _by_sop("The share of the work that an SOP prescribes.", ("step",)),
    "elasticity": _by_sop("Of the work that is prescribed, what may bend to the customer.", ("step",)),
    "misfit": _by_sop("Visits whom something prescribed did not fit; cases with any such visit."),
    "exceptions": _by_sop("Visits in which a fixed standard did not fit; cases with any such visit."),
    "errors": _by_sop("Visits in which there was an error; cases with any such visit."),
    "errors_left": _by_sop("Visits left with an error that nobody found; cases with any such visit."),
    "redone": _by_sop("Visits in which something was redone; cases with any such visit."),
    "satisfaction": _answered("number", "The mean answer from 1 to 5 to how satisfied one was."),
    "csat": _answered("share", "Those who would answer 4 or 5."),
    "nps": _answered("number", "Those who would recommend it (9 or 10) less those who would not (0 to 6)."),
    "ces": _answered("number", "The mean answer from 1 to 7 to how easy it was."),
    "ces_easy": _answered("share", "Those who would answer 5 to 7 to how easy it was."),
    "complaints": _answered("share", "Those who would complain."),
    "churn": _answered("share", "Those who would not come again."),
    "utilisation": _of_staff(
        "share", "Busy time of the scheduled time, overtime in both.", needs_scope=False
    ),
    "all_busy": _of_staff("share", "Time with nobody free, of the time with somebody on duty."),
    "down": _of_staff("share", "Time under repair, of the scheduled time."),
    "queue_length": _number(("step",), "How many wait, on the average over time."),
    "people_inside": _number(_CASES, "How many are inside, on the average over time."),
    "busy": _of_staff("number", "How many members are taken, on the average over time."),
    "arrivals": _number(_CASES, "How many came."),
    "visits": Measure(
        "number", ("step",), "How many visits came to the step.", needs_scope=True, of_many=False
    ),
    "arrival_rate": Measure("rate", _CASES, "How many came, per time.", of_many=False),
    "throughput": Measure("rate", _CASES, "How many left by a named end, per time.", of_many=False),
    "cost": Measure(
        "cost",
        ("customers", "team"),
        "All that is paid for each who came: staff, visits, penalties, and the value lost.",
        of_many=False,
    ),
    "staff_cost": _cost("Staff time paid, overtime included, for each who came."),
    "visit_cost": _cost("What the visits that started cost, for each who came."),
    "penalties": _cost("Paid for missed service levels, for each who came."),
    "value_lost": _cost("The value of the cases that ended unsolved, for each who came."),
}

#: What a service level from one moment of a case to another is about.
SPAN = "span"
_FROM_TO = Measure("time", _CASES, "From one moment of a case to another.", from_to=True)

#: The share of those who left by one named end is called so, with the name of the end behind it.
OUTCOME = "outcome_"


def measure_named(name: str) -> Measure | None:
    """Return a measure by its name, or None; `outcome_` and the name of an end is one."""
    if name.startswith(OUTCOME):
        return Measure(
            "share", _CASES, f"Those who left by the end `{name.removeprefix(OUTCOME)}`, of all who came."
        )
    return MEASURES.get(name)


def kind_of_level(name: str | None) -> Measure | None:
    """Return the measure of a service level; without a name it goes from one moment to another."""
    return _FROM_TO if name in (None, SPAN) else measure_named(name or "")


def _timed(text: str) -> str:
    """Return the measure of a time that a text names, or the commonest."""
    words = re.split(r"\W+|_", text)
    near = [name for word in words for name in meant(word, MEASURES) if MEASURES[name].kind == "time"]
    return next((name for name in MEASURES if name in text), near[0] if near else "wait")


def percentile(word: str, value: Any = None) -> str:
    """Return the share that a percentile is, `90%` for `p90` or for `percentile` with 90; else empty."""
    match = re.search(
        r"(?:^|[^a-z])(?:p|q|perc|percentile)_?(\d{2})(?!\d)|(\d{2})(?:th)?[ _]percentile", word.casefold()
    )
    if match:
        return f"{match[1] or match[2]}%"
    if word.casefold() not in {"percentile", "quantile"}:
        return ""
    number = re.search(r"\d{2}", str(value))
    return f"{number[0] if number else 90}%"


def _measure(value: Any, reading: Reading) -> str:  # noqa: ARG001
    if not isinstance(value, str):
        raise unlike(Wanted("a measure", "wait"), value)
    if percent := percentile(value):
        raise wrong(
            f"`{shown(value)}` is a percentile, and a service level holds the share within a time",
            f"write `measure: {_timed(value)}, within: 10 min, at_least: {percent}`, with your own time",
            "unknown-measure",
        )
    if measure_named(value) is None:
        raise wrong(f"there is no measure `{shown(value)}`", advice(value, MEASURES), "unknown-measure")
    return value


MEASURE = Form(
    "a measure",
    _measure,
    "A figure of the results; `outcome_` and the name of an end is the share of those who leave by it.",
    ("wait", "abandoned", "outcome_served"),
    {"anyOf": [{"enum": list(MEASURES)}, {"type": "string", "pattern": f"^{OUTCOME}"}]},
    words={name: measure.meaning for name, measure in MEASURES.items()},
)
