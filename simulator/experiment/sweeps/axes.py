"""Which paths vary, and over which values: as typed for `--vary`, or as given to `sweep`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from simulator.blueprint.assignments import split, value_of
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.original import path_text, written
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.tree import Node
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.experiment.sweeps.values import Listed, Range, Values, bounded, range_of

_ENDS = ("low", "high", "step")


@dataclass(frozen=True, slots=True)
class Axis:
    """One path that varies.

    Attributes:
        steps: the path.
        values: what it is given.
    """

    steps: tuple[Step, ...]
    values: Values

    @property
    def path(self) -> str:
        """The path as it is typed."""
        return path_text(self.steps)


def typed_axes(texts: Iterable[str]) -> tuple[Axis, ...]:
    """Return what `--vary` says, each `path=3..8` or `path=40/h,50/h`.

    Raises:
        BlueprintError: with every fault found.
    """
    return _all_of((f"--vary {text}", partial(_typed, text)) for text in texts)


def given_axes(vary: Mapping[str, Any]) -> tuple[Axis, ...]:
    """Return what a dictionary says: for each path a text as for `--vary`, a `range`, or a list of values.

    Raises:
        BlueprintError: with every fault found.
    """
    wanted = ((path, said, f"--vary {path}") for path, said in vary.items())
    return _all_of((label, partial(_given_axis, path, said, label)) for path, said, label in wanted)


def given_values(option: str, said: Any) -> Values:
    """Return the values that an option such as `levels` is given; messages call it `--levels`.

    Raises:
        BlueprintError: with every fault found.
        UsageError: there is none.
    """
    label = f"--{option}"
    (axis,) = _all_of([(label, partial(_given_axis, option, said, label))])
    return axis.values


def _all_of(wanted: Iterable[tuple[str, Callable[[], Axis]]]) -> tuple[Axis, ...]:
    """All axes, or all that is wrong with them; each with what it was written as."""
    axes: list[Axis] = []
    problems: list[Problem] = []
    for label, axis in wanted:
        try:
            axes.append(axis())
        except Misread as misread:
            problems += _problems(misread, label)
        except BlueprintError as error:
            problems += error.problems
    if problems:
        raise BlueprintError(problems)
    return apart(axes)


def _typed(text: str) -> Axis:
    steps, said = split(text, "--vary")
    return Axis(steps, typed_values(steps, said, f"--vary {text}"))


def _given_axis(path: str, said: Any, label: str) -> Axis:
    steps = parse(path)
    if isinstance(said, str):
        return Axis(steps, typed_values(steps, said, f"{label}={said}"))
    return Axis(steps, _given_values(steps, said, label))


def typed_values(steps: Sequence[Step], text: str, label: str) -> Values:
    """Return the values of a text: a range, or values of the language with commas between them.

    Raises:
        Misread: the range is none.
        BlueprintError: a value cannot be read.
    """
    found = range_of(text, Node(None, file=label))
    if found is not None:
        return found
    listed = value_of(steps, f"[{text}]", label).value
    assert isinstance(listed, list)
    return Listed(tuple(_named(steps, node) for node in listed))


def ends_of(said: Mapping[str, Any], place: Node) -> Range:
    """Return the range of `{low: 1, high: 2, step: 0.5}`.

    Raises:
        Misread: an end is missing, or it has other entries.
    """
    if not {"low", "high"} <= set(said) <= set(_ENDS):
        raise wrong(
            "a range has the entries `low` and `high`, and may have a `step`",
            "write `{low: 1, high: 2, step: 0.25}`",
            "wrong-range",
        )
    step = said.get("step")
    return bounded(str(said["low"]), str(said["high"]), None if step is None else str(step), place)


def apart(axes: Sequence[Axis]) -> tuple[Axis, ...]:
    """Return the axes as they are.

    Raises:
        UsageError: a path stands there twice, or has no value.
    """
    paths = [axis.path for axis in axes]
    for axis in axes:
        if paths.count(axis.path) > 1:
            raise UsageError(f"`{axis.path}` varies twice; give all its values at once")
        if not len(axis.values):
            raise UsageError(f"`{axis.path}` has no value to take; list at least one")
    return tuple(axes)


def _given_values(steps: Sequence[Step], said: Any, label: str) -> Values:
    if isinstance(said, Mapping):
        return ends_of(said, Node(None, file=label))
    if isinstance(said, range) and said.step > 0 and said:
        return bounded(str(said[0]), str(said[-1]), str(said.step), Node(None, file=label))
    if not isinstance(said, Iterable):
        raise wrong(
            f"the values are {said!r}", 'give a list, a `range` or a text such as "3..8"', "wrong-values"
        )
    return Listed(tuple(_named(steps, _given(steps, value, label)) for value in said))


def _given(steps: Sequence[Step], value: Any, label: str) -> Node:
    """A value of Python as an entry of a blueprint; a text is a value of the language."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, str):
        return value_of(steps, value, f"{label}={value}")
    if isinstance(value, Mapping):
        return Node({str(name): _given(steps, below, label) for name, below in value.items()}, file=label)
    if isinstance(value, Sequence):
        return Node([_given(steps, below, label) for below in value], file=label)
    if value is None or isinstance(value, bool | int | float):
        return Node(value, file=label)
    raise wrong(f"`{value!r}` is no value of a blueprint", "give a number or a text", "wrong-values")


def _named(steps: Sequence[Step], node: Node) -> Node:
    """A value that is called as if it had been typed alone."""
    return replace(node, file=f"--vary {written((tuple(steps), node))}")


def _problems(misread: Misread, label: str) -> list[Problem]:
    return [Problem(fault.message, fault.help, file=label, code=fault.code) for fault in misread.faults]
