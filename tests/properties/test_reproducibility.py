"""The same run comes out the same, and a change disturbs nobody whom it does not touch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from simulator.engine import handling
from simulator.engine.cases import Visit
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from tests.properties.blueprints import blueprints, plan_of
from tests.properties.observed import UNFINISHED, Run, observe
from tests.properties.thoroughness import thoroughly
from tests.properties.values import Blueprint, times
from tests.properties.who_comes import arrivals


def bytes_of(records: Records) -> list[bytes]:
    """All tables of a run, to the last bit."""
    tables = (records.cases, records.attributes, records.visits, records.stints, records.duty)
    return [table.tobytes() for table in tables]


@thoroughly
@given(blueprints())
def test_the_same_seed_gives_the_same_run(blueprint: Blueprint) -> None:
    plan = plan_of(blueprint)
    first, second = simulate(plan, 7, 3), simulate(plan, 7, 3)
    assert bytes_of(first) == bytes_of(second)
    assert (first.end, first.stopped, first.notes) == (second.end, second.stopped, second.notes)


@thoroughly
@given(blueprints())
def test_the_order_of_keys_changes_nothing(blueprint: Blueprint) -> None:
    assert bytes_of(simulate(plan_of(blueprint))) == bytes_of(simulate(plan_of(_upside_down(blueprint))))


def _upside_down(block: Any) -> Any:
    """The same blocks with their keys in the opposite order; lists as they are.

    Teams stay as they are: a `skill` alone asks them in the order of the file.
    """
    if isinstance(block, dict):
        return {key: block[key] if key == "teams" else _upside_down(block[key]) for key in reversed(block)}
    return [_upside_down(part) for part in block] if isinstance(block, list) else block


@thoroughly
@given(blueprints(), arrivals(), times(), st.sampled_from(["", "zz "]))
def test_what_is_not_connected_disturbs_nobody(
    blueprint: Blueprint, comes: Blueprint, work: Any, before_or_after: str
) -> None:
    # A class, a step and a team of their own, whose names come first or last of all.
    name = f"{before_or_after}Another"
    everybody = list(blueprint["customers"])
    deadlines = {rule: {"customers": everybody, **of} for rule, of in blueprint["deadlines"].items()}
    larger = {
        **blueprint,
        "deadlines": deadlines,  # else those for all would send the others to steps that are not theirs
        "customers": {name: {"starts_at": name, "arrivals": comes}, **blueprint["customers"]},
        "teams": {**blueprint["teams"], name: {"count": 1}},
        "steps": {
            name: {"team": name, "time": work, "next": {"end": "Another end"}},
            **blueprint["steps"],
        },
    }
    alone, together = observe(blueprint), observe(larger)
    finished = told(alone)
    assert {key: value for key, value in told(together).items() if key[0] != name} == finished


def told(run: Run) -> dict[tuple[Any, ...], list[Any]]:
    """What became of everybody who left, by name and number."""
    plan, records = run.plan, run.records
    found: dict[tuple[Any, ...], list[Any]] = {}
    for case in records.cases:
        outcome = plan.outcomes[case["outcome"]]
        if outcome != "unfinished":
            found[plan.classes[case["customers"]].name, int(case["number"])] = [
                float(case["arrived"]),
                float(case["left"]),
                outcome,
                records.attributes[case["case"]].tobytes(),
            ]
    for visit in records.visits:
        if visit["result"] != UNFINISHED:
            case = records.cases[visit["case"]]
            where = (plan.branches[visit["branch"]].path, plan.steps[visit["step"]].name, int(visit["visit"]))
            team = plan.teams[visit["team"]].name if visit["team"] >= 0 else ""
            columns = ("ready", "queued", "started", "finished", "work")
            found[(plan.classes[case["customers"]].name, int(case["number"]), *where)] = [
                *(visit[name].tobytes() for name in columns),
                team,
                int(visit["member"]),
                int(visit["interruptions"]),
                int(visit["result"]),
            ]
    return found


@thoroughly
@given(blueprints(), arrivals())
def test_another_class_at_the_same_steps_changes_no_draw_of_the_others(
    blueprint: Blueprint, comes: Blueprint
) -> None:
    assume('"skill": {"by": "customers"}' not in json.dumps(blueprint))  # it would need a skill of its name
    newcomer = {**next(iter(blueprint["customers"].values())), "arrivals": comes}
    more = {**blueprint, "customers": {"a newcomer": newcomer, **blueprint["customers"]}}
    few, few_works = with_works(blueprint)
    many, many_works = with_works(more)
    shared = few_works.keys() & many_works.keys()
    assert {key: few_works[key] for key in shared} == {key: many_works[key] for key in shared}
    everybody = who_came(many)
    assert who_came(few) == {key: value for key, value in everybody.items() if key[0] != "a newcomer"}


def who_came(run: Run) -> dict[tuple[str, int], tuple[float, bytes]]:
    """When everybody came by itself, and with what attributes."""
    own = [not run.is_set(attribute) for attribute in range(len(run.plan.attributes))]
    return {
        (run.plan.classes[case["customers"]].name, int(case["number"])): (
            float(case["arrived"]),
            run.records.attributes[case["case"]][own].tobytes(),
        )
        for case in run.records.cases
        if case["parent"] < 0
    }


def with_works(blueprint: Blueprint) -> tuple[Run, dict[tuple[Any, ...], float]]:
    """A run, and every standard work that was drawn, by who and where."""
    found: dict[tuple[Any, ...], float] = {}
    drawn_work = handling.drawn_work

    def watched(visit: Visit) -> float:
        work = drawn_work(visit)
        case = visit.case
        step = plan.steps[visit.step]
        hangs_on_others = visit.habits.lapses is not None  # compliance falls with those who wait
        if not hangs_on_others and not any(step.work.by == of for one in plan.steps for of, _ in one.sets):
            who = (case.customers, case.n, case.lineage)
            found[*who, visit.branch, visit.step, visit.number, visit.attempt] = work
        return work

    plan = plan_of(blueprint)
    with mock.patch.object(handling, "drawn_work", watched):
        run = observe(blueprint)
    classes = [customers.name for customers in run.plan.classes]
    return run, {(classes[key[0]], *key[1:]): work for key, work in found.items()}


#: Words that may be added to a step, each with what the step must have or must not.
ADDED: tuple[tuple[Blueprint, bool], ...] = (
    ({"cost": "3 EUR"}, False),
    ({"sets": {"another": {"chance": "50%"}}}, False),
    ({"by": "machine"}, False),
    ({"set_up": 2}, True),
    ({"escalate": {"after": 2, "priority": 1}}, True),
    ({"patience": 3}, True),
)


@thoroughly
@given(blueprints(), st.integers(0, 5), st.sampled_from(ADDED))
def test_a_word_more_at_one_step_changes_no_draw(
    blueprint: Blueprint, which: int, added: tuple[Blueprint, bool]
) -> None:
    words, needs_a_queue = added
    steps = [name for name, step in blueprint["steps"].items() if "queue" in step or not needs_a_queue]
    steps = [name for name in steps if "use" not in blueprint["steps"][name]]
    assume(steps)
    name = steps[which % len(steps)]
    step = blueprint["steps"][name]
    if "sets" in words:
        words = {"sets": {**step.get("sets", {}), **words["sets"]}}
    changed = {**blueprint["steps"], name: {**step, **words}}
    _, before = with_works(blueprint)
    _, after = with_works({**blueprint, "steps": changed})
    shared = before.keys() & after.keys()
    assert {key: before[key] for key in shared} == {key: after[key] for key in shared}


DIGEST = """
import hashlib, json, sys
from simulator.engine.simpy_engine import simulate
from tests.properties.blueprints import plan_of
from tests.properties.test_reproducibility import bytes_of
for blueprint in json.load(sys.stdin):
    print(hashlib.sha256(b"".join(bytes_of(simulate(plan_of(blueprint))))).hexdigest())
"""


def some_blueprints() -> list[Blueprint]:
    """The same twenty every time."""
    found: list[Blueprint] = []

    @settings(
        max_examples=20,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(blueprints())
    def add(blueprint: Blueprint) -> None:
        found.append(blueprint)

    add()
    return found


def test_another_seed_of_the_hashes_changes_nothing() -> None:
    many = some_blueprints()  # in one list: to start a process takes longer than to run them
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            input=json.dumps(many),
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "1")
    }
    (lines,) = digests
    assert len(lines.split()) == len(many)


def test_another_seed_and_another_replication_are_other_people() -> None:
    plan = plan_of(
        {
            "blueprint": "Chance",
            "clock": {"run_for": 60},
            "attributes": {"complex": {"chance": "50%"}},
            "customers": {"guest": {"starts_at": "desk", "arrivals": {"rate": "60/h"}}},
            "teams": {"clerks": {"count": 1}},
            "steps": {"desk": {"team": "clerks", "time": {"exponential": 1}, "next": {"end": "served"}}},
        }
    )
    runs = [simulate(plan, seed, replication) for seed in (1, 2) for replication in (1, 2)]
    for name in ("arrived", "left"):
        assert len({run.cases[name].tobytes() for run in runs}) == 4
    assert len({run.attributes.tobytes() for run in runs}) == 4
    assert len({run.visits["work"].tobytes() for run in runs}) == 4
