"""The scenarios ranked by an objective."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.best import Ranking
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.numbers import percent
from simulator.report.sentences import listed


def ranking_blocks(ranking: Ranking, confidence: float) -> Iterator[Block]:
    """A sentence on which is best, and the table of all."""
    of = "" if ranking.scope == "case" else f" ({ranking.name})"
    unit = "" if ranking.unit in ("share", "") else f", {ranking.unit}"
    what = f"{ranking.measure.replace('_', ' ')}{of}"
    yield Paragraph(_said(ranking, what, confidence))
    columns = [Column("scenario", words=True), Column(f"{what}{unit}"), Column("behind"), Column("place")]
    rows = []
    for standing in ranking.standings:
        value = Value(standing.value, standing.low, standing.high, ranking.unit).in_full
        behind = Value(standing.behind, standing.behind_low, standing.behind_high, ranking.unit).in_full
        row = [standing.scenario, value, "-" if standing.place in ("best", "out") else behind, standing.place]
        rows.append((*row, standing.levels) if ranking.subject_to else tuple(row))
    if ranking.subject_to:
        columns.append(Column("service levels", words=True))
    order = "lowest" if ranking.lowest else "highest"
    yield Table(f"Ranking: the {order} {what}", tuple(columns), tuple(rows))


def _said(ranking: Ranking, what: str, confidence: float) -> str:
    levels = listed([f"`{name}`" for name in ranking.subject_to]) if ranking.subject_to else ""
    best = next((s.scenario for s in ranking.standings if s.place == "best"), None)
    if best is None:
        return f"No scenario can be chosen: all of them miss {levels}."
    order = "lowest" if ranking.lowest else "highest"
    kept = [s for s in ranking.standings if s.place == "not told apart"]
    of = f" of those that do not miss {levels}" if levels else ""
    said = f"`{best}` has the {order} {what}{of}."
    leader = next(s for s in ranking.standings if s.place == "best")
    if leader.levels not in ("", "met"):
        said += f" Whether it keeps them is not sure yet ({leader.levels})."
    if kept:
        said += f" With {percent(confidence)} confidence the best is among it and "
        said += f"{listed([f'`{s.scenario}`' for s in kept])}, which cannot be told from it."
        if ranking.replications_needed is not None:
            said += f" About {ranking.replications_needed:,} replications would settle it."
        else:
            said += " No number of replications that anybody runs would settle it."
    else:
        said += f" It is told from all others with {percent(confidence)} confidence."
    return said
