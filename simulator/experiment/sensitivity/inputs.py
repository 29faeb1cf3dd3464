"""The inputs: paths of a blueprint, each with a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.blueprint.original import Change, path_text
from simulator.blueprint.path_steps import Step
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.tree import Node
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.experiment.sweeps.axes import Axis, given_axes
from simulator.experiment.sweeps.values import Range


@dataclass(frozen=True, slots=True)
class Input:
    """A path with the range that it goes over.

    Attributes:
        steps: the path.
        range: from its lowest to its highest value.
    """

    steps: tuple[Step, ...]
    range: Range

    @property
    def path(self) -> str:
        """The path as it is typed."""
        return path_text(self.steps)

    @property
    def ends(self) -> tuple[Change, Change]:
        """The lowest and the highest value, each to be put in at the path."""
        lowest, highest = self.range.ends
        return (self.steps, lowest), (self.steps, highest)

    @property
    def settings(self) -> tuple[str, str]:
        """The two as they are typed: `3.5 min`, `4`."""
        lowest, highest = self.range.ends
        return _said(lowest), _said(highest)


def inputs_of(vary: Mapping[str, Any] | Sequence[Axis]) -> tuple[Input, ...]:
    """Return the inputs that a dictionary, or `--vary`, names.

    Raises:
        BlueprintError: a path or a range cannot be read, is empty, or has one value only; with every fault.
        UsageError: there is none, or one is there twice.
    """
    axes = given_axes(vary) if isinstance(vary, Mapping) else vary
    if not axes:
        raise UsageError("nothing varies; name an input and its range, such as `teams.tellers.count=3..5`")
    inputs: list[Input] = []
    problems: list[Problem] = []
    for axis in axes:
        if not isinstance(axis.values, Range):
            few = "one value" if len(axis.values) == 1 else "a list of values"
            problems.append(_problem(axis, f"the input has {few} in place of a range"))
        elif axis.values.ends[0].value == axis.values.ends[1].value:
            problems.append(_problem(axis, f"the range has one value only, `{_said(axis.values.ends[0])}`"))
        else:
            inputs.append(Input(axis.steps, axis.values))
    if problems:
        raise BlueprintError(problems)
    return tuple(inputs)


def _said(node: Node) -> str:
    return node.value if isinstance(node.value, str) else flow_text(node)


def _problem(axis: Axis, message: str) -> Problem:
    return Problem(
        message,
        "write its lowest and its highest value, such as `3..5` or `4 min..6 min`",
        file=f"--vary {axis.path}",
        code="wrong-range",
    )
