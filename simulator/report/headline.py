"""The answer in a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.analysis import Verdict
from simulator.model.plan import Plan
from simulator.report.figures import Figures
from simulator.report.numbers import figure
from simulator.report.times import average_period

_LOST = (("abandoned", "gave up"), ("balked", "did not join the queue"), ("turned_away", "were turned away"))


def headline(plan: Plan, figures: Figures, verdicts: Sequence[Verdict]) -> str:
    """Return who came, where they waited, how many were lost, and how the service levels stand."""
    came = figures.get("arrivals", "case", "all", "count")
    sentences = [f"On {average_period(plan)} {_customers(came.value)}."]
    if came.shows:
        sentences.append(_waits(plan, figures))
        sentences += _lost(figures)
    if verdicts:
        sentences.append(_levels(verdicts))
    said = " ".join(sentences)
    return said if "On an average run" not in said else said.replace("On an", "In an", 1)


def _customers(number: float) -> str:
    if number == 0:
        return "nobody came"
    shown = figure(round(number)) if number >= 10 else figure(number)
    return f"{shown} customer came" if shown == "1" else f"{shown} customers came"


def _waits(plan: Plan, figures: Figures) -> str:
    """The step at which waiting takes most."""
    staffed = [step.name for step in plan.steps if step.options]
    waits = {name: figures.get("wait", "step", name, "mean") for name in staffed}
    waits = {name: wait for name, wait in waits.items() if wait.shows}
    if not waits:
        served = any(not math.isnan(figures.get("wait", "step", name, "mean").value) for name in staffed)
        return "Nobody had to wait." if served or not staffed else "Nobody was served."
    worst = max(waits, key=lambda name: waits[name].value)
    where = f"at {worst}" if len(staffed) == 1 else f"longest at {worst}"
    return f"They waited {where}: {waits[worst].with_unit} on average."


def _lost(figures: Figures) -> list[str]:
    """One sentence for all who left unserved."""
    shares = [(figures.get(measure, "case", "all", "share"), said) for measure, said in _LOST]
    parts = [f"{share.in_full} {said}" for share, said in shares if share.shows]
    if not parts:
        return []
    *first, last = parts
    return [f"{', '.join(first)} and {last}." if first else f"{last}."]


def _levels(verdicts: Sequence[Verdict]) -> str:
    """How many of the service levels are met, which are not."""
    if len(verdicts) == 1:
        return f"The service level `{verdicts[0].name}` is {verdicts[0].verdict}."
    if all(verdict.verdict == "met" for verdict in verdicts):
        return "All service levels are met."
    parts = []
    for word in ("missed", "unsure"):
        named = [f"`{verdict.name}`" for verdict in verdicts if verdict.verdict == word]
        if named:
            parts.append(f"{', '.join(named)} {'is' if len(named) == 1 else 'are'} {word}")
    return f"Of {len(verdicts)} service levels {' and '.join(parts)}."
