"""What the reader of a run's figures should know, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis import Target, Totals

#: With fewer replications intervals are shaky; service levels get no verdict.
_FEW = 10


def remarks(
    totals: Totals, planned: int, target: Target | None, interrupted: bool, stopped: str
) -> tuple[str, ...]:
    """Return the remarks on a run.

    Args:
        totals: of the replications done.
        planned: how many were wanted.
        target: the precision asked for, or None.
        interrupted: whether Ctrl-C ended the run.
        stopped: why it was stopped, or empty.
    """
    done = len(totals)
    found = [*_ended_early(done, planned, interrupted, stopped)]
    found += [_noted(note, count, done) for note, count in totals.notes if not stopped.endswith(note)]
    if done < _FEW:
        found.append(
            f"{done} {'replication is' if done == 1 else 'replications are'} few: intervals are "
            f"{'missing' if done == 1 else 'wide and shaky'}, and service levels get no verdict; "
            "20 or more are better"
        )
    if target is not None and not interrupted and not stopped and not target.reached(totals):
        found.append(
            f"after {done:,} replications, the most that are run for a precision, the interval of "
            f"{target.figure.measure} ({target.figure.name}) is not yet as tight as asked for"
        )
    return tuple(text[:1].upper() + text[1:].rstrip(".") + "." for text in found)


def _ended_early(done: int, planned: int, interrupted: bool, stopped: str) -> Iterator[str]:
    if interrupted:
        yield f"interrupted: these are the results of the first {done:,} of {planned:,} replications"
    if stopped:
        yield stopped
        yield f"these are the results of {done:,} of {planned:,} replications, as far as they came"


def _noted(note: str, count: int, done: int) -> str:
    if done == 1:
        return note
    return f"{note.rstrip('.')} (in {count:,} of {done:,} replications)"
