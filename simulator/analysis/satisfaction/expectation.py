"""How long a wait is expected: by class or value, and less from year to year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.analysis.columns import CaseColumns
from simulator.analysis.window import Floats, Ints
from simulator.model.plan import BY_CUSTOMERS, Satisfaction


def expected_waits(of: Satisfaction, cases: CaseColumns, case: Ints, step: Ints) -> Floats:
    """The wait that was expected at each touchpoint, in the unit: times (1 − drift)^(years since the start).

    Args:
        of: what is expected.
        cases: who came, and when.
        case, step: of each touchpoint.
    """
    expected = np.empty(len(case))
    for i, how in enumerate(of.steps):
        here = np.flatnonzero(step == i)
        expected[here] = how.expected.otherwise
        if how.expected.by is not None:
            who = case[here]
            classes = how.expected.by == BY_CUSTOMERS
            decides = cases.customers[who] if classes else cases.attributes[who, how.expected.by]
            expected[here] = _chosen(how.expected.cases, decides, how.expected.otherwise)
    years = cases.arrived[case] / of.year
    return np.asarray(expected * (1 - of.drift) ** years, np.float64)


def _chosen(cases: Mapping[float, float], decides: Floats | Ints, otherwise: float) -> Floats:
    found = np.full(len(decides), otherwise)
    for value, wait in cases.items():
        found[decides == value] = wait
    return found
