"""What a row of a log tells of: that an activity was begun, that it was finished, that it came to nothing.

Known are the transitions of the XES standard life cycle (IEEE 1849-2023, extension Lifecycle) and what
`sopsim run` writes of a visit. Where a log has a row for the start and one for the end of an activity,
they are taken together: the first start of a case with the first end, and so on.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.audit.rows import Rows
from simulator.analysis.window import Flags, Floats, Ints

#: Words for something that was not begun, if no start is written.
_NOT_BEGUN = frozenset(
    ("abandoned", "balked", "turned_away", "escalated", "unreachable", "cancelled", "unfinished")
)
#: Those of them after which the customer is gone, unless it went elsewhere.
_LEFT = frozenset(("abandoned", "balked", "turned_away", "unreachable"))
#: Transitions that begin and finish nothing.
_NOTHING = frozenset(
    (
        "schedule",
        "assign",
        "reassign",
        "suspend",
        "resume",
        "withdraw",
        "autoskip",
        "manualskip",
        "pi_abort",
    )
)
_OPEN = frozenset(("unfinished", "start", "schedule"))


@dataclass(slots=True)
class Course:
    """What the rows tell of.

    Attributes:
        event: whether it tells of something that was begun.
        left: whether it tells that nothing was begun since the customer left the queue or never joined it.
        start, end: when that was begun and done, in seconds; nan where it is not known.
        unfinished: whether it says that something is not finished.
        newest_first: whether the file has the newest rows first.
    """

    event: Flags
    left: Flags
    start: Floats
    end: Floats
    unfinished: Flags
    newest_first: bool = False


def courses(rows: Rows, case: Ints, names: Sequence[str], begun: Floats, ended: Floats) -> Course:
    """Return what the rows tell of.

    Args:
        rows: as they stand in the file.
        case: for each the number of its case, -1 for none.
        names: of their activities.
        begun, ended: the times in the columns, in seconds; nan where there are none.
    """
    words = [word.casefold() for word in rows.column(rows.found.outcome)]
    not_begun = np.array([word in _NOT_BEGUN for word in words], np.bool_) & np.isnan(begun)
    nothing = np.array([word in _NOTHING for word in words], np.bool_)
    unfinished = np.array([word in _OPEN for word in words], np.bool_)
    left = not_begun & np.array([word in _LEFT for word in words], np.bool_)
    course = Course(~(not_begun | nothing), left, begun.copy(), ended.copy(), unfinished)
    if rows.found.end is None and "start" in words and "complete" in words:
        _pair(course, case, names, words)
    return course


def _pair(course: Course, case: Ints, names: Sequence[str], words: Sequence[str]) -> None:
    """Take the rows for the start and for the end of an activity together, as the one for the end."""
    starts: dict[tuple[int, str], deque[int]] = defaultdict(deque)
    for row in np.argsort(course.start, kind="stable").tolist():
        key = (int(case[row]), names[row])
        if words[row] == "start":
            starts[key].append(row)
        elif words[row] == "complete":
            course.end[row] = course.start[row]
            if starts[key]:
                first = starts[key].popleft()
                course.start[row] = course.start[first]
                course.event[first] = course.unfinished[first] = False
