"""What a service does conforms to its own blueprint, whatever the blueprint says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, permutations, product

import numpy as np
from hypothesis import given

from simulator.analysis.audit.alignment import align
from simulator.analysis.audit.deviations import deviations
from simulator.analysis.audit.positions import Positions
from simulator.analysis.audit.replay import Replay
from simulator.engine.records import Rows
from simulator.model.plan import UNFINISHED
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import observe
from tests.properties.thoroughness import thoroughly

#: Of more visits of one moment not all orders are tried.
MOST_AT_ONCE = 5

#: So many rows of a run are changed, the longest.
MOST_ROWS = 3


def orders(visits: Rows) -> Iterator[tuple[int, ...]]:
    """The steps of a case in every order that its times allow: those of one moment come in any."""
    visits = np.sort(visits, order="started")
    groups = [tuple(visit["step"] for visit in of) for _, of in groupby(visits, key=lambda v: v["started"])]
    for several in product(*(permutations(group) for group in groups)):
        yield tuple(chain.from_iterable(several))


@thoroughly
@given(blueprints())
def test_what_a_service_does_conforms_to_its_blueprint(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    records = run.records
    replay = Replay(Positions(run.plan))
    begun = records.visits[~np.isnan(records.visits["started"])]
    for case in records.cases[records.cases["outcome"] != UNFINISHED]["case"].tolist():
        visits = begun[begun["case"] == case]
        _, at_once = np.unique(visits["started"], return_counts=True)
        if len(visits) and at_once.max() <= MOST_AT_ONCE:
            assert any(map(replay.conforms, orders(visits)))


@thoroughly
@given(blueprints())
def test_one_step_left_out_or_done_twice_is_one_deviation_at_most(blueprint: Blueprint) -> None:
    """And it is none exactly where the routes allow that, too."""
    run = observe(blueprint)
    records = run.records
    positions = Positions(run.plan)
    replay = Replay(positions)
    begun = np.sort(records.visits[~np.isnan(records.visits["started"])], order=["case", "started"])
    rows = {tuple(of["step"] for of in visits) for _, visits in groupby(begun, key=lambda v: v["case"])}
    for row in sorted(filter(replay.conforms, rows), key=len, reverse=True)[:MOST_ROWS]:
        for place in {0, len(row) // 2, len(row) - 1}:
            without = row[:place] + row[place + 1 :]
            twice = (*row[: place + 1], *row[place:])
            for changed in filter(None, (without, twice)):
                moves = align(positions, changed)
                if moves is None:
                    continue  # there are more positions than are looked at
                told = deviations(moves)
                assert len(told) == (0 if replay.conforms(changed) else 1)
                assert [move.place for move in moves if move.place >= 0] == list(range(len(changed)))
