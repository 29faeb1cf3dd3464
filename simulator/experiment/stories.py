"""The stories of some customers of a run."""

from __future__ import annotations

from simulator.analysis.trace import trace
from simulator.engine.simpy_engine import simulate
from simulator.experiment.result import Result


def stories(result: Result, many: int) -> list[list[str]]:
    """Return the stories of `many` customers of the first replication, spread evenly over all who came.

    Each is a list of lines in the order of time, see `analysis.trace`.
    """
    records = result.records[0] if result.records else simulate(result.plan, result.seed, 1)
    came = len(records.cases)
    told = min(many, came)
    return [trace(result.plan, records, [i * came // told]) for i in range(told)]
