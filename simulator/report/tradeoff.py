"""What a trade-off curve showed: the best level, what each ten points gain, what that hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.best import Ranking
from simulator.experiment.tradeoff.curve import about_of
from simulator.experiment.tradeoff.result import Tradeoff
from simulator.model.saying import estimated
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.measures import figure_words, measure_words
from simulator.report.numbers import figure, percent, signed
from simulator.report.payback import payback_table
from simulator.report.sentences import listed, sentences
from simulator.report.times import length
from simulator.report.tradeoff_levels import level_blocks

_CLAIMED = (
    "Texts claim 65 to 85 % as the best range; that is a claim without a source, unverified, and nothing "
    "here is derived from it."
)


def tradeoff_blocks(tradeoff: Tradeoff) -> tuple[Block, ...]:
    """Return the report on a trade-off curve."""
    blocks: list[Block] = [_heading(tradeoff), _best(tradeoff)]
    blocks += _settings(tradeoff)
    for curve in tradeoff.curves:
        blocks += level_blocks(curve)
    blocks.append(_gains(tradeoff))
    blocks += _paybacks(tradeoff)
    blocks += _assumptions(tradeoff)
    blocks.append(Paragraph(_CLAIMED))
    if tradeoff.warnings:
        blocks.append(sentences("To be noted", tradeoff.warnings))
    return tuple(blocks)


def objective_words(ranking: Ranking) -> str:
    """What the objective is called: `wait`, `wait at counter`, `wait (quick)` of a service level."""
    if ranking.scope == "sla":
        return f"{measure_words(ranking.measure, ranking.statistic)} ({ranking.name})"
    return figure_words(ranking.measure, ranking.scope, ranking.name, ranking.statistic)


def _objective_column(ranking: Ranking) -> Column:
    """A column of the objective, with its unit."""
    unit = "" if ranking.unit in ("share", "") else f", {ranking.unit}"
    return Column(f"{objective_words(ranking)}{unit}")


def _heading(tradeoff: Tradeoff) -> Paragraph:
    plan, many = tradeoff.written.plan, tradeoff.replications
    said = (
        f"{plan.blueprint} {plan.version}, scenario {tradeoff.blueprint.scenario}: "
        f"{listed([f'`{step}`' for step in tradeoff.steps])} with {percent(tradeoff.levels[0])} to "
        f"{percent(tradeoff.levels[-1])} of the work prescribed, {many:,} "
        f"{'replication' if many == 1 else 'replications'} of {length(plan.run_for, plan)} at each level, "
        f"seed {tradeoff.seed}; the same customers come to all."
    )
    return Paragraph(f"{said} In brackets: {percent(tradeoff.confidence)} intervals.")


def _best(tradeoff: Tradeoff) -> Paragraph:
    ranking = tradeoff.ranking
    what = f"the {'lowest' if ranking.lowest else 'highest'} {objective_words(ranking)}"
    first = ranking.standings[0]
    if tradeoff.first.chosen is None:
        levels = listed([f"`{name}`" for name in ranking.subject_to])
        return Paragraph(f"No level can be chosen: all of them miss {levels}.")
    value = Value(first.value, first.low, first.high, ranking.unit).with_unit
    with_it = f"With {percent(tradeoff.best)} prescribed"
    if len(tradeoff.curves) > 1:
        with_it += f", {tradeoff.first.setting.words},"
    said = f"{with_it} the service has {what}: {value}."
    beside = [name for name in tradeoff.open if name in tradeoff.first.names and name != first.scenario]
    others = [percent(level) for level in sorted(map(tradeoff.first.level_named, beside))]
    elsewhere = len(tradeoff.open) - len(others) - 1
    if elsewhere:
        levels = "level of another curve" if elsewhere == 1 else "levels of other curves"
        others.append(f"{elsewhere} {levels}")
    if not others:
        return Paragraph(f"{said} It is told from all other levels.")
    said += f" {listed(others).capitalize()} cannot be told from it."
    if ranking.replications_needed:
        said += f" About {estimated(ranking.replications_needed)} replications would settle it."
    return Paragraph(said)


def _settings(tradeoff: Tradeoff) -> Iterator[Table]:
    """What is best on each curve, where there are several."""
    if len(tradeoff.curves) == 1:
        return
    overall, ranking = {one.scenario: one.place for one in tradeoff.ranking.standings}, tradeoff.ranking
    told = [
        (word, [getattr(curve.setting, word) for curve in tradeoff.curves])
        for word in ("elastic", "compliance")
    ]
    told = [(word, values) for word, values in told if values[0] is not None]
    rows = []
    for number, curve in enumerate(tradeoff.curves):
        best = curve.ranking.standings[0]
        name = curve.runs[best.scenario].plan.scenario
        rows.append(
            (
                *(percent(values[number]) for _, values in told),
                "-" if curve.chosen is None else best.scenario,
                _range(curve.kept),
                Value(best.value, best.low, best.high, ranking.unit).in_full,
                overall[name],
            )
        )
    columns = (
        *(Column(word) for word, _ in told),
        Column("best"),
        Column("not told apart"),
        _objective_column(ranking),
        Column("which is", words=True),
    )
    yield Table("What is best on each curve", columns, tuple(rows), "The last column is among all curves.")


def _gains(tradeoff: Tradeoff) -> Table:
    """What each level gains over the one below it, by the objective."""
    ranking = tradeoff.ranking
    scale = 100.0 if ranking.unit == "share" else 1.0
    rows = []
    for below, level, gain in tradeoff.gains_of(about_of(ranking)):
        told = signed(scale * gain.difference, scale * gain.low, scale * gain.high)
        rows.append(
            (f"{percent(below)} to {percent(level)}", figure(100 * (level - below)), told, gain.word or "-")
        )
    columns = (
        Column("from", words=True),
        Column("points"),
        _objective_column(ranking),
        Column("which is", words=True),
    )
    title = "What more of it gains"
    if len(tradeoff.curves) > 1:
        title += f", {tradeoff.first.setting.words}"
    return Table(title, columns, tuple(rows), "Each against the level before it.")


def _paybacks(tradeoff: Tradeoff) -> Iterator[Table]:
    """When the best level has paid."""
    investment = tradeoff.blueprint.investment
    if investment is not None and tradeoff.paybacks:
        changes = [(f"{one.against} to {one.change}", one) for one in tradeoff.paybacks]
        yield payback_table(changes, [investment] * len(changes), tradeoff.written.plan)


def _assumptions(tradeoff: Tradeoff) -> Iterator[Table]:
    """What is best where an assumption is another."""
    if not tradeoff.assumptions:
        return
    ranking = tradeoff.ranking
    rows = [
        (
            one.assumption,
            one.value,
            percent(one.best),
            _range(one.kept),
            Value(one.figure, one.low, one.high, ranking.unit).in_full,
        )
        for one in tradeoff.assumptions
    ]
    columns = (
        Column("assumption", words=True),
        Column("instead", words=True),
        Column("best"),
        Column("not told apart"),
        _objective_column(ranking),
    )
    best = ranking.standings[0]
    value = Value(best.value, best.low, best.high, ranking.unit).with_unit
    yield Table(
        "Where an assumption is another",
        columns,
        tuple(rows),
        f"As they are: {best.scenario} is best, with {value}. The effects are assumptions, not measurements.",
    )


def _range(levels: tuple[float, ...]) -> str:
    """Those that cannot be told apart, from the least to the most."""
    return f"{percent(levels[0])} to {percent(levels[-1])}" if len(levels) > 1 else "-"
