"""The scorecard of a run: each figure as points, their weighted sum, a grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from math import nan
from typing import Any

import numpy as np

from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.paired import Word, word_of
from simulator.analysis.satisfaction import pairwise
from simulator.analysis.satisfaction.scorecard import Criterion
from simulator.analysis.satisfaction.scorecard import Scorecard as Whole
from simulator.analysis.scores import Scores, scores
from simulator.analysis.totals import Totals
from simulator.blueprint.schema.scorecard import Scorecard
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.scorecard import compared, end_of
from simulator.constants import CONSISTENT
from simulator.errors import Problem, UsageError
from simulator.model.checks.facts import path
from simulator.model.plan import Plan


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
        points: Σ weight · points, from 0 to 100; `low`, `high`: its interval, nan where it has none.
        grade: of the points; empty where there are none.
        consistency_ratio: of the comparisons in pairs; None where weights were written.
    """

    lines: tuple[Line, ...]
    points: float
    low: float
    high: float
    grade: str
    consistency_ratio: float | None

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain dicts, lists, texts and numbers, for JSON."""
        told = asdict(self)
        for line in told["lines"]:
            about = line.pop("figure")
            line |= {word: about[word] for word in ("measure", "scope", "name", "statistic", "unit")}
        return told


@dataclass(frozen=True, slots=True)
class Gain:
    """How many more points the scorecard of one run has than that of another on the same customers.

    Attributes:
        points: the difference; `low`, `high`: its interval, nan where it has none.
        word: what the interval bears out; empty where there is none.
    """

    points: float
    low: float
    high: float
    word: Word


def scored(blueprint: Blueprint, totals: Totals, confidence: float) -> Scored | None:
    """Fill the scorecard in from the totals of a run; None where the blueprint has none."""
    card = blueprint.scorecard
    if card is None:
        return None
    figures, found = _scores(blueprint, card, totals, confidence)
    lines = [
        Line(one.name, figure, one.weight, one.value, low, high, one.points, least, most)
        for one, figure, low, high, least, most in zip(
            found.criteria,
            figures,
            *(ends.tolist() for ends in (found.low, found.high, found.least, found.most)),
            strict=True,
        )
    ]
    whole = Whole(found.criteria)
    low, high = np.clip([whole.points - found.half, whole.points + found.half], 0.0, 100.0).tolist()
    return Scored(tuple(lines), whole.points, low, high, whole.grade, weights_of(card)[1])


def gained(
    blueprint: Blueprint, totals: Totals, other: Blueprint, baseline: Totals, confidence: float
) -> Gain | None:
    """What a run gains over its baseline, both by their own scorecards; None where one of them has none."""
    if blueprint.scorecard is None or other.scorecard is None:
        return None
    (_, one), (_, base) = (
        _scores(of, card, run, confidence)
        for of, card, run in ((blueprint, blueprint.scorecard, totals), (other, other.scorecard, baseline))
    )
    points = Whole(one.criteria).points - Whole(base.criteria).points
    half = one.half_of_difference(base)
    return Gain(points, points - half, points + half, word_of(points - half, points + half, "more"))


def _scores(
    blueprint: Blueprint, card: Scorecard, totals: Totals, confidence: float
) -> tuple[list[Figure], Scores]:
    weights, _ = weights_of(card)
    figures = [figure_named(one.figure, totals.plan, "scorecard") for one in card.criteria.values()]
    criteria = [
        Criterion(
            name, weights[name], nan, end_of(one, one.none_at, blueprint), end_of(one, one.full_at, blueprint)
        )
        for name, one in card.criteria.items()
    ]
    return figures, scores(totals, list(zip(figures, criteria, strict=True)), confidence)


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
