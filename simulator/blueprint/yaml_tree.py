"""From text to a located tree. Nothing is ever constructed or evaluated: a value is a word, and no more.

What is wrong is collected as far as it can be: a fault of syntax whose cure is plain is mended in passing
and reading goes on, so that one pass over the file tells them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path as FilePath

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import Event

from simulator.blueprint.event_reader import EventReader, Unreadable
from simulator.blueprint.mending import Mend, mended
from simulator.blueprint.source import clean_lines, lines_of, text_of
from simulator.blueprint.syntax import explain
from simulator.blueprint.tree import (
    Node,
    Path,
    Place,
    Tree,
    condensed,
    find,
    locate,
    plain,
    problem_at,
    snippet,
)
from simulator.errors import BlueprintError, Problem

__all__ = ["Node", "Path", "Place", "Tree", "find", "locate", "plain", "problem_at", "read_file", "read_text"]

#: So many faults of syntax are mended in passing to find the next; then the rest is left for another time.
_MOST_MENDS = 25


def read_file(path: str | FilePath, top: Collection[str] = ()) -> Tree:
    """Read a blueprint file; `top` are the names that stand at its margin, to judge of indentation.

    Raises:
        BlueprintError: the file cannot be read, or its text is no YAML that can be understood.
    """
    return read_text(text_of(FilePath(path), str(path)), str(path), top)


def read_text(text: str, file: str = "blueprint", top: Collection[str] = ()) -> Tree:
    """Read a blueprint from text; `file` is what messages call it.

    Faults that leave the meaning clear (`09:30` without quotes, a key given twice) are in the `problems` of
    the tree, which holds what was most likely meant.

    Raises:
        BlueprintError: with all faults found, where the text cannot be understood to its end.
    """
    shown = tuple(lines_of(text))
    lines, problems = clean_lines(text, file)
    doubtful = False
    touched: set[int] = set()
    for _ in range(_MOST_MENDS):
        reader = EventReader(file, shown, lines)
        root = None
        try:
            root = reader.read(_events(lines))
            mends = reader.mends
        except MarkedYAMLError as error:
            mends = explain(error, lines, top)
        except Unreadable:
            break
        if root is not None and not mends:
            return Tree(root, file, shown, condensed(problems + reader.problems))
        # A fault in a line just mended, or after a doubtful mend, is most likely the mend's own.
        if touched and root is None and (doubtful or any(mend.line in touched for mend in mends)):
            break
        problems += [_problem(mend, file, shown) for mend in mends]
        if any(mend.edits is None for mend in mends):
            break
        lines = mended(lines, mends)
        touched.update(edit.line for mend in mends for edit in mend.edits or ())
        doubtful = doubtful or not all(mend.sure for mend in mends)
    raise BlueprintError(condensed(problems + reader.problems))


def _events(lines: Sequence[str]) -> Iterator[Event]:
    """Return the parser's events; the pure Python parser, whose complaints `explain` knows."""
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse("\n".join(lines))
    return events


def _problem(mend: Mend, file: str, shown: Sequence[str]) -> Problem:
    line, column = mend.line + 1, mend.column + 1
    return Problem(
        mend.message, mend.help, mend.path, file, line, column, snippet(shown, line, column), mend.code
    )
