"""`path=value` as it is typed for `--set` and `--vary`: the path before the sign, and the value behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from simulator.blueprint.misread import wrong
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.traps import quoted
from simulator.blueprint.tree import Node, dotted
from simulator.blueprint.yaml_tree import read_text
from simulator.errors import BlueprintError

_WORD = re.compile(r"[A-Za-z]\w*")


def split(text: str, option: str) -> tuple[tuple[Step, ...], str]:
    """Return the steps of the path before the first `=` outside quotes, and the text behind it.

    Raises:
        Misread: one of the two is missing, or the path is none; says how `option` is written.
    """
    match = re.match(
        r"""((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^="'\\]|["'])*?)=(.*)""", text, re.DOTALL
    )
    if match is None:
        path = re.split(r"[\s:]", text.strip(), maxsplit=1)[0] or "teams.tellers.count"
        raise wrong("there is no `=` between path and value", f"write `{option} {path}=4`", "bad-override")
    path, value = match[1].strip(), match[2].strip()
    if not path:
        raise wrong(
            "there is no path before the `=`", f"write `{option} teams.tellers.count=4`", "bad-override"
        )
    if not value:
        raise wrong("there is no value behind the `=`", f"write `{option} {path}=...`", "bad-override")
    return parse(path), value


def value_of(steps: Sequence[Step], text: str, label: str) -> Node:
    """Read a value as YAML, with the same traps as in a file.

    Raises:
        BlueprintError: it cannot be read, or is a trap.
    """
    last = steps[-1].name
    name = last if _WORD.fullmatch(last) else quoted(last)
    try:
        tree = read_text(f"{name}: {text}", label)
        problems = tree.problems
    except BlueprintError as error:
        problems = error.problems
    if problems:
        path = dotted(tuple(step.name for step in steps))
        raise BlueprintError(
            [replace(problem, path=path, line=0, column=0, snippet="") for problem in problems]
        )
    value = next(iter(tree.root.value.values())) if isinstance(tree.root.value, dict) else tree.root
    return _nowhere(value)


def _nowhere(node: Node) -> Node:
    """Return a node without lines: what stands on the command line stands in no file."""
    value = node.value
    if isinstance(value, dict):
        value = {name: _nowhere(below) for name, below in value.items()}
    elif isinstance(value, list):
        value = [_nowhere(below) for below in value]
    return replace(node, value=value, line=0, column=0, key_line=0, key_column=0)
