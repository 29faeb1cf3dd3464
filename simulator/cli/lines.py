"""Prose broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from simulator.errors import Problem

#: Lines break at spaces, but not between a number and its per cent.
_SPACE = re.compile(r" +(?!%)")


def broken(text: str, width: int, *, whole_words: bool = False) -> Iterator[str]:
    """Yield the lines of a paragraph, none wider than `width` cells (a Chinese character takes two).

    With `whole_words` a word that is wider than that, such as the name of a file, stays whole.
    """
    line = ""
    for word in _SPACE.split(text):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = [word] if whole_words else chop_cells(word, width) or [""]
        yield from full
    yield line


def problem_lines(problem: Problem, width: int) -> Iterator[str]:
    """Yield the lines of a problem, broken to `width` cells; the line of the file stays as it is."""
    yield from broken(problem.head, width, whole_words=True)
    yield from problem.excerpt
    if problem.help:
        yield from (f"  {line}" for line in broken(problem.help, width - 2, whole_words=True))
