"""What an engine writes down: columns, from the first row on.

Four tables a replication. Indices (class, step, team, ...) are those of the plan; times are in the
blueprint's unit. An engine appends to a `Table` and hands over `Records`; it never reduces.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.void]

# One row a customer, in the order of arrival; the row's number is the case's number.
CASES = np.dtype(
    [
        ("case", "<i4"),
        ("customers", "<i2"),  # index of the class
        ("number", "<i4"),  # the customer's number within its class, from 1; see `WAITING_ALREADY`
        ("arrived", "<f8"),
        ("slot", "<f8"),  # its appointment; nan where it has none
        ("left", "<f8"),  # the end of the run for those unfinished
        ("outcome", "<i2"),  # index into plan.outcomes
        ("parent", "<i4"),  # the case that came back as this one; -1: none
    ]
)

#: Those who wait already at t = 0 have numbers above this, so that the others keep theirs.
WAITING_ALREADY = 1_000_000_000

# One row for each visit of a case to a step, in the order (case, ready, branch, step, visit).
VISITS = np.dtype(
    [
        ("case", "<i4"),
        ("step", "<i2"),
        ("visit", "<i2"),  # from 1, within the branch
        ("branch", "<i2"),  # 0 is the main path
        ("ready", "<f8"),  # the case reached the step
        ("handed", "<f8"),  # after the hand-off (or when the doors opened); nan: never came so far
        ("queued", "<f8"),  # after the batch was full, or there was room; nan: never came so far
        ("started", "<f8"),  # the first start; nan: never started
        ("finished", "<f8"),  # finished, or left the step unserved; the end of the run for the unfinished
        ("work", "<f8"),  # time really worked on it, of a batch its part; interruptions are not in it
        ("team", "<i2"),  # the first team that served it; -1: none
        ("member", "<i4"),  # number from 1 within the team; 0: none, or a team without limit
        ("interruptions", "<i4"),
        ("batch", "<i4"),  # number of the batch in which it was served, from 1; 0: none
        ("option", "<i2"),  # the way on that was taken (`Option.index`); -1: none
        ("result", "<i1"),  # index into RESULTS
    ]
)

# One row for each visit that was begun at a step with an SOP, in the order of the visits. Actions are bits:
# the first one written is 1, the second 2, the third 4.
PROCEDURES = np.dtype(
    [
        ("case", "<i4"),
        ("step", "<i2"),
        ("visit", "<i2"),
        ("branch", "<i2"),
        ("required", "<u8"),  # what was prescribed
        ("done", "<u8"),  # what of it was complied with
        ("misfit", "<u8"),  # what of it did not fit the customer
        ("bent", "<u8"),  # what of that was done, and bent
        ("wrong", "<u8"),  # in what there was an error
        ("left", "<u8"),  # in what there was one that nobody found
        ("redone", "<i4"),  # how often something was redone within the visit
        ("exception", "<i1"),  # 1: a fixed standard was followed that did not fit
        ("found", "<i1"),  # 1: an error was found that sends the case back
    ]
)

# One row for each unbroken span in which a member of a team or a unit of a resource was taken.
STINTS = np.dtype(
    [
        ("case", "<i4"),
        ("step", "<i2"),
        ("team", "<i2"),
        ("member", "<i4"),
        ("start", "<f8"),
        ("end", "<f8"),
        ("kind", "<i1"),  # index into STINT_KINDS; for `down` case and step are -1
    ]
)

# One row for each span on duty: from coming on to really going off (later than due: overtime).
DUTY = np.dtype(
    [
        ("team", "<i2"),
        ("member", "<i4"),
        ("on", "<f8"),
        ("due", "<f8"),  # the end of the shift; the end of the run where it comes first
        ("off", "<f8"),
    ]
)

#: How a visit ended; after those from `abandoned` to `unreachable` the case may have gone to another step.
#: `escalated`: it had queued too long, or was overdue; `cancelled`: the case went on or left without it.
RESULTS = (
    "done",
    "abandoned",
    "balked",
    "turned_away",
    "unfinished",
    "cancelled",
    "escalated",
    "unreachable",
)
#: What a member was taken for: working on the visit; kept by the case after it, or because there is no room
#: at the next step; held by a paused visit; under repair.
STINT_KINDS = ("work", "kept", "paused", "down")


#: How `struct` calls the types of columns.
_CODES = {"i1": "b", "i2": "h", "i4": "i", "u8": "Q", "f8": "d"}


class Table:
    """Rows of a fixed type, appended one by one, held as bytes."""

    __slots__ = ("_pack", "_rows", "dtype")

    def __init__(self, dtype: np.dtype[np.void]) -> None:
        self.dtype = dtype
        codes = "".join(_CODES[dtype[name].str[1:]] for name in dtype.names or ())
        self._pack = struct.Struct("<" + codes).pack
        self._rows = bytearray()

    def append(self, *values: float) -> None:
        """Add one row; a value for each column, in order."""
        self._rows += self._pack(*values)

    def __len__(self) -> int:
        return len(self._rows) // self.dtype.itemsize

    def rows(self) -> Rows:
        """All rows so far, as a structured array of its own."""
        return np.frombuffer(self._rows, self.dtype).copy()

    def by(self, *names: str) -> Rows:
        """All rows so far in the order of these columns, the first one first, as an array of its own."""
        rows = np.frombuffer(self._rows, self.dtype)
        return rows[np.lexsort([rows[name] for name in reversed(names)])]


@dataclass(frozen=True, slots=True)
class Records:
    """All that one replication left behind.

    Attributes:
        replication: its number, from 1.
        cases: rows of `CASES`; row i is case i.
        attributes: as they were when the case left: floats of shape (cases, attributes of the plan); nan
            where a class has not the attribute; a flag is 0 or 1, a choice the index into its values.
        visits: rows of `VISITS`.
        procedures: rows of `PROCEDURES`.
        stints: rows of `STINTS`, by (team, member, start).
        duty: rows of `DUTY`, by (team, member, on). A count without schedule is one row a member; a
            team without limit has none.
        end: when the run ended: the close of the watch, or the moment the last customer left.
        stopped: why the run was stopped before its end, in words; empty where it was not.
        later: for each class how many would have come back after the doors closed.
        notes: other things the user should know, in words (a team off shift with people inside).
    """

    replication: int
    cases: Rows
    attributes: npt.NDArray[np.float64]
    visits: Rows
    stints: Rows
    duty: Rows
    end: float
    stopped: str = ""
    notes: tuple[str, ...] = ()
    later: tuple[int, ...] = ()
    procedures: Rows = field(default_factory=lambda: np.empty(0, PROCEDURES))
