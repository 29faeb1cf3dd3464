"""One replication of `one_queue.yaml`, by a recursion instead of events.

The draws are those of the engine, at its addresses, so the records are the engine's to the last bit;
`one_queue.py` holds the first ones against it. The engine takes a hundred times as long.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.engine.records import CASES, DUTY, RESULTS, STINT_KINDS, STINTS, VISITS, Records
from simulator.model.plan import Plan
from simulator.randomness.distributions import exponential
from simulator.randomness.philox import uniforms
from simulator.randomness.streams import stream


def lindley(arrived: Any, work: Any) -> Any:
    """When each starts, first come first served (Lindley 1952)."""
    started = []
    free = 0.0
    for arrival, minutes in zip(arrived.tolist(), work.tolist(), strict=True):
        started.append(max(arrival, free))
        free = started[-1] + minutes
    return np.array(started)


def one_queue(plan: Plan, rate: float, seed: int, replication: int) -> Records:
    """The records of one replication.

    Args:
        plan: of `one_queue.yaml`.
        rate: customers a minute.
        seed, replication: of the random numbers.
    """
    close = plan.run_for
    many = int(rate * close + 10 * (rate * close) ** 0.5) + 10  # ten standard deviations more than come
    arrived = np.cumsum(_drawn("gap", "", seed, replication, many)) / rate
    arrived = arrived[arrived < close]
    work = _drawn("work", "desk", seed, replication, len(arrived))
    started = lindley(arrived, work)
    began = started < close
    finished = started + work
    done = finished < close
    left = np.minimum(finished, close)
    cases = np.zeros(len(arrived), CASES)
    cases["case"] = np.arange(len(arrived))
    cases["number"] = cases["case"] + 1
    cases["arrived"], cases["left"] = arrived, left
    cases["slot"], cases["parent"] = np.nan, -1
    cases["outcome"] = np.where(done, plan.outcomes.index("served"), plan.outcomes.index("unfinished"))
    visits = np.zeros(len(arrived), VISITS)
    visits["case"], visits["visit"] = cases["case"], 1
    for moment in ("ready", "handed", "queued"):
        visits[moment] = arrived
    visits["started"] = np.where(began, started, np.nan)
    visits["finished"] = left
    visits["work"] = np.where(began, left - started, 0.0)
    visits["team"], visits["member"] = np.where(began, 0, -1), began
    visits["option"] = np.where(done, 0, -1)
    visits["result"] = np.where(done, RESULTS.index("done"), RESULTS.index("unfinished"))
    stints = np.zeros(began.sum(), STINTS)
    stints["case"], stints["member"] = cases["case"][began], 1
    stints["start"], stints["end"] = started[began], left[began]
    stints["kind"] = STINT_KINDS.index("work")
    duty = np.array([(0, 1, 0.0, close, close)], DUTY)
    attributes = np.empty((len(arrived), 0))
    return Records(replication, cases, attributes, visits, stints, duty, close, later=(0,))


def _drawn(purpose: str, step: str, seed: int, replication: int, many: int) -> Any:
    address = stream(purpose, step, "guest")
    return exponential(1.0).quantile(uniforms(seed, replication, address, 1, many))
