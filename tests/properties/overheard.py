"""What is overheard while a run goes on, since the records do not tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

import numpy as np

from simulator.engine.asks import Asks
from simulator.engine.calls import Calls
from simulator.engine.cases import Case, Meeting, Visit
from simulator.engine.comings import Comings
from simulator.engine.journal import Journal
from simulator.model.plan import Callback

Key = tuple[int, int, int, int]


@dataclass
class Heard:
    """What was overheard.

    Attributes:
        first: of each case the number with which it draws, and the way it came back.
        asks: of each visit whom it asked for in the end.
        called: the visits that are calls back.
    """

    first: dict[int, tuple[int, str]] = field(default_factory=dict)
    asks: dict[Key, Asks] = field(default_factory=dict)
    called: set[Key] = field(default_factory=set)


@contextmanager
def listening() -> Iterator[Heard]:
    """Listen to the runs inside the block."""
    heard = Heard()
    new_case, write_visit, call_back = Comings._new_case, Journal.write_visit, Calls.call_back

    def case_comes(comings: Comings, customers: int, number: int, n: int, lineage: str) -> Case:
        case = new_case(comings, customers, number, n, lineage)
        heard.first[case.id] = (case.n, case.lineage)
        return case

    def visit_ends(journal: Journal, visit: Visit, finished: float, result: int) -> None:
        heard.asks[_key_of(visit)] = visit.asks
        write_visit(journal, visit, finished, result)

    def is_called(
        calls: Calls, case: Case, call: Callback, branch: int, meeting: Meeting | None
    ) -> int | None:
        sent_to = call_back(calls, case, call, branch, meeting)
        heard.called |= {_key_of(visit) for visit in case.visits if visit.call is not None}
        return sent_to

    with (
        mock.patch.object(Calls, "call_back", is_called),
        mock.patch.object(Comings, "_new_case", case_comes),
        mock.patch.object(Journal, "write_visit", visit_ends),
    ):
        yield heard


def _key_of(visit: Visit) -> Key:
    return visit.case.id, visit.step, visit.branch, visit.number


def key_of_row(visit: np.void) -> Key:
    """The case, step, branch and number of a visit."""
    return int(visit["case"]), int(visit["step"]), int(visit["branch"]), int(visit["visit"])
