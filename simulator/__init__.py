"""sopsim: a service-process simulator and SOP design tool.

    import simulator as sim

    blueprint = sim.load("blueprints/bank_branch.yaml")
    result = sim.run(blueprint, replications=200, seed=1)
    result.metrics, result.slas, result.cases, result.visits      # DataFrames

`simulator.theory` has Erlang's formulas as calculators.

Names are imported when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator import theory
    from simulator.blueprint.load import load
    from simulator.blueprint.schema.whole import Blueprint
    from simulator.errors import BlueprintError, Problem, RunError, SopsimError, UsageError
    from simulator.experiment.check import CheckReport, check
    from simulator.experiment.result import Result
    from simulator.experiment.run import run
    from simulator.experiment.staffing.answer import Staffing
    from simulator.experiment.staffing.staff import staff

__version__ = "0.1.0"

__all__ = [
    "Blueprint",
    "BlueprintError",
    "CheckReport",
    "Problem",
    "Result",
    "RunError",
    "SopsimError",
    "Staffing",
    "UsageError",
    "__version__",
    "check",
    "load",
    "run",
    "staff",
    "theory",
]

_HOMES = {
    "Blueprint": "simulator.blueprint.schema.whole",
    "BlueprintError": "simulator.errors",
    "CheckReport": "simulator.experiment.check",
    "Problem": "simulator.errors",
    "Result": "simulator.experiment.result",
    "RunError": "simulator.errors",
    "SopsimError": "simulator.errors",
    "Staffing": "simulator.experiment.staffing.answer",
    "UsageError": "simulator.errors",
    "check": "simulator.experiment.check",
    "load": "simulator.blueprint.load",
    "run": "simulator.experiment.run",
    "staff": "simulator.experiment.staffing.staff",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "theory":
        return import_module("simulator.theory")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
