"""The random blueprints are ones that the language allows, and say all of it."""

from __future__ import annotations

import json

from hypothesis import given

from simulator.blueprint.load import loads
from simulator.experiment.check import check
from tests.properties.blueprints import blueprints
from tests.properties.coverage import Coverage
from tests.properties.thoroughness import thoroughly
from tests.properties.values import Blueprint
from tests.properties.words import known_words


@thoroughly
@given(blueprints())
def test_every_random_blueprint_is_one_that_check_lets_pass(blueprint: Blueprint) -> None:
    assert check(loads(json.dumps(blueprint))).errors == ()


def test_the_random_blueprints_know_most_words_after_a_few() -> None:
    # A few hundred blueprints in a test; `python -m tests.properties.coverage` looks at thousands.
    coverage = Coverage()
    coverage.look_at(150)
    assert len(coverage.never()) < len(known_words()) / 8
