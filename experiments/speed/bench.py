"""What a visit costs: time against a model written by hand in SimPy, memory, and how both grow.

Ratios of things measured in turn in one run, so that they mean the same on any machine:

    python experiments/speed/bench.py            # about three minutes
    python experiments/speed/bench.py --quick    # a tenth of the customers, to see that it works
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import simpy

from simulator.blueprint.load import loads
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan

ROOT = Path(__file__).parent.parent.parent
REPETITIONS = 5

#: A rate of 2.4 a minute, three tellers, a mean work of one minute: 80 % busy.
RATE, SERVERS, MEAN = 2.4, 3, 1.0

ONE_QUEUE = """
    blueprint: One queue
    clock: {unit: min, run_for: 1000000 min}
    customers:
      walk-in: {starts_at: counter, arrivals: {rate: 2.4 per min, limit: CUSTOMERS}}
    teams:
      tellers: {count: 3}
    steps:
      counter: {team: tellers, time: {exponential: 1 min}, next: {end: served}}
    """

#: The single queue, served by an SOP of five actions with all that an action may say.
FIVE_ACTIONS = ONE_QUEUE.replace(
    "next:",
    """sop: {
        time_measured: without, compliance: 92%,
        errors: {redone: 70%}, exceptions: {time: {exponential: 1 min}},
        actions: [
          {id: greet, do: Greet, standard_time: 10 s, lock: fixed},
          {id: identify, do: Identify, standard_time: 10 s, lock: fixed, fits: 95%, error: 2%},
          {id: clarify, do: Clarify, standard_time: 10 s},
          {id: enter, do: Enter, standard_time: 20 s, lock: elastic, fits: 90%, error: 4%},
          {id: close, do: Close, standard_time: 10 s, lock: fixed}]}, next:""",
)

#: The same in the short form.
SHORT_FORM = ONE_QUEUE.replace(
    "next:",
    """sop: {time_measured: without, standardisation: 70%, elastic: 10%, variety: medium, error: 8%,
        compliance: 92%, errors: {redone: 70%}, exceptions: {time: {exponential: 1 min}}}, next:""",
)

FIVE_STEPS = """
    blueprint: Five steps with rework
    clock: {unit: min, run_for: 1000000 min}
    customers:
      claim: {starts_at: receive, arrivals: {rate: 2.4 per min, limit: CUSTOMERS}}
    teams:
      receivers: {count: 3}
      registrars: {count: 4}
      assessors: {count: 4}
      deciders: {count: 4}
      writers: {count: 3}
    steps:
      receive: {team: receivers, time: {exponential: 1 min}, next: register}
      register: {team: registrars, time: {exponential: 1 min}, next: assess}
      assess: {team: assessors, time: {exponential: 1 min}, next: decide}
      decide:
        team: deciders
        time: {exponential: 1 min}
        next:
          - {to: register, share: 15%, kind: rework}
          - {to: write}
      write: {team: writers, time: {exponential: 1 min}, next: {end: answered}}
    """


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None  # None: there is no target, or it could not be measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the customers")
    customers = 20_000 if parser.parse_args().quick else 200_000
    figures = [
        *against_simpy(customers),
        *against_one_queue(customers),
        *memory(customers),
        *whole_processes(),
    ]
    width = max(len(figure.what) for figure in figures)
    column = max(len(figure.measured) for figure in figures)
    for figure in figures:
        verdict = {True: "met", False: "MISSED", None: "not measured" if figure.target else ""}[figure.met]
        line = f"{figure.what:<{width}}  {figure.measured:>{column}}  {figure.target:<13}  {verdict}"
        print(line.rstrip())


# -- time -------------------------------------------------------------------------------------------


def by_hand(customers: int) -> list[float]:
    """M/M/3 as one writes it in SimPy: how long each customer waited."""
    random = Random(1)
    env = simpy.Environment()
    tellers = simpy.Resource(env, SERVERS)
    waits: list[float] = []

    def customer() -> Any:
        arrived = env.now
        with tellers.request() as request:
            yield request
            waits.append(env.now - arrived)
            yield env.timeout(random.expovariate(1 / MEAN))

    def arrivals() -> Any:
        for _ in range(customers):
            yield env.timeout(random.expovariate(RATE))
            env.process(customer())

    env.process(arrivals())
    env.run()
    return waits


def plan_of(text: str, customers: int) -> Plan:
    """The plan of a blueprint for so many customers."""
    return compile_plan(loads(textwrap.dedent(text).replace("CUSTOMERS", str(customers))))


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def against_simpy(customers: int) -> list[Figure]:
    """The engine and the model by hand in turn, each on the same number of customers."""
    plan = plan_of(ONE_QUEUE, customers)
    simulate(plan_of(ONE_QUEUE, 1000))  # compiled functions are loaded once
    pairs = [
        (seconds(lambda: by_hand(customers)), seconds(lambda: simulate(plan))) for _ in range(REPETITIONS)
    ]
    ratio = median(hand / ours for hand, ours in pairs)
    hand, ours = (median(times) for times in zip(*pairs, strict=True))
    return [
        Figure("SimPy by hand, customers a second", f"{customers / hand:,.0f}"),
        Figure("sopsim, customers a second", f"{customers / ours:,.0f}"),
        Figure("sopsim ÷ SimPy by hand", f"{ratio:.2f}", "at least 1/3", ratio >= 1 / 3),
    ]


def against_one_queue(customers: int) -> list[Figure]:
    """A visit of other services against one of a single queue, all in turn."""
    others = {
        "of five steps": plan_of(FIVE_STEPS, customers // 5),
        "by an SOP of five actions": plan_of(FIVE_ACTIONS, customers),
        "by an SOP in the short form": plan_of(SHORT_FORM, customers),
    }
    plans = [plan_of(ONE_QUEUE, customers), *others.values()]
    rounds = [[cost_of_a_visit(plan) for plan in plans] for _ in range(REPETITIONS)]
    figures = []
    for i, name in enumerate(others, 1):
        ratio = median(costs[i] / costs[0] for costs in rounds)
        what = f"a visit {name} ÷ of one queue"
        figures.append(Figure(what, f"{ratio:.2f}", "at most 1.5", ratio <= 1.5))
    return figures


def cost_of_a_visit(plan: Plan) -> float:
    """Seconds of a run, for each visit."""
    gc.collect()
    start = time.perf_counter()
    visits = len(simulate(plan).visits)
    return (time.perf_counter() - start) / visits


# -- memory -----------------------------------------------------------------------------------------


def memory(customers: int) -> list[Figure]:
    """What the peak of resident memory of a process grows by with each further visit."""
    figures = []
    for name, text, least in (
        ("one queue", ONE_QUEUE, customers),
        ("five steps", FIVE_STEPS, customers // 5),
    ):
        small, large = (peak_of(text, least * times) for times in (1, 3))
        growth = (large[0] - small[0]) / (large[1] - small[1])
        figures.append(Figure(f"memory a visit, {name}", f"{growth:.0f} bytes", "below 300", growth < 300))
    return figures


def peak_of(text: str, customers: int) -> tuple[int, int]:
    """Peak resident bytes and number of visits of a run in a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (text, customers))


def _peak(text: str, customers: int) -> tuple[int, int]:
    visits = len(simulate(plan_of(text, customers)).visits)
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, visits


# -- the command line -------------------------------------------------------------------------------


def whole_processes() -> list[Figure]:
    """From pressing return to the prompt."""
    program = Path(sys.executable).parent / "sopsim"
    blueprint = ROOT / "blueprints" / "bank_branch.yaml"
    return [
        _process("sopsim --help", [str(program), "--help"], 0.4),
        _process("sopsim check bank_branch.yaml", [str(program), "check", str(blueprint)], 1.5),
    ]


def _process(what: str, command: list[str], most: float) -> Figure:
    target = f"at most {most:g} s"
    try:
        times = [
            seconds(lambda: subprocess.run(command, check=True, capture_output=True))
            for _ in range(REPETITIONS)
        ]
    except (OSError, subprocess.CalledProcessError):
        return Figure(what, "failed", target, None)
    return Figure(what, f"{median(times):.2f} s", target, median(times) <= most)


if __name__ == "__main__":
    main()
