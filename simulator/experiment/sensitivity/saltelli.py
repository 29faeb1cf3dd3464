"""All inputs at once: the points of Saltelli's scheme, and what their figures say of each input.

A. Saltelli et al. (2010), see `analysis.sobol`: two samples A and B of points spread over the ranges, and
for each input the points of A with that input from B.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.sobol import Index, sobol_indices
from simulator.analysis.window import Floats
from simulator.errors import UsageError
from simulator.experiment.arguments import whole_number
from simulator.experiment.course import Progress
from simulator.experiment.sensitivity.inputs import Input
from simulator.experiment.sweeps.axes import Axis
from simulator.experiment.sweeps.chosen import Chosen
from simulator.experiment.sweeps.course import Account, Course
from simulator.experiment.sweeps.design import SOBOL, Design, power_of_two
from simulator.experiment.sweeps.places import Place
from simulator.experiment.sweeps.points import Points
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.tables import Tables, wide

if TYPE_CHECKING:
    import pandas as pd


def saltelli(inputs: Sequence[Input], sobol: int, seed: int) -> Design:
    """Return the points: A, then B, then A with the first input from B, with the second, ...

    Args:
        inputs: what varies, two or more.
        sobol: how many points A has, a power of two.
        seed: of the scrambling.

    Raises:
        UsageError: it is none, or there is only one input.
    """
    size = power_of_two(whole_number("sobol", sobol, 2))
    if len(inputs) < 2:
        raise UsageError("indices share out the variation among inputs: name two or more with their ranges")
    axes = tuple(Axis(each.steps, each.range) for each in inputs)
    spread = _spread(len(inputs), size, seed)
    return Design(axes, SOBOL, len(spread), spread)


def _spread(inputs: int, size: int, seed: int) -> Floats:
    from scipy.stats import qmc

    both = qmc.Sobol(2 * inputs, scramble=True, rng=seed).random_base2(size.bit_length() - 1)
    a, b = both[:, :inputs], both[:, inputs:]
    mixed = [np.where(np.arange(inputs) == place, b, a) for place in range(inputs)]
    return np.concatenate([a, b, *mixed])


@dataclass(frozen=True)
class Spread:
    """The points and what came of them.

    Attributes:
        design: all points.
        account: which are finished.
        store: their figures.
        interrupted: whether Ctrl-C ended it.
    """

    design: Design
    account: Account
    store: Store
    interrupted: bool

    @property
    def finished(self) -> int:
        """How many points are at their end, failed ones too."""
        return self.account.finished

    @cached_property
    def failed(self) -> pd.DataFrame:
        """The points that failed, with the reason."""
        return Tables(self.design, self.account, self.store).failed()

    def indices(
        self, measures: Sequence[Chosen], confidence: float, seed: int
    ) -> Iterator[tuple[Chosen, str, Index]]:
        """The first-order and the total index of each input, figure by figure.

        There are none of a figure that a point does not have.
        """
        tables = Tables(self.design, self.account, self.store)
        points = wide(tables, tables.figures(measures), measures)
        for measure in measures:
            values = points[measure.label].to_numpy(np.float64)
            if len(values) < len(self.design) or not np.isfinite(values).all():
                continue
            f_a, f_b, *f_ab = values.reshape(len(self.design.axes) + 2, -1)
            found = sobol_indices(f_a, f_b, np.stack(f_ab), confidence, seed)
            for axis, both in zip(self.design.axes, found, strict=True):
                for index in both:
                    yield measure, axis.path, index


def carried_out(
    points: Points, design: Design, store: Store, place: Place, progress: Progress | None
) -> Spread:
    """Run the points that the store does not have.

    Raises:
        RunError: the store could not be written, or the executor is gone; what was finished is kept.
    """
    course = Course(
        points, store, place, None if progress is None else lambda done, all_, _: progress(done, all_)
    )
    interrupted = course.carry_out()
    return Spread(design, course.account, store, interrupted)
