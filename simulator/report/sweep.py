"""What a sweep showed: a sentence, a table of the points, and those that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.blueprint.path_steps import parse
from simulator.experiment.sweeps.chosen import Chosen
from simulator.experiment.sweeps.result import Sweep
from simulator.report.blocks import Block, Column, Items, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.measures import chosen_head, chosen_words
from simulator.report.numbers import bare, percent
from simulator.report.sentences import listed

if TYPE_CHECKING:
    import pandas as pd

#: What marks the points on the front.
_MARK = "*"


def sweep_blocks(sweep: Sweep) -> tuple[Block, ...]:
    """Return the report on a sweep."""
    blocks: list[Block] = [_heading(sweep)]
    if len(sweep.chosen):
        blocks.append(_table(sweep))
    if len(sweep.failed):
        blocks.append(_failed(sweep))
    return tuple(blocks)


def _heading(sweep: Sweep) -> Paragraph:
    """What was varied, and how often each point was run: enough to run it again."""
    blueprint, many = sweep.blueprint, sweep.replications
    with_ = [f"`{override}`" for override in blueprint.overrides]
    changed = f", with {listed(with_)}" if with_ else ""
    points = f"{len(sweep.design):,} {'point' if len(sweep.design) == 1 else 'points'}"
    if sweep.finished < len(sweep.design):
        points = f"{sweep.finished:,} of {points}"
    said = (
        f"{blueprint.blueprint} {blueprint.version}, scenario {blueprint.scenario}{changed}: {points} of "
        f"{listed([f'`{path}`' for path in sweep.paths])} ({sweep.design.how}), each with {many:,} "
        f"{'replication' if many == 1 else 'replications'}, seed {sweep.seed}."
    )
    if many > 1:
        said += f" In brackets: {percent(sweep.confidence)} intervals."
    return Paragraph(said)


def _table(sweep: Sweep) -> Table:
    """One row a point; a star where no other point beats it in the first two measures."""
    measures = sweep.measures
    values = _values(sweep)
    best = _best(sweep)
    heads = [_MARK, "point", *short_names(sweep.paths), *(chosen_head(measure) for measure in measures)]
    rows = []
    for point in sweep.wide().to_dict("records"):
        number = point["point"]
        told = [_cell(point[path]) for path in sweep.paths]
        figures = [values.get((number, measure), "-") for measure in measures]
        rows.append((str(number), *told, *figures, *([_MARK if number in best else ""] if best else [])))
    heads = heads[1:] + ([_MARK] if best else [])
    note = ""
    if best:
        first, second = measures[:2]
        note = (
            f"{_MARK} no other point beats it in {chosen_words(first)} and {chosen_words(second)} together."
        )
    return Table("Points", tuple(map(Column, heads)), tuple(rows), note, keys=1 + len(sweep.paths))


def _values(sweep: Sweep) -> dict[tuple[int, Chosen], str]:
    """The chosen figures with their intervals, by point and measure."""
    by_row = {(each.measure, each.scope, each.name, each.statistic): each for each in sweep.measures}
    columns = ("point", "measure", "scope", "name", "statistic", "value", "low", "high", "unit")
    rows = zip(*(sweep.chosen[column].tolist() for column in columns), strict=True)
    return {(row[0], by_row[row[1:5]]): Value(*row[5:]).in_full for row in rows}


def _best(sweep: Sweep) -> set[int]:
    """The points on the front of the first two measures; none where there is only one of either."""
    if len(sweep.measures) < 2:
        return set()
    first, second = sweep.measures[:2]
    found: pd.DataFrame = sweep.pareto(first.label, second.label)
    return set(found["point"])


def _cell(value: Any) -> str:
    return bare(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _failed(sweep: Sweep) -> Items:
    rows = sweep.failed.to_dict("records")
    heads = short_names(sweep.paths)
    return Items(
        "Points that failed",
        tuple((f"{row['point']}: {_with_values(row, sweep.paths, heads)}", (row["reason"],)) for row in rows),
    )


def _with_values(row: dict[Any, Any], paths: tuple[str, ...], heads: list[str]) -> str:
    return ", ".join(f"{head} {_cell(row[path])}" for path, head in zip(paths, heads, strict=True))


def short_names(paths: tuple[str, ...]) -> list[str]:
    """Return the ends of paths by which they can be told apart: `tellers.count`, `arrivals.rate`."""
    steps = [[step.name for step in parse(path)] for path in paths]
    length = 2
    while len({tuple(each[-length:]) for each in steps}) < len(paths):
        length += 1
    return [".".join(each[-length:]) for each in steps]
