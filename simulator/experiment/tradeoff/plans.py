"""The blueprints of a trade-off curve: the service with more or less of its work prescribed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from simulator.blueprint.original import Change, Original
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.experiment.check import check
from simulator.experiment.tradeoff.changes import change_of
from simulator.experiment.tradeoff.settings import written
from simulator.names import did_you_mean


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
        changes = [change_of(step, ("standardisation",), written(level)) for step in steps]
        try:
            found.append(original.read([*changes, *beside]))
        except BlueprintError as error:
            problems |= dict.fromkeys(error.problems)
    problems |= dict.fromkeys(chain.from_iterable(check(each).errors for each in found))
    if problems:
        raise BlueprintError(tuple(problems))
    return found
