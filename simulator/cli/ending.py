"""How a run, a sweep or a search ends for whoever started it."""

from __future__ import annotations

from simulator.cli.plain import INTERRUPTED, tell
from simulator.errors import RunError
from simulator.experiment.comparison import Comparison
from simulator.experiment.result import Result
from simulator.experiment.sensitivity.result import Sensitivity
from simulator.experiment.sensitivity.saltelli import Spread
from simulator.experiment.staffing.answer import Staffing
from simulator.experiment.sweeps.result import Sweep
from simulator.experiment.tradeoff.result import Tradeoff


def end_of(result: Result | Comparison | Sensitivity | Tradeoff, missed_fails: bool = False) -> int:
    """Return the exit code of what was run and gave a result; says on stderr why it is not 0."""
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


def end_of_sensitivity(found: Sensitivity) -> int:
    """Return the exit code of a look at the sensitivity; says on stderr why it is not 0."""
    if found.spread is not None and found.interrupted:
        return _interrupted(found.spread)
    return end_of(found)


def end_of_sweep(sweep: Sweep) -> int:
    """Return the exit code of a sweep; says on stderr why it is not 0, and how many points failed."""
    if len(sweep.failed):
        many = len(sweep.failed)
        tell(f"{many:,} {'point' if many == 1 else 'points'} of {len(sweep.design):,} failed.")
    if sweep.interrupted:
        return _interrupted(sweep)
    return RunError.exit_code if len(sweep.failed) == len(sweep.design) else 0


def end_of_staffing(staffing: Staffing) -> int:
    """Return the exit code of a search for staff; says on stderr that it was interrupted."""
    if staffing.interrupted:
        plans = "1 plan" if staffing.tried == 1 else f"{staffing.tried:,} plans"
        tell(
            f"Interrupted after {staffing.simulations:,} replications of {plans}; the answer is what they "
            "showed."
        )
        return INTERRUPTED
    if staffing.stopped:
        tell(f"sopsim: {staffing.stopped}")
        return RunError.exit_code
    return 0 if staffing.found else 1


def _interrupted(points: Sweep | Spread) -> int:
    tell(
        f"Interrupted after {points.finished:,} of {len(points.design):,} points; the same command goes on "
        "from there."
    )
    return INTERRUPTED
