"""Rows of a log that contradict the order of its file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from simulator.analysis.window import Flags, Floats, Ints
from simulator.model.plan import Fork, Plan
from simulator.model.routes import forks, steps_led_to, unserved_ways

Pairs = npt.NDArray[np.bool_]  # (step, step): whether a case may be at both at once


def at_once(plan: Plan) -> Pairs:
    """For each two steps whether a case may be at both at once, in branches of a parallel."""
    pairs = np.zeros((len(plan.steps),) * 2, np.bool_)
    for step in plan.steps:
        for option in step.route:
            for fork in forks(option.target):
                branches = [_within(plan, first) for _, first, _ in fork.branches]
                for number, branch in enumerate(branches):
                    for other in branches[:number]:
                        pairs[np.ix_(branch, other)] = pairs[np.ix_(other, branch)] = True
                    if _leaves_behind(fork):
                        pairs[branch, :] = pairs[:, branch] = True
    return pairs


def _within(plan: Plan, first: int) -> list[int]:
    """The steps of a branch, with those of branches inside it."""
    found = [first]
    for index in found:
        step = plan.steps[index]
        onward = [onto for option in step.route for onto in steps_led_to(option.target)]
        onward += [onto for _, onto in unserved_ways(step)]
        found += [onto for onto in dict.fromkeys(onward) if onto not in found]
    return found


def _leaves_behind(fork: Fork) -> bool:
    """Whether a case may go on from it while branches are still at work."""
    return fork.wait_for is not None and not fork.cancel


def contradicting(cases: Ints, steps: Ints, times: Sequence[Floats], pairs: Pairs) -> tuple[Flags, bool]:
    """Return the rows that lie earlier than one before them in the file, of the same case.

    The file may be in the order of when rows begin, or of when they end, or have the newest first; what it is
    in for the most rows counts. Rows of steps that a case may do at once stand in any order.

    Args:
        cases, steps: of the rows, in the order of the file.
        times: when they begin, and when they end where that is known.
        pairs: which steps a case may do at once.

    Returns:
        For each row whether it does so; whether the newest are first.
    """
    best: tuple[Flags, bool] | None = None
    for newest_first in (False, True):
        for time in times:
            order = np.arange(len(cases))[::-1] if newest_first else np.arange(len(cases))
            found = np.zeros(len(cases), np.bool_)
            found[order] = _backward(cases[order], steps[order], time[order], pairs)
            if best is None or found.sum() < best[0].sum():
                best = found, newest_first
    assert best is not None, "a log has times"
    return best


def _backward(cases: Ints, steps: Ints, times: Floats, pairs: Pairs) -> Flags:
    """The rows that lie earlier than one before them, of the same case and of steps not done at once."""
    found = np.zeros(len(cases), np.bool_)
    by_case = np.argsort(cases, kind="stable")
    same = cases[by_case[1:]] == cases[by_case[:-1]]
    suspects = np.unique(cases[by_case[1:]][same & (times[by_case[1:]] < times[by_case[:-1]])])
    if not len(suspects):
        return found
    begins = np.searchsorted(cases[by_case], suspects, "left")
    ends = np.searchsorted(cases[by_case], suspects, "right")
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        latest: dict[int, float] = {}  # of the rows kept, by step
        for row in by_case[begin:end].tolist():
            step, time = int(steps[row]), float(times[row])
            found[row] = any(time < last and not pairs[step, other] for other, last in latest.items())
            if not found[row]:
                latest[step] = max(time, latest.get(step, time))
    return found
