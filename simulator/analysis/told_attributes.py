"""The attributes of customers in words: what they bring along, and what steps decide."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

import numpy as np

from simulator.analysis.columns import DONE
from simulator.engine.records import Records
from simulator.model.plan import Plan
from simulator.model.saying import figure

#: Step, branch and number of a visit of a case.
_Key = tuple[int, int, int]


class Attributes:
    """The attributes of the customers of one replication.

    The records have them as they were when the case left. So what a step decided is known of the last visit
    that decided it; what it was before is not.
    """

    def __init__(self, plan: Plan, records: Records) -> None:
        self._plan = plan
        self._records = records
        self._set_at = [
            [index for index, step in enumerate(plan.steps) if any(number == set_ for set_, _ in step.sets)]
            for number in range(len(plan.attributes))
        ]

    def brought(self, case: int) -> str:
        """What a customer came with: ` (complex: no, basket: small)`; empty where it has none."""
        return self._told(case, (a for a in range(len(self._set_at)) if self._last_to_set(case, a) is None))

    def decided(self, visit: np.void) -> str:
        """What a visit that was done decided for good, likewise."""
        case = int(visit["case"])
        sets = dict.fromkeys(attribute for attribute, _ in self._plan.steps[visit["step"]].sets)
        return self._told(case, (a for a in sets if self._last_to_set(case, a) == _key(visit)))

    def _last_to_set(self, case: int, attribute: int) -> _Key | None:
        """The last visit of a case that decided an attribute; None where it is as it was brought along."""
        if not self._set_at[attribute]:
            return None
        visits = self._records.visits
        own = visits[(visits["case"] == case) & (visits["result"] == DONE)]
        own = own[np.isin(own["step"], self._set_at[attribute])]
        return _key(max(own, key=lambda visit: float(visit["finished"]))) if len(own) else None

    def _told(self, case: int, attributes: Iterable[int]) -> str:
        values = self._records.attributes[case]
        said = [self._value(a, float(values[a])) for a in attributes if not isnan(values[a])]
        return f" ({', '.join(said)})" if said else ""

    def _value(self, attribute: int, value: float) -> str:
        described = self._plan.attributes[attribute]
        if described.kind == "number":
            said = figure(value)
        else:
            said = (described.values or ("no", "yes"))[int(value)]
        return f"{described.name}: {said}"


def _key(visit: np.void) -> _Key:
    return int(visit["step"]), int(visit["branch"]), int(visit["visit"])
