"""How long a wait is expected: by class or value, and less from year to year."""

from __future__ import annotations

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
            decides = deciding(cases, case[here], how.expected.by)
            for value, wait in how.expected.cases.items():
                expected[here[decides == value]] = wait
    years = cases.arrived[case] / of.year
    return np.asarray(expected * (1 - of.drift) ** years, np.float64)


def deciding(cases: CaseColumns, who: Ints, by: int) -> Floats | Ints:
    """What decides for some cases: the class, or the attribute with that index as it was in the end."""
    return cases.customers[who] if by == BY_CUSTOMERS else cases.attributes[who, by]
