"""Sweep files: what they say, and every fault of one in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.tree import plain
from simulator.experiment.sweeps.sweep_file import read_sweep
from tests.experiment.sweeps.test_sweep import swept
from tests.services import written

WHOLE = """\
sweep: Clerks and work
how: latin hypercube
points: 16
vary:
  teams.clerks.count: 1..4
  steps.window.time: {low: 5 min, high: 7 min}
  customers.visitor.arrivals.every: [4 min, 5 min]
  steps.window.queue.order: fifo
measures: [wait:window, quick]
replications: 3
seed: 9
scenario: two clerks
"""


def in_file(folder: Path, text: str) -> Path:
    path = folder / "sweep.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_that_it_can_say(tmp_path: Path) -> None:
    found = read_sweep(in_file(tmp_path, WHOLE))
    assert (found.how, found.points, found.replications, found.seed) == ("latin hypercube", 16, 3, 9)
    assert (found.measures, found.scenario) == (("wait:window", "quick"), "two clerks")
    values = {axis.path: [plain(axis.values[i]) for i in range(len(axis.values))] for axis in found.axes}
    assert values == {
        "teams.clerks.count": [1, 2, 3, 4],
        "steps.window.time": ["5 min", "6 min", "7 min"],
        "customers.visitor.arrivals.every": ["4 min", "5 min"],
        "steps.window.queue.order": ["fifo"],
    }


def test_what_it_leaves_out(tmp_path: Path) -> None:
    found = read_sweep(in_file(tmp_path, "vary: {teams.clerks.count: 1..2}\n"))
    assert (found.how, found.points, found.replications, found.seed) == ("grid", None, None, None)


def test_it_is_a_sweep(tmp_path: Path) -> None:
    window = sim.load(written(tmp_path))
    found = swept(window, in_file(tmp_path, WHOLE), store=False, replications=None)
    assert (len(found.design), found.replications, found.seed) == (16, 3, 9)
    assert found.blueprint.scenario == "two clerks"
    assert len(found.failed) == 0
    assert [each.label for each in found.measures] == ["wait:window", "quick"]
    assert found.wide()["teams.clerks.count"].value_counts().to_dict() == {1: 4, 2: 4, 3: 4, 4: 4}
    assert swept(window, in_file(tmp_path, WHOLE), store=False, seed=1).seed == 1


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("vray: {a.b: 1..2}\n", [
            "sweep.yaml:1:1: vray: a sweep file has no entry `vray`",
            "sweep.yaml:1:1: a sweep file says under `vary` which paths vary",
        ]),
        ("vary: 3..8\n", ["sweep.yaml:1:7: vary: `vary` holds paths, each with its values"]),
        ("vary:\n  a.b: 8..3\n  c.d: {low: 3}\n", [
            "sweep.yaml:2:8: vary.\"a.b\": the range is empty: 3 is below 8",
            "sweep.yaml:3:8: vary.\"c.d\": a range has the entries `low` and `high`, and may have a `step`",
        ]),
        ("vary: {a.b: 1..2}\nhow: gird\npoints: many\nmeasures: wait\nseed: 1.5\n", [
            "sweep.yaml:2:6: how: there is no way `gird` to choose points",
            "sweep.yaml:3:9: points: `points` is a whole number",
            "sweep.yaml:4:11: measures: `measures` is a list of names",
            "sweep.yaml:5:7: seed: `seed` is a whole number",
        ]),
        ("vary: {a..b: [1]}\n", [
            "sweep.yaml:1:8: vary.\"a..b\": the path `a..b` has a dot with no name beside it",
        ]),
    ],
)  # fmt: skip
def test_every_fault_has_its_place(tmp_path: Path, text: str, heads: list[str]) -> None:
    with pytest.raises(sim.BlueprintError) as caught:
        read_sweep(in_file(tmp_path, text))
    assert [problem.head.removeprefix(f"{tmp_path}/") for problem in caught.value.problems] == heads


def test_a_path_that_does_not_exist_is_shown_in_the_sweep_file(tmp_path: Path) -> None:
    window = sim.load(written(tmp_path))
    path = in_file(tmp_path, "vary:\n  teams.clerk.count: 1..2\n")
    with pytest.raises(sim.BlueprintError) as caught:
        swept(window, path, store=False)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(path), 2)
    assert problem.message == "there is no `clerk` in `teams`"
