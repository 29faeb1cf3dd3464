"""What was run, in a sentence: enough to run it again."""

from __future__ import annotations

from simulator.experiment.result import Result
from simulator.report.blocks import Paragraph
from simulator.report.numbers import percent
from simulator.report.sentences import listed
from simulator.report.times import length


def heading(result: Result) -> Paragraph:
    """Return blueprint, scenario, what was set on top, replications, seed, and what stands in brackets."""
    plan, many = result.plan, result.replications
    said = (
        f"{plan.blueprint} {plan.version}, scenario {plan.scenario}{_described(result)}{_changed(result)}: "
    )
    said += f"{many:,} {'replication' if many == 1 else 'replications'} of {length(plan.run_for, plan)}"
    if plan.warm_up:
        found = "" if result.warm_up is None else ", as a pilot showed"
        said += f" (the first {length(plan.warm_up, plan)} warm up{found})"
    said += f", seed {result.seed}."
    if result.totals.rows > 1:
        said += f" In brackets: {percent(result.confidence)} intervals."
    return Paragraph(said)


def _described(result: Result) -> str:
    scenario = result.blueprint.scenarios.get(result.plan.scenario)
    return f" ({scenario.description.rstrip('.')})" if scenario and scenario.description else ""


def _changed(result: Result) -> str:
    overrides = [f"`{override}`" for override in result.blueprint.overrides]
    return f", with {listed(overrides)}" if overrides else ""
