"""The plans of a trade-off curve: the blueprint with more or less of its work prescribed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from simulator.blueprint.misread import Misread
from simulator.blueprint.original import Change, Original
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node, plain
from simulator.blueprint.units import share
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.experiment.check import check
from simulator.experiment.sweeps.axes import given_axes
from simulator.names import did_you_mean

#: Unless other levels are asked for: in ten steps from nothing to everything.
LEVELS = "0%..100% step 10%"

#: What is set at each level.
_WORD = "standardisation"


def steps_with_sop(blueprint: Blueprint, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the steps whose standardisation is varied: those named, or all that have an SOP.

    A name may be that of a lane.

    Raises:
        UsageError: there is none, or one that is named has no SOP.
    """
    having = {name: step.lane for name, step in blueprint.steps.items() if step.sop is not None}
    if not having:
        raise UsageError(
            "no step has an SOP, so there is nothing to standardise; write how a step is done today, such as "
            "`sop: {standardisation: 40%, variety: medium}`"
        )
    known = [*having, *dict.fromkeys(having.values())]
    for name in wanted:
        if name not in known:
            raise UsageError(
                f"there is no step or lane with an SOP of the name `{name}`; {did_you_mean(name, known)}"
            )
    return tuple(name for name, lane in having.items() if not wanted or name in wanted or lane in wanted)


def levels_of(said: str | Sequence[str]) -> tuple[float, ...]:
    """Return the levels, increasing, of a text such as `0%..100% step 5%` or `40%,60%,80%`.

    Raises:
        BlueprintError: it cannot be read.
        UsageError: a level is no share, or there are fewer than two.
    """
    (axis,) = given_axes({_WORD: said})
    try:
        found = [share(plain(axis.values[number]), Reading()) for number in range(len(axis.values))]
    except Misread as misread:
        fault = misread.faults[0]
        raise UsageError(f"levels: {fault.message}; {fault.help}") from None
    levels = tuple(sorted(dict.fromkeys(found)))
    if len(levels) < 2:
        raise UsageError("a curve needs two levels at least, such as `0%..100% step 10%`")
    return levels


def at_levels(
    blueprint: Blueprint, steps: Sequence[str], levels: Sequence[float], beside: Sequence[Change] = ()
) -> list[Blueprint]:
    """Return the blueprint at each level, with other values beside.

    Raises:
        BlueprintError: with all that is wrong with any of them.
    """
    original = Original.of(blueprint)
    found: list[Blueprint] = []
    problems: dict[Problem, None] = {}
    for level in levels:
        changes = [change_of(step, (_WORD,), f"{100 * level:.12g}%") for step in steps]
        try:
            found.append(original.read([*changes, *beside]))
        except BlueprintError as error:
            problems |= dict.fromkeys(error.problems)
    problems |= dict.fromkeys(chain.from_iterable(check(each).errors for each in found))
    if problems:
        raise BlueprintError(tuple(problems))
    return found


def change_of(step: str, below: Sequence[str], value: str) -> Change:
    """Return the change of a word in the SOP of a step."""
    path = (*parse("steps"), Step(step, literal=True), *(Step(word) for word in ("sop", *below)))
    return path, Node(value)
