"""Poisson arrivals whose rate changes: the engine inverts the rate's integral, and the counts are Poisson."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.engine.arrivals import arrivals_of
from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import exponential
from simulator.randomness.streams import stream
from simulator.timeline import Timeline
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step
from tests.theory.addressed import EXACTLY_WHERE_SLOW, SEED, Floats, drawn
from tests.theory.intervals import assert_meets
from tests.theory.recursions import counts_between

#: 5 until 3.2, 1.5 until 7.9, 3 until 10, and again.
STAIRS = Timeline((0.0, 3.2, 7.9), (5.0, 1.5, 3.0), 10.0)

#: 0.5 + 4 sin²(πt/12), by the minute (the unit is the hour), each with the rate at its middle.
MINUTES = np.arange(12 * 60) / 60
WAVE = Timeline(tuple(MINUTES), tuple(0.5 + 4 * np.sin(math.pi * (MINUTES + 1 / 120) / 12) ** 2), 12.0)

TIMES_OVER = 400_000


def edges_and_area(rate: Timeline, until: float) -> tuple[Floats, Floats, Floats]:
    """Where the rate changes up to `until`, the rates from there on and the area up to there."""
    laps = math.ceil(until / rate.period)
    edges = np.concatenate([lap * rate.period + np.array(rate.times) for lap in range(laps)])
    edges = np.append(edges, laps * rate.period)
    rates = np.tile(rate.values, laps)
    return edges, rates, np.concatenate([[0.0], np.cumsum(rates * np.diff(edges))])


def by_inversion(rate: Timeline, until: float) -> Floats:
    """The arrivals before `until`: unit exponentials carried through the inverse of the integral."""
    edges, rates, area = edges_and_area(rate, until)
    count = int(area[-1] + 10 * math.sqrt(area[-1]))
    targets = np.cumsum(drawn(exponential(1.0), count, "gap", "", "guest"))
    targets = targets[targets <= area[-1]]
    piece = np.searchsorted(area, targets) - 1
    times = edges[piece] + (targets - area[piece]) / rates[piece]
    return times[times < until]


@pytest.mark.parametrize("rate", [STAIRS, WAVE], ids=["stairs", "wave"])
def test_the_engine_inverts_the_integral(rate: Timeline) -> None:
    until = rate.period * (EXACTLY_WHERE_SLOW / rate.integral(0, rate.period))
    plan = a_plan([a_class("guest", "look", rate)], [a_step("look")], run_for=until)
    records = simulate(plan)
    expected = by_inversion(rate, until)
    assert records.cases["arrived"].size > 0.95 * EXACTLY_WHERE_SLOW
    assert np.array_equal(records.cases["arrived"], expected)
    assert_littles_law(plan, records)


def counts(rate: Timeline, moments: list[float]) -> np.ndarray:
    """Of each replication how many come between one moment and the next; shape (replications, spans)."""
    address = stream("gap", customers="guest")
    areas = np.array([rate.integral(0.0, moment) for moment in moments])
    return counts_between(areas, TIMES_OVER, SEED, address & 0xFFFFFFFF, address >> 32)


def test_the_engine_counts_the_same() -> None:
    moments = [0.0, 3.2, 7.9, 10.0, 13.2, 17.9, 20.0]
    plan = a_plan([a_class("guest", "look", STAIRS)], [a_step("look")], run_for=20.0)
    counted = counts(STAIRS, moments)
    for replication in range(1, 301):
        arrived = [coming.t for coming in arrivals_of(plan, plan.classes[0], SEED, replication)]
        assert np.array_equal(np.histogram(arrived, moments)[0], counted[replication - 1])


def test_two_cycles_of_stairs_bring_the_expected_counts() -> None:
    counted = counts(STAIRS, [0.0, 3.2, 7.9, 10.0, 13.2, 17.9, 20.0])
    both = counted[:, :3] + counted[:, 3:]
    _assert_poisson(both, {"at 5": 32.0, "at 1.5": 14.1, "at 3": 12.6})


def test_a_wave_brings_the_expected_counts() -> None:
    counted = counts(WAVE, [3.0, 8.0, 12.0])
    _assert_poisson(counted, {"from 3 to 8": 19.628, "from 8 to 12": 6.692})


def _assert_poisson(counted: np.ndarray, expected: dict[str, float]) -> None:
    """Mean and variance are the expected count."""
    assert counted.sum() > 10_000_000
    for (name, mean), column in zip(expected.items(), counted.T, strict=True):
        squares = (column - mean) ** 2
        runs = [{name: n, f"variance {name}": s} for n, s in zip(column, squares, strict=True)]
        assert_meets(runs, {name: mean, f"variance {name}": mean})
