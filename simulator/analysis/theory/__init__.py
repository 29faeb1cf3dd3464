"""Exact and approximate formulas of queueing theory, to stand beside what is simulated."""

from simulator.analysis.theory.approximate import allen_cunneen, sakasegawa
from simulator.analysis.theory.erlang import (
    erlang_b,
    erlang_c,
    mmc,
    mmc_served_within,
    mmck,
    mmck_served_within,
)
from simulator.analysis.theory.figures import Figures
from simulator.analysis.theory.general import mg1, mg_infinite, mgcc, occupancy_chance
from simulator.analysis.theory.impatience import (
    erlang_a,
    erlang_a_served_within,
    erlang_a_wait_of_served,
)
from simulator.analysis.theory.network import jackson, traffic_rates
from simulator.analysis.theory.priority import mg1_preemptive, mg1_priority, mmc_priority
from simulator.analysis.theory.rows import NO_FORMULA, TheoryRow
from simulator.analysis.theory.solved import solved

__all__ = [
    "NO_FORMULA",
    "Figures",
    "TheoryRow",
    "allen_cunneen",
    "erlang_a",
    "erlang_a_served_within",
    "erlang_a_wait_of_served",
    "erlang_b",
    "erlang_c",
    "jackson",
    "mg1",
    "mg1_preemptive",
    "mg1_priority",
    "mg_infinite",
    "mgcc",
    "mmc",
    "mmc_priority",
    "mmc_served_within",
    "mmck",
    "mmck_served_within",
    "occupancy_chance",
    "sakasegawa",
    "solved",
    "traffic_rates",
]
