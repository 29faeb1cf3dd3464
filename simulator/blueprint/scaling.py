"""`scale` and `add` on whatever stands at a path: single figures, whole profiles, whole distributions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from simulator.blueprint import amounts
from simulator.blueprint.families import FAMILIES, LIMITS, NAMES
from simulator.blueprint.looks import look_of, told
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.moments import DAYS
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.tree import Node, Path, dotted

#: The entry beside `csv` by which every figure of the column is multiplied.
TIMES = "times"

#: Below these words stand whole numbers, of people or of rounds.
_WHOLE = frozenset({"count", "schedule", "limit", "rounds", "needs", "backlog", "tries"})

_DAY = rf"({'|'.join(DAYS)})"
_DAY_KEY = re.compile(rf"{_DAY}(\s*[-,]\s*{_DAY})*", re.IGNORECASE)
_SCALED = frozenset({"value", "spread"})

_ONLY_SET = "`set` puts another value there; `scale` and `add` take figures, profiles and distributions"

Change = Callable[[Node, Path], Node]


def scale(node: Node, path: Path, by: Fraction) -> Node:
    """Return the entry with every figure of it multiplied.

    Of a distribution that is each parameter that is a time (`mean`, `sd`, `low`, `shift`), not its shape
    (`cv`, `k`); a column of a CSV file gets `times: 120%`.

    Raises:
        Misread: there is something in it that cannot be scaled.
    """

    def figure(leaf: Node, at: Path) -> Node:
        return _whole_checked(
            leaf, _scalar(leaf, lambda value: amounts.scaled(value, by)), at, f"times {_shown(by)}"
        )

    def distribution(block: Node, at: Path) -> Node:
        return _scaled_distribution(block, at, by, figure)

    return _changed(node, path, figure, distribution, lambda block, _: _scaled_column(block, by))


def add(node: Node, path: Path, amount: str | float) -> Node:
    """Return the entry with `amount` added to every figure of it; a distribution is shifted by it.

    Raises:
        Misread: there is something in it to which it cannot be added.
    """

    def figure(leaf: Node, at: Path) -> Node:
        return _whole_checked(
            leaf, _scalar(leaf, lambda value: amounts.added(value, amount)), at, f"plus {amount}"
        )

    def distribution(block: Node, at: Path) -> Node:
        return _shifted(block, amount, figure, at)

    return _changed(node, path, figure, distribution, _no_column)


def _no_column(block: Node, path: Path) -> Node:
    file = flow_text(_entries(block)["csv"])
    raise wrong(
        f"`{dotted(path)}` is a column of the file `{file}`, and nothing is added to those",
        "scale it, or name another file",
        "not-a-figure",
    )


def is_whole(node: Node) -> bool:
    """Whether a group is scaled and set as one: a profile, a distribution, a column."""
    return _is_profile(node) or _family(node) is not None or _is_column(node)


def _changed(node: Node, path: Path, figure: Change, distribution: Change, column: Change) -> Node:
    value = node.value
    if isinstance(value, dict):
        if _is_profile(node):
            return replace(
                node,
                value={
                    key: _changed(below, (*path, key), figure, distribution, column)
                    for key, below in value.items()
                },
            )
        if _family(node) is not None:
            return distribution(node, path)
        if _is_column(node):
            return column(node, path)
        if "by" in value and len(value) > 1:  # work times by class or attribute
            return replace(
                node,
                value={
                    key: below if key == "by" else _changed(below, (*path, key), figure, distribution, column)
                    for key, below in value.items()
                },
            )
    if isinstance(value, (dict, list)):
        raise wrong(
            "a group stands there that is no profile and no distribution",
            "name the figure in it; `sopsim paths` lists what there is",
            "not-a-figure",
        )
    return figure(node, path)


def _scalar(leaf: Node, change: Callable[[str | float], str | int | float]) -> Node:
    value = leaf.value
    if value is None or isinstance(value, (bool, dict, list)):
        raise wrong(f"{told(value)}, and only figures can be scaled or added to", _ONLY_SET, "not-a-figure")
    if not amounts.is_figure(value):
        raise wrong(f"{told(value)}, and only figures can be scaled or added to", _ONLY_SET, "not-a-figure")
    return replace(leaf, value=change(value))


def _whole_checked(before: Node, after: Node, path: Path, how: str) -> Node:
    """Refuse half a person."""
    counted = any(step in _WHOLE for step in path if isinstance(step, str)) or path[-2:] == ("batch", "size")
    if counted and isinstance(before.value, int) and not isinstance(after.value, int):
        raise wrong(
            f"{before.value} {how} is {after.value}, and a whole number belongs there",
            "put the whole numbers that are meant there with `set`",
            "not-whole",
        )
    return after


def _shown(by: Fraction) -> str:
    return f"{amounts.decimal(by * 100)} %"


# -- what stands there ----------------------------------------------------------------------------


def _is_profile(node: Node) -> bool:
    return (
        isinstance(node.value, dict)
        and bool(node.value)
        and all(look_of(key) == "time of day" or _DAY_KEY.fullmatch(key.strip()) for key in node.value)
    )


def _family(node: Node) -> str | None:
    """Return the name of the distribution that a block is, or None."""
    if not isinstance(node.value, dict):
        return None
    words = [word for word in node.value if word in NAMES]
    return words[0] if len(words) == 1 and set(node.value) <= {*words, *LIMITS} else None


def _is_column(node: Node) -> bool:
    return isinstance(node.value, dict) and "csv" in node.value


# -- distributions --------------------------------------------------------------------------------


def _scaled_distribution(block: Node, path: Path, by: Fraction, figure: Change) -> Node:
    word = _family(block) or ""
    entries = {}
    for key, below in _entries(block).items():
        at = (*path, key)
        entries[key] = figure(below, at) if key in LIMITS else _scaled_family(word, below, at, by, figure)
    return replace(block, value=entries)


def _scaled_family(word: str, node: Node, path: Path, by: Fraction, figure: Change) -> Node:
    if not isinstance(node.value, (dict, list)):
        return figure(node, path)
    if word == "mixture":
        return _each_part(node, lambda of: scale(of, path, by))
    if _is_column(node):
        return _scaled_column(node, by)
    if isinstance(node.value, list):
        return replace(node, value=[figure(below, path) for below in node.value])
    if word == "discrete":
        return _scaled_keys(node, by)
    kinds = FAMILIES[word].parameters if word in FAMILIES else {}
    return replace(
        node,
        value={
            key: figure(below, (*path, key)) if kinds.get(key) in _SCALED else below
            for key, below in node.value.items()
        },
    )


def _each_part(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a mixture with the `of` of each part changed; the schema judges what is no part."""
    parts = []
    for part in node.value if isinstance(node.value, list) else ():
        of = part.value.get("of") if isinstance(part.value, dict) else None
        if of is not None and isinstance(part.value, dict):
            part = replace(part, value={**part.value, "of": change(of)})
        parts.append(part)
    return replace(node, value=parts)


def _scaled_keys(node: Node, by: Fraction) -> Node:
    """Return a `discrete` block, whose values are its keys."""
    if by == 0:
        raise wrong("all values of a `discrete` would become 0", "set the value 0", "not-a-figure")
    shares = _entries(node)
    return replace(node, value={str(amounts.scaled(key, by)): share for key, share in shares.items()})


def _scaled_column(node: Node, by: Fraction) -> Node:
    before = _entries(node).get(TIMES)
    percent = by * 100 if before is None else amounts.factor(before.value) * by * 100
    times = replace(before or node, value=f"{amounts.decimal(percent)}%", quoted=False)
    return replace(node, value={**_entries(node), TIMES: times})


def _shifted(block: Node, amount: str | float, figure: Change, path: Path) -> Node:
    """Return a distribution with the amount in its `shift`; its `min` and `max` go with it."""
    entries = dict(_entries(block))
    for key in ("min", "max"):
        if key in entries:
            entries[key] = figure(entries[key], (*path, key))
    if "shift" in entries:
        entries["shift"] = figure(entries["shift"], (*path, "shift"))
    elif amounts.is_figure(amount):
        entries["shift"] = replace(block, value=amount)
    else:
        raise _no_figure(amount)
    return replace(block, value=entries)


def _no_figure(amount: str | float) -> Misread:
    return wrong(f"{told(amount)}, and only figures can be added", "write a figure", "not-a-figure")


def _entries(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}
