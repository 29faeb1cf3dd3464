"""Intervals from independent replications, and what they must show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

CONFIDENCE = 0.999

#: With a half-width of 1 % of the theoretical value an error of 2 % is seen in 9,998 of 10,000 cases.
NARROW = 0.01


class Interval(NamedTuple):
    """A mean with what may be missing on either side."""

    mean: float
    half_width: float

    def __str__(self) -> str:
        return f"{self.mean:.6g} ± {self.half_width:.2g}"


def interval(replications: ArrayLike, controls: ArrayLike = ()) -> Interval:
    """The 99.9 % Student t interval of the mean of independent values.

    Args:
        replications: the values, shape (n,).
        controls: what else is known of each replication, less its expectation, shape (k, n). The mean is
            the regression's value where all of these are 0 (Lavenberg & Welch 1981, equation 12): a run
            whose customers happened to bring more work than expected is not held against the theory.
    """
    values = np.asarray(replications, dtype=float)
    design = np.vstack([np.ones(values.size), *np.asarray(controls, dtype=float)]).T
    freedom = values.size - design.shape[1]
    inverse = np.linalg.inv(design.T @ design)
    estimate = inverse @ design.T @ values
    variance = float(((values - design @ estimate) ** 2).sum()) / freedom * inverse[0, 0]
    return Interval(float(estimate[0]), float(student.ppf((1 + CONFIDENCE) / 2, freedom)) * variance**0.5)


def assert_meets(
    replications: Iterable[Mapping[str, float]],
    theory: Mapping[str, float],
    controls: Mapping[str, float] | None = None,
) -> None:
    """The interval of each figure holds its theoretical value and would not hold one that is 2 % away.

    Args:
        replications: the figures of each.
        theory: the value of each figure that is to be met.
        controls: the expectations of the figures that serve as controls.
    """
    runs = list(replications)
    control = [[run[name] - value for run in runs] for name, value in (controls or {}).items()]
    for name, value in theory.items():
        found = interval([run[name] for run in runs], control)
        said = f"{name}: {found} (theory {value:.6g})"
        print(said)  # noqa: T201 - shown by pytest -s, and where a test fails
        assert found.half_width <= NARROW * value, f"{said}: too wide to show an error of 2 %"
        assert abs(found.mean - value) <= found.half_width, said
