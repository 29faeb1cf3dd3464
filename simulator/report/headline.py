"""The answer in a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from simulator.analysis import Verdict
from simulator.model.plan import Plan
from simulator.report.figures import Figures, Value
from simulator.report.numbers import figure
from simulator.report.sentences import listed, sentence
from simulator.report.times import on_average

_LOST = (
    ("abandoned", "gave up"),
    ("balked", "did not join the queue"),
    ("turned_away", "were turned away"),
    ("no_show", "did not come to their appointment"),
    ("unfinished", "were still inside when the run ended"),
)


def headline(
    plan: Plan, figures: Figures, verdicts: Sequence[Verdict], replications: int, *, stopped: bool = False
) -> str:
    """Return who came, where they waited, how many were lost, and how the service levels stand.

    Of a run that was stopped it is not said that nobody waited: what would have come is not known.
    """
    came = figures.get("arrivals", "case", "all", "count").value
    missing = figures.get("no_show", "case", "all", "count")
    came -= missing.value if missing.shows else 0.0
    sentences = [sentence(on_average(plan, _customers(came), replications))]
    if came > 0:
        sentences += _waits(plan, figures, stopped)
        sentences += _lost(plan, figures)
    if verdicts:
        sentences.append(_levels(verdicts))
    return " ".join(sentences)


def _customers(number: float) -> str:
    if number == 0:
        return "nobody came"
    shown = figure(round(number)) if number >= 10 else figure(number)
    return f"{shown} customer came" if shown == "1" else f"{shown} customers came"


def _waits(plan: Plan, figures: Figures, stopped: bool) -> Iterator[str]:
    """The step at which waiting takes most, and the one at which begun work lies longest."""
    staffed = [step.name for step in plan.steps if step.options]
    waits = _shown(figures, "wait", staffed)
    lies = _shown(figures, "suspended_time", staffed)
    if waits:
        worst, told = _longest(waits, alone=len(staffed) == 1)
        unserved = any(
            figures.get(left, "step", worst, "share").shows for left in ("abandoned", "unfinished")
        )
        yield f"{'Those who were served' if unserved else 'They'} waited {told} on average."
    elif staffed and all(math.isnan(figures.get("wait", "step", name, "mean").value) for name in staffed):
        yield "Nobody was served."
    elif stopped or _somebody_stood(plan, figures, staffed):
        yield "Those who were served did not wait."
    else:
        yield "Nobody had to wait to be served."
    if lies:
        _, told = _longest(lies, alone=len(staffed) == 1)
        yield f"Begun work was interrupted {told} on average."


def _somebody_stood(plan: Plan, figures: Figures, staffed: Sequence[str]) -> bool:
    """Whether there was a queue, or anybody was left at a step with a team."""
    measures = [("queue_length", "mean")]
    if not _is_cut_out(plan):
        measures.append(("unfinished", "share"))
    return any(figures.get(name, "step", step, how).shows for name, how in measures for step in staffed)


def _longest(values: Mapping[str, Value], alone: bool) -> tuple[str, str]:
    """The step with the greatest value, and both in words; of the only step there is no longest."""
    worst = max(values, key=lambda name: values[name].value)
    return worst, f"{'at' if alone else 'longest at'} {worst}: {values[worst].with_unit}"


def _shown(figures: Figures, measure: str, steps: Sequence[str]) -> dict[str, Value]:
    """The means of a measure at the steps where there is any of it."""
    values = {name: figures.get(measure, "step", name, "mean") for name in steps}
    return {name: value for name, value in values.items() if value.shows}


def _lost(plan: Plan, figures: Figures) -> list[str]:
    """One sentence for all who were not served to the end.

    At the end of a piece cut out of a long run somebody is always inside; that says nothing.
    """
    told = [(measure, said) for measure, said in _LOST if not (_is_cut_out(plan) and measure == "unfinished")]
    shares = [(figures.get(measure, "case", "all", "share"), said) for measure, said in told]
    parts = [f"{share.in_full} {said}" for share, said in shares if share.shows]
    return [f"{listed(parts)}."] if parts else []


def _is_cut_out(plan: Plan) -> bool:
    """Whether the figures are of a piece cut out of a long run."""
    return plan.warm_up > 0 and plan.at_end == "stop"


def _levels(verdicts: Sequence[Verdict]) -> str:
    """How each of the service levels stands; of those that are met how many there are."""
    if len(verdicts) == 1:
        return f"The service level `{verdicts[0].name}` is {verdicts[0].verdict}."
    parts = []
    for word in ("missed", "unsure"):
        named = [f"`{verdict.name}`" for verdict in verdicts if verdict.verdict == word]
        if named:
            parts.append(f"{listed(named)} {'is' if len(named) == 1 else 'are'} {word}")
    met = sum(verdict.verdict == "met" for verdict in verdicts)
    if met == len(verdicts):
        return f"{'Both' if met == 2 else f'All {met}'} service levels are met."
    if met:
        parts.append("the other is met" if met == 1 else f"the other {met} are met")
    return f"Of {len(verdicts)} service levels {listed(parts)}."
