"""What a trade-off curve showed: the best level, what each ten points gain, what that hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis.best import Ranking
from simulator.experiment.tradeoff.curve import about_of
from simulator.experiment.tradeoff.result import Tradeoff
from simulator.model.saying import estimated
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.numbers import figure, percent, signed
from simulator.report.payback import payback_table
from simulator.report.sentences import listed, sentences
from simulator.report.times import length
from simulator.report.tradeoff_levels import level_blocks
from simulator.report.tradeoff_words import level_words, objective_column, objective_words

_CLAIMED = (
    "Texts claim 65 to 85 % as the best range; that is a claim without a source, unverified, and nothing "
    "here is derived from it."
)


def tradeoff_blocks(tradeoff: Tradeoff) -> tuple[Block, ...]:
    """Return the report on a trade-off curve."""
    blocks: list[Block] = [_heading(tradeoff), _best(tradeoff), *_mandatory(tradeoff)]
    blocks += _kept_apart(tradeoff)
    blocks += _settings(tradeoff)
    for curve in tradeoff.curves:
        blocks += level_blocks(curve, tradeoff.ranking)
    blocks.append(_gains(tradeoff))
    blocks += _paybacks(tradeoff)
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


def _best(tradeoff: Tradeoff) -> Paragraph:
    ranking = tradeoff.ranking
    what = f"the {'lowest' if ranking.lowest else 'highest'} {objective_words(ranking)}"
    first = ranking.standings[0]
    if tradeoff.first.chosen is None:
        return Paragraph(f"No level can be chosen: all of them miss {_binding(ranking)}.")
    value = Value(first.value, first.low, first.high, ranking.unit).with_unit
    several = len(tradeoff.curves) > 1
    with_it = f", {tradeoff.first.setting.words}," if several else ""
    of_all = (
        f" of all {len(ranking.standings)} levels of the {len(tradeoff.curves)} curves" if several else ""
    )
    said = f"With {percent(tradeoff.best)} prescribed{with_it} the service has {what}{of_all}: {value}."
    if first.levels not in ("", "met"):
        said += f" Whether it meets {_binding(ranking)} is not sure."
    others = list(_not_told(tradeoff))
    if not others:
        return Paragraph(f"{said} It is told from all other levels.")
    said += f" Not told apart from it: {'; '.join(others)}."
    if ranking.replications_needed:
        said += f" About {estimated(ranking.replications_needed)} replications would settle it."
    return Paragraph(said)


def _binding(ranking: Ranking) -> str:
    """The service levels that a level must meet."""
    return listed([f"`{name}`" for name in ranking.subject_to])


def _not_told(tradeoff: Tradeoff) -> Iterator[str]:
    """The levels that cannot be told from the best of all, curve by curve."""
    for curve in tradeoff.curves:
        levels = curve.open_among(tradeoff.ranking)
        if curve is tradeoff.first:
            levels = tuple(level for level in levels if level != tradeoff.best)
        if levels:
            behind = f" with {curve.setting.words}" if len(tradeoff.curves) > 1 else ""
            yield f"{level_words(levels, curve.levels)}{behind}"


def _mandatory(tradeoff: Tradeoff) -> Iterator[Paragraph]:
    """Why some levels are not run as they were asked for."""
    levels, said = tradeoff.prescribed, []
    if levels.held:
        least = percent(levels.least)
        where = [f"`{step}`" for step, share in levels.mandatory.items() if share == levels.least]
        held = listed([percent(level) for level in levels.held])
        one = len(levels.held) == 1
        said.append(
            f"Below {least}: {least} of the work is mandatory at {listed(where)}, so "
            f"{f'the level {held} is' if one else f'the levels {held} are'} run as that."
        )
    for step, share in levels.mandatory.items():
        if share > max(levels.least, levels.run[0]):
            said.append(f"At `{step}` {percent(share)} is mandatory, and stays so at the levels below that.")
    if said:
        yield Paragraph(" ".join(said))


def _kept_apart(tradeoff: Tradeoff) -> Iterator[Paragraph]:
    """Which customers keep a standard of their own, whatever is asked for."""
    settings = [curve.setting for curve in tradeoff.curves]
    asked = {
        "standardisation": True,
        "elastic": any(setting.elastic is not None for setting in settings),
        "compliance": any(setting.compliance is not None for setting in settings),
    }
    kept: dict[str, list[str]] = {}
    for step in tradeoff.steps:
        sop = tradeoff.blueprint.steps[step].sop
        for customers, block in sop.customers.items() if sop is not None else ():
            words = [word for word, varies in asked.items() if varies and getattr(block, word) is not None]
            if words:
                kept.setdefault(f"`{customers}` ({listed(words)})", []).append(f"`{step}`")
    if kept:
        said = "; ".join(f"{who} at {listed(steps)}" for who, steps in kept.items())
        yield Paragraph(f"Customers with a standard of their own keep it: {said}.")


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
                "-" if curve.chosen is None else percent(curve.best),
                _others(curve.kept, curve.best, curve.levels),
                "-" if curve.chosen is None else Value(best.value, best.low, best.high, ranking.unit).in_full,
                overall[name],
            )
        )
    columns = (
        *(Column(word) for word, _ in told),
        Column("best on this curve"),
        Column("not told apart on it", words=True),
        objective_column(ranking),
        Column("among all curves", words=True),
    )
    note = (
        "The best on a curve may be worse than that of another: the last column holds it against all levels "
        f"of all curves. Not told apart: with {percent(tradeoff.confidence)} confidence for all of these at "
        "once."
    )
    yield Table("What is best on each curve", columns, tuple(rows), note, keys=len(told))


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
        objective_column(ranking),
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
            "-" if one.best is None else percent(one.best),
            _others(one.kept, one.best, tradeoff.levels),
            Value(one.figure, one.low, one.high, ranking.unit).in_full,
        )
        for one in tradeoff.assumptions
    ]
    columns = (
        Column("assumption", words=True),
        Column("instead", words=True),
        Column("best"),
        Column("not told apart", words=True),
        objective_column(ranking),
    )
    missed = ""
    if any(one.best is None for one in tradeoff.assumptions):
        missed = f"Where none is best all levels miss {_binding(ranking)}. "
    yield Table(
        "Where an assumption is another",
        columns,
        tuple(rows),
        f"{_as_they_are(tradeoff)} {missed}The effects are assumptions, not measurements.",
        keys=2,
    )


def _as_they_are(tradeoff: Tradeoff) -> str:
    ranking = tradeoff.ranking
    if tradeoff.first.chosen is None:
        return "As they are, no level can be chosen."
    best = ranking.standings[0]
    value = Value(best.value, best.low, best.high, ranking.unit).with_unit
    return f"As they are: {best.scenario} is best, with {value}."


def _others(levels: Sequence[float], best: float | None, run: Sequence[float]) -> str:
    """Those that cannot be told from the best; `-` where there is none."""
    return level_words([level for level in levels if level != best], run) or "-"
