"""Erlang's formulas as a calculator: values of the language in, words of the results out."""

from simulator.analysis.calculator.ask import erlang, erlang_a, erlang_b, erlang_c, least_count
from simulator.analysis.calculator.expected import Expected
from simulator.analysis.calculator.least import Goals, LeastCount
from simulator.analysis.calculator.queue import Queue

__all__ = [
    "Expected",
    "Goals",
    "LeastCount",
    "Queue",
    "erlang",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "least_count",
]
