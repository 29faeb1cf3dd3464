"""What a large blueprint costs: 60 steps, 20 teams, 10 classes, a year of opening hours.

It writes the blueprint, and prints the time of `sopsim check` on it, from start to exit, and of one
replication. Run: python experiments/speed/large.py [--keep FILE]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from simulator.blueprint.load import load
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan

CLASSES, TEAMS, STEPS = 10, 20, 60

#: Steps after which a case goes two ways at once; nothing else leads into the branches.
_FORKS = (STEPS - 7,)

#: Seconds that `sopsim check` may take.
TARGET = 3.0

HEAD = """\
blueprint: A large service
currency: EUR
priorities: [urgent, important, routine]
clock: {unit: min, start: "2026-01-01 00:00", run_for: 52 w}
hours:
  office:
    open: {Mon-Thu: ["08:00-12:00", "12:45-17:00"], Fri: ["08:00-12:00", "12:45-15:30"]}
    closed: ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-12-25"]
  early: {open: {Mon-Fri: ["06:00-09:30", "09:45-14:00"], Sat: ["08:00-12:00"]}, closed: ["2026-12-24"]}
  late: {open: {Mon-Fri: ["13:00-17:30", "18:00-22:00"]}, closed: ["2026-12-24", "2026-12-31"]}
attributes:
  language: {choice: {french: 20%, english: 70%, german: 10%}}
  pressing: {chance: 15%}
  amount: {uniform: {low: 1, high: 1000}}
"""


RATE = (
    '{Mon-Fri: {"00:00": 0/h, "08:00": 2/h, "11:00": 4/h, "17:00": 0/h}, '
    'Sat: {"00:00": 0/h}, Sun: {"00:00": 0/h}}'
)
BOOK = '{first: "08:30", last: "16:00", every: 45 min, days: Mon-Fri, no_show: 10%}'


def blueprint() -> str:
    """The text of the blueprint."""
    parts = [HEAD, "customers:", *(_customers(number) for number in range(CLASSES))]
    parts += ["teams:", *(_team(number) for number in range(TEAMS - 2))]
    parts += [
        "resources:",
        "  rooms: {count: 12}",
        "  scanners: {count: 6, breakdowns: {every: 300 h, repair: 4 h}}",
    ]
    parts += ["steps:", *(_step(number) for number in range(STEPS))]
    parts += ["deadlines:", "  promise: {after: 40 h, counted_in: office, to: step 59, priority: urgent}"]
    parts += [
        "sla:",
        "  soon: {measure: wait, step: step 0, within: 30 min, at_least: 80%, counted_in: office}",
    ]
    parts += [
        "  fast: {from: arrived, to: left, within: 30 h, at_least: 80%, counted_in: office, where: pressing}"
    ]
    return "\n".join(parts) + "\n"


def _customers(number: int) -> str:
    name, first = f"class {number}", f"starts_at: step {number}"
    if number == CLASSES - 1:
        return f"  {name}: {{starts_at: step 0, arrivals: returning}}"
    if number % 4 == 3:
        return f"  {name}: {{{first}, arrivals: {{appointments: {BOOK}}}, priority: important}}"
    further = ("priority: routine", "patience: {exponential: 20 h}", "hours: office, when_closed: wait")
    return f"  {name}: {{{first}, arrivals: {{rate: {RATE}}}, {further[number % 3]}}}"


def _team(number: int) -> str:
    said = [f"count: {6 + number % 4}", f"hours: {('office', 'early', 'late')[number % 3]}", "cost: 30/h"]
    said.append(f"at_shift_end: {('finish', 'pause', 'hand over')[number % 3]}")
    if number % 5 == 0:
        said.append("skills: {french: 100%, english: 100%, german: 80%}")
    if number % 2:
        said.append("absence: {chance: 4%}")
    return f"  team {number}: {{{', '.join(said)}}}"


def _who(number: int, team: int) -> str:
    if number % 9 == 2:
        return f"needs: {{team {team}: 1, {'rooms' if number % 2 else 'scanners'}: 1}}"
    if number % 9 == 5:
        return f"first_free: [team {team}, team {(team + 3) % (TEAMS - 2)}]"
    return f"team: team {team}"


def _step(number: int) -> str:
    team = number % (TEAMS - 2)
    said = [_who(number, team), f"time: {{lognormal: {{mean: {4 + number % 7}, cv: 0.8}}}}"]
    if team % 5 == 0:
        said.append("skill: {by: language}")
    elif number % 7 == 3:
        said.append("batch: {size: 3, wait: 2 h}")
    elif number % 7 == 4:
        said.append("queue: {order: priority}, escalate: {after: 4 h, priority: urgent}")
    elif number % 7 == 5:
        said.append("hand_off: 10 min")
    if number == 30:
        said.append(f"comes_back: {{share: 5%, after: {{exponential: 3 d}}, as: class {CLASSES - 1}}}")
    if number >= STEPS - 2:
        return f"  step {number}: {{{', '.join(said)}, next: {{end: served}}}}"
    near, far = f"step {number + 1}", f"step {_beside_the_branches(min(number + 9, STEPS - 1))}"
    if number in _FORKS:
        branches = ", ".join(f"{{to: step {number + ahead}}}" for ahead in (1, 2))
        said.append(f"next: {{parallel: [{branches}], then: step {number + 3}}}")
        return f"  step {number}: {{{', '.join(said)}}}"
    if any(number - ahead in _FORKS for ahead in (1, 2)):
        return f"  step {number}: {{{', '.join(said)}, next: join}}"
    ways = [f"{{to: {near}, if: pressing}}", f"{{to: {far}, if: amount > 700}}", f"{{to: {far}, share: 40%}}"]
    if number % 10 == 6:
        ways.append(f"{{to: step {number - 3}, share: 5%, rounds: 2, kind: rework, name: again}}")
    ways.append("{end: served}" if number % 4 == 3 else f"{{to: {near}}}")
    return f"  step {number}: {{{', '.join(said)}, next: [{', '.join(ways)}]}}"


def _beside_the_branches(number: int) -> int:
    return number + 2 if any(number - ahead in _FORKS for ahead in (1, 2)) else number


def _of_children() -> float:
    """Processor time of all processes started so far, which other work on the machine does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Write, check, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="write the blueprint to this file, too")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.yaml"
        file.write_text(blueprint(), encoding="utf-8")
        if keep is not None:
            keep.write_text(blueprint(), encoding="utf-8")
        begin, busy = time.perf_counter(), _of_children()
        subprocess.run(
            [sys.executable, "-m", "simulator", "check", str(file)], check=True, capture_output=True
        )
        checked, busy = time.perf_counter() - begin, _of_children() - busy
        plan = compile_plan(load(file))
    begin = time.perf_counter()
    records = simulate(plan, 1, 1)
    ran = time.perf_counter() - begin
    print(f"steps {len(plan.steps)}, teams {len(plan.teams)}, classes {len(plan.classes)}")
    print(f"sopsim check: {checked:.2f} s, {busy:.2f} s of a processor (target: under {TARGET:g} s)")
    print(f"one replication: {ran:.1f} s, {len(records.cases):,} cases, {len(records.visits):,} visits")


if __name__ == "__main__":
    main()
