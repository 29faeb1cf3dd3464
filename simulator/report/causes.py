"""Why they waited: the wait at each step, shared out by cause."""

from __future__ import annotations

from simulator.blueprint.procedures import all_steps
from simulator.experiment.result import Result
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.numbers import percent
from simulator.report.sentences import sentence

#: The causes by their measures: a heading, and what it means.
_CAUSES = {
    "wait_hand_off": ("hand-off", "the way to the step, and closed doors"),
    "wait_batching": ("batch", "until enough had come for a batch"),
    "wait_blocking": ("no room", "until there was room in a full step"),
    "wait_off_shift": ("off shift", "nobody who could serve was on duty"),
    "wait_priority": ("overtaken", "since somebody who came later was served first"),
    "wait_contention": ("all busy", "the rest, with those before them"),
}

#: Less than this would be shown as nothing.
_LEAST = 0.005

#: A cause is worth a column where it makes so much of the wait at a step.
_WORTH_TELLING = 0.02


def causes_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """The share of each cause in the wait at each step; none where there is one cause alone."""
    waits = {
        name: figures.get("wait", "step", name, "mean")
        for name in all_steps(result.blueprint)
        if figures.get("wait", "step", name, "mean").shows
    }
    shares = {
        name: {cause: figures.get(cause, "step", name, "mean").value / wait.value for cause in _CAUSES}
        for name, wait in waits.items()
    }
    told = [
        cause for cause in _CAUSES if any(of_step[cause] >= _WORTH_TELLING for of_step in shares.values())
    ]
    if len(told) < 2:
        return ()
    columns = (
        Column("waited", words=True),
        *(Column(_CAUSES[cause][0]) for cause in told),
    )
    rows = tuple(
        (f"at {name}", *(_share(of_step[cause]) for cause in told)) for name, of_step in shares.items()
    )
    meant = "; ".join(f"{_CAUSES[cause][0]}: {_CAUSES[cause][1]}" for cause in told)
    return (Table("Why they waited", columns, rows, f"Shares of the mean wait. {sentence(meant)}"),)


def _share(share: float) -> str:
    """A share in whole per cents: they are to be compared, not to be quoted."""
    return percent(round(share, 2)) if share >= _LEAST else "-"
