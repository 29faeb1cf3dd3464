"""Measures from records: what a run showed, with honest intervals.

The way of the figures, from the records of one replication to the tables of a run:

    reduction = reduce(plan, records)      in the worker; then the records can be dropped
    totals = Totals(plan)                  in the caller, one for the whole run
    totals.add(reduction)                  in the order of replications, as they come
    metrics(totals, confidence=0.95)       tidy DataFrame of all added so far
    verdicts(totals, confidence=0.95)      the service levels of all added so far: a list of `Verdict`

`combine(plan, reductions)` and `sla_verdicts(plan, reductions)` do the last steps for a list at once. A
single replication of a long run gets its intervals from batch means:
`reduce(plan, records, batches_for(plan, replications))`.

- `Target.parse("wait:counter=5%", plan)` and `Target.reached(totals)`: how precise a run shall be.
- `Totals.ratios()`: numerators and denominators of every figure by replication, for paired comparisons, with
  `leave_one_out` of `analysis.intervals`.
- `occupancy(totals)`: the share of the time with each number waiting, inside, busy.
- `analysis.tables`, `analysis.events`: tables of customers, visits, staff and levels, event logs;
  `analysis.trace`: a customer's way in words.
- `analysis.theory`: exact and approximate formulas.

Importing this imports neither pandas nor SciPy; they are imported where they are used.
"""

from simulator.analysis.metrics import METRICS, combine, metrics
from simulator.analysis.occupancy import OCCUPANCY, occupancy
from simulator.analysis.precision import Target
from simulator.analysis.reduction import Reduction, batches_for, reduce
from simulator.analysis.totals import Ratios, Totals
from simulator.analysis.verdicts import Verdict, sla_verdicts, verdicts

__all__ = [
    "METRICS",
    "OCCUPANCY",
    "Ratios",
    "Reduction",
    "Target",
    "Totals",
    "Verdict",
    "batches_for",
    "combine",
    "metrics",
    "occupancy",
    "reduce",
    "sla_verdicts",
    "verdicts",
]
