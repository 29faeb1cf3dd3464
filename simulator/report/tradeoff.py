"""What a trade-off curve showed: the levels, the best of them, what each ten points gain."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.experiment.tradeoff.result import Tradeoff
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Figures, Value
from simulator.report.measures import measure_words
from simulator.report.numbers import figure, percent, signed
from simulator.report.sentences import listed, sentences
from simulator.report.times import length

#: What is told of each level, as far as there is any of it: measure, statistic.
_TOLD = (
    ("wait", "mean"),
    ("handle_time", "mean"),
    ("exceptions", "share"),
    ("errors", "share"),
    ("satisfaction", "mean"),
    ("csat", "mean"),
    ("cost", "total"),
)

_CLAIMED = (
    "Texts claim 65 to 85 % as the best range; that is a claim without a source, unverified, and nothing "
    "here is derived from it."
)


def tradeoff_blocks(tradeoff: Tradeoff) -> tuple[Block, ...]:
    """Return the report on a trade-off curve."""
    blocks: list[Block] = [_heading(tradeoff), _best(tradeoff), _levels(tradeoff), _gains(tradeoff)]
    blocks += _service_levels(tradeoff)
    blocks += _assumptions(tradeoff)
    blocks.append(Paragraph(_CLAIMED))
    if tradeoff.warnings:
        blocks.append(sentences("To be noted", tradeoff.warnings))
    return tuple(blocks)


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


def _objective(tradeoff: Tradeoff) -> str:
    ranking = tradeoff.ranking
    of = "" if ranking.scope == "case" else f" ({ranking.name})"
    return f"{measure_words(ranking.measure, ranking.statistic)}{of}"


def _best(tradeoff: Tradeoff) -> Paragraph:
    ranking = tradeoff.ranking
    what = f"the {'lowest' if ranking.lowest else 'highest'} {_objective(tradeoff)}"
    first = ranking.standings[0]
    if first.place != "best":
        levels = listed([f"`{name}`" for name in ranking.subject_to])
        return Paragraph(f"No level can be chosen: all of them miss {levels}.")
    value = Value(first.value, first.low, first.high, ranking.unit).with_unit
    said = f"With {first.scenario} prescribed the service has {what}: {value}."
    others = [percent(level) for level in tradeoff.kept if level != tradeoff.best]
    if others:
        said += f" {listed(others).capitalize()} cannot be told from it."
        if ranking.replications_needed:
            said += f" About {ranking.replications_needed:,} replications would settle it."
    else:
        said += " It is told from all other levels."
    return Paragraph(said)


def _levels(tradeoff: Tradeoff) -> Table:
    """A row a level, with the usual figures."""
    by_level = {level: Figures(table) for level, table in tradeoff.curve.groupby("level", sort=True)}
    told = [
        (measure, statistic)
        for measure, statistic in _TOLD
        if any(of.get(measure, "case", "all", statistic).shows for of in by_level.values())
    ]
    columns = [Column("prescribed")]
    for measure, statistic in told:
        unit = next(iter(by_level.values())).get(measure, "case", "all", statistic).unit
        words = measure_words(measure, statistic)
        columns.append(Column(words if unit in ("share", "") else f"{words}, {unit}"))
        if measure == "handle_time":
            columns.append(Column("its cv"))
    standings = {standing.scenario: standing.place for standing in tradeoff.ranking.standings}
    columns.append(Column("which is", words=True))
    rows = []
    for name, (_, of) in zip(tradeoff.runs, sorted(by_level.items()), strict=True):
        cells = [name]
        for measure, statistic in told:
            cells.append(of.get(measure, "case", "all", statistic).in_full)
            if measure == "handle_time":
                mean, sd = (of.get(measure, "case", "all", word).value for word in ("mean", "sd"))
                cells.append(figure(sd / mean) if mean else "-")
        rows.append((*cells, standings[name]))
    return Table("Levels", tuple(columns), tuple(rows))


def _gains(tradeoff: Tradeoff) -> Table:
    """What each level gains over the one below it, by the objective."""
    ranking = tradeoff.ranking
    about = (ranking.measure, ranking.scope, ranking.name, ranking.statistic)
    unit = "" if ranking.unit in ("share", "") else f", {ranking.unit}"
    scale = 100.0 if ranking.unit == "share" else 1.0
    rows = []
    for below, level, gain in tradeoff.gains_of(about):
        told = signed(scale * gain.difference, scale * gain.low, scale * gain.high)
        rows.append(
            (f"{percent(below)} to {percent(level)}", figure(100 * (level - below)), told, gain.word or "-")
        )
    columns = (
        Column("from", words=True),
        Column("points"),
        Column(f"{_objective(tradeoff)}{unit}"),
        Column("which is", words=True),
    )
    return Table("What more of it gains", columns, tuple(rows), "Each against the level before it.")


def _service_levels(tradeoff: Tradeoff) -> Iterator[Table]:
    names = list(dict.fromkeys(verdict.name for of in tradeoff.verdicts.values() for verdict in of))
    if not names:
        return
    rows = []
    for name, found in tradeoff.verdicts.items():
        held = {verdict.name: verdict for verdict in found}
        cells = [
            f"{of.verdict}, {Value(of.attainment, of.low, of.high, of.unit)}"
            for of in (held[level] for level in names)
        ]
        rows.append((name, *cells))
    columns = (Column("prescribed"), *(Column(level) for level in names))
    yield Table("Service levels", columns, tuple(rows))


def _assumptions(tradeoff: Tradeoff) -> Iterator[Table]:
    """What is best where an assumption is another."""
    if not tradeoff.assumptions:
        return
    rows = [
        (
            one.assumption,
            one.value,
            percent(one.best),
            f"{percent(one.kept[0])} to {percent(one.kept[-1])}" if len(one.kept) > 1 else "-",
            figure(100 * one.figure) + " %" if tradeoff.ranking.unit == "share" else figure(one.figure),
        )
        for one in tradeoff.assumptions
    ]
    columns = (
        Column("assumption", words=True),
        Column("instead", words=True),
        Column("best"),
        Column("not told apart"),
        Column(_objective(tradeoff)),
    )
    yield Table(
        "Where an assumption is another",
        columns,
        tuple(rows),
        f"As they are: {percent(tradeoff.best)} is best. The effects are assumptions, not measurements.",
    )
