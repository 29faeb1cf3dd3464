"""How figures depend on inputs: a table of differences for each figure, and its indices."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.analysis.paired import Difference
from simulator.analysis.sobol import Index
from simulator.experiment.sensitivity.result import Sensitivity
from simulator.experiment.sensitivity.tornado import Bar
from simulator.experiment.sweeps.chosen import Chosen
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.measures import chosen_head, chosen_words
from simulator.report.numbers import percent, percent_with_interval, signed
from simulator.report.sentences import listed, sentences
from simulator.report.sweep import short_names
from simulator.report.times import length


def sensitivity_blocks(found: Sensitivity) -> tuple[Block, ...]:
    """Return the report on how figures depend on inputs."""
    blocks: list[Block] = [_heading(found)]
    names = dict(zip(found.paths, short_names(found.paths), strict=True))
    for measure in found.measures:
        blocks.append(_tornado(measure, found.bars[measure.label], names))
        if measure.label in found.by_measure:
            blocks += _indices(measure, found.by_measure[measure.label], names)
    if found.warnings:
        blocks.append(sentences("To be noted", found.warnings))
    return tuple(blocks)


def _heading(found: Sensitivity) -> Paragraph:
    blueprint, plan, many = found.blueprint, found.base.plan, found.replications
    with_ = [f"`{override}`" for override in blueprint.overrides]
    varied = [f"`{each.path}` ({each.range})" for each in found.inputs]
    said = (
        f"{blueprint.blueprint} {blueprint.version}, scenario {blueprint.scenario}"
        f"{f', with {listed(with_)}' if with_ else ''}: what depends on {listed(varied)}, {many:,} "
        f"{'replication' if many == 1 else 'replications'} of {length(plan.run_for, plan)} each, seed "
        f"{found.seed}; the same customers come each time."
    )
    if many > 1:
        said += f" In brackets: {percent(found.confidence)} intervals; those of a table hold all at once."
    return Paragraph(said)


def _tornado(measure: Chosen, bars: tuple[Bar, ...], names: dict[str, str]) -> Table:
    """Two rows an input: the figure with its lowest and with its highest value, against the base."""
    columns = (
        Column("input", words=True),
        Column("value"),
        Column(chosen_head(measure)),
        Column("difference"),
        Column("which is", words=True),
    )
    rows = []
    for bar in bars:
        for name, setting, each in (
            (names[bar.path], bar.settings[0], bar.low),
            ("", bar.settings[1], bar.high),
        ):
            rows.append((name, setting, *_told(each)))
    base = f": {_value(bars[0].low, bars[0].low.baseline)} with the blueprint as it is" if bars else ""
    return Table(f"{chosen_head(measure)}{base}", columns, tuple(rows), _without(bars, names), keys=2)


def _told(each: Difference) -> tuple[str, str, str]:
    scale = 100.0 if each.unit == "share" else 1.0
    ends = (scale * each.low, scale * each.high)
    return _value(each, each.value), signed(scale * each.difference, *ends), each.word or "-"


def _value(each: Difference, value: float) -> str:
    """A value with the digits that the interval of the difference bears out."""
    half = (each.high - each.low) / 2
    return str(Value(value, value - half, value + half, each.unit))


def _without(bars: tuple[Bar, ...], names: dict[str, str]) -> str:
    """Which inputs show no difference, where there are intervals to tell it by."""
    without = [f"`{names[bar.path]}`" for bar in bars if not bar.shows and (bar.low.word or bar.high.word)]
    said = "Shares differ in points of a hundred. " if bars and bars[0].low.unit == "share" else ""
    if without:
        said += f"Over {'its range' if len(without) == 1 else 'their ranges'} no difference is shown by "
        said += f"{listed(without)}."
    return said.rstrip()


def _indices(
    measure: Chosen, found: tuple[tuple[str, Index], ...], names: dict[str, str]
) -> Iterator[Table | Paragraph]:
    """What share of the variation comes from each input: alone, and with the others."""
    alone = {path: index for path, index in found if index.order == "first"}
    together = {path: index for path, index in found if index.order == "total"}
    if any(math.isnan(index.value) for index in together.values()):
        yield Paragraph(
            f"{chosen_words(measure)} does not vary when all inputs vary together over their ranges."
        )
        return
    order = sorted(together, key=lambda path: -together[path].value)
    rows = tuple(
        (names[path], *(_with_interval(index) for index in (alone[path], together[path]))) for path in order
    )
    first = order[0]
    yield Table(
        f"Where the variation of {chosen_words(measure)} comes from",
        (Column("input", words=True), Column("alone"), Column("with others")),
        rows,
        f"All inputs vary together over their ranges: {_share(alone[first])} of the variation of "
        f"{chosen_words(measure)} comes from `{names[first]}` alone, {_share(together[first])} with what it "
        "does together with others. What comes of chance alone is not counted: the same customers come "
        "to all points.",
    )


def _share(index: Index) -> str:
    return percent(index.value, index.low, index.high)


def _with_interval(index: Index) -> str:
    return percent_with_interval(index.value, index.low, index.high)
