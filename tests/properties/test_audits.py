"""What a service does conforms to its own blueprint, whatever the blueprint says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, permutations, product

import numpy as np
from hypothesis import given

from simulator.analysis.audit.positions import Positions
from simulator.analysis.audit.replay import Replay
from simulator.engine.records import Rows
from simulator.model.plan import UNFINISHED
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import observe
from tests.properties.thoroughness import thoroughly

#: Of more visits of one moment not all orders are tried.
MOST_AT_ONCE = 5


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
