"""Quantiles by sections of replications: what their intervals, and those of differences, are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.intervals import sectioned
from simulator.analysis.window import Floats

#: Quantiles, in thousandths.
QUANTILES = {"p50": 500, "p90": 900, "p95": 950, "p99": 990}

_FEWEST_SECTIONS, _MOST_SECTIONS = 10, 20


@dataclass(frozen=True, slots=True)
class Sections:
    """The quantiles `QUANTILES` of some values, and of the same values in sections of replications.

    Attributes:
        value: of all values; nan without any.
        own: of each section, shape (sections, quantiles); nan where it has no values.
        weights: how many values each section has.
    """

    value: Floats
    own: Floats
    weights: Floats

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """The ends of the intervals by `sectioned`; nan where fewer than two sections have values."""
        filled = self.weights > 0
        return sectioned(self.value, self.own[filled], self.weights[filled], confidence)

    def beyond(self, base: Sections) -> Sections:
        """The differences from the quantiles of another run of the same replications, section by section.

        A section counts where both have values, with the mean of the two weights.
        """
        both = (self.weights > 0) & (base.weights > 0)
        weights = (_shares(self.weights) + _shares(base.weights)) / 2
        return Sections(self.value - base.value, self.own - base.own, np.where(both, weights, 0.0))


def section_bounds(replications: int, block: int = 1) -> list[tuple[int, int]]:
    """Cut replications into sections of equal size, as near as can be; (first, before which) of each.

    Between 10 and 20 sections: as many as leave the fewest replications over (of equals the most), which go
    to the first sections, one each. Fewer than ten replications are a section each. With replications in
    blocks, whole blocks are cut. Without replications there is no section.
    """
    if not replications:
        return []
    pieces = -(-replications // block)
    most = min(_MOST_SECTIONS, pieces)
    many = min(range(most, min(_FEWEST_SECTIONS, pieces) - 1, -1), key=lambda m: pieces % m)
    size, over = divmod(pieces, many)
    ends = [size * (i + 1) + min(i + 1, over) for i in range(many)]
    return [
        (first * block, min(last * block, replications))
        for first, last in zip([0, *ends[:-1]], ends, strict=True)
    ]


def _shares(weights: Floats) -> Floats:
    total = weights.sum()
    return weights / total if total > 0 else weights


def time_sections(times: Floats) -> Sections:
    """The quantiles `QUANTILES` of the number present over time, by sections of replications.

    The quantile p is the least number that is not exceeded for at least the share p of the time.

    Args:
        times: the time at each number, 0 and up, by replication (or batch of a single one).
    """
    bounds = section_bounds(len(times))
    sections = np.array([times[first:last].sum(axis=0) for first, last in bounds]).reshape(-1, times.shape[1])
    return Sections(
        _time_quantiles(times.sum(axis=0)),
        np.array([_time_quantiles(section) for section in sections]).reshape(len(sections), len(QUANTILES)),
        sections.sum(axis=1),
    )


def _time_quantiles(times: Floats) -> Floats:
    if not times.sum() > 0:
        return np.full(len(QUANTILES), np.nan)
    up_to = np.cumsum(times)
    wanted = np.array(list(QUANTILES.values())) / 1000 * up_to[-1]
    # A hair below, so that the rounding of a sum does not count as time.
    place = np.searchsorted(up_to, wanted * (1 - 1e-12), side="left")
    return np.asarray(np.minimum(place, len(times) - 1), np.float64)
