"""The process itself changed: entries dropped, steps merged, split and put side by side.

What led to a step leads to what stands in its place. What else names a step that is gone is left as it is,
for a later change of the scenario to set; what then still names it is told (`removals`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from simulator.blueprint.changes import without
from simulator.blueprint.looks import shown
from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.misread import Path as Place
from simulator.blueprint.path_steps import parse
from simulator.blueprint.paths import matching
from simulator.blueprint.renaming import Renaming
from simulator.blueprint.rerouting import (
    OF_AN_OPTION,
    entries,
    leads_to,
    led_past,
    redirected,
    ways,
    without_condition,
)
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.ways import JOIN
from simulator.blueprint.tree import Node, Tree, child, find, with_origin
from simulator.names import did_you_mean

#: Makes one change of a kind: given the tree, the name before the colon, what stands behind it, who asks.
Reshape = Callable[[Tree, str, Node, str], Tree]


def drop(tree: Tree, text: str, _given: Node, _origin: str) -> Tree:
    """Return the tree without the entries at a path; who came to a step that is gone goes on past it.

    Raises:
        Misread: there is no such entry.
    """
    for path in reversed(matching(tree.root, parse(text))):
        if len(path) == 2 and path[0] == "steps":
            tree = led_past(tree, str(path[1]))
        tree = without(tree, path)
    return tree


def merge(tree: Tree, name: str, given: Node, origin: str) -> Tree:
    """Return the tree with one step in place of those that `of` lists.

    Raises:
        Misread: one of them is not there or leads elsewhere, or the name is taken.
    """
    merged = _row_in(child(given, "of"))
    steps = _steps(tree)
    faults = [*_unknown(merged, steps, ("of",)), *_taken(name, steps, merged)]
    if not faults and "next" not in entries(given):
        faults += _leaving(name, merged, steps)
    _check(merged, faults)
    goto = dict.fromkeys(merged, name)
    tree = redirected(tree, Renaming(goto, goto))
    block = {word: of for word, of in entries(given).items() if word != "of"}
    new = _with_next(replace(given, value=block), child(_steps(tree)[merged[-1]], "next"), origin)
    if name not in merged:
        new = _drawing_as(new, merged[0], steps[merged[0]])
    return _replaced(tree, merged, {name: new})


def split(tree: Tree, name: str, given: Node, origin: str) -> Tree:
    """Return the tree with several steps in a row in place of one.

    Raises:
        Misread: it is not there, or a name is taken.
    """
    parts, steps = entries(given), _steps(tree)
    row = list(parts)
    faults = _unknown([name], steps, (), on_key=True)
    faults += [replace(fault, at=(part,)) for part in row for fault in _taken(part, steps, [name])]
    _check(row[1:] if all(isinstance(part.value, dict) for part in parts.values()) else (), faults)
    if row[0] != name:
        tree = redirected(tree, Renaming({name: row[0]}))
    onward = [*(replace(parts[before], value=part) for before, part in pairwise(row)), None]
    last = child(_steps(tree)[name], "next")
    new = {
        part: _with_next(parts[part], after or last, origin) for part, after in zip(row, onward, strict=True)
    }
    if name not in row and not any("draws_as" in entries(part) for part in parts.values()):
        new[row[0]] = _drawing_as(new[row[0]], name, steps[name])
    return _replaced(tree, [name], new)


def put_side_by_side(tree: Tree, name: str, given: Node, origin: str) -> Tree:
    """Return the tree with steps of a row as the branches of a parallel, which a new step begins.

    Raises:
        Misread: they do not stand in a row, one is not there, or the name is taken.
    """
    row, steps = _row_in(given), _steps(tree)
    faults = [*_unknown(row, steps, ()), *_taken(name, steps, ())]
    if not faults:
        faults = [fault for number in range(len(row)) for fault in _out_of_row(number, row, steps)]
    _check(row[1:], faults)
    tree = redirected(tree, Renaming({row[0]: name}))
    steps = _steps(tree)
    then = without_condition(_onward(ways(steps[row[-1]]))[0])
    joined = {step: _joining(steps[step], given) for step in row}
    branches = [replace(given, value=step) for step in row]
    fork = replace(given, value={"parallel": replace(given, value=branches), "then": then})
    lane = child(steps[row[0]], "lane")
    new = replace(given, value={"next": fork} if lane is None else {"lane": lane, "next": fork})
    tree = _with_steps(tree, {**steps, **joined})
    return _replaced(tree, row[:1], {name: with_origin(new, origin), row[0]: joined[row[0]]})


#: The changes of the process in the order in which they are made, by the word of the language.
RESHAPES: tuple[tuple[str, Reshape], ...] = (
    ("drop", drop),
    ("merge", merge),
    ("split", split),
    ("parallel", put_side_by_side),
)


def names_in(listed: Node | None) -> list[str]:
    """Return the names of a list."""
    named = listed.value if listed is not None and isinstance(listed.value, list) else []
    return [entry.value.strip() for entry in named if isinstance(entry.value, str)]


def _row_in(listed: Node | None) -> list[str]:
    """Return the steps of a list; none where one stands twice."""
    row = names_in(listed)
    return row if len(set(row)) == len(row) else []


# -- faults ---------------------------------------------------------------------------------------


def _check(named: Sequence[str], faults: Sequence[Fault]) -> None:
    """Refuse a change that cannot be made; one that is not written as it should be the schema tells."""
    if not named or faults:
        raise Misread(*faults)


def _unknown(names: Sequence[str], steps: dict[str, Node], at: Place, *, on_key: bool = False) -> list[Fault]:
    return [
        Fault(
            f"there is no step `{name}`",
            did_you_mean(name, tuple(steps)),
            "unknown-step",
            at if on_key else (*at, number),
            on_key=on_key,
        )
        for number, name in enumerate(names)
        if name not in steps
    ]


def _taken(name: str, steps: dict[str, Node], gone: Sequence[str]) -> list[Fault]:
    """Return a fault where another step has the name, that does not make place for it."""
    if name not in steps or name in gone:
        return []
    return [
        Fault(
            f"there is a step `{name}` already",
            "give the new step another name",
            "duplicate-name",
            on_key=True,
        )
    ]


def _leaving(name: str, merged: Sequence[str], steps: dict[str, Node]) -> Iterator[Fault]:
    """Yield a fault for each merged step but the last from which a case goes elsewhere than to another."""
    for number, step in enumerate(merged[:-1]):
        away = [way for way in ways(steps[step]) if leads_to(way) not in merged]
        if away:
            yield Fault(
                f"`{step}` leads elsewhere, too: `{shown(flow_text(away[0]))}`",
                f"write where `{name}` leads: `next: ...`",
                "leads-elsewhere",
                ("of", number),
            )


def _out_of_row(number: int, row: Sequence[str], steps: dict[str, Node]) -> Iterator[Fault]:
    """Yield a fault where a step that shall be a branch leads elsewhere than to the next one or to an end."""
    step, after = row[number], row[number + 1 :][:1]
    away = [way for way in _onward(ways(steps[step])) if not after or leads_to(way) != after[0]]
    if after and away:
        yield Fault(
            f"`{step}` leads to `{shown(flow_text(away[0]))}`, and not to `{after[0]}` alone",
            "name steps that stand in a row, or set its `next` in a scenario that this one extends",
            "not-in-a-row",
            (number,),
        )
    if not after and len(away) != 1:
        yield Fault(
            f"`{step}` leads on in several ways, and behind a parallel there is one",
            "put a step behind it that decides, in a scenario that this one extends",
            "not-in-a-row",
            (number,),
        )


# -- new steps ------------------------------------------------------------------------------------


def _onward(found: Sequence[Node]) -> list[Node]:
    """Return the ways on that go on; where there is but one, that one, though it is an end."""
    return [way for way in found if child(way, "end") is None] if len(found) > 1 else list(found)


def _joining(step: Node, given: Node) -> Node:
    """Return a step that ends a branch where it led to the next of the row, or on from the last."""
    found = ways(step)
    onward = _onward(found)
    join = replace(given, value=JOIN)
    joined = [_to_join(way, join) if way in onward else way for way in found]
    following = child(step, "next")
    assert following is not None
    single = not isinstance(following.value, list)
    return replace(
        step,
        value={**entries(step), "next": joined[0] if single else replace(following, value=joined)},
    )


def _to_join(way: Node, join: Node) -> Node:
    """Return a way on that ends a branch, with what the option says of itself."""
    beside = {word: of for word, of in entries(way).items() if word in OF_AN_OPTION}
    return replace(way, value={"to": join, **beside}) if beside else join


def _with_next(block: Node, following: Node | None, origin: str) -> Node:
    """Return the block of a new step, with where it leads where it does not say so itself."""
    new = with_origin(block, origin)
    if following is None or not isinstance(new.value, dict) or "next" in new.value:
        return new
    return replace(new, value={**new.value, "next": following})


def _drawing_as(new: Node, name: str, old: Node) -> Node:
    """Return a new step with the random numbers of an old one, unless it says another; a use has none."""
    if not isinstance(new.value, dict) or "draws_as" in new.value or "use" in {*new.value, *entries(old)}:
        return new
    named = child(old, "draws_as") or replace(new, value=name)
    return replace(new, value={**new.value, "draws_as": named})


def _steps(tree: Tree) -> dict[str, Node]:
    return entries(find(tree, ("steps",)))


def _with_steps(tree: Tree, steps: dict[str, Node]) -> Tree:
    block = child(tree.root, "steps")
    assert block is not None
    root = {**entries(tree.root), "steps": replace(block, value=steps)}
    return replace(tree, root=replace(tree.root, value=root))


def _replaced(tree: Tree, gone: Sequence[str], new: dict[str, Node]) -> Tree:
    """Return the tree with new steps at the place of the first of those that go."""
    steps: dict[str, Node] = {}
    for name, step in _steps(tree).items():
        if name == gone[0]:
            steps |= new
        elif name not in gone:
            steps[name] = step
    return _with_steps(tree, steps)
