"""What a comparison showed: each scenario against the baseline, the service levels of all, the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis.paired import Difference
from simulator.analysis.power import POWER
from simulator.blueprint.procedures import all_steps
from simulator.experiment.comparison import Comparison
from simulator.model.saying import estimated
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.differences import (
    both_values,
    difference_head,
    difference_shown,
    in_points,
    what_pairing_saved,
)
from simulator.report.figures import Figures, Value
from simulator.report.many_scenarios import MOST_IN_FULL, side_by_side
from simulator.report.measures import measure_words
from simulator.report.numbers import figure, percent
from simulator.report.payback import payback_table
from simulator.report.ranking import ranking_blocks
from simulator.report.scorecard import scorecards_table
from simulator.report.sentences import listed, sentences
from simulator.report.times import length

#: What is told of every service, if there is any of it; of each step and team, or of all cases.
_OF_STEPS = (("wait", "mean"),)
_OF_CASES = (
    ("wait", "mean"),
    ("time_in_system", "mean"),
    ("abandoned", "share"),
    ("balked", "share"),
    ("turned_away", "share"),
    ("unfinished", "share"),
    ("errors_left", "share"),
    ("satisfaction", "mean"),
    ("csat", "mean"),
    ("complaints", "mean"),
)
_OF_TEAMS = (("utilisation", "mean"),)
_COST = ("cost", "total")


def compare_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Return the report on a comparison."""
    blocks: list[Block] = [_heading(comparison)]
    if len(comparison.scenarios) > MOST_IN_FULL:
        blocks.append(side_by_side(comparison))
    else:
        blocks += [_table(comparison, scenario) for scenario in comparison.scenarios]
    blocks += _needs(comparison)
    blocks += _levels(comparison)
    blocks += scorecards_table(comparison)
    if comparison.ranking is not None:
        blocks += ranking_blocks(comparison.ranking, comparison.confidence)
    blocks += _paybacks(comparison)
    if comparison.warnings:
        blocks.append(sentences("To be noted", comparison.warnings))
    return tuple(blocks)


def _heading(comparison: Comparison) -> Paragraph:
    plan = comparison.runs[comparison.baseline].plan
    names, many = comparison.scenarios, comparison.replications
    told = (
        listed([f"`{name}`" for name in names]) if len(names) <= MOST_IN_FULL else f"{len(names)} scenarios"
    )
    said = (
        f"{plan.blueprint} {plan.version}: {told} against `{comparison.baseline}`, {many:,} "
        f"{'replication' if many == 1 else 'replications'} of {length(plan.run_for, plan)} each, seed "
        f"{comparison.seed}; the same customers come to all."
    )
    overrides = [f"`{override}`" for override in comparison.blueprints[0].overrides]
    if overrides:
        said += f" In all of them {listed(overrides)}."
    if comparison.runs[comparison.baseline].rows > 1:
        said += f" {_sure(len(names), percent(comparison.confidence))}"
    return Paragraph(said)


def _sure(scenarios: int, confidence: str) -> str:
    """How sure the differences are: those of one figure hold for all scenarios at once."""
    if scenarios > MOST_IN_FULL:
        return (
            f"Differences are shown with {confidence} confidence for all {scenarios} at once; in brackets: "
            f"{confidence} intervals."
        )
    together = f" that hold for {'both' if scenarios == 2 else f'all {scenarios}'} at once"
    return f"In brackets: {confidence} intervals{together if scenarios > 1 else ''}."


def _table(comparison: Comparison, scenario: str) -> Table:
    found = comparison.paired[scenario]
    told = list(_chosen(comparison, found) if comparison.told else _usual(comparison, found))
    stated = comparison.blueprints[0].scenarios.get(scenario)
    description = f": {stated.description.rstrip('.')}" if stated is not None and stated.description else ""
    columns = (
        Column("figure", words=True),
        Column(comparison.baseline),
        Column(scenario),
        Column("difference"),
        Column("which is", words=True),
    )
    rows = (*(_row(difference) for difference in told), *_of_one(comparison, scenario))
    notes = (_only_in_one(comparison, scenario), in_points(told), what_pairing_saved(told))
    return Table(f"{scenario}{description}", columns, rows, " ".join(filter(None, notes)))


def _usual(comparison: Comparison, found: Sequence[Difference]) -> Iterator[Difference]:
    """The figures that are told unless others are asked for, as far as there is any of them."""
    base = comparison.blueprints[0]
    places: dict[str, Sequence[tuple[str, str]]] = {"step": _OF_STEPS, "case": _OF_CASES, "team": _OF_TEAMS}
    order = {name: place for place, name in enumerate((*all_steps(base), *base.teams, *base.resources))}
    for scope, wanted in places.items():
        here = [d for d in found if d.scope == scope and (d.measure, d.statistic) in wanted]
        here.sort(key=lambda d: (wanted.index((d.measure, d.statistic)), order.get(d.name, len(order))))
        yield from (d for d in here if d.value > 0 or d.baseline > 0)
    yield from (
        d
        for d in found
        if d.scope == "case" and (d.measure, d.statistic) == _COST and (d.value or d.baseline)
    )
    yield from (d for d in found if d.scope == "sla")


def _chosen(comparison: Comparison, found: Sequence[Difference]) -> Iterator[Difference]:
    """The figures asked for, with all their statistics that have an interval."""
    for wanted in comparison.told:
        about = (wanted.measure, wanted.scope, wanted.name)
        yield from (d for d in found if (d.measure, d.scope, d.name) == about and d.word)


def _of_one(comparison: Comparison, scenario: str) -> Iterator[tuple[str, ...]]:
    """The figures asked for that only one of the two has."""
    runs = (comparison.baseline, scenario)
    for wanted in comparison.told:
        has = [name for name in runs if wanted in comparison.runs[name].figures]
        if len(has) == 1:
            metrics = comparison.metrics
            about = (wanted.measure, wanted.scope, wanted.name, wanted.statistic)
            figures = Figures(metrics[metrics.scenario == has[0]])
            values = (str(figures.get(*about)) if name in has else "-" for name in runs)
            yield (difference_head(wanted), *values, "-", f"only in {has[0]}")


def _only_in_one(comparison: Comparison, scenario: str) -> str:
    """The steps and teams that only one of the two has."""
    plans = {name: comparison.runs[name].plan for name in (comparison.baseline, scenario)}
    names = {
        name: dict.fromkeys([*(step.name for step in plan.steps), *(team.name for team in plan.teams)])
        for name, plan in plans.items()
    }
    here, there = names
    told = []
    for one, other in ((here, there), (there, here)):
        alone = [name for name in names[one] if name not in names[other]]
        if alone:
            told.append(f"only in {one}: {listed([f'`{name}`' for name in alone])}")
    return f"Not compared, {'; '.join(told)}." if told else ""


def _row(difference: Difference) -> tuple[str, ...]:
    shown = difference_shown(difference)
    return (difference_head(difference), *both_values(difference), shown, difference.word or "-")


def _paybacks(comparison: Comparison) -> Iterator[Table]:
    """When each scenario has paid that says what it takes."""
    if comparison.paybacks:
        taken = {blueprint.scenario: blueprint.investment for blueprint in comparison.blueprints}
        investments = [one for name in comparison.paybacks if (one := taken[name]) is not None]
        plan = comparison.runs[comparison.baseline].plan
        yield payback_table(list(comparison.paybacks.items()), investments, plan)


def _needs(comparison: Comparison) -> Iterator[Table]:
    """How many replications would show the differences that somebody wants to see."""
    if not comparison.wishes:
        return
    rows = []
    for scenario, needs in comparison.needs.items():
        for need in needs:
            size = percent(need.size) if need.unit == "share" else f"{figure(need.size)} {need.unit}"
            counts = ("-" if many is None else estimated(many) for many in (need.replications, need.apart))
            of = "" if need.scope == "case" else f" ({need.name})"
            rows.append((scenario, f"{measure_words(need.measure, need.statistic)}{of}", size, *counts))
    columns = (
        Column("scenario", words=True),
        Column("figure", words=True),
        Column("difference"),
        Column("needed"),
        Column("unpaired"),
    )
    yield Table(
        "How many replications would show a difference",
        columns,
        tuple(rows),
        f"With a chance of {percent(POWER)}, if it is that large, as these {comparison.replications:,} "
        "replications let expect. Unpaired: with other customers in each run.",
        keys=2,
    )


def _levels(comparison: Comparison) -> Iterator[Table]:
    """How each service level stands in every run."""
    names = list(dict.fromkeys(verdict.name for found in comparison.verdicts.values() for verdict in found))
    if not names:
        return
    rows = []
    for name, found in comparison.verdicts.items():
        held = {verdict.name: verdict for verdict in found}
        cells = []
        for level in names:
            verdict = held.get(level)
            if verdict is None:
                cells.append("-")
                continue
            value = Value(verdict.attainment, verdict.low, verdict.high, verdict.unit).in_full
            cells.append(f"{verdict.verdict}, {value}")
        rows.append((name, *cells))
    columns = (Column("scenario", words=True), *(Column(level) for level in names))
    yield Table("Service levels", columns, tuple(rows))
