"""What Erlang's formulas expect, as a table for one count or for several."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict

from simulator.analysis.calculator import Expected, LeastCount
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.experiment.as_json import as_json
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.numbers import bare, figure, percent
from simulator.report.sentences import listed, sentence

#: A time is told in the largest of these in which it is one or more.
_TOLD_IN = ("h", "min", "s")

_NO_FIGURE = "-"

#: What the formula takes for granted.
_ASSUMED = {
    "Erlang A": "times and patience exponential",
    "Erlang B": "times of any distribution; who finds all busy is turned away",
    "Erlang C": "times exponential; all wait as long as it takes",
    "M/M/c/K": "times exponential; who finds the queue full is turned away",
}


def expected_blocks(expected: Expected) -> tuple[Block, ...]:
    """Return what to expect of one count."""
    if not expected.steady:
        return (Paragraph(_grows_for_ever(expected)),)
    columns = (Column(f"{expected.formula}, {expected.model}", words=True), Column("figure"))
    rows = tuple((head, told(expected)) for head, told in _figures(expected, None))
    offered = ("offered load", figure(expected.offered_load))
    return (Table("In the long run", columns, (offered, *rows), _note(expected)),)


def expected_json(expected: Expected) -> str:
    """Return what to expect of one count as one JSON object."""
    return as_json(asdict(expected))


def least_blocks(least: LeastCount) -> tuple[Block, ...]:
    """Return the least count, and what to expect of it and its neighbours."""
    chosen = least.expected
    told = tuple(_figures(chosen, _unit_of(chosen.wait or 0.0, chosen.unit)))
    rows = tuple((bare(each.count), *(cell(each) for _, cell in told)) for each in least.beside)
    note = f"The offered load is {figure(chosen.offered_load)}. {_note(chosen)}"
    endless = [each.count for each in least.beside if not each.steady]
    if endless:
        note = f"With {bare(endless[-1])} the queue grows for ever. {note}"
    columns = (Column("count"), *(Column(head) for head, _ in told))
    return (
        Paragraph(f"The least count is {bare(least.count)}: {_reached(least)}."),
        Table("Fewer and more, in the long run", columns, rows, note),
    )


def least_json(least: LeastCount) -> str:
    """Return the least count as one JSON object."""
    return as_json(asdict(least))


def _figures(expected: Expected, unit: str | None) -> Iterator[tuple[str, Callable[[Expected], str]]]:
    """The figures there are, each with its heading and how it is told.

    Beside each other with waits in one `unit`, or each wait in its own.
    """
    yield "utilisation", lambda each: percent(each.utilisation)
    waits = expected.formula != "Erlang B"
    if waits:
        yield ("share with a wait" if unit is None else "with a wait"), lambda each: percent(each.wait_share)
        yield ("wait" if unit is None else f"wait, {unit}"), lambda each: _time(each.wait, each.unit, unit)
        yield (
            "queue length",
            lambda each: _NO_FIGURE if each.queue_length is None else figure(each.queue_length),
        )
    if expected.within is not None:
        told = _time(expected.within, expected.unit, None)
        yield f"within {told}", lambda each: percent(each.attainment or 0.0)
    if expected.formula == "Erlang A":
        yield "abandoned", lambda each: percent(each.abandoned)
    if expected.formula in ("Erlang B", "M/M/c/K"):
        yield "turned away", lambda each: percent(each.turned_away)


def _note(expected: Expected) -> str:
    wait = "Wait: of those who are served, on average. " if expected.formula != "Erlang B" else ""
    return f"{wait}{sentence(f'arrivals at random (Poisson), {_ASSUMED[expected.formula]}')}"


def _reached(least: LeastCount) -> str:
    """What the least count reaches of what was asked."""
    chosen, goals = least.expected, least.goals
    parts = []
    if goals.at_least is not None:
        assert chosen.within is not None
        assert chosen.attainment is not None
        within = _time(chosen.within, chosen.unit, None)
        parts.append(f"{percent(chosen.attainment)} are served within {within}")
    if goals.abandoned_at_most is not None:
        parts.append(f"{percent(chosen.abandoned)} give up")
    if goals.turned_away_at_most is not None:
        parts.append(f"{percent(chosen.turned_away)} are turned away")
    return listed(parts)


def _grows_for_ever(expected: Expected) -> str:
    load = expected.offered_load
    # Rounded, so that a load of 9.999999999999998 asks for 11, as 10 does.
    needed = bare(math.floor(round(load, 6)) + 1)
    return (
        f"With {bare(expected.count)} the queue grows for ever: the offered load, rate times time, "
        f"is {figure(load)}. At least {needed} are needed."
    )


def _unit_of(time: float, unit: str) -> str:
    """The largest unit in which a time is one or more."""
    seconds = time * UNIT_SECONDS[unit]
    return next((name for name in _TOLD_IN if seconds >= UNIT_SECONDS[name]), "s")


def _time(time: float | None, unit: str, wanted: str | None) -> str:
    """A time in the unit wanted; with the unit where it is told in its own."""
    if time is None:
        return _NO_FIGURE
    told = wanted or _unit_of(time, unit)
    shown = figure(time * UNIT_SECONDS[unit] / UNIT_SECONDS[told])
    return shown if wanted else f"{shown} {told}"
