"""The levels of a trade-off curve, a row each: the usual figures, and the service levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from simulator.analysis.best import Ranking
from simulator.analysis.variability import CV
from simulator.experiment.tradeoff.curve import About, Curve, about_of
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures, Value
from simulator.report.measures import figure_words
from simulator.report.numbers import percent
from simulator.report.sentences import listed

#: What is told of each level, as far as there is any of it: measure, statistic.
_CHIEF = (("wait", "mean"), ("handle_time", "mean"), ("handle_time", CV), ("cost", "total"))
_WRONG = (("exceptions", "share"), ("errors", "share"), ("redone", "share"), ("rework", "share"))
_SAID = (("satisfaction", "mean"), ("csat", "mean"), ("nps", "mean"))

#: Beside the handle time, of which it is.
_VARIATION: About = ("handle_time", "case", "all", CV)

_CV_MEANS = "Its cv: how much handle times vary, their standard deviation over their mean."

#: What a customer costs, and what all of them do.
_COST_OF_ONE: About = ("cost", "case", "all", "mean")
_COST_IN_ALL: About = ("cost", "case", "all", "total")

#: At a level that no other one beats in efficiency and experience.
_MARK = "*"


def level_blocks(curve: Curve, overall: Ranking) -> Iterator[Table]:
    """Return the tables of a curve; how a level stands is told among those of all curves."""
    behind = f", {curve.setting.words}" if curve.setting.words else ""
    figures = [Figures(table) for _, table in curve.table.groupby("level", sort=True)]
    yield _chief(curve, overall, figures, behind)
    wrong = _shown(_WRONG, figures)
    if wrong:
        yield _table(curve, figures, f"What goes wrong{behind}", wrong)
    if curve.balanced is not None:
        yield _said(curve, figures, behind)
    yield from _service_levels(curve, behind)


def _chief(curve: Curve, overall: Ranking, figures: Sequence[Figures], behind: str) -> Table:
    """The chief figures, the objective with how each level stands first."""
    shown = _shown(_CHIEF, figures)
    handle_time = ("handle_time", "case", "all", "mean")
    if handle_time in shown and _VARIATION not in shown:  # that it does not vary is worth telling, too
        shown.insert(shown.index(handle_time) + 1, _VARIATION)
    objective = about_of(overall)
    first = objective[1] != "sla"  # service levels have a table of their own
    if first:
        same = {objective, _COST_IN_ALL} if objective == _COST_OF_ONE else {objective}  # money is told once
        shown = [objective, *(about for about in shown if about not in same)]
    places = {standing.scenario: standing.place for standing in overall.standings}
    which = tuple(places[name] for name in curve.names)
    notes = [_CV_MEANS] if _VARIATION in shown else []
    notes += _place_notes(overall, set(which))
    stands = (Column("which is", words=True), which)
    return _table(curve, figures, f"Levels{behind}", shown, stands, " ".join(notes), int(first))


def _place_notes(ranking: Ranking, places: Set[str]) -> Iterator[str]:
    """What the less plain words on how a level stands mean."""
    bind = listed([f"`{name}`" for name in ranking.subject_to]) if ranking.subject_to else ""
    if "out" in places and bind:
        yield f"Out: it misses {bind}, so it is not to be chosen."
    if "unsure" in places:
        yield f"Unsure: it may be better, but is not shown to meet {bind}."


def _said(curve: Curve, figures: Sequence[Figures], behind: str) -> Table:
    """What customers would say, with the balance of it and of what it takes."""
    assert curve.balanced is not None, "satisfaction is measured"
    marks = tuple(_MARK if level in curve.undominated else "" for level in curve.levels)
    efficiency, experience = (one.measure.replace("_", " ") for one in curve.balanced)
    note = (
        f"Balance: no other level is shown to be better in {efficiency} or {experience} without being shown "
        "to be worse in the other one."
    )
    last = (Column("balance"), marks)
    return _table(curve, figures, f"What customers would say{behind}", _shown(_SAID, figures), last, note)


def _shown(told: Sequence[tuple[str, str]], figures: Sequence[Figures]) -> list[About]:
    """The figures of which there is any at one of the levels."""
    abouts = [(measure, "case", "all", statistic) for measure, statistic in told]
    return [about for about in abouts if any(of.get(*about).shows for of in figures)]


def _table(
    curve: Curve,
    figures: Sequence[Figures],
    title: str,
    abouts: Sequence[About],
    words: tuple[Column, tuple[str, ...]] | None = None,
    note: str = "",
    at: int | None = None,
) -> Table:
    """A row a level, and a column a figure; `words` is one more, behind so many figures or behind all."""
    columns = [_column(about, figures[0]) for about in abouts]
    rows = [[of.get(*about).in_full for about in abouts] for of in figures]
    if words is not None:
        place = len(columns) if at is None else at
        columns.insert(place, words[0])
        for row, cell in zip(rows, words[1], strict=True):
            row.insert(place, cell)
    whole = tuple((name, *row) for name, row in zip(_names(curve), rows, strict=True))
    return Table(title, (Column("prescribed"), *columns), whole, note)


def _names(curve: Curve) -> list[str]:
    """What the levels are called; the lowest says so where less was asked for than is mandatory."""
    return [
        f"{percent(level)}, the least" if curve.prescribed.held and level == curve.levels[0] else name
        for name, level in zip(curve.runs, curve.levels, strict=True)
    ]


def _column(about: About, figures: Figures) -> Column:
    words = "its cv" if about == _VARIATION else figure_words(*about)
    unit = figures.get(*about).unit
    return Column(words if unit in ("share", "") else f"{words}, {unit}")


def _service_levels(curve: Curve, behind: str) -> Iterator[Table]:
    names = list(dict.fromkeys(verdict.name for of in curve.verdicts.values() for verdict in of))
    if not names:
        return
    rows = []
    for name, found in zip(_names(curve), curve.verdicts.values(), strict=True):
        held = {verdict.name: verdict for verdict in found}
        cells = [
            f"{of.verdict}, {Value(of.attainment, of.low, of.high, of.unit).in_full}"
            for of in (held[level] for level in names)
        ]
        rows.append((name, *cells))
    columns = (Column("prescribed"), *(Column(level) for level in names))
    yield Table(f"Service levels{behind}", columns, tuple(rows))
