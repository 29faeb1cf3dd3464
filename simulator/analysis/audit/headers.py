"""Which column of a log is which: as it was said, or by the names that such columns usually have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from simulator.errors import UsageError
from simulator.names import did_you_mean

#: Names of columns by what they hold, the likeliest first, without case, blanks, hyphens and underscores.
USUAL = {
    "case": (
        "caseconceptname",
        "caseid",
        "case",
        "fallid",
        "fallnummer",
        "fall",
        "vorgangsnummer",
        "vorgangnr",
        "vorgang",
        "案例",
        "案例编号",
        "案例id",
        "案件编号",
        "工单号",
        "编号",
    ),
    "activity": (
        "conceptname",
        "activity",
        "activityname",
        "step",
        "task",
        "aktivität",
        "tätigkeit",
        "schritt",
        "arbeitsschritt",
        "活动",
        "活动名称",
        "步骤",
    ),
    "time": (
        "starttimestamp",
        "started",
        "start",
        "starttime",
        "begin",
        "time",
        "timestamp",
        "timetimestamp",
        "datetime",
        "beginn",
        "startzeit",
        "anfang",
        "zeitpunkt",
        "zeitstempel",
        "zeit",
        "开始时间",
        "开始",
        "时间",
        "时间戳",
    ),
    "end": (
        "finished",
        "end",
        "ended",
        "endtime",
        "endtimestamp",
        "complete",
        "completed",
        "completetimestamp",
        "finish",
        "timetimestamp",
        "ende",
        "endzeit",
        "结束时间",
        "结束",
        "完成时间",
    ),
    "resource": (
        "orgresource",
        "resource",
        "member",
        "user",
        "agent",
        "team",
        "mitarbeiter",
        "bearbeiter",
        "ressource",
        "人员",
        "员工",
        "资源",
        "处理人",
        "操作员",
    ),
    "outcome": ("outcome", "lifecycletransition"),
    "replication": ("replication",),
    "team": ("team",),
}

#: What no log can do without, in words, and the option that names it.
NEEDED = {"case": "whose case it is", "activity": "what was done", "time": "when it began"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns of a log as the user gives them; empty: by the usual names.

    Attributes:
        case: whose case it is.
        activity: what was done: a step or an action.
        time: when it began.
        end: when it was done.
        resource: who did it.
    """

    case: str = ""
    activity: str = ""
    time: str = ""
    end: str = ""
    resource: str = ""


class Found(NamedTuple):
    """The places of the columns in a row; None where there is no such column."""

    case: int
    activity: int
    time: int
    end: int | None
    resource: int | None
    outcome: int | None
    replication: int | None
    team: int | None


def find_columns(header: Sequence[str], said: Columns, name: str) -> Found:
    """Return where the columns of a log stand.

    Args:
        header: the first row of the file.
        said: the names as the user gives them.
        name: of the file.

    Raises:
        UsageError: a column that is named or needed is not there; all of them at once.
    """
    faults = []
    places: dict[str, int] = {}
    for field in fields(said):
        wanted = getattr(said, field.name).strip()
        if not wanted:
            continue
        if wanted in header:
            places[field.name] = header.index(wanted)
        else:
            hint = did_you_mean(wanted, [head for head in header if head])
            faults.append(f"there is no column `{wanted}` (`--{field.name}`); {hint}")
    for role in USUAL:
        if role == "team" and said.resource:
            continue  # who did it is said
        if role not in places and not getattr(said, role, ""):
            place = _usual(header, role, set() if role == "team" else set(places.values()))
            if place is not None:
                places[role] = place
    faults += [
        f"no column says {what}: name it with `--{role} COLUMN`"
        for role, what in NEEDED.items()
        if role not in places and not getattr(said, role)
    ]
    for place in dict.fromkeys(places.values()):
        if header.count(header[place]) > 1:
            faults.append(
                f"there are {header.count(header[place])} columns `{header[place]}`; rename all but one"
            )
    if faults:
        there = ", ".join(f"`{head}`" for head in header if head)
        raise UsageError("\n".join((f"{name}: its columns are {there or 'without names'}", *faults)))
    optional = ("end", "resource", "outcome", "replication", "team")
    return Found(places["case"], places["activity"], places["time"], *(places.get(role) for role in optional))


def _usual(header: Sequence[str], role: str, taken: set[int]) -> int | None:
    folded = [re.sub(r"[\s_:\-.]", "", head.casefold()) for head in header]
    for usual in USUAL[role]:
        for place, head in enumerate(folded):
            if head == usual and place not in taken:
                return place
    return None
