"""Erlang's formulas as calculators, in the words of the results.

    import simulator as sim

    sim.theory.erlang_c(rate="200/h", time="3 min", count=14, within="20 s").attainment
    sim.theory.least_count(rate="200/h", time="3 min", within="20 s", at_least="80%").count

Values are those of the language, or numbers in one unit of time (minutes unless `unit` says otherwise). Each
returns a frozen object whose attributes are described with it.
"""

from simulator.analysis.calculator import (
    Expected,
    Goals,
    LeastCount,
    erlang,
    erlang_a,
    erlang_b,
    erlang_c,
    least_count,
)

__all__ = [
    "Expected",
    "Goals",
    "LeastCount",
    "erlang",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "least_count",
]
