"""The same run comes out the same, and a change disturbs nobody whom it does not touch."""

from __future__ import annotations

from typing import Any
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.cases import Visit
from simulator.engine.habits import Habits
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from tests.properties.blueprints import Blueprint, arrivals, blueprints, plan_of, times
from tests.properties.observed import UNFINISHED, Run, observe
from tests.properties.thoroughness import thoroughly


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
    """The same blocks with their keys in the opposite order; lists as they are."""
    if isinstance(block, dict):
        return {key: _upside_down(block[key]) for key in reversed(block)}
    return [_upside_down(part) for part in block] if isinstance(block, list) else block


@thoroughly
@given(blueprints(), arrivals(), times(), st.sampled_from(["", "zz "]))
def test_what_is_not_connected_disturbs_nobody(
    blueprint: Blueprint, comes: Blueprint, work: Any, before_or_after: str
) -> None:
    # A class, a step and a team of their own, whose names come first or last of all.
    name = f"{before_or_after}Another"
    larger = {
        **blueprint,
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
    newcomer = {**next(iter(blueprint["customers"].values())), "arrivals": comes}
    more = {**blueprint, "customers": {"a newcomer": newcomer, **blueprint["customers"]}}
    few, few_works = with_works(blueprint)
    many, many_works = with_works(more)
    shared = few_works.keys() & many_works.keys()
    assert {key: few_works[key] for key in shared} == {key: many_works[key] for key in shared}
    everybody = who_came(many)
    assert who_came(few) == {key: value for key, value in everybody.items() if key[0] != "a newcomer"}


def who_came(run: Run) -> dict[tuple[str, int], tuple[float, bytes]]:
    """When everybody came, and with what attributes."""
    return {
        (run.plan.classes[case["customers"]].name, int(case["number"])): (
            float(case["arrived"]),
            run.records.attributes[case["case"]].tobytes(),
        )
        for case in run.records.cases
    }


def with_works(blueprint: Blueprint) -> tuple[Run, dict[tuple[Any, ...], float]]:
    """A run, and every standard work that was drawn, by who and where."""
    found: dict[tuple[Any, ...], float] = {}
    draw_work = Habits.draw_work

    def watched(habits: Habits, visit: Visit) -> float:
        work = draw_work(habits, visit)
        case = visit.case
        found[case.customers, case.number, visit.branch, visit.step, visit.number, visit.attempt] = work
        return work

    with mock.patch.object(Habits, "draw_work", watched):
        run = observe(blueprint)
    classes = [customers.name for customers in run.plan.classes]
    return run, {(classes[key[0]], *key[1:]): work for key, work in found.items()}


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
