"""What the reader of a run's figures should know, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis import Target, Totals
from simulator.experiment.warm_up import FoundWarmUp
from simulator.model.plan import Plan

#: With fewer replications intervals are shaky; service levels get no verdict.
_FEW = 10

#: Where a precision takes more than this of a service with a warm-up, replications are too short: their bias
#: weighs as much as the interval (docs/background/statistics.md).
_MANY = 100


def remarks(
    totals: Totals, planned: int, targets: Sequence[Target], interrupted: bool, stopped: str
) -> tuple[str, ...]:
    """Return the remarks on a run.

    Args:
        totals: of the replications done.
        planned: how many were wanted.
        targets: the precisions asked for.
        interrupted: whether Ctrl-C ended the run.
        stopped: why it was stopped, or empty.
    """
    found = [
        *_ended_early(len(totals), planned, interrupted, stopped),
        *_noted(totals),
        *_few(totals),
        *([] if interrupted or stopped else _not_reached(totals, targets)),
        *(_many_short(totals) if targets else ()),
    ]
    return tuple(text[:1].upper() + text[1:].rstrip(".") + "." for text in found)


def too_short(plan: Plan, warm_up: FoundWarmUp | None) -> Iterator[str]:
    """What to say of a warm-up that could not be told from the pilot."""
    if warm_up is not None and not warm_up.settled:
        yield (
            f"The run is too short to tell its warm-up: {warm_up.length:g} {plan.clock.unit} of "
            f"{plan.run_for:g} are left out, and it may not have settled by then. Make `run_for` longer, or "
            "see whether more work comes than can be done."
        )


def _ended_early(done: int, planned: int, interrupted: bool, stopped: str) -> Iterator[str]:
    if interrupted:
        yield f"interrupted: these are the results of the first {done:,} of {planned:,} replications"
    if stopped:
        yield stopped
        yield f"these are the results of {done:,} of {planned:,} replications, as far as they came"


def _noted(totals: Totals) -> Iterator[str]:
    """What was said of the first replication of which anything was, and how many there are like it."""
    if not totals.notes:
        return
    replication, notes = totals.notes[0]
    if len(totals) == 1:
        yield from notes
        return
    yield (
        f"customers were left inside in {len(totals.notes):,} of {len(totals):,} replications. "
        f"In replication {replication:,}: {' '.join(notes)}"
    )


def _few(totals: Totals) -> Iterator[str]:
    done = len(totals)
    if totals.rows > done:
        yield (
            f"the intervals come from a single replication, cut into {totals.rows} batches; they hold where "
            "a batch is long against the time that customers are inside; 20 or more replications are safer"
        )
    elif done < _FEW:
        yield (
            f"{done} {'replication is' if done == 1 else 'replications are'} few: intervals are "
            f"{'missing' if done == 1 else 'wide and shaky'}, and service levels get no verdict; "
            "20 or more are better"
        )


def _many_short(totals: Totals) -> Iterator[str]:
    """That replications are short against the memory of a service that never empties, precise or not."""
    if totals.plan.warm_up > 0 and len(totals) > _MANY:
        yield (
            f"seeking the precision took {len(totals):,} replications, so each is short beside the time "
            "that the service takes to forget how it began, and figures may be off by a per cent or two; a "
            "longer `run_for` gives truer ones"
        )


def _not_reached(totals: Totals, targets: Sequence[Target]) -> Iterator[str]:
    for target in targets:
        if not target.reached(totals):
            yield (
                f"after {len(totals):,} replications, the most that are run for a precision, the interval of "
                f"{target.figure.measure} ({target.figure.name}) is not yet as tight as asked for"
            )
