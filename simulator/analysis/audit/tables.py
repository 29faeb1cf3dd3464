"""What an audit found, as tables for people.

This module imports pandas; import it where a table is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from simulator.analysis.audit.actions import required, steps_with_actions, untold
from simulator.analysis.audit.chart import Chart, Every, control_chart
from simulator.analysis.audit.deviations import KINDS, OUT_OF_ORDER, REPEATED, SKIPPED
from simulator.analysis.audit.judge import CONFORMS, DEVIATES, VERDICTS, Judgement
from simulator.analysis.audit.log import Log
from simulator.analysis.audit.slow import Limit, durations, too_slow
from simulator.analysis.audit.visits import Visits
from simulator.analysis.categories import named
from simulator.analysis.intervals import share_interval
from simulator.analysis.window import Flags, Floats
from simulator.model.plan import Plan

_NAT = np.datetime64("NaT", "us")


@dataclass(frozen=True)
class Findings:
    """All that tables are made of; what several of them need is worked out once.

    Attributes:
        plan: of the blueprint.
        log, visits: what was held against it.
        judgement: what came of it.
        limits: how long a visit may take, by step.
        order: the indices of the steps in the order of the blueprint's file.
        confidence: of the intervals.
    """

    plan: Plan
    log: Log
    visits: Visits
    judgement: Judgement
    limits: tuple[Limit, ...]
    order: tuple[int, ...]
    confidence: float

    @property
    def judged(self) -> Flags:
        """Which cases are judged."""
        return np.isin(self.judgement.verdict, (CONFORMS, DEVIATES))

    @property
    def conforming(self) -> Flags:
        """Which cases conform."""
        return np.asarray(self.judgement.verdict == CONFORMS, np.bool_)

    def of_judged(self) -> Flags:
        """Which visits are of judged cases."""
        return np.asarray(self.judged[self.visits.case], np.bool_)

    @cached_property
    def timed(self) -> Flags:
        """Of which visits of judged cases it is known how long they took."""
        return np.asarray(~np.isnan(durations(self.visits)) & self.of_judged(), np.bool_)

    @cached_property
    def slow(self) -> Flags:
        """Which of these took too long."""
        return np.asarray(too_slow(self.visits, self.limits) & self.timed, np.bool_)

    @cached_property
    def deviations(self) -> pd.DataFrame:
        """One row a deviation, see `deviations_table`."""
        return deviations_table(self)


def cases_table(found: Findings) -> pd.DataFrame:
    """One row a case.

    Columns: case, began (the local moment of its first row), verdict, left_at (the step that it is taken to
    have left unserved), deviations, timed, too_slow (visits), line (of its first row).
    """
    size, judgement, visits = len(found.log.cases), found.judgement, found.visits
    there = judgement.last > judgement.first
    first = judgement.first[there]
    began = np.full(size, _NAT)
    began[there] = _moments(visits.day[first])
    line = np.zeros(size, np.int64)
    line[there] = visits.line[first]
    of = [int(visits.case[visit]) for _, visit in judgement.steps]
    of += [int(visits.case[one.visit]) for one in judgement.actions]
    return pd.DataFrame(
        {
            "case": list(found.log.cases),
            "began": began,
            "verdict": named(judgement.verdict, VERDICTS),
            "left_at": ["" if step < 0 else found.plan.steps[step].name for step in judgement.left.tolist()],
            "deviations": np.bincount(np.array(of, np.int64), minlength=size),
            "timed": np.bincount(visits.case[found.timed], minlength=size),
            "too_slow": np.bincount(visits.case[found.slow], minlength=size),
            "line": line,
        }
    )


def deviations_table(found: Findings) -> pd.DataFrame:
    """One row a deviation: case, kind, step, action (empty for a step), at, resource, line.

    `at` and `line` are those of the row that deviates; of what is missing, those of the row before which it
    is missing, or of the last one of the case. Nobody is named for a step that is missing. A visit that is
    too slow is there, too.
    """
    plan, log, visits = found.plan, found.log, found.visits
    rows = [
        (visit, deviation.kind, deviation.step, "", int(visits.line[visit]))
        for deviation, visit in found.judgement.steps
    ]
    for one in found.judgement.actions:
        step = int(visits.step[one.visit])
        line = one.line or int(visits.line[one.visit])
        rows.append((one.visit, one.kind, step, _action(plan, step, one.action), line))
    slow = np.flatnonzero(found.slow).tolist()
    rows += [(visit, "too slow", int(visits.step[visit]), "", int(visits.line[visit])) for visit in slow]
    rows.sort(key=lambda row: (row[0], row[4]))
    missing = (SKIPPED, KINDS[-1])
    who = [
        "" if kind in missing and not action else _resource(log, int(visits.resource[visit]))
        for visit, kind, _, action, _ in rows
    ]
    return pd.DataFrame(
        {
            "case": [log.cases[visits.case[row[0]]] for row in rows],
            "kind": [row[1] for row in rows],
            "step": [plan.steps[row[2]].name for row in rows],
            "action": [row[3] for row in rows],
            "at": _moments(visits.day[[row[0] for row in rows]] if rows else np.empty(0)),
            "resource": who,
            "line": np.array([row[4] for row in rows], np.int64),
        }
    )


def steps_table(found: Findings) -> pd.DataFrame:
    """One row a step.

    Columns: step, visits (of judged cases), one for each kind of deviation, share (of what should have been
    done or was done, that is in its place), low, high, left (cases taken to have left it unserved, as the
    routes allow), timed (visits of which it is known how long they took), too_slow, limit (seconds),
    limit_from (`standard times` or `time`).
    """
    visits, size = found.visits, len(found.plan.steps)
    there = np.bincount(visits.step[found.of_judged()], minlength=size)
    kinds = {kind: np.zeros(size, np.int64) for kind in KINDS}
    for deviation, _ in found.judgement.steps:
        kinds[deviation.kind][deviation.step] += 1
    extra = sum(kinds[kind] for kind in KINDS if kind not in (SKIPPED, KINDS[-1]))
    missing = kinds[SKIPPED] + kinds[KINDS[-1]]
    in_place = (there - extra).astype(np.float64)
    share, low, high = share_interval(in_place, (there + missing).astype(np.float64), found.confidence)
    table = pd.DataFrame(
        {
            "step": [step.name for step in found.plan.steps],
            "visits": there,
            **{kind.replace(" ", "_"): counts for kind, counts in kinds.items()},
            "share": share,
            "low": low,
            "high": high,
            "left": np.bincount(found.judgement.left[found.judgement.left >= 0], minlength=size),
            "timed": np.bincount(visits.step[found.timed], minlength=size),
            "too_slow": np.bincount(visits.step[found.slow], minlength=size),
            "limit": [limit.time for limit in found.limits],
            "limit_from": ["standard times" if limit.standard else "time" for limit in found.limits],
        }
    )
    return table.iloc[list(found.order)].reset_index(drop=True)


def actions_table(found: Findings) -> pd.DataFrame:
    """One row for each action that is prescribed for every visit, of the steps whose actions the log tells.

    Columns: step, action, visits, complied (done, and in its place), share, low, high, assumed (the SOP's
    compliance), skipped, out_of_order, repeated.
    """
    rows = []
    counted = pd.Series(
        [(int(found.visits.step[one.visit]), one.action, one.kind) for one in found.judgement.actions],
        dtype="object",
    ).value_counts()
    judged = found.of_judged() & ~untold(found.plan, found.visits)
    told = steps_with_actions(found.plan, found.visits)
    for index in (step for step in found.order if step in told):
        procedure = found.plan.steps[index].procedure
        assert procedure is not None, "only these are judged"
        visits = int((judged & (found.visits.step == index)).sum())
        for action in required(procedure):
            kinds = {kind: int(counted.get((index, action, kind), 0)) for kind in KINDS[:3]}
            rows.append(
                {
                    "step": found.plan.steps[index].name,
                    "action": procedure.actions[action].name,
                    "visits": visits,
                    "complied": visits - kinds[SKIPPED] - kinds[OUT_OF_ORDER],
                    "assumed": procedure.actions[action].compliance,
                    "skipped": kinds[SKIPPED],
                    "out_of_order": kinds[OUT_OF_ORDER],
                    "repeated": kinds[REPEATED],
                }
            )
    columns = ["step", "action", "visits", "complied", "assumed", "skipped", "out_of_order", "repeated"]
    table = pd.DataFrame(rows, columns=columns)
    return _with_share(table, "complied", "visits", found.confidence)


def resources_table(found: Findings) -> pd.DataFrame:
    """One row for each who did something in a judged case.

    Columns: resource, cases (in which they did something), conforming, share, low, high, deviations (visits
    and actions of theirs), timed, too_slow (visits of theirs).
    """
    visits, log = found.visits, found.log
    size = len(log.resources)
    known = found.of_judged() & (visits.resource >= 0)
    pairs = np.unique(np.column_stack([visits.resource[known], visits.case[known]]), axis=0)
    good = found.conforming[pairs[:, 1]]
    told = found.deviations
    named_for = told[(told["resource"] != "") & (told["kind"] != "too slow")]["resource"].value_counts()
    timed, slow = ((visits.resource >= 0) & which for which in (found.timed, found.slow))
    table = pd.DataFrame(
        {
            "resource": list(log.resources),
            "cases": np.bincount(pairs[:, 0], minlength=size),
            "conforming": np.bincount(pairs[good, 0], minlength=size),
            "deviations": [int(named_for.get(name, 0)) for name in log.resources],
            "timed": np.bincount(visits.resource[timed], minlength=size),
            "too_slow": np.bincount(visits.resource[slow], minlength=size),
        }
    )
    table = table[table["cases"] > 0].sort_values("resource", kind="stable", ignore_index=True)
    return _with_share(table, "conforming", "cases", found.confidence)


def chart_of(found: Findings, every: Every) -> Chart:
    """The control chart of the share of conforming cases, by when they began."""
    judged = np.flatnonzero(found.judged)
    began = found.visits.day[found.judgement.first[judged]]
    clock = found.plan.clock if found.log.plain and not found.plan.clock.dated else None
    return control_chart(began, found.conforming[judged], every, clock)


def chart_table(chart: Chart) -> pd.DataFrame:
    """One row a point: the fields of `Point`, with the centre line."""
    rows = [asdict(point) for point in chart.points]
    columns = ["name", "cases", "conforming", "share", "low", "high", "signal", "rough"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(4, "centre", chart.centre)
    return table


def set_aside_table(log: Log) -> pd.DataFrame:
    """One row for each reason: reason, rows, lines (of the first), example."""
    return pd.DataFrame(
        {
            "reason": [one.reason for one in log.set_aside],
            "rows": np.array([one.count for one in log.set_aside], np.int64),
            "lines": ["; ".join(map(str, one.lines)) for one in log.set_aside],
            "example": [one.example for one in log.set_aside],
        }
    )


def _with_share(table: pd.DataFrame, count: str, of: str, confidence: float) -> pd.DataFrame:
    """The table with share, low and high behind the counts."""
    values: Sequence[Floats] = share_interval(
        table[count].to_numpy(np.float64), table[of].to_numpy(np.float64), confidence
    )
    place = table.columns.get_loc(count)
    assert isinstance(place, int), "no two columns have one name"
    for number, (name, value) in enumerate(zip(("share", "low", "high"), values, strict=True), 1):
        table.insert(max(place, 2) + number, name, value)
    return table


def _moments(seconds: Floats) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.rint(np.asarray(seconds, np.float64) * 1e6).astype("datetime64[us]")


def _action(plan: Plan, step: int, action: int) -> str:
    procedure = plan.steps[step].procedure
    assert procedure is not None, "only these are judged"
    return procedure.actions[action].name


def _resource(log: Log, resource: int) -> str:
    return log.resources[resource] if resource >= 0 else ""
