"""The scorecard of a run: each figure as points, their weighted sum, a grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.satisfaction import pairwise, scorecard
from simulator.analysis.satisfaction.scorecard import Criterion
from simulator.blueprint.schema.scorecard import Scorecard
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.scorecard import compared, end_of
from simulator.constants import CONSISTENT
from simulator.errors import Problem, UsageError
from simulator.model.checks.facts import path
from simulator.model.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion.

    Attributes:
        criterion: its name.
        figure: what it is about.
        weight: its share of the whole, all together one.
        value, low, high: the figure with its interval, in its unit.
        points: what the figure earns, from 0 to 100.
        least, most: the points at the ends of the interval; nan where there is none.
    """

    criterion: str
    figure: Figure
    weight: float
    value: float
    low: float
    high: float
    points: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A scorecard filled in; nan where one of its figures does not exist.

    Attributes:
        lines: the criteria, in the order of the file.
        points: Σ weight · points, from 0 to 100.
        least, most: the sums of the least and of the most points: wider than an interval, for the figures
            would all have to stand at their ends together.
        grade: of the points; empty where there are none.
        consistency_ratio: of the comparisons in pairs; None where weights were written.
    """

    lines: tuple[Line, ...]
    points: float
    least: float
    most: float
    grade: str
    consistency_ratio: float | None

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain dicts, lists, texts and numbers, for JSON."""
        told = asdict(self)
        for line in told["lines"]:
            about = line.pop("figure")
            line |= {word: about[word] for word in ("measure", "scope", "name", "statistic", "unit")}
        return told


def scored(blueprint: Blueprint, plan: Plan, metrics: pd.DataFrame) -> Scored | None:
    """Fill the scorecard in from the metrics of a run; None where the blueprint has none."""
    card = blueprint.scorecard
    if card is None:
        return None
    weights, ratio = weights_of(card)
    keys = list(metrics[["measure", "scope", "name", "statistic"]].itertuples(index=False, name=None))
    values = metrics[["value", "low", "high"]].itertuples(index=False, name=None)
    found = dict(zip(keys, values, strict=True))
    lines: list[Line] = []
    cards: list[tuple[Criterion, ...]] = []
    for name, written in card.criteria.items():
        figure = figure_named(written.figure, plan, "scorecard")
        value, low, high = found[figure.measure, figure.scope, figure.name, figure.statistic]
        none, full = (end_of(written, end, blueprint) for end in (written.none_at, written.full_at))
        criterion = Criterion(name, weights[name], value, none, full)
        ends = sorted((replace(criterion, value=end) for end in (low, high)), key=lambda end: end.points)
        cards.append((criterion, *ends))
        points = [one.points for one in cards[-1]]
        lines.append(Line(name, figure, weights[name], value, low, high, *points))
    whole, least, most = (scorecard.Scorecard(criteria) for criteria in zip(*cards, strict=True))
    return Scored(tuple(lines), whole.points, least.points, most.points, whole.grade, ratio)


def weights_of(card: Scorecard) -> tuple[dict[str, float], float | None]:
    """The weight of each criterion, and the consistency ratio where they are compared in pairs."""
    names = tuple(card.criteria)
    if not card.pairs:
        return {name: criterion.weight or 0.0 for name, criterion in card.criteria.items()}, None
    times = {compared(key, names): of for key, of in card.pairs.items()}
    matrix = [[1.0] * len(names) for _ in names]
    for (i, one), (j, other) in combinations(enumerate(names), 2):
        of = times[one, other] if (one, other) in times else 1 / times[other, one]
        matrix[i][j], matrix[j][i] = of, 1 / of
    weighed = pairwise.weigh(matrix)
    return dict(zip(names, weighed.weights, strict=True)), weighed.consistency_ratio


def check_scorecard_figures(blueprint: Blueprint, plan: Plan) -> Iterator[Problem]:
    """Every figure of the scorecard is there."""
    card = blueprint.scorecard
    for name, criterion in card.criteria.items() if card is not None else ():
        try:
            figure_named(criterion.figure, plan, "scorecard")
        except UsageError as error:
            message, _, cure = str(error).removeprefix("scorecard: ").partition("; ")
            yield Problem(message, cure, path("scorecard", "criteria", name, "figure"), code="scorecard")


def check_pairs_agree(blueprint: Blueprint) -> Iterator[Problem]:
    """Comparisons in pairs agree with one another."""
    if blueprint.scorecard is None:
        return
    ratio = weights_of(blueprint.scorecard)[1]
    if ratio is not None and ratio > CONSISTENT.value:
        yield Problem(
            f"the comparisons do not agree well: their consistency ratio is {ratio:.2f}",
            f"look at them again until it is {CONSISTENT.value:g} or less: if `a over b` is 2 and `b over c` "
            "is 3, `a over c` should be about 6",
            "scorecard.pairs",
            code="inconsistent",
        )
