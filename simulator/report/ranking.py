"""The scenarios ranked by an objective."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.best import Ranking
from simulator.model.saying import estimated
from simulator.report.blocks import Block, Column, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.measures import measure_words
from simulator.report.numbers import percent
from simulator.report.sentences import listed


def ranking_blocks(ranking: Ranking, confidence: float) -> Iterator[Block]:
    """A sentence on which is best, and the table of all."""
    of = "" if ranking.scope == "case" else f" ({ranking.name})"
    unit = "" if ranking.unit in ("share", "") else f", {ranking.unit}"
    what = f"{measure_words(ranking.measure, ranking.statistic)}{of}"
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
    by_place: dict[str, list[str]] = {}
    for standing in ranking.standings:
        by_place.setdefault(standing.place, []).append(f"`{standing.scenario}`")
    if "best" not in by_place:
        return f"No scenario can be chosen: all of them miss {levels}."
    order = "lowest" if ranking.lowest else "highest"
    (best,) = by_place["best"]
    met = ranking.standings[0].levels in ("", "met")
    if not levels:
        said = [f"{best} has the {order} {what}."]
    elif met:
        said = [f"{best} has the {order} {what} of those shown to meet {levels}."]
    else:
        said = [f"No scenario is shown to meet {levels}; of those that may, {best} has the {order} {what}."]
    kept, unsure = by_place.get("not told apart", []), by_place.get("unsure", [])
    if kept:
        said.append(
            f"With {percent(confidence)} confidence the best of them is among it and {listed(kept)}, which "
            "cannot be told from it."
        )
    elif "worse" in by_place or len(ranking.standings) > 1:
        said.append(f"It is told from all others of them with {percent(confidence)} confidence.")
    if unsure:
        said.append(f"Whether {listed(unsure)} meet {levels}, too, is not sure yet; they may be better.")
    if not ranking.settled:
        many = ranking.replications_needed
        said.append(
            "No number of replications that anybody runs would settle it."
            if many is None
            else f"About {estimated(many)} replications would settle it."
        )
    return " ".join(said)
