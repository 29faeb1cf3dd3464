"""The engine that defines what a run means: a plan in, records out.

Every rule of the simulation stands in this package once:

- `calendar`: the order of events (the only file that knows SimPy);
- `arrivals`: when customers come;
- `service`: what happens to a customer, step by step;
- `habits`: the draws of a class at a step;
- `queues`: who is first in a line;
- `attention`: who can start now, with whom, at whose expense;
- `teams`, `shifts`: who is free, who is on duty, and what becomes of work at the end of a shift;
- `conditions`, `routes`: where a case goes next;
- `endings`, `deadlocks`: the limits of a run, and what is said of those left inside;
- `journal`, `records`: what is written down.
"""

from __future__ import annotations

from math import isnan

from simulator.engine.cases import UNFINISHED
from simulator.engine.deadlocks import deadlocks
from simulator.engine.endings import StoppedError, left_inside
from simulator.engine.records import Records
from simulator.engine.service import Service
from simulator.engine.shifts import Shifts
from simulator.model import plan as model
from simulator.model.plan import Plan


def simulate(plan: Plan, seed: int = 1, replication: int = 1) -> Records:
    """Run one replication of the plan.

    Args:
        plan: what to run.
        seed: 0 to 2³² - 1; with the replication it addresses every random number.
        replication: from 1.

    Returns:
        All that happened. A run that had to be stopped says why in `Records.stopped` and keeps what was
        simulated up to then.
    """
    service = Service(plan, seed, replication)
    for customers in range(len(plan.classes)):
        service.expect_next(customers)
    Shifts(service)
    stopped = ""
    try:
        _let_time_pass(service)
    except StoppedError as stop:
        stopped = str(stop)
    return _records(service, replication, stopped)


def _let_time_pass(service: Service) -> None:
    """Take the least key next; before another moment or kind of event comes, every free team serves."""
    plan, calendar, attention = service.plan, service.calendar, service.attention
    while True:
        t, kind = calendar.head()
        if attention.alert and (t != calendar.now or kind != calendar.kind):
            service.serve()
            t, kind = calendar.head()
        if t > plan.last_call or (t > plan.run_for and not service.inside):
            return
        calendar.step()


def _records(service: Service, replication: int, stopped: str) -> Records:
    """Write down those still inside, and who is on duty, at the end of the run."""
    plan = service.plan
    inside = service.inside.values()
    if stopped:
        end = service.now
    elif inside:
        end = plan.last_call
    else:
        end = max(plan.run_for, service.now)
    for case in inside:
        for visit in sorted(case.visits, key=lambda visit: visit.key):
            if visit.due is not None and not isnan(visit.started):
                visit.worked += end - visit.resumed
            service.journal.write_visit(visit, end, UNFINISHED)
        service.journal.write_case(case, end, model.UNFINISHED)
    for crew in service.crews:
        crew.close(end)
    notes = deadlocks(plan, inside)
    if not (stopped or notes):
        notes = left_inside(plan, inside, end)
    return service.journal.records(replication, end, stopped, notes)
