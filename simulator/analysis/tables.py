"""Tables for people: customers, visits, staff and levels, with names in place of numbers.

Each function takes the records of one replication, or of several in their order, and builds every column
at once. Times are in the blueprint's unit from t = 0. Names are pandas categories in the order of the plan.
This module imports pandas; import it where a table is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.categories import members, named, text
from simulator.analysis.columns import BALKED, TURNED_AWAY, Columns
from simulator.analysis.costs import visit_costs
from simulator.analysis.levels import steps as step_function
from simulator.analysis.satisfaction.experience import of_replication
from simulator.analysis.satisfaction_counts import figures_by_case
from simulator.analysis.staff import time_cost_by_case
from simulator.analysis.values import VISIT_VALUES, all_time
from simulator.analysis.window import Flags, Floats, Ints, Window
from simulator.engine.records import RESULTS, STINT_KINDS, Records
from simulator.model.plan import NO_SHOW, UNFINISHED, Attribute, Plan

Some = Records | Sequence[Records]


def cases_table(plan: Plan, records: Some) -> pd.DataFrame:
    """One row a customer, in the order of replications and of arrival.

    Columns: replication, case (from 0 within the replication), customers, number (within the class, from 1),
    slot (of its appointment, or nan), arrived, left, outcome, parent (the case whose return it is, or -1),
    one for each attribute, wait (sum over the visits that started; nan without any), time_in_system (nan for
    the unfinished and for no-shows), cost (time for which it took members, at their cost, and its visits;
    idle time on duty is nobody's), and where satisfaction is measured answer (the mean from 1 to 5 that it
    would give), csat, nps and ces (what it adds to these measures; nan of a case without touchpoints). An
    attribute that bears the name of a column stands as `attribute_...`.
    """
    several = _several(records)
    cases = np.concatenate([r.cases for r in several])
    table: dict[str, object] = {
        "replication": _replication(several, [len(r.cases) for r in several]),
        "case": cases["case"],
        "customers": named(cases["customers"], [c.name for c in plan.classes]),
        "number": cases["number"],
        "slot": cases["slot"],
        "arrived": cases["arrived"],
        "left": cases["left"],
        "outcome": named(cases["outcome"], plan.outcomes),
        "parent": cases["parent"],
    }
    sums = [_sums(plan, r) for r in several]
    nowhere = np.isin(cases["outcome"], (UNFINISHED, NO_SHOW))
    further = {
        "wait": np.concatenate([wait for wait, _ in sums]),
        "time_in_system": np.where(nowhere, np.nan, cases["left"] - cases["arrived"]),
        "cost": np.concatenate([cost for _, cost in sums]),
    }
    if plan.satisfaction is not None:
        further |= _answers(plan, several)
    traits = np.concatenate([r.attributes for r in several])
    for i, attribute in enumerate(plan.attributes):
        taken = attribute.name in table or attribute.name in further
        table[f"attribute_{attribute.name}" if taken else attribute.name] = _trait(attribute, traits[:, i])
    return pd.DataFrame({**table, **further})


def visits_table(plan: Plan, records: Some) -> pd.DataFrame:
    """One row for each visit of a case to a step, in the order of replications, cases and time.

    Columns: replication, case, customers, step, visit (from 1, within the branch), branch (its path, empty
    on the main path), ready, handed, queued, started, finished (the end of the run for the unfinished), wait
    (started − ready, of an appointment from its slot on), work, team (the first that served it), member (its
    name), batch (its number, 0 for none), option (the way on, empty for none), outcome (one of `RESULTS`),
    interruptions.
    """
    several = _several(records)
    visits = np.concatenate([r.visits for r in several])
    customers = np.concatenate([r.cases["customers"][r.visits["case"]] for r in several])
    return pd.DataFrame(
        {
            "replication": _replication(several, [len(r.visits) for r in several]),
            "case": visits["case"],
            "customers": named(customers, [c.name for c in plan.classes]),
            "step": named(visits["step"], [s.name for s in plan.steps]),
            "visit": visits["visit"],
            "branch": named(visits["branch"], [b.path for b in plan.branches]),
            "ready": visits["ready"],
            "handed": visits["handed"],
            "queued": visits["queued"],
            "started": visits["started"],
            "finished": visits["finished"],
            "wait": np.concatenate([_waits(_columns(plan, r)) for r in several]),
            "work": visits["work"],
            "team": named(visits["team"], [t.name for t in plan.teams]),
            "member": members(plan, visits["team"], visits["member"]),
            "batch": visits["batch"],
            "option": text([*_ways(plan), ""], visits["option"]),  # -1, none, is the last
            "outcome": named(visits["result"], RESULTS),
            "interruptions": visits["interruptions"],
        }
    )


def staff_table(plan: Plan, records: Some) -> pd.DataFrame:
    """One row for each unbroken span in which a member or a unit was taken.

    Columns: replication, team, member (its name), case, step, start, end, kind (`work`, `kept`,
    `paused`; of `down`, under repair, case is -1 and step is missing).
    """
    several = _several(records)
    stints = np.concatenate([r.stints for r in several])
    return pd.DataFrame(
        {
            "replication": _replication(several, [len(r.stints) for r in several]),
            "team": named(stints["team"], [t.name for t in plan.teams]),
            "member": members(plan, stints["team"], stints["member"]),
            "case": stints["case"],
            "step": named(stints["step"], [s.name for s in plan.steps]),
            "start": stints["start"],
            "end": stints["end"],
            "kind": named(stints["kind"], STINT_KINDS),
        }
    )


def duty_table(plan: Plan, records: Some) -> pd.DataFrame:
    """One row for each span on duty: replication, team, member (its name), on, due (the shift's end), off."""
    several = _several(records)
    duty = np.concatenate([r.duty for r in several])
    return pd.DataFrame(
        {
            "replication": _replication(several, [len(r.duty) for r in several]),
            "team": named(duty["team"], [t.name for t in plan.teams]),
            "member": members(plan, duty["team"], duty["member"]),
            "on": duty["on"],
            "due": duty["due"],
            "off": duty["off"],
        }
    )


def levels_table(plan: Plan, records: Some) -> pd.DataFrame:
    """Numbers present as step functions of time.

    Columns: replication, measure, scope, name (as in the metrics), time, value: the number from `time` until
    the next row of the same. Measures: `people_inside` of all and by class, `queue_length` of all and by
    step, `busy` by team (time held while off duty included).
    """
    several = _several(records)
    keys = _level_keys(plan)
    functions = [_level_functions(plan, r) for r in several]
    sizes = [[len(times) for times, _ in one] for one in functions]
    key = np.concatenate([np.repeat(np.arange(len(keys)), size) for size in sizes])
    return pd.DataFrame(
        {
            "replication": _replication(several, [sum(size) for size in sizes]),
            "measure": text([measure for measure, _, _ in keys], key),
            "scope": text([scope for _, scope, _ in keys], key),
            "name": text([name for _, _, name in keys], key),
            "time": np.concatenate([times for one in functions for times, _ in one]),
            "value": np.concatenate([values for one in functions for _, values in one]),
        }
    )


def _level_keys(plan: Plan) -> list[tuple[str, str, str]]:
    return [
        ("queue_length", "case", "all"),
        *(("queue_length", "step", step.name) for step in plan.steps),
        ("people_inside", "case", "all"),
        *(("people_inside", "customers", customers.name) for customers in plan.classes),
        *(("busy", "team", team.name) for team in plan.teams),
    ]


def _level_functions(plan: Plan, records: Records) -> list[tuple[Floats, Ints]]:
    """The step functions, in the order of `_level_keys`."""
    visits, cases = records.visits, records.cases
    stints = records.stints[records.stints["kind"] != STINT_KINDS.index("down")]
    unjoined = np.isnan(visits["queued"]) | np.isin(visits["result"], (BALKED, TURNED_AWAY))
    visits = visits[~unjoined]
    served = np.where(np.isnan(visits["started"]), visits["finished"], visits["started"])

    def function(start: Floats, end: Floats, chosen: Flags | slice = slice(None)) -> tuple[Floats, Ints]:
        return step_function(start[chosen], end[chosen])

    return [
        function(visits["queued"], served),
        *(function(visits["queued"], served, visits["step"] == i) for i in range(len(plan.steps))),
        function(cases["arrived"], cases["left"]),
        *(
            function(cases["arrived"], cases["left"], cases["customers"] == i)
            for i in range(len(plan.classes))
        ),
        *(function(stints["start"], stints["end"], stints["team"] == i) for i in range(len(plan.teams))),
    ]


def _several(records: Some) -> tuple[Records, ...]:
    return (records,) if isinstance(records, Records) else tuple(records)


def _replication(several: Sequence[Records], sizes: Sequence[int]) -> npt.NDArray[np.int32]:
    return np.repeat(np.array([r.replication for r in several], np.int32), sizes)


def _trait(attribute: Attribute, values: Floats) -> object:
    """The column of an attribute: yes or no, a name, a number; missing where a class has it not."""
    missing = np.isnan(values)
    if attribute.kind == "flag":
        return pd.arrays.BooleanArray(np.nan_to_num(values) != 0, missing)
    if attribute.kind == "choice":
        return named(np.where(missing, -1, np.nan_to_num(values)).astype(np.int64), attribute.values)
    return values


def _columns(plan: Plan, records: Records) -> Columns:
    return Columns.of(plan, records, Window.of(plan, records))


def _sums(plan: Plan, records: Records) -> tuple[Floats, Floats]:
    """Wait and cost of each case: the waits are of its visits that started."""
    columns = _columns(plan, records)
    time = time_cost_by_case(plan, records, columns, Window.of(plan, records))
    return columns.sum_by_case(_waits(columns), columns.visits.began), time + visit_costs(plan, columns)


def _answers(plan: Plan, several: Sequence[Records]) -> dict[str, Floats]:
    """What each case would answer."""
    told = []
    for records in several:
        found, _ = of_replication(plan, records)
        told.append(figures_by_case(plan, found))
    names = {"answer": "satisfaction", "csat": "csat", "nps": "nps", "ces": "ces"}
    return {head: np.concatenate([figures[name] for figures in told]) for head, name in names.items()}


def _waits(columns: Columns) -> Floats:
    return VISIT_VALUES["wait"](columns.visits, all_time)


def _ways(plan: Plan) -> list[str]:
    """The names of all ways on, by index."""
    return [key for _, key in sorted((way.index, way.key) for step in plan.steps for way in step.route)]
