"""Little's law, L = λW, over the records of a run."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.engine.records import Records
from simulator.model.plan import Plan

Floats = NDArray[np.float64]


def area_under_level(comes: Floats, goes: Floats) -> float:
    """The integral over time of how many are there, walking from one change of the level to the next."""
    moments = np.concatenate([comes, goes])
    changes = np.repeat([1.0, -1.0], [comes.size, goes.size])
    in_order = np.lexsort([-changes, moments])
    levels = np.cumsum(changes[in_order])
    assert levels.size == 0 or (levels.min() >= 0 and levels[-1] == 0)
    return math.fsum(levels[:-1] * np.diff(moments[in_order]))


def assert_littles_law(plan: Plan, records: Records) -> None:
    """For every queue, every step and the whole: the level's integral is the sum of the times spent there."""
    visits = records.visits
    for step in range(len(plan.steps)):
        here = visits[(visits["step"] == step) & ~np.isnan(visits["queued"])]
        until = np.where(np.isnan(here["started"]), here["finished"], here["started"])
        _assert_equal(here["queued"], until)
        _assert_equal(here["queued"], here["finished"])
    _assert_equal(records.cases["arrived"], records.cases["left"])


def _assert_equal(comes: Floats, goes: Floats) -> None:
    spent = math.fsum(goes) - math.fsum(comes)
    assert area_under_level(comes, goes) == pytest.approx(spent, rel=1e-9, abs=1e-9)
