"""Replications added up: the figures of a whole run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.analysis.figures import Figure, figures_of
from simulator.analysis.measures import names_of
from simulator.analysis.pool import Pool, quantiles
from simulator.analysis.quantiles import Quantiles, over_time
from simulator.analysis.reduction import LEVELS, Reduction
from simulator.analysis.samples import FAMILIES, cells_of
from simulator.analysis.window import Floats
from simulator.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Ratios:
    """All figures that are ratios of totals, row by row.

    Attributes:
        figures: what each column is about, in the order of the metrics.
        above, below: numerators and denominators, shape (rows, figures). A row is a replication, or a batch
            where a single replication was cut into batches. A mean of values is their sum over their number.
        replications: how many replications there are.
    """

    figures: tuple[Figure, ...]
    above: Floats
    below: Floats
    replications: int


class Totals:
    """What a run has shown so far; replications are added in their order.

    The answers after k replications are those of any other way to add up the same k, to the last bit.

    Args:
        plan: what is simulated.
        quantiles: whether single values are kept for quantiles; they are most of what it takes of the memory.
    """

    def __init__(self, plan: Plan, *, quantiles: bool = True) -> None:
        self.plan = plan
        self._with_quantiles = quantiles
        self.figures = figures_of(plan)
        self._cells = cells_of(plan)[FAMILIES[-1]].stop
        self._pools = [Pool() for _ in range(self._cells)]
        self._rows: list[_Rows] = []
        self._notes: list[tuple[int, tuple[str, ...]]] = []
        levels = [(measure, scope, name) for measure, scope in LEVELS for name in names_of(plan, scope)]
        self._level_places = {key: place for place, key in enumerate(levels)}

    def __len__(self) -> int:
        """How many replications there are."""
        return len(self._rows)

    @property
    def rows(self) -> int:
        """From how many replications, or batches of a single one, intervals are made."""
        return sum(len(row.above) for row in self._rows)

    @property
    def notes(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """What the user should know of single replications: number and words, of those that have any."""
        return tuple(self._notes)

    def add(self, reduction: Reduction) -> None:
        """Add the next replication.

        Raises:
            ValueError: one that is cut into batches beside another one.
        """
        if self._rows and max(reduction.batches, len(self._rows[0].above)) > 1:
            raise ValueError("only a single replication can be cut into batches")
        self._rows.append(_Rows.of(reduction))
        if reduction.notes:
            self._notes.append((reduction.replication, reduction.notes))
        if not self._with_quantiles:
            return
        for pool, pieces in zip(self._pools, reduction.samples.pieces(), strict=True):
            for piece in pieces:
                pool.add(piece)

    def ratios(self) -> Ratios:
        """The numerators and denominators of every mean, share, count, amount and rate."""
        rows = self._rows
        total, n = _stacked([r.total for r in rows], self._cells), _stacked([r.n for r in rows], self._cells)
        measured = [i for i, f in enumerate(self.figures) if not f.cells]
        above = np.empty((len(total), len(self.figures)))
        below = np.empty_like(above)
        above[:, measured] = _stacked([r.above for r in rows], len(measured))
        below[:, measured] = _stacked([r.below for r in rows], len(measured))
        for i, figure in enumerate(self.figures):
            if figure.cells:
                span = slice(figure.cells.start, figure.cells.stop)
                above[:, i] = total[:, span].sum(axis=1)
                below[:, i] = n[:, span].sum(axis=1)
        return Ratios(self.figures, above, below, len(rows))

    def spread(self, figure: Figure) -> float:
        """The standard deviation of a figure's values, pooled; nan for fewer than two."""
        span = slice(figure.cells.start, figure.cells.stop)
        n = _stacked([r.n[:, span] for r in self._rows], len(figure.cells))
        total = _stacked([r.total[:, span] for r in self._rows], len(figure.cells))
        inner = sum(float(r.squares[:, span].sum()) for r in self._rows)
        many = float(n.sum())
        if many < 2:
            return float("nan")
        means = np.divide(total, n, out=np.zeros_like(total), where=n > 0)
        between = float((n * (means - float(total.sum()) / many) ** 2).sum())
        return float(np.sqrt((inner + between) / (many - 1)))

    def deviations(self, figure: Figure) -> tuple[Floats, Floats, Floats, float]:
        """Row by row how many values a figure has, their distances from their mean, and these squared.

        The mean, which is that of all rows, stands last; nan where there are no values.
        """
        span = slice(figure.cells.start, figure.cells.stop)
        n, total, squares = (
            _stacked([getattr(r, part)[:, span] for r in self._rows], len(figure.cells))
            for part in ("n", "total", "squares")
        )
        many = float(n.sum())
        centre = float(total.sum()) / many if many else float("nan")
        off = np.divide(total, n, out=np.full_like(total, centre), where=n > 0) - centre
        return n.sum(axis=1), (n * off).sum(axis=1), (squares + n * off * off).sum(axis=1), centre

    def highest(self, figure: Figure) -> float:
        """The greatest value of a figure, or the greatest number present; nan where there is none."""
        if figure.cells:
            span = slice(figure.cells.start, figure.cells.stop)
            top = max((float(r.highest[:, span].max()) for r in self._rows), default=-np.inf)
            return top if top > -np.inf else float("nan")
        place = self._level_places[figure.measure, figure.scope, figure.name]
        return max((float(r.peaks[place]) for r in self._rows), default=float("nan"))

    def times(self, figure: Figure) -> Floats:
        """The time at each number present, 0 and up, of a figure that is one; shape (rows, most + 1)."""
        place = self._level_places[figure.measure, figure.scope, figure.name]
        rows = [r.times[place] for r in self._rows]
        most = max((row.shape[1] for row in rows), default=1)
        return _stacked([np.pad(row, ((0, 0), (0, most - row.shape[1]))) for row in rows], most)

    def intervals(self, sla: int) -> tuple[Floats, Floats]:
        """Above and below the line of a service level by its intervals; shape (replications, intervals)."""
        rows = np.array([r.intervals[sla] for r in self._rows])
        return rows[:, 0], rows[:, 1]

    def block(self, figure: Figure) -> int:
        """How many replications stand together where a figure's values are held as histograms; else 1."""
        return max((self._pools[cell].block for cell in figure.cells), default=1)

    def quantiles(self, figure: Figure, block: int = 1) -> Quantiles:
        """The quantiles of a figure's values, by blocks of replications, or of a number present."""
        if figure.kind == "level":
            return over_time(self.times(figure))
        return quantiles([self._pools[cell] for cell in figure.cells], block)

    def aside(self) -> Floats:
        """How many unfinished stand aside of each service level, over all replications."""
        return np.asarray(
            _stacked([r.aside for r in self._rows], len(self.plan.slas)).sum(axis=0), np.float64
        )


def add_up(plan: Plan, reductions: Iterable[Reduction]) -> Totals:
    """The totals of some reductions, given in the order of replications."""
    totals = Totals(plan)
    for reduction in reductions:
        totals.add(reduction)
    return totals


@dataclass(frozen=True, slots=True)
class _Rows:
    """A reduction without its values: arrays of shape (batches, cells), (batches, figures), (peaks,)."""

    n: Floats
    total: Floats
    squares: Floats
    highest: Floats
    above: Floats
    below: Floats
    peaks: Floats
    times: tuple[Floats, ...]
    aside: Floats
    intervals: tuple[Floats, ...]

    @classmethod
    def of(cls, reduction: Reduction) -> _Rows:
        samples = reduction.samples
        return cls(
            samples.n,
            samples.total,
            samples.squares,
            samples.highest,
            np.concatenate([reduction.above, reduction.sla_above], axis=1),
            np.concatenate([reduction.below, reduction.sla_below], axis=1),
            reduction.peaks,
            reduction.times,
            reduction.sla_aside,
            reduction.intervals,
        )


def _stacked(rows: list[Floats], columns: int) -> Floats:
    empty: Floats = np.empty((0, columns))
    return np.concatenate([empty, *rows])
