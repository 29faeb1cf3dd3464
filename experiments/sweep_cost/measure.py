"""What a sweep costs beside the work of its points; see README.md."""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from importlib import import_module
from pathlib import Path
from typing import Any

import simulator as sim
from simulator.experiment.sweeps import course
from simulator.experiment.sweeps.work import Outcome, work

BRANCH = Path(__file__).parents[2] / "blueprints" / "bank_branch.yaml"


class Here(Executor):
    """Answers at once with figures that were computed beforehand: what is left is the sweep's own cost."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        """Hand back the figures."""
        future: Future[Any] = Future()
        future.set_result(self._outcome)
        return future


def one_outcome() -> Outcome:
    """The figures of one point, as large as they are."""
    kept: list[Outcome] = []

    class Keeping(Executor):
        def submit(self, _: Any, /, *args: Any, **__: Any) -> Future[Any]:
            future: Future[Any] = Future()
            kept.append(work(args[0]))
            future.set_result(kept[-1])
            return future

    sim.sweep(
        sim.load(BRANCH), {"teams.greeters.count": [1]}, replications=2, store=False, executor=Keeping()
    )
    return kept[0]


def points(many: int) -> dict[str, Any]:
    """So many points on two paths."""
    return {
        "teams.greeters.count": range(1, 11),
        "steps.counter.queue.limit": range(1, many // 10 + 1),
    }


def cost(many: int, outcome: Outcome) -> tuple[float, float, float]:
    """Milliseconds of a core to schedule and store a point, and to find it again; megabytes of memory."""
    blueprint = sim.load(BRANCH)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "cost.sqlite"
        taken = []
        for _ in range(2):
            begin = time.process_time()
            sim.sweep(blueprint, points(many), store=store, executor=Here(outcome))
            taken.append(1000 * (time.process_time() - begin) / many)
    return taken[0], taken[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(many: int) -> tuple[float, float, float]:
    """`cost` in a fresh process, whose memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(many)], capture_output=True, text=True, check=True
    )
    first, again, memory = map(float, done.stdout.split())
    return first, again, memory


def lasting(_: Any) -> Outcome:
    """A point that takes a second, whatever else the machine does meanwhile."""
    time.sleep(1.0)
    return Outcome(b"-", b"-", seconds=1.0)


def busy(many: int, workers: int) -> float:
    """The share of the workers' time that such points fill, the start of the workers included."""
    course.work = import_module("measure").lasting  # under a name by which the workers find it
    begin = time.perf_counter()
    found = sim.sweep(sim.load(BRANCH), points(many), store=False, workers=workers)
    seconds = time.perf_counter() - begin
    assert found.finished == many
    assert not len(found.failed)
    return many / workers / seconds


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--one", type=int)
    asked.add_argument("--busy", type=int, default=60, metavar="POINTS", help="points of one second, in tens")
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    if given.one:
        print(*cost(given.one, one_outcome()))
        return
    small = [in_a_process(100) for _ in range(3)]
    large = [in_a_process(1000) for _ in range(3)]
    names = ("schedule and store, ms a point", "find in the store, ms a point", "peak memory, MB")
    print(f"{'':34}{'100 points':>12}{'1,000 points':>14}{'ratio':>8}")
    for place, name in enumerate(names):
        few, more = (statistics.median(row[place] for row in rows) for rows in (small, large))
        print(f"{name:34}{few:12.2f}{more:14.2f}{more / few:8.2f}")
    print(f"{'busy share of the workers':34}{100 * busy(given.busy, given.workers):11.1f}%")


if __name__ == "__main__":
    main()
