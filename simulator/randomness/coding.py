"""How a distribution is written down as one flat array of floats for the compiled quantile.

    code[0]                   m, how many parts
    code[1 : 1 + m]           upper end of the u of each part, increasing, the last one 1
    code[1 + m + 8 i : ...]   part i: kind, a, b, c, d, shift, least, most
    then the tables           where a part has one: a is its offset from code[0], b its length

The value of a part is min(max(draw + shift, least), most). A later engine may lay the codes of a whole
plan one after another in one array.

Kinds are part of the compiled functions kept on disk: add new ones at the end, never renumber.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RECORD = 8

CONSTANT = 0  # a
EXPONENTIAL = 1  # a mean
UNIFORM = 2  # a low, b high
TRIANGULAR = 3  # a low, b mode, c high
NORMAL = 4  # a mean, b standard deviation
LOGNORMAL = 5  # a, b mean and standard deviation of the logarithm
GAMMA = 6  # a shape, b scale
WEIBULL = 7  # a shape, b scale
BETA = 8  # a, b shapes, c low, d high
EMPIRICAL = 9  # table: values in increasing order
DISCRETE = 10  # table: values in increasing order, then the upper end of the u of each


class FamilyCode(NamedTuple):
    """A family's part of the code.

    Attributes:
        kind: one of the kinds above.
        parameters: at most four.
        table: what stands in the table, with `values` of them being values; the parameters are then
            empty and become offset and length.
        values: how many values the table has.
    """

    kind: int
    parameters: tuple[float, ...] = ()
    table: tuple[float, ...] = ()
    values: int = 0


class PartCode(NamedTuple):
    """One part of a distribution: its share of the u, its family and what happens to the draw."""

    share: float
    family: FamilyCode
    shift: float
    least: float
    most: float


def flat_code(parts: Sequence[PartCode]) -> NDArray[np.float64]:
    """Write the parts of a distribution into one read-only array; see the head of this module."""
    m = len(parts)
    uppers = np.cumsum([part.share for part in parts])
    uppers[-1] = 1.0
    offset = 1 + m + RECORD * m
    records: list[float] = []
    tables: list[float] = []
    for part in parts:
        parameters = list(part.family.parameters)
        if part.family.table:
            parameters = [offset + len(tables), part.family.values]
            tables += part.family.table
        parameters += [0.0] * (4 - len(parameters))
        records += [part.family.kind, *parameters, part.shift, part.least, part.most]
    code = np.array([m, *uppers, *records, *tables], dtype=np.float64)
    code.setflags(write=False)
    return code
