"""How a run ends for whoever started it."""

from __future__ import annotations

from simulator.cli.plain import INTERRUPTED, tell
from simulator.errors import RunError
from simulator.experiment.comparison import Comparison
from simulator.experiment.result import Result


def end_of(result: Result | Comparison, missed_fails: bool = False) -> int:
    """Return the exit code of a run or a comparison that gave a result; says on stderr why it is not 0."""
    if result.interrupted:
        tell(f"Interrupted after {result.replications:,} replications; the results are of these.")
        return INTERRUPTED
    if result.stopped:
        tell(f"sopsim: {result.stopped}")
        return RunError.exit_code
    if not missed_fails or not isinstance(result, Result):
        return 0
    missed = [verdict.name for verdict in result.verdicts if verdict.verdict == "missed"]
    if missed:
        tell(f"Missed: {', '.join(missed)}.")
        return 1
    return 0
