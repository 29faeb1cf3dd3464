"""The scorecard of a blueprint: its ends as numbers, its comparisons in pairs, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from simulator.blueprint.misread import Fault, Misread, Path
from simulator.blueprint.schema.scorecard import OVER, Criterion
from simulator.blueprint.schema.slas import Bound, read_bound
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.weights import weights_fault
from simulator.constants import RANDOM_INDEX
from simulator.names import did_you_mean


def end_of(criterion: Criterion, bound: Bound, blueprint: Blueprint) -> float:
    """Where a criterion earns no or all points, in the unit of its figure.

    Raises:
        Misread: it is of another kind than the figure.
    """
    level = blueprint.sla.get(criterion.figure)
    if level is not None:
        return read_bound(bound.written, level.measure, level.within is not None, blueprint.reading)
    return read_bound(bound.written, criterion.figure.partition(":")[0], False, blueprint.reading)


def compared(key: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """The two criteria that `content over quick` compares; None where it names no two."""
    parts = key.split(OVER)
    for i in range(1, len(parts)):
        one, other = OVER.join(parts[:i]), OVER.join(parts[i:])
        if one in names and other in names and one != other:
            return one, other
    return None


def check_scorecard(blueprint: Blueprint) -> Iterator[Fault]:
    """Find ends that are no two values of the figure, weights that do not add up, comparisons left out."""
    card = blueprint.scorecard
    if card is None:
        return
    if not card.criteria:
        yield Fault(
            "`criteria` is empty", "describe at least one, or take the scorecard out", "empty", ("scorecard",)
        )
        return
    for name, criterion in card.criteria.items():
        yield from _ends(criterion, ("scorecard", "criteria", name), blueprint)
    yield from _pairs(blueprint) if card.pairs else _weights(blueprint)


def _ends(criterion: Criterion, place: Path, blueprint: Blueprint) -> Iterator[Fault]:
    ends = []
    for word, bound in (("none_at", criterion.none_at), ("full_at", criterion.full_at)):
        try:
            ends.append(end_of(criterion, bound, blueprint))
        except Misread as misread:
            for fault in misread.faults:
                yield Fault(fault.message, fault.help, fault.code, (*place, word))
    if len(set(ends)) == 1 and len(ends) > 1:
        yield Fault(
            "it earns no points and all of them at the same value",
            "write two different ones, `full_at` below `none_at` where less is better",
            "no-range",
            (*place, "full_at"),
        )


def _weights(blueprint: Blueprint) -> Iterator[Fault]:
    assert blueprint.scorecard is not None
    criteria = blueprint.scorecard.criteria
    without = [name for name, criterion in criteria.items() if criterion.weight is None]
    for name in without:
        yield Fault(
            f"`{name}` has no weight",
            "write its `weight`, or `pairs` that compare all criteria",
            "missing-key",
            ("scorecard", "criteria", name),
        )
    written = [criterion.weight for criterion in criteria.values() if criterion.weight is not None]
    fault = weights_fault(written, ("scorecard", "criteria"))
    if not without and fault is not None:
        yield fault


def _pairs(blueprint: Blueprint) -> Iterator[Fault]:
    card = blueprint.scorecard
    assert card is not None
    names = tuple(card.criteria)
    if len(names) > len(RANDOM_INDEX.values):
        yield Fault(
            f"{len(names)} criteria are too many to compare in pairs",
            f"write weights, or no more than {len(RANDOM_INDEX.values)} criteria",
            "too-large",
            ("scorecard", "pairs"),
        )
        return
    for name, criterion in card.criteria.items():
        if criterion.weight is not None:
            yield Fault(
                "a weight stands beside `pairs`",
                "take all weights out, or the pairs",
                "two-ways",
                ("scorecard", "criteria", name, "weight"),
                on_key=True,
            )
    told: dict[frozenset[str], str] = {}
    for key in card.pairs:
        pair = compared(key, names)
        place: Path = ("scorecard", "pairs", key)
        if pair is None:
            yield Fault(
                f"`{key}` compares no two criteria",
                _how(key, names),
                "unknown-name",
                place,
                on_key=True,
            )
        elif frozenset(pair) in told:
            yield Fault(
                f"these two are compared twice, here and in `{told[frozenset(pair)]}`",
                "keep one of the two",
                "two-ways",
                place,
                on_key=True,
            )
        else:
            told[frozenset(pair)] = key
    missing = [f"`{a}{OVER}{b}`" for a, b in combinations(names, 2) if frozenset((a, b)) not in told]
    if missing and all(compared(key, names) for key in card.pairs):
        yield Fault(
            f"not every two criteria are compared: {', '.join(missing)}",
            "write how many times as important the first is as the second, such as 3 or 1/3",
            "missing-key",
            ("scorecard", "pairs"),
        )


def _how(key: str, names: tuple[str, ...]) -> str:
    if OVER not in key or len(names) < 2:
        such = names if len(names) > 1 else ("content", "quick")
        return f"write it so: `{such[0]}{OVER}{such[1]}: 2`"
    unknown = next((name for name in key.split(OVER, 1) if name not in names), key)
    return did_you_mean(unknown, names)
