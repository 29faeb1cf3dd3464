"""A log of what really happened: its events in order, and the rows that were set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulator.analysis.audit.activities import Activities, Activity
from simulator.analysis.audit.headers import Columns
from simulator.analysis.audit.lifecycle import Course, courses
from simulator.analysis.audit.moments import Moments, moments
from simulator.analysis.audit.order import at_once, contradicting
from simulator.analysis.audit.rows import Rows, read_rows
from simulator.analysis.audit.set_aside import NO_EVENT, REASONS, SetAside, set_aside_rows
from simulator.analysis.window import Flags, Floats, Ints
from simulator.errors import UsageError
from simulator.model.plan import Plan

#: Where more of the rows than this, and more than one, contradict the order of the file, it has none.
MOST_OUT_OF_ORDER = 0.1

_DECIMAL_COMMA = re.compile(r"^([-+]?\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Log:
    """The events of a log, by case and time.

    Attributes:
        name: of the file.
        columns: the names of its columns by what they hold.
        rows: how many it has.
        cases: the names of the cases, in the order of the file.
        resources: the names of those who did something.
        case, step, action, resource: indices for each event; the action of a step as a whole is -1, as is
            the resource of which nothing is said.
        start, end: in seconds from 1970 on; nan for an end that is not known.
        day: the local moment of the start, in seconds from 1970 on.
        line: of the file.
        unfinished: for each case whether the log says that something in it is unfinished.
        left: for each case whether the log says that it left a queue or never joined one.
        incomplete: for each case whether a row of it was set aside without which it cannot be judged.
        set_aside: which rows were set aside, and why.
        plain: whether its times are plain figures; serial: whether they are the dates of a spreadsheet.
        unused: the names of columns that are not looked at.
        unknown: the activities that the blueprint does not have, the most frequent first: name, number of
            rows, and the hint at what may be meant.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    cases: tuple[str, ...]
    resources: tuple[str, ...]
    case: Ints
    step: Ints
    action: Ints
    resource: Ints
    start: Floats
    end: Floats
    day: Floats
    line: Ints
    unfinished: Flags
    left: Flags
    incomplete: Flags
    set_aside: tuple[SetAside, ...]
    plain: bool
    serial: bool
    unused: tuple[str, ...]
    unknown: tuple[tuple[str, int, str], ...]


def read_log(path: Path, plan: Plan, columns: Columns) -> Log:
    """Read a log.

    Raises:
        UsageError: the file or a column of it is not there, its rows are in no order of time, or none of
            them tells of something that the blueprint knows.
    """
    rows = read_rows(path, columns)
    activities = Activities(plan)
    names = rows.column(rows.found.activity)
    meant = {name: activities.find(name) for name in dict.fromkeys(names)}
    nothing = Activity(-1)
    step = np.array([(meant[name] or nothing).step for name in names], np.int64)
    action = np.array([(meant[name] or nothing).action for name in names], np.int64)
    begun = _moments(rows, rows.found.time, plan)
    ended = _moments(rows, rows.found.end, plan, begun.serial)
    case_names = _case_names(rows)
    case, cases = _numbered(case_names)
    course = courses(rows, case, names, begun.seconds, ended.seconds)
    told = _reasons(rows, case_names, step, begun, ended, course)
    told[(told == 0) & _again(case, step, action, course.start, course.end)] = REASONS.index("twice")
    told = _in_order(rows.name, told, case, step, course, at_once(plan))
    kept = told == 0
    if not kept.any():
        raise UsageError(_nothing_left(rows, told, activities))
    resource, resources = _numbered(_resource_names(rows))
    order = np.flatnonzero(kept)
    if course.newest_first:
        order = order[::-1]
    lasts = course.end[order] > course.start[order]  # of one moment what takes no time is first
    order = order[np.lexsort((lasts, course.start[order], case[order]))]
    incomplete, unfinished, left = np.zeros((3, len(cases)), np.bool_)
    spoilt = np.isin(told, [number for number, reason in enumerate(REASONS) if reason in _SPOILING])
    incomplete[case[spoilt & (case >= 0)]] = True
    unfinished[case[course.unfinished & (case >= 0)]] = True
    left[case[course.left & (case >= 0)]] = True
    return Log(
        name=rows.name,
        columns=tuple(
            (role, rows.header[place]) for role, place in rows.found._asdict().items() if place is not None
        ),
        rows=len(rows),
        cases=tuple(cases),
        resources=tuple(resources),
        case=case[order],
        step=step[order],
        action=action[order],
        resource=resource[order],
        start=course.start[order],
        end=course.end[order],
        day=(course.start + begun.local - begun.seconds)[order],
        line=np.array(rows.lines, np.int64)[order],
        unfinished=unfinished,
        left=left,
        incomplete=incomplete,
        set_aside=set_aside_rows(rows, told),
        plain=begun.plain,
        serial=begun.serial,
        unused=tuple(head for place, head in enumerate(rows.header) if head and place not in rows.found),
        unknown=_unknown(names, told, activities),
    )


#: For want of such a row its case cannot be judged: something was done, and it is not known when.
_SPOILING = ("entries", "time", "zone", "end", "order")


def _moments(rows: Rows, place: int | None, plan: Plan, serial: bool | None = None) -> Moments:
    texts = [_DECIMAL_COMMA.sub(r"\1.\2", text) for text in rows.column(place)]
    name = "" if place is None else rows.header[place]
    return moments(texts, plan.clock, plan.run_for, name, serial)


def _case_names(rows: Rows) -> list[str]:
    """The names of cases, with the replication before it where there are several."""
    names, several = rows.column(rows.found.case), rows.column(rows.found.replication)
    if len(set(several)) < 2:
        return names
    return [f"{number}/{name}" if name else "" for number, name in zip(several, names, strict=True)]


def _resource_names(rows: Rows) -> list[str]:
    """Who did it; where there are teams whose members have numbers, with the team before it."""
    names = rows.column(rows.found.resource)
    if rows.found.team is None or rows.found.team == rows.found.resource:
        return names
    teams = rows.column(rows.found.team)
    return [" ".join(filter(None, pair)) for pair in zip(teams, names, strict=True)]


def _numbered(names: Sequence[str]) -> tuple[Ints, list[str]]:
    """Names as numbers, -1 for none, and the names in the order in which they come."""
    known = {name: number for number, name in enumerate(dict.fromkeys(filter(None, names)))}
    return np.array([known.get(name, -1) for name in names], np.int64), list(known)


def _reasons(
    rows: Rows, cases: Sequence[str], step: Ints, begun: Moments, ended: Moments, course: Course
) -> npt.NDArray[np.int8]:
    """For each row why it is set aside, an index into `REASONS`: the first reason there is."""
    ends_written = np.array([bool(text) for text in rows.column(rows.found.end)], np.bool_)
    zoned = begun.zoned & ~np.isnan(begun.seconds)
    other_zone = zoned if 2 * zoned.sum() < (~np.isnan(begun.seconds)).sum() else ~zoned
    other_zone &= zoned.any()
    other_zone |= (begun.zoned != ended.zoned) & ~np.isnan(ended.seconds)
    conditions = {
        "entries": np.array(rows.long, np.bool_),
        "case": np.array([not name for name in cases], np.bool_),
        "activity": step < 0,
        NO_EVENT: ~course.event,
        "time": np.isnan(course.start) | (ends_written & np.isnan(ended.seconds)),
        "zone": other_zone,
        "end": course.end < course.start,
    }
    numbers = [REASONS.index(reason) for reason in conditions]
    return np.select(list(conditions.values()), numbers, 0).astype(np.int8)


def _in_order(
    name: str,
    told: npt.NDArray[np.int8],
    case: Ints,
    step: Ints,
    course: Course,
    pairs: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int8]:
    """With the rows that contradict the order of the file.

    Raises:
        UsageError: it has no order.
    """
    rows = np.flatnonzero(told == 0)
    times = [course.start[rows]]
    if not np.isnan(course.end[rows]).any():
        times.append(course.end[rows])
    if not len(rows):
        return told
    found, course.newest_first = contradicting(case[rows], step[rows], times, pairs)
    if found.sum() > max(1.0, MOST_OUT_OF_ORDER * len(rows)):
        raise UsageError(
            f"{name} is in no order of time: {found.sum():,} of its {len(rows):,} rows lie earlier "
            "than a row of the same case above them; sort it by the time"
        )
    told = told.copy()
    told[rows[found]] = REASONS.index("order")
    return told


def _again(case: Ints, step: Ints, action: Ints, start: Floats, end: Floats) -> Flags:
    """The rows that say just what one before them says."""
    table = np.column_stack([case, step, action, start, np.nan_to_num(end, nan=-1.0)])
    _, first = np.unique(table, axis=0, return_index=True)
    again = np.ones(len(case), np.bool_)
    again[first] = False
    return again


def _unknown(
    names: Sequence[str], told: npt.NDArray[np.int8], activities: Activities
) -> tuple[tuple[str, int, str], ...]:
    """The activities that the blueprint does not have, the most frequent first."""
    rows = np.flatnonzero(told == REASONS.index("activity")).tolist()
    counted = Counter(names[row] for row in rows if names[row])
    return tuple((name, count, activities.like(name)) for name, count in counted.most_common())


def _nothing_left(rows: Rows, told: npt.NDArray[np.int8], activities: Activities) -> str:
    """What to say where all rows were set aside."""
    said = [f"{rows.name}: no row of it can be used", *map(str, set_aside_rows(rows, told))]
    if (told == REASONS.index("time")).any():
        said.append("a time is written as 2024-03-31 14:05:10, or as 31.03.2024 14:05")
    unknown = told == REASONS.index("activity")
    if unknown.any():
        name = rows.column(rows.found.activity)[int(np.flatnonzero(unknown)[0])]
        said.append(f"the blueprint has no `{name}`; {activities.near(name)}")
    return "\n".join(said)
