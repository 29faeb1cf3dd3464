"""What holds for every member of a team and every unit of a resource."""

from __future__ import annotations

from hypothesis import given

from simulator.model.plan import SamePerson
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import DOWN, KEPT, PAUSED, observe
from tests.properties.spans import merged, spans, within
from tests.properties.stretches import stretches
from tests.properties.thoroughness import thoroughly


@thoroughly
@given(blueprints())
def test_nobody_does_two_things_at_once(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for member in run.members():
        stints = run.stints(*member)
        assert (stints["start"] < stints["end"]).all()
        assert (stints["end"][:-1] <= stints["start"][1:]).all()


@thoroughly
@given(blueprints())
def test_everything_is_done_on_duty(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for member in run.members():
        on_duty = merged(spans(run.duty(*member), "on", "off"))
        for stint in spans(run.stints(*member), "start", "end"):
            assert within(stint, on_duty)


@thoroughly
@given(blueprints())
def test_shifts_are_those_of_schedule_and_hours(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for member in run.members():
        duty = run.duty(*member)
        assert (duty["on"] <= duty["due"]).all()
        assert (duty["due"] <= duty["off"]).all()
        assert (duty["off"][:-1] <= duty["on"][1:]).all()
        assert merged(spans(duty, "on", "due")) == run.called(*member)


@thoroughly
@given(blueprints())
def test_nobody_is_idle_in_overtime(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for member in run.members():
        busy = merged(spans(run.stints(*member), "start", "end"))
        for overtime in merged(spans(run.duty(*member), "due", "off")):
            assert within(overtime, busy)


@thoroughly
@given(blueprints())
def test_nobody_waits_while_all_who_are_needed_are_free(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for stretch in stretches(run):
        for visit in stretch.waiting:
            step = run.plan.steps[visit["step"]]
            asks = run.asks(visit)
            if isinstance(step.person, SamePerson) and not asks.same:
                continue  # perhaps it waited for the same person until now
            for needs in step.options:
                if asks.same and not {team for team, _ in needs} & {team for team, _ in asks.same}:
                    continue
                assert any(stretch.free_for(run, team, asks) < count for team, count in needs)


@thoroughly
@given(blueprints())
def test_nobody_who_may_interrupt_waits_for_somebody_less_urgent(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    kept = run.kept_teams()
    urgent = {
        step: of_step.options[0][0][0]
        for step, of_step in enumerate(run.plan.steps)
        if of_step.queue.order == "preemptive"
        and sum(count for n in of_step.options for _, count in n) == 1
        and of_step.skill is of_step.person is None
    }
    if run.urged:
        return
    priorities = {}
    for visit in run.records.visits:
        at = (int(visit["case"]), int(visit["step"]))
        priorities[at] = run.rank(visit)[0]
    for stretch in stretches(run):
        for visit in stretch.waiting:
            team = urgent.get(int(visit["step"]))
            if team is None or team in kept:
                continue
            for stint in stretch.at_work[stretch.at_work["team"] == team]:
                if run.plan.steps[stint["step"]].batch is not None:
                    continue  # it is as urgent as the most urgent in it
                assert priorities[int(stint["case"]), int(stint["step"])] <= run.rank(visit)[0]


@thoroughly
@given(blueprints())
def test_who_is_kept_or_paused_belongs_to_a_customer_inside(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for stint in run.records.stints[run.records.stints["kind"] != DOWN]:
        case = run.records.cases[stint["case"]]
        assert case["arrived"] <= stint["start"]
        assert stint["end"] <= case["left"]
        if stint["kind"] == KEPT:
            assert int(stint["team"]) in run.kept_teams()
        if stint["kind"] == PAUSED:
            teams = run.teams_of(int(stint["step"]))
            assert any(
                run.plan.teams[team].at_shift_end == "pause"
                or any(member.breakdowns for member in run.plan.teams[team].members)
                for team in teams
            )


@thoroughly
@given(blueprints())
def test_no_more_of_a_team_are_taken_than_there_are(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for stretch in stretches(run):
        assert min(stretch.free, default=0) >= 0
