"""SOPs: what is written down of a visit hangs together, and nothing prescribed changes nothing."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
from hypothesis import given

from simulator.blueprint.schema.measures import kind_of_level
from simulator.engine.simpy_engine import simulate
from tests.properties.blueprints import blueprints, plan_of
from tests.properties.observed import observe
from tests.properties.test_reproducibility import bytes_of
from tests.properties.thoroughness import thoroughly
from tests.properties.values import Blueprint


@thoroughly
@given(blueprints())
def test_how_a_visit_was_done_hangs_together(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    rows, visits = run.records.procedures, run.records.visits
    for one in rows:
        procedure = run.plan.steps[one["step"]].procedure
        assert procedure is not None
        required, done, misfit, bent = (int(one[name]) for name in ("required", "done", "misfit", "bent"))
        assert (required | int(one["wrong"])) >> len(procedure.actions) == 0
        assert done | misfit | required == required
        assert bent & ~(done & misfit) == 0
        assert int(one["left"]) & ~int(one["wrong"]) == 0
        assert bool(one["exception"]) == bool(done & misfit & ~bent)
        assert not (one["found"] and one["redone"])
    at_sop = np.isin(visits["step"], [i for i, s in enumerate(run.plan.steps) if s.procedure is not None])
    begun = visits[at_sop & ~np.isnan(visits["started"])]
    for name in ("case", "step", "branch", "visit"):
        assert rows[name].tolist() == begun[name].tolist()
    assert (visits["work"] >= 0).all()


@thoroughly
@given(blueprints())
def test_nothing_prescribed_and_no_errors_are_the_work_without_an_sop(blueprint: Blueprint) -> None:
    blueprint = {word: of for word, of in blueprint.items() if word != "objective"}  # may name a level
    blueprint["sla"] = {name: level for name, level in blueprint["sla"].items() if not _is_of_sops(level)}
    without, idle = deepcopy(blueprint), deepcopy(blueprint)
    for step in _steps(without):
        if step.pop("sop", None) is not None:
            step.setdefault("time", 0)
    for step in _steps(idle):
        if "sop" in step:
            step["sop"] = {"standardisation": "0%", "compliance": "0%"}
            step.setdefault("time", 0)
    returning = {name for name, of in blueprint["customers"].items() if of["arrivals"] == "returning"}
    if any(_sends_back_by_errors_alone(without, name) for name in returning):
        return
    assert bytes_of(simulate(plan_of(idle))) == bytes_of(simulate(plan_of(without)))


def _is_of_sops(level: Blueprint) -> bool:
    """Whether a service level is about SOPs, so that it needs one."""
    measure = kind_of_level(level.get("measure"))
    return measure is not None and measure.of_sop


def _steps(blueprint: Blueprint) -> list[dict[str, Any]]:
    modules = blueprint.get("modules", {}).values()
    return [*blueprint["steps"].values(), *(step for of in modules for step in of["steps"].values())]


def _sends_back_by_errors_alone(without: Blueprint, name: str) -> bool:
    """Whether nobody comes back as this class any more, so that it cannot be described."""
    return all(step.get("comes_back", {}).get("as") != name for step in _steps(without))
