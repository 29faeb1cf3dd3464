"""Does the search find what trying every plan finds, and with how many simulations?

    python experiments/staffing/compare.py > experiments/staffing/results.md

Both simulate the same customers and stop each plan by the same rule: they differ only in the plans they try.
"""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

import simulator as sim
from simulator.experiment.staffing.ranges import choice_of
from simulator.experiment.staffing.search import search
from simulator.experiment.staffing.trials import Trials
from simulator.model.compile import compile_plan

HEAD = """\
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 3 h}
"""

SERVICES = {
    "three teams in a row": """\
customers: {guest: {starts_at: greet, arrivals: {rate: 40/h}}}
teams: {greeters: {count: 2, cost: 20/h}, clerks: {count: 3, cost: 30/h}, packers: {count: 2, cost: 12/h}}
steps:
  greet: {team: greeters, time: {exponential: 2 min}, next: till}
  till: {team: clerks, time: {exponential: 4 min}, next: pack}
  pack: {team: packers, time: {exponential: 3 min}, next: {end: served}}
sla: {short stay: {measure: time_in_system, within: 20 min, at_least: 90%}}
staffing: {greeters: {range: 1..7}, clerks: {range: 1..8}, packers: {range: 1..7}}
""",
    "one team by the half-hour": """\
customers:
  guest:
    starts_at: till
    arrivals: {rate: {"09:00": 15/h, "10:00": 40/h, "11:00": 25/h}}
    patience: {exponential: 12 min}
teams: {clerks: {count: 2, cost: 20/h}}
steps: {till: {team: clerks, time: {lognormal: {mean: 4 min, cv: 0.8}}, next: {end: served}}}
sla: {quick: {measure: wait, within: 5 min, at_least: 85%}}
staffing: {clerks: {range: 1..4, per: 36 min}}
""",
    "two teams by the hour": """\
customers:
  caller: {starts_at: answer, arrivals: {rate: {"09:00": 20/h, "10:00": 35/h, "11:00": 25/h}}}
attributes: {complex: {chance: 30%}}
teams: {agents: {count: 3, cost: 20/h}, experts: {count: 2, cost: 35/h}}
steps:
  answer: {team: agents, time: {exponential: 4 min}, next: [{to: advise, if: complex}, {end: served}]}
  advise: {team: experts, time: {exponential: 8 min}, next: {end: served}}
sla:
  answered: {measure: wait, step: answer, within: 3 min, at_least: 80%}
  advised: {measure: wait, step: advise, at_most: 4 min}
staffing: {agents: {range: 2..5, per: 1 h}, experts: {range: 1..3, per: 1 h}}
""",
}


def compared(name: str, text: str) -> str:
    """A row: the service, its plans, and of both ways the cost found and the replications it took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "service.yaml")
        file.write_text(f"blueprint: {name}\n{HEAD}{text}", encoding="utf-8")
        blueprint = sim.load(file)
    choice = choice_of(blueprint, compile_plan(blueprint))
    space = choice.space
    trials = Trials(space, 1, 40, 0.95, None, None)
    found = search(trials, choice.start)
    every = Trials(space, 1, 40, 0.95, None, None)
    plans = list(product(*(range(place.low, place.high + 1) for place in space.places)))
    every.judge(plans)
    plans.sort(key=space.cost)
    cheapest = next(plan for plan in plans if every.met(plan) and every.confirm(plan))
    assert found.levels is not None
    share = trials.simulations / every.simulations
    cost = f"{space.cost(cheapest)[0]:g} | {space.cost(found.levels)[0]:g}"
    return (
        f"| {name} | {len(plans):,} | {cost} | {'yes' if found.proven else 'no'} "
        f"| {every.simulations:,} | {trials.simulations:,} | {share:.1%} |"
    )


if __name__ == "__main__":
    print(
        "| service | plans | cost of the cheapest | found | proven | replications for all | for the search "
        "| share |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for service, described in SERVICES.items():
        print(compared(service, described), flush=True)
