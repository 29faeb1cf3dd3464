"""Conditions on who a case is, for all cases at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np

from simulator.analysis.columns import CaseColumns
from simulator.analysis.window import Flags
from simulator.errors import UsageError
from simulator.model.plan import AllOf, AnyOf, AttributeIs, Condition, CustomersAre, Not

_SIGNS: Mapping[str, np.ufunc] = {
    "<": np.less,
    "<=": np.less_equal,
    "=": np.equal,
    "!=": np.not_equal,
    ">=": np.greater_equal,
    ">": np.greater,
}


def holds(condition: Condition, cases: CaseColumns) -> Flags:
    """For which cases a condition holds, their attributes being as they were when they left.

    Raises:
        UsageError: it asks for more than attributes and classes.
    """
    match condition:
        case AttributeIs():
            own = cases.attributes[:, condition.attribute]
            compared = _SIGNS[condition.sign](own, condition.value)
            return np.asarray(compared & ~np.isnan(own), np.bool_)
        case CustomersAre():
            return np.isin(cases.customers, condition.classes)
        case Not():
            return ~holds(condition.of, cases)
        case AllOf():
            return reduce(np.logical_and, (holds(part, cases) for part in condition.of))
        case AnyOf():
            return reduce(np.logical_or, (holds(part, cases) for part in condition.of))
        case _:
            raise UsageError("`where` of a service level asks for attributes and customers only")
