"""A run as an event log, under the column names of XES, for process mining.

Source of the names: IEEE 1849-2023, XES standard, extensions Concept, Time, Organizational, Lifecycle.
This module imports pandas; import it where a log is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.categories import named, resources, text
from simulator.analysis.columns import CANCELLED, DONE, OPEN
from simulator.analysis.naming import customer_name
from simulator.analysis.window import Floats
from simulator.engine.records import Records
from simulator.model.plan import Clock, Plan

#: The transitions of the XES standard life cycle that a visit may end with.
TRANSITIONS = ("complete", "withdraw", "ate_abort", "start", "schedule")
_COMPLETE, _WITHDRAW, _ABORT, _START, _SCHEDULE = range(len(TRANSITIONS))


def event_log(plan: Plan, records: Records | Sequence[Records]) -> pd.DataFrame:
    """One row a visit, in the order of replications, cases and time; a no-show has none.

    Columns, all text but the case being unique over replications:

    - `case:concept:name`: `walk-in 5`, of several replications `3/walk-in 5`; of those who waited when the
      run began `walk-in waiting already 5`;
    - `concept:name`: the step;
    - `time:timestamp`: when it was finished or left; of a visit unfinished, when it was last heard of: its
      start, or when it became ready;
    - `start_timestamp`: when it was started, missing where it never was;
    - `org:resource`: who served it, `tellers 2`, missing where nobody did;
    - `lifecycle:transition`: `complete`; `withdraw` of who left the step unserved (abandoned, balked, turned
      away, escalated, not reached, cancelled before the start); `ate_abort` of a visit cancelled after its
      start; `start` or `schedule` of the unfinished.

    Moments are local ISO 8601 times to the microsecond, from the clock of the plan.
    """
    several = (records,) if isinstance(records, Records) else tuple(records)
    visits = np.concatenate([r.visits for r in several])
    began = ~np.isnan(visits["started"])
    transition = _transitions(visits["result"], began)
    moment = np.select(
        [transition == _START, transition == _SCHEDULE],
        [visits["started"], visits["ready"]],
        visits["finished"],
    )
    return pd.DataFrame(
        {
            "case:concept:name": _cases(plan, several),
            "concept:name": named(visits["step"], [s.name for s in plan.steps]),
            "time:timestamp": iso_times(plan.clock, moment),
            "start_timestamp": iso_times(plan.clock, visits["started"]),
            "org:resource": resources(plan, visits["team"], visits["member"]),
            "lifecycle:transition": named(transition, TRANSITIONS),
        }
    )


def iso_times(clock: Clock, times: Floats) -> pd.Series[str]:
    """Moments as local ISO 8601 text to the microsecond; missing for nan."""
    known = ~np.isnan(times)
    ticks = np.rint(np.where(known, times, 0.0) * (clock.seconds * 1e6)).astype("timedelta64[us]")
    text = pd.Series(np.datetime_as_string(np.datetime64(clock.start, "us") + ticks), dtype="str")
    return text.where(known)


def _transitions(result: npt.NDArray[np.int8], began: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    """The index into `TRANSITIONS` of each visit."""
    return np.select(
        [result == DONE, (result == OPEN) & began, result == OPEN, (result == CANCELLED) & began],
        [_COMPLETE, _START, _SCHEDULE, _ABORT],
        _WITHDRAW,
    ).astype(np.int8)


def _cases(plan: Plan, several: Sequence[Records]) -> pd.Categorical[str]:
    """The name of each visit's case, as categories in the order of cases."""
    names: list[str] = []
    codes = []
    for records in several:
        before = f"{records.replication}/" if len(several) > 1 else ""
        codes.append(records.visits["case"].astype(np.int64) + len(names))
        classes = [plan.classes[i].name for i in records.cases["customers"].tolist()]
        numbers = records.cases["number"].tolist()
        names += [before + customer_name(*case) for case in zip(classes, numbers, strict=True)]
    return text(names, np.concatenate(codes))
