"""Whatever happens to a customer can be told."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given

from simulator.analysis.trace import trace
from simulator.model.plan import NO_SHOW
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import observe
from tests.properties.thoroughness import thoroughly


@thoroughly
@given(blueprints())
def test_every_story_begins_with_arriving_and_ends_with_leaving(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for case in range(min(len(run.records.cases), 20)):
        told = trace(run.plan, run.records, [case])
        if run.records.cases[case]["outcome"] == NO_SHOW:
            assert len(told) == 1
            assert " does not come to the appointment at " in told[0]
            continue
        assert re.search(r" (arrives|is there already)( \([^()]+\))?$", told[0])  # with what it brings along
        assert " leaves: " in told[-1] or " is still inside when the run ends" in told[-1]
        starts = sum(" starts at " in line or " begins " in line for line in told)
        visits = run.records.visits[run.records.visits["case"] == case]
        assert starts >= (~np.isnan(visits["started"])).sum()
