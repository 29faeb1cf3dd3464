"""Values of customers and visits, sorted into cells and summed up.

A cell is one measure of one class, step or team. All cells of a plan stand in one row, in the order of
`FAMILIES` and, within a family, of the plan; the figures of all cases together are those of all classes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.histogram import EXACT_VALUES, LogHistogram
from simulator.analysis.measures import MEASURES, Scope, names_of
from simulator.analysis.values import CASE_VALUES, VISIT_VALUES, all_time
from simulator.analysis.window import Floats, Ints
from simulator.model.plan import Plan

Key = tuple[str, Scope]

#: The measures with values, by what they are sorted; scope `case` needs no cells of its own.
FAMILIES: tuple[Key, ...] = tuple(
    (measure.name, scope)
    for measure in MEASURES
    if measure.kind == "value"
    for scope in measure.scopes
    if scope != "case"
)


@dataclass(frozen=True, slots=True)
class Samples:
    """What is kept of the values of one replication.

    Attributes:
        n, total, squares, highest: arrays of shape (batches, cells): how many values, their sum, the sum of
            their squared distances from the cell's mean (in that batch), the greatest (-inf where none).
        values: all values, by cell and batch, within them in the order of rows; without those of a cell and
            batch with more than `EXACT_VALUES`.
        histograms: (cell, batch, histogram) of those.
    """

    n: Floats
    total: Floats
    squares: Floats
    highest: Floats
    values: Floats
    histograms: tuple[tuple[int, int, LogHistogram], ...] = ()

    def sums_alone(self) -> Samples:
        """The same without the single values, from which nothing but quantiles comes."""
        return replace(self, values=np.empty(0), histograms=())

    def pieces(self) -> list[list[Floats | LogHistogram]]:
        """The values of each cell, batch by batch."""
        counts = np.where(self.n > EXACT_VALUES, 0, self.n).astype(np.int64).T
        ends = np.cumsum(counts).tolist()
        pieces: list[Floats | LogHistogram] = [
            self.values[end - count : end] for end, count in zip(ends, counts.ravel().tolist(), strict=True)
        ]
        batches = counts.shape[1]
        for cell, batch, histogram in self.histograms:
            pieces[cell * batches + batch] = histogram
        return [pieces[first : first + batches] for first in range(0, len(pieces), batches)]


def cells_of(plan: Plan) -> dict[Key, range]:
    """The cells of each family."""
    first = 0
    cells = {}
    for measure, scope in FAMILIES:
        many = len(names_of(plan, scope))
        cells[measure, scope] = range(first, first + many)
        first += many
    return cells


def sample(plan: Plan, columns: Columns, batches: int) -> Samples:
    """The values of all cells of one replication, of the customers who count."""
    cells = cells_of(plan)
    parts = [_family(columns, key, cells[key].start, batches) for key in FAMILIES]
    many = cells[FAMILIES[-1]].stop * batches
    return _summed(
        np.concatenate([v for v, _ in parts]), np.concatenate([c for _, c in parts]), many, batches
    )


def _family(columns: Columns, key: Key, first: int, batches: int) -> tuple[Floats, Ints]:
    """The values of one family and for each the number of its cell and batch."""
    measure, scope = key
    if scope == "customers":
        cases = columns.cases
        values, group, batch = CASE_VALUES[measure](columns, all_time), cases.customers, cases.batch
        counted = cases.counted
    else:
        visits = columns.visits
        values, batch, counted = VISIT_VALUES[measure](visits, all_time), visits.batch, visits.counted
        group = visits.step if scope == "step" else visits.team
    chosen = np.flatnonzero(counted & ~np.isnan(values) & (group >= 0))
    return values[chosen], (group[chosen] + first) * batches + batch[chosen]


def _summed(values: Floats, code: Ints, many: int, batches: int) -> Samples:
    n = np.bincount(code, minlength=many)
    total = np.bincount(code, values, minlength=many)
    mean = total / np.maximum(n, 1)
    squares = np.bincount(code, (values - mean[code]) ** 2, minlength=many)
    # NumPy sorts 16-bit integers by radix, in linear time.
    order = np.argsort(code.astype(np.int16) if many < 2**15 else code, kind="stable")
    values = values[order]
    firsts = np.cumsum(n) - n
    full = n > 0
    highest = np.full(many, -np.inf)
    if len(values):
        highest[full] = np.maximum.reduceat(values, firsts[full])
    values, histograms = _folded(values, n, firsts, batches)

    def table(row: Floats | Ints) -> Floats:
        return row.reshape(-1, batches).T.astype(np.float64)

    return Samples(table(n), table(total), table(squares), table(highest), values, histograms)


def _folded(
    values: Floats, n: Ints, firsts: Ints, batches: int
) -> tuple[Floats, tuple[tuple[int, int, LogHistogram], ...]]:
    """Histograms instead of the values of the cells that have too many."""
    large = np.flatnonzero(n > EXACT_VALUES)
    if not len(large):
        return values, ()
    kept = np.ones(len(values), np.bool_)
    histograms = []
    for code in large.tolist():
        span = slice(firsts[code], firsts[code] + n[code])
        histograms.append((code // batches, code % batches, LogHistogram.of(values[span])))
        kept[span] = False
    return values[kept], tuple(histograms)
