"""The engine that defines what a run means: a plan in, records out.

Every rule of the simulation stands in this package once:

- `calendar`: the order of events (the only file that knows SimPy);
- `arrivals`, `comings`: when customers come, and how;
- `service`: what happens to a customer at a step;
- `habits`, `asks`: the draws of a class at a step, and whom it asks for;
- `queues`: who is first in a line;
- `attention`: who can start now, with whom, at whose expense;
- `timers`: patience, escalations, deadlines;
- `gatherings`, `entrances`: batches, and full steps that block;
- `keeping`, `parallels`: what a case keeps, and how it goes several ways at once;
- `teams`, `rosters`, `shifts`, `repairs`: who is free, on duty, broken, and what becomes of their work;
- `conditions`, `routes`: where a case goes next;
- `endings`, `deadlocks`: the limits of a run, and what is said of those left inside;
- `journal`, `records`: what is written down.
"""

from __future__ import annotations

from math import isnan

from simulator.engine.cases import UNFINISHED
from simulator.engine.deadlocks import deadlocks
from simulator.engine.endings import StoppedError, given_up, left_inside
from simulator.engine.records import Records
from simulator.engine.repairs import Repairs
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
    Repairs(service, service.handling, seed, replication)
    Shifts(service, service.handling)
    service.comings.begin()
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
        if attention.alert and (t != service.now or kind != calendar.kind):
            service.serve()
            t, kind = calendar.head()
        if t > plan.run_for and (t > plan.last_call or service.is_empty):
            return
        service.now, calendar.kind = t, kind
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
                visit.count_work(end)
        for visit in sorted(case.visits, key=lambda visit: visit.key):
            service.journal.write_visit(visit, end, UNFINISHED)
        service.journal.write_case(case, end, model.UNFINISHED)
    for crew in service.crews:
        crew.close(end)
    notes = deadlocks(plan, inside, service.entrances.outside)
    if not (stopped or notes):
        notes = left_inside(plan, inside, end)
    notes = given_up(plan, inside, notes, end)
    return service.journal.records(replication, end, stopped, notes, tuple(service.comings.later))
