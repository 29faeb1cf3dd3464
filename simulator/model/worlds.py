"""Kinds of customer: all that the routes and times of a plan can tell apart within a class.

A kind is one combination of the values of the attributes that conditions or times ask for. A number is cut
at the thresholds that occur, so an attribute asked for twice answers the same both times.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from simulator.model.plan import AttributeIs, Plan, Step, Trait
from simulator.model.routes import questions
from simulator.randomness.distributions import Distribution

#: More kinds than this are not told apart: the attributes left over answer afresh each time.
MOST_KINDS = 4096

_NO_CHANCE = 1e-15  # differences of two probabilities below it are rounding


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """The kinds of customer of one class.

    Attributes:
        weights: share of the class of each kind; shape (kinds,), adds up to 1.
        values: attribute values of each kind, nan where the class has it not or the kind does not tell; a
            number stands for all between the same two thresholds. Shape (kinds, attributes of the plan).
        varieties: the greatest variety of each kind, all down to that of the next one being of it; nan where
            it is not told apart. Shape (kinds,).
        loose: attributes that are asked for but not told apart: there would be too many kinds, or they do
            not stay as they are.
    """

    weights: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    varieties: npt.NDArray[np.float64]
    loose: frozenset[int]


def worlds(
    plan: Plan,
    traits: Sequence[Trait | None],
    steps: Iterable[Step],
    varieties: Sequence[float] = (),
    afresh: frozenset[int] = frozenset(),
) -> Worlds:
    """The kinds of customer with these traits, as far as the steps tell them apart.

    Args:
        plan: the plan.
        traits: of the class.
        steps: to which it comes.
        varieties: at which SOPs tell customers apart, increasing, the last 1; none: they do not.
        afresh: attributes that, if drawn, are not told apart, but drawn anew for every question.
    """
    cells: dict[int, list[tuple[float, float]]] = {}
    loose = set()
    kinds = 1
    for attribute, cuts in _thresholds(steps).items():
        trait = traits[attribute]
        if trait is None:
            continue
        found = _cells(trait, cuts)
        anew = attribute in afresh and trait.draw is not None
        if anew or kinds * len(found) > MOST_KINDS:
            loose.add(attribute)
        else:
            kinds *= len(found)
            cells[attribute] = found
    if kinds * len(varieties) > MOST_KINDS:
        varieties = ()
    levels = [(math.nan, 1.0)]
    if varieties:
        levels = list(zip(varieties, np.diff(varieties, prepend=0.0).tolist(), strict=True))
    combinations = list(product(levels, *cells.values()))
    values = np.full((len(combinations), len(plan.attributes)), math.nan)
    weights = np.ones(len(combinations))
    for kind, ((_, chance_of_level), *combination) in enumerate(combinations):
        weights[kind] = chance_of_level
        for attribute, (value, chance) in zip(cells, combination, strict=True):
            values[kind, attribute] = value
            weights[kind] *= chance
    of_kind = np.array([variety for (variety, _), *_ in combinations])
    return Worlds(weights / weights.sum(), values, of_kind, frozenset(loose))


def _thresholds(steps: Iterable[Step]) -> Mapping[int, list[float]]:
    """For each attribute that is asked for, in increasing order, the values it is compared with.

    Attributes that decide times come first: they are the last to be left loose.
    """
    timed: dict[int, set[float]] = {}
    asked: dict[int, set[float]] = {}
    steps = tuple(steps)
    for step in steps:
        if step.work.by is not None and step.work.by >= 0:
            timed.setdefault(step.work.by, set()).update(step.work.cases)
    for atom in questions(steps):
        if isinstance(atom, AttributeIs):
            cuts = timed if atom.attribute in timed else asked
            cuts.setdefault(atom.attribute, set()).add(atom.value)
    ordered = [*sorted(timed.items()), *sorted(asked.items())]
    return {attribute: sorted(cuts) for attribute, cuts in ordered}


def _cells(trait: Trait, cuts: Sequence[float]) -> list[tuple[float, float]]:
    """(value, chance) of the points at the thresholds and the spans between them that can occur."""
    if trait.draw is None:
        return [(trait.value, 1.0)]
    found = []
    below = 0.0
    value_below = math.nextafter(cuts[0], -math.inf)
    for cut in cuts:
        under = trait.draw.cdf(math.nextafter(cut, -math.inf))
        upto = trait.draw.cdf(cut)
        found += [(value_below, under - below), (cut, upto - under)]
        below = upto
        value_below = math.nextafter(cut, math.inf)
    found.append((value_below, 1.0 - below))
    return [(value, chance) for value, chance in found if chance > _NO_CHANCE]


def chance_that(draw: Distribution, sign: str, value: float) -> float:
    """Probability that a draw compares so with a value; `sign` as in `plan.AttributeIs`."""
    upto = draw.cdf(value)
    under = draw.cdf(math.nextafter(value, -math.inf))
    chances = {
        "<": under,
        "<=": upto,
        "=": upto - under,
        "!=": 1.0 - (upto - under),
        ">=": 1.0 - under,
        ">": 1.0 - upto,
    }
    return chances[sign]
