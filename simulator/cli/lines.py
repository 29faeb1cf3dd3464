"""Prose broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

#: Lines break at spaces, but not between a number and its per cent.
_SPACE = re.compile(r" +(?!%)")


def broken(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph, none wider than `width` cells (a Chinese character takes two)."""
    line = ""
    for word in _SPACE.split(text):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = chop_cells(word, width) or [""]
        yield from full
    yield line
