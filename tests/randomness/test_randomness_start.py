"""What importing costs, what is kept on disk, and that a new process draws the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import FunctionType

import numba
import pytest

from simulator.randomness.compiled import compiled
from simulator.randomness.distributions import gamma, mixture, uniform
from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream


def python(code, **environment):
    """What a new Python prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_nothing_heavy_is_imported_before_something_is_drawn():
    code = """
import json, sys
from simulator.randomness.distributions import *
from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream
made = [constant(4), exponential(3), uniform(1, 2), triangular(1, 2, 3, min=1.5), pert(1, 2, 3),
        normal(4, 2, min=0), lognormal(4, 0.8, max=9), gamma(4, 0.6), erlang(4, 3), weibull(4, 0.6),
        beta(0.5, 0.1), discrete([1, 2], [0.5, 0.5]), empirical([1, 2])]
made.append(mixture([(0.5, made[5]), (0.5, made[7])]))
for distribution in made:
    distribution.mean, distribution.variance, distribution.describe(), distribution.is_constant
    Draws(1, 0, stream("work"), distribution)
print(json.dumps([name for name in ("numba", "scipy", "pandas", "llvmlite") if name in sys.modules]))
"""
    assert python(code) == []


def test_a_new_process_draws_the_same_bits():
    code = """
import json
from simulator.randomness.distributions import gamma, mixture, uniform
from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream
mixed = mixture([(0.3, gamma(4, 0.6)), (0.7, uniform(1, 2))])
drawn = Draws(1, 3, stream("work", "counter", "walk-in"), mixed)
print(json.dumps([drawn.at(n, visit).hex() for n in range(40) for visit in (1, 2)]))
"""
    mixed = mixture([(0.3, gamma(4, 0.6)), (0.7, uniform(1, 2))])
    drawn = Draws(1, 3, stream("work", "counter", "walk-in"), mixed)
    here = [drawn.at(n, visit).hex() for n in range(40) for visit in (1, 2)]
    assert python(code, PYTHONHASHSEED="0") == here
    assert python(code, PYTHONHASHSEED="12345") == here


def double(x):
    return 2.0 * x


def test_without_a_place_to_keep_it_a_function_is_still_compiled():
    nowhere = double.__code__.replace(co_filename="<nowhere>")
    twice = compiled(FunctionType(nowhere, {}, "twice"))
    assert twice(1.5) == 3.0
    assert type(twice._cache).__name__ == "NullCache"
    assert type(compiled(double)._cache).__name__ == "FunctionCache"


def test_another_failure_to_compile_is_not_hidden(monkeypatch):
    def fails(**options):
        raise RuntimeError("no memory")

    monkeypatch.setattr(numba, "njit", fails)
    with pytest.raises(RuntimeError, match="no memory"):
        compiled(double)
