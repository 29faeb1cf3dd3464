"""The examples in the pages and docstrings about random numbers."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from simulator.randomness import distributions

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["background/random-numbers.md", "reference/distributions.md"])
def test_the_examples_of_a_page(page):
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False)
    assert tried > 2
    assert failed == 0


def test_the_examples_of_the_docstring():
    failed, tried = doctest.testmod(distributions)
    assert tried == 2
    assert failed == 0
