"""What holds of each rule that not every service has: batches, full steps, persons, skills, promises."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given

from simulator.analysis.causes import CAUSES, wait_by_cause
from simulator.analysis.columns import Columns
from simulator.analysis.window import Window
from simulator.model.plan import BY_CUSTOMERS, OtherPerson, SamePerson
from tests.properties.blueprints import blueprints
from tests.properties.observed import DONE, ESCALATED, UNREACHABLE, WORK, Run, observe
from tests.properties.spans import merged, spans, within
from tests.properties.thoroughness import thoroughly
from tests.properties.values import Blueprint

# -- batches ----------------------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_a_batch_is_served_as_one_and_never_larger_than_its_size(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits = run.records.visits
    for number in np.unique(visits["batch"][visits["batch"] > 0]):
        batch = visits[visits["batch"] == number]
        (step,) = set(batch["step"].tolist())
        rule = run.plan.steps[step].batch
        assert rule is not None
        assert len(batch) <= (rule.size or inf)
        assert len(set(batch["queued"].tolist())) == 1
        started = batch[~np.isnan(batch["started"])]
        assert len(set(started["started"].tolist())) <= 1
        done = started[started["result"] == DONE]
        assert len(set(done["finished"].tolist())) <= 1
        assert len(set(zip(started["team"].tolist(), started["member"].tolist(), strict=True))) <= 1
        if len(done) == len(batch):
            assert done["work"].tolist() == pytest.approx([done["work"][0]] * len(done))
    for visit in visits[~np.isnan(visits["started"])]:
        assert (visit["batch"] > 0) == (run.plan.steps[visit["step"]].batch is not None)


@thoroughly
@given(blueprints())
def test_the_work_of_a_batch_is_the_time_of_those_who_do_it(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits, stints = run.records.visits, run.records.stints
    for step, of_step in enumerate(run.plan.steps):
        if of_step.batch is None or len(of_step.options) != 1:
            continue
        worked = visits[visits["step"] == step]["work"].sum()
        for team, count in of_step.options[0]:
            if not run.plan.teams[team].unlimited:
                spent = stints[(stints["step"] == step) & (stints["team"] == team) & (stints["kind"] == WORK)]
                assert (spent["end"] - spent["start"]).sum() == pytest.approx(count * worked, abs=1e-6)


@thoroughly
@given(blueprints())
def test_no_batch_waits_that_is_full_or_whose_first_has_waited(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits = run.records.visits
    for step, of_step in enumerate(run.plan.steps):
        rule = of_step.batch
        if rule is None:
            continue
        here = visits[(visits["step"] == step) & ~np.isnan(visits["handed"])]
        until = np.where(np.isnan(here["queued"]), here["finished"], here["queued"])
        for t in np.unique(here["handed"]):
            gathered = (here["handed"] <= t) & (t < until)
            assert gathered.sum() < (rule.size or inf)
        if rule.wait is not None:
            assert (until - here["handed"] <= rule.wait + 1e-9).all()
        for moment in rule.at or ():
            assert not ((here["handed"] < moment) & (moment < until)).any()
            if moment > run.records.end:
                break


# -- full steps -------------------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_who_is_blocked_keeps_those_who_served_it_until_it_is_let_in(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits = run.records.visits
    for step in range(len(run.plan.steps)):
        for visit, (came, until) in run.outside(step):
            own = visits[visits["case"] == visit["case"]]
            before = own[(own["finished"] == came) & (own["result"] == DONE)]
            if came == until or own["branch"].any() or len(before) != 1 or before["batch"][0]:
                continue
            for member in _served(run, before[0]):
                on_shift = merged(spans(run.duty(*member), "on", "due"))
                if any(start <= came < end for start, end in on_shift):
                    stints = run.stints(*member)
                    of_case = stints[stints["case"] == visit["case"]]
                    assert within((came, until), merged(spans(of_case, "start", "end") + _down(run, member)))


def _served(run: Run, visit: np.void) -> set[tuple[int, int]]:
    """Who worked on a visit when it was finished."""
    stints = run.records.stints
    rows = stints[
        (stints["case"] == visit["case"])
        & (stints["step"] == visit["step"])
        & (stints["kind"] == WORK)
        & (stints["end"] == visit["finished"])
    ]
    return {(int(row["team"]), int(row["member"])) for row in rows}


def _down(run: Run, member: tuple[int, int]) -> list[tuple[float, float]]:
    stints = run.stints(*member)
    return spans(stints[stints["case"] < 0], "start", "end")


# -- persons and skills -----------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_four_eyes_see_it(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    stints = run.records.stints[run.records.stints["kind"] == WORK]
    for step, of_step in enumerate(run.plan.steps):
        if not isinstance(of_step.person, OtherPerson):
            continue
        for stint in stints[stints["step"] == step]:
            if run.plan.teams[stint["team"]].resource:
                continue
            # Whoever had begun when the case came: later, while it waits, another branch may be served.
            earlier = stints[
                (stints["case"] == stint["case"])
                & np.isin(stints["step"], of_step.person.steps)
                & (stints["start"] < _came(run, stint))
            ]
            assert not ((earlier["team"] == stint["team"]) & (earlier["member"] == stint["member"])).any()


def _came(run: Run, stint: np.void) -> float:
    """When the case of a stint came to its step."""
    visits = run.records.visits
    here = (visits["case"] == stint["case"]) & (visits["step"] == stint["step"])
    served = here & (visits["started"] <= stint["start"]) & (stint["start"] <= visits["finished"])
    return float(visits["handed"][served].min())


@thoroughly
@given(blueprints())
def test_who_wants_the_same_person_has_it_unless_it_has_waited_long_enough(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits = run.records.visits
    for step, of_step in enumerate(run.plan.steps):
        rule = of_step.person
        if not isinstance(rule, SamePerson):
            continue
        for visit in visits[(visits["step"] == step) & ~np.isnan(visits["started"])]:
            asked = visits[
                (visits["case"] == visit["case"])
                & (visits["step"] == rule.step)
                & (visits["result"] == DONE)
                & (visits["finished"] <= visit["ready"])
            ]
            waited = visit["started"] - visit["queued"] >= (
                inf if rule.else_after is None else rule.else_after
            )
            if not len(asked) or waited or visit["member"] == 0:
                continue
            last = asked[asked["finished"] == asked["finished"].max()]
            people = {who for one in last for who in _served(run, one) if not run.plan.teams[who[0]].resource}
            same = {number for team, number in people if team == visit["team"]}
            assert not same or int(visit["member"]) in same


@thoroughly
@given(blueprints())
def test_nobody_is_served_by_somebody_without_the_skill(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for stint in run.records.stints[run.records.stints["kind"] == WORK]:
        needed = run.plan.steps[stint["step"]].skill
        team = run.plan.teams[stint["team"]]
        if needed is None or not team.skilled or run.is_set(needed.by):
            continue
        case = run.records.cases[stint["case"]]
        value = 0.0
        if needed.by is not None:
            own = (
                case["customers"]
                if needed.by == BY_CUSTOMERS
                else run.records.attributes[case["case"], needed.by]
            )
            value = float(own)
        skill = needed.cases.get(value, needed.otherwise) if needed.by is not None else needed.otherwise
        assert skill is None or not isnan(team.members[stint["member"] - 1].skills[skill])


# -- coming back ------------------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_who_comes_back_left_the_step_before(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    cases, visits = run.records.cases, run.records.visits
    sending = {
        (step, of_step.comes_back.customers)
        for step, of_step in enumerate(run.plan.steps)
        if of_step.comes_back is not None
    }
    for case in cases:
        arrivals = run.plan.classes[case["customers"]].arrivals
        own = arrivals.rate or arrivals.every or arrivals.at or arrivals.appointments
        if case["parent"] < 0:
            assert own or case["number"] > 10**9
            continue
        assert case["parent"] < case["case"]
        steps = [step for step, customers in sending if customers == case["customers"]]
        done = visits[(visits["case"] == case["parent"]) & (visits["result"] == DONE)]
        assert (np.isin(done["step"], steps) & (done["finished"] <= case["arrived"])).any()
        for attribute in run.plan.classes[case["customers"]].inherits:
            if not run.is_set(attribute):
                same = run.records.attributes[[case["case"], case["parent"]], attribute]
                assert np.array_equal(same[:1], same[1:], equal_nan=True)


# -- promises ---------------------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_nobody_overdue_waits_elsewhere_than_where_the_deadline_sends_it(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    rules = [rule for rule in run.plan.deadlines if rule.to is not None]
    for case in run.records.cases:
        visits = run.visits_of(case)
        own = [rule for rule in rules if case["customers"] in rule.classes]
        if len(own) != 1 or visits["branch"].any():
            continue
        (rule,) = own
        arrived = float(case["arrived"])
        due = arrived + rule.after if rule.counted_in is None else rule.counted_in.after(arrived, rule.after)
        sent = visits[(visits["ready"] >= due) & (visits["step"] == rule.to)]
        was_there = visits[
            (visits["ready"] <= due) & (due <= visits["finished"]) & (visits["step"] == rule.to)
        ]
        if len(was_there):
            continue
        until = min(sent["ready"], default=inf)
        for visit in visits[visits["ready"] < until]:
            waits = (
                float(visit["handed"]),
                float(visit["finished"] if isnan(visit["started"]) else visit["started"]),
            )
            if not isnan(waits[0]):
                assert min(waits[1], until) <= max(waits[0], due)


@thoroughly
@given(blueprints())
def test_who_is_escalated_has_waited_as_long_as_the_rule_says(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    dues = [rule for rule in run.plan.deadlines if rule.to is not None]
    for step, of_step in enumerate(run.plan.steps):
        rule = of_step.escalation
        if rule is None or rule.to is None:
            continue
        for visit in run.records.visits[run.records.visits["step"] == step]:
            since = run.waits_since(visit)
            until = visit["finished"] if isnan(visit["started"]) else visit["started"]
            if isnan(since):
                continue
            assert until - since <= rule.after + 1e-9
            if visit["result"] == ESCALATED and not dues:
                assert until == since + rule.after


@thoroughly
@given(blueprints())
def test_only_calls_back_are_unreachable(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for visit in run.records.visits[run.records.visits["result"] == UNREACHABLE]:
        assert run.is_call(visit)


# -- causes -----------------------------------------------------------------------------------------


@thoroughly
@given(blueprints())
def test_the_causes_of_a_wait_add_up_to_it(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    window = Window.of(run.plan, run.records, 1)
    columns = Columns.of(run.plan, run.records, window)
    parts = wait_by_cause(run.plan, run.records, columns)
    visits = columns.visits
    since = np.minimum(visits.since, visits.started)
    wait = np.where(visits.began, visits.started - since, 0.0)
    for cause in CAUSES:
        assert (parts[cause] >= 0).all()
        assert (parts[cause][~visits.began] == 0).all()
    assert sum(parts[cause] for cause in CAUSES) == pytest.approx(wait, abs=1e-6)
