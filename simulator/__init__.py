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
    from simulator.experiment.audit.audit import audit
    from simulator.experiment.audit.result import Audit
    from simulator.experiment.check import CheckReport, check
    from simulator.experiment.compare import compare
    from simulator.experiment.comparison import Comparison
    from simulator.experiment.objective import Objective
    from simulator.experiment.result import Result
    from simulator.experiment.run import run
    from simulator.experiment.sensitivity.result import Sensitivity
    from simulator.experiment.sensitivity.sensitivity import sensitivity
    from simulator.experiment.staffing.answer import Staffing
    from simulator.experiment.staffing.staff import staff
    from simulator.experiment.sweeps.result import Sweep
    from simulator.experiment.sweeps.sweep import sweep
    from simulator.experiment.tradeoff.result import Tradeoff
    from simulator.experiment.tradeoff.standardise import standardise
    from simulator.experiment.warm_up import FoundWarmUp, warm_up
    from simulator.report.sop.documents import Documents, sop

__version__ = "0.1.0"

__all__ = [
    "Audit",
    "Blueprint",
    "BlueprintError",
    "CheckReport",
    "Comparison",
    "Documents",
    "FoundWarmUp",
    "Objective",
    "Problem",
    "Result",
    "RunError",
    "Sensitivity",
    "SopsimError",
    "Staffing",
    "Sweep",
    "Tradeoff",
    "UsageError",
    "__version__",
    "audit",
    "check",
    "compare",
    "load",
    "run",
    "sensitivity",
    "sop",
    "staff",
    "standardise",
    "sweep",
    "theory",
    "warm_up",
]

_HOMES = {
    "Audit": "simulator.experiment.audit.result",
    "Blueprint": "simulator.blueprint.schema.whole",
    "BlueprintError": "simulator.errors",
    "CheckReport": "simulator.experiment.check",
    "Comparison": "simulator.experiment.comparison",
    "Documents": "simulator.report.sop.documents",
    "FoundWarmUp": "simulator.experiment.warm_up",
    "Objective": "simulator.experiment.objective",
    "Problem": "simulator.errors",
    "Result": "simulator.experiment.result",
    "RunError": "simulator.errors",
    "Sensitivity": "simulator.experiment.sensitivity.result",
    "SopsimError": "simulator.errors",
    "Sweep": "simulator.experiment.sweeps.result",
    "Staffing": "simulator.experiment.staffing.answer",
    "Tradeoff": "simulator.experiment.tradeoff.result",
    "UsageError": "simulator.errors",
    "audit": "simulator.experiment.audit.audit",
    "check": "simulator.experiment.check",
    "compare": "simulator.experiment.compare",
    "load": "simulator.blueprint.load",
    "run": "simulator.experiment.run",
    "sensitivity": "simulator.experiment.sensitivity.sensitivity",
    "warm_up": "simulator.experiment.warm_up",
    "standardise": "simulator.experiment.tradeoff.standardise",
    "sop": "simulator.report.sop.documents",
    "sweep": "simulator.experiment.sweeps.sweep",
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
