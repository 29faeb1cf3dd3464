"""`sim.staff`: the plan it finds, what it says of it, and that there is no cheaper one."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import replicate
from simulator.experiment.staffing.answer import Reason
from simulator.experiment.staffing.ranges import choice_of
from simulator.experiment.staffing.rosters import in_shifts
from simulator.experiment.staffing.search import search
from simulator.experiment.staffing.steps import neighbours
from simulator.experiment.staffing.trials import Trials
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from tests.experiment.staffing.services import FLOODED, IMPATIENT, SMALL, THREE_HOURS, TWO_HOURS, TWO_TEAMS
from tests.services import TICKET_WINDOW, written


def staffed(folder: Path, text: str, **asked: object) -> sim.Staffing:
    return sim.staff(sim.load(written(folder, text)), replications=10, **asked)  # type: ignore[arg-type]


def test_each_hour_has_what_it_needs(tmp_path: Path) -> None:
    # In the first hour one is free again after 9 of 10 minutes; in the second two come at a time: one clerk
    # would have 12 · 9 = 108 minutes of work in 60.
    staffing = staffed(tmp_path, TWO_HOURS)
    assert staffing.plan == {"clerks": {"09:00": 1, "10:00": 2}}
    assert staffing.proven
    # (1 + 2) h · 30 EUR now, against 2 · 2 h · 30 EUR.
    assert staffing.price is not None
    assert (staffing.price.cost, staffing.price.time) == (90.0, 3.0)
    assert (staffing.present.cost, staffing.present.time) == (120.0, 4.0)


def test_one_number_for_each_of_two_teams(tmp_path: Path) -> None:
    # 6 minutes of work every 5 take two clerks; then one leaves the till every 5 minutes or later, and a
    # packer who takes 4 minutes is always free again. 2 · 30 + 12 = 72 EUR.
    staffing = staffed(tmp_path, TWO_TEAMS)
    assert staffing.plan == {"clerks": {"": 2}, "packers": {"": 1}}
    assert staffing.price is not None
    assert staffing.price.cost == 72.0
    assert staffing.overrides == ("teams.clerks.count=2", "teams.packers.count=1")


def test_one_fewer_fails_and_it_says_where(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_TEAMS)
    rows = staffing.neighbours
    assert list(zip(rows.team, rows["count"], rows.sla, rows.verdict, strict=True)) == [
        ("clerks", 1, "quick", "missed")
    ]
    # One clerk: the n-th of 11 waits n - 1 minutes, so 0, 1 and 2 are within 2 minutes: 3 of 11.
    assert rows.attainment.iloc[0] == pytest.approx(3 / 11)
    assert rows.cost.iloc[0] == 42.0


def test_the_present_staffing_stands_beside(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_TEAMS)
    assert [verdict.verdict for verdict in staffing.present_verdicts] == ["missed", "met"]
    assert list(staffing.table.present) == [1.0, 2.0]
    assert staffing.present.cost == 54.0  # 30 + 2 · 12


def test_the_plan_runs_as_it_was_tried(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL["by the hour"])
    staffing = sim.staff(sim.load(file), replications=20)
    again = sim.run(sim.load(file, overrides=staffing.overrides), replications=20)
    assert again.verdicts == staffing.verdicts
    assert staffing.metrics.equals(again.metrics)


def test_the_scenario_can_be_pasted(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_HOURS)
    file = written(tmp_path, f"{TWO_HOURS}scenarios:\n{staffing.scenario}\n")
    result = sim.run(sim.load(file, "cheapest staffing"), replications=10)
    assert [verdict.verdict for verdict in result.verdicts] == ["met"]


def test_without_ranges_teams_change_as_they_are_written(tmp_path: Path) -> None:
    text = TWO_TEAMS.partition("staffing:")[0].replace(
        "packers: {count: 2,", 'packers: {schedule: {"09:00": 2},'
    )
    staffing = staffed(tmp_path, text)
    assert not staffing.given
    assert staffing.plan == {"clerks": {"": 2}, "packers": {"09:00": 1}}


def test_no_plan_and_why(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_TEAMS.replace("  clerks: {range: 1..4}\n", ""))
    assert not staffing.found
    assert staffing.plan == {}
    assert staffing.price is None
    assert [verdict.verdict for verdict in staffing.verdicts] == ["missed", "met"]
    # The first comes at 5, and 11 · 6 minutes later, at 71, the last one leaves: busy for 66 of 71 minutes.
    assert [(reason.sla, reason.text) for reason in staffing.reasons] == [
        (
            "quick",
            "they wait at `till` for want of `clerks`, who may not change here and are busy 93 % of the "
            "time: give them more, or let `staffing` change them.",
        )
    ]
    with pytest.raises(sim.UsageError, match="no plan to be saved"):
        staffing.save(tmp_path / "out")


def test_a_range_that_ends_too_early(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_TEAMS.replace("clerks: {range: 1..4}", "clerks: {range: 1..1}"))
    assert staffing.reasons[0].text == (
        "with 1 of `clerks`, the most there may be, they wait at `till`; these are busy 93 % of the time: "
        "let the range go further."
    )


def test_a_level_on_giving_up_names_where_they_give_up(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, IMPATIENT)
    assert not staffing.found
    # They come at 0, 1, ..., 11 and wait 1.5 minutes at most for the clerk, who begins at 0, 6 and 12 with
    # those of 0, 5 and 11; the other 9 of 12 give up there. These wait 0, 1 and 1 minutes, and for the packer
    # 0, 26 - 12 = 14 and 46 - 18 = 28: the longest wait is where nobody gives up.
    assert {reason.sla: reason.text.partition(";")[0] for reason in staffing.reasons} == {
        "few give up": "with 1 of `clerks`, the most there may be, they give up at `till`"
    }


def test_nobody_there_is_said(tmp_path: Path) -> None:
    text = TWO_TEAMS.replace("clerks: {range: 1..4}", "clerks: {range: 0..0}")
    staffing = staffed(tmp_path, text)
    assert staffing.reasons[0] == Reason(
        "quick", "there is nobody of `clerks` to serve `till`: let the range go further."
    )


def test_the_present_plan_is_found_where_more_staff_floods_another_team(tmp_path: Path) -> None:
    # With one clerk a guest leaves the till every 5 minutes, and the packer, who takes 5, is free again. With
    # two, two leave together and one of them waits 5 minutes for the packer: half of them are not in time.
    staffing = staffed(tmp_path, FLOODED)
    assert staffing.plan == {"clerks": {"": 1}}
    assert not staffing.proven
    assert [verdict.verdict for verdict in staffing.verdicts] == ["met"]


def test_the_present_plan_is_not_tried_outside_the_ranges(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, FLOODED.replace("range: 1..2", "range: 2..2"))
    assert not staffing.found
    assert staffing.starts == ("as many as there may be", "the start from theory")


def test_work_that_takes_too_long_is_no_matter_of_staff(tmp_path: Path) -> None:
    text = TWO_TEAMS.replace(
        "{measure: wait, step: pack, at_most: 1 min}", "{measure: time_in_system, at_most: 9}"
    )
    staffing = staffed(tmp_path, text)
    assert not staffing.found
    assert [reason.text for reason in staffing.reasons] == [
        "nobody waits, so it is the work itself: shorten the times or the ways, or change the target."
    ]


def test_a_level_on_cost_is_shown_and_not_sought(tmp_path: Path) -> None:
    text = TWO_TEAMS.replace("sla:\n", "sla:\n  cheap: {measure: staff_cost, at_most: 1}\n")
    staffing = staffed(tmp_path, text)
    assert staffing.plan == {"clerks": {"": 2}, "packers": {"": 1}}
    assert [verdict.verdict for verdict in staffing.verdicts] == ["missed", "met", "met"]


def test_shifts_that_cover_what_is_needed(tmp_path: Path) -> None:
    shifts = 'shifts: {all day: {start: "09:00", length: 2 h, cost: 50}, late: {start: "10:00", length: 1 h}}'
    staffing = staffed(tmp_path, TWO_HOURS.replace("per: 1 h}", f"per: 1 h, {shifts}}}"))
    # 1 and 2 are needed: one all day (50) and one late, at 1 h · 30; two all day would cost 100.
    assert [(row.shift, row.count, row.cost) for row in staffing.shifts] == [
        ("all day", 1, 50.0),
        ("late", 1, 30.0),
    ]
    assert staffing.plan == {"clerks": {"09:00": 1, "10:00": 2}}
    assert staffing.price is not None
    assert staffing.price.cost == 80.0


def test_shifts_that_cannot_cover_it(tmp_path: Path) -> None:
    shifts = 'shifts: {early: {start: "09:00", length: 1 h}}'
    with pytest.raises(sim.RunError) as told:
        staffed(tmp_path, TWO_HOURS.replace("per: 1 h}", f"per: 1 h, {shifts}}}"))
    assert str(told.value) == (
        "the shifts cannot have enough on duty\n"
        "`clerks`: from 10:00 on 2 are needed and no shift covers that; add one that does"
    )


def test_no_more_are_on_duty_than_the_range_allows(tmp_path: Path) -> None:
    # 2, 1 and 2 are needed. Two early and two late ones have them for 4 · 40 = 160 EUR, with four at ten; the
    # range allows two. Any two of early and late, and 45 EUR for each that the first or the last hour lacks
    # then, cost 2 · 40 + 2 · 45 = 170 EUR; that with most in the shift written first is taken.
    staffing = staffed(tmp_path, THREE_HOURS)
    assert [(row.shift, row.count) for row in staffing.shifts] == [
        ("early", 2),
        ("late", 0),
        ("first", 0),
        ("last", 2),
    ]
    assert staffing.plan == {"clerks": {"09:00": 2, "10:00": 2, "11:00": 2}}
    assert staffing.price is not None
    assert staffing.price.cost == 170.0
    assert staffing.proven


def test_a_range_that_goes_further_may_be_cheaper(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, THREE_HOURS.replace("range: 1..2", "range: 1..4"))
    assert staffing.plan == {"clerks": {"09:00": 2, "10:00": 4, "11:00": 2}}
    assert staffing.price is not None
    assert staffing.price.cost == 160.0


def test_shifts_that_overlap_beyond_the_range(tmp_path: Path) -> None:
    text = THREE_HOURS.partition("      first:")[0]
    with pytest.raises(sim.RunError) as told:
        staffed(tmp_path, text)
    assert str(told.value) == (
        "the shifts cannot have enough on duty\n"
        "`clerks`: from 10:00 on the range allows 2, and to have what is needed at other times 4 would be "
        "there: 2 with `early` and 2 with `late`; let the range go further, or add a shift that is there at "
        "those times alone"
    )


def test_a_search_among_shifts_keeps_to_the_range(tmp_path: Path) -> None:
    space = choice_of(*_with_plan(tmp_path, THREE_HOURS)).space
    shifts = in_shifts(sim.load(tmp_path / "service.yaml"), space, (2, 1, 2))
    assert shifts is not None
    # early, late, first, last: at ten there are early and late ones, at nine early and first, at eleven late
    # and last; one or two each.
    assert shifts.start == (2, 0, 0, 2)
    assert shifts.space.top == (2, 2, 2, 2)
    assert not shifts.space.allows((2, 1, 0, 1))
    assert not shifts.space.allows((0, 2, 0, 0))
    assert shifts.space.filled((1, 0, 0, 1)) == (2, 0, 0, 2)
    assert shifts.space.filled((0, 1, 1, 0)) == (1, 1, 1, 1)


def _with_plan(folder: Path, text: str) -> tuple[Blueprint, Plan]:
    blueprint = sim.load(written(folder, text))
    return blueprint, compile_plan(blueprint)


def test_a_week_is_staffed_by_kinds_of_day(tmp_path: Path) -> None:
    # Nobody comes in the night; Saturday has half as many customers as the five days before it.
    text = TWO_HOURS.replace('start: "Mon 09:00", run_for: 2 h', 'start: "Mon 00:00", run_for: 1 w')
    text = text.partition("    arrivals")[0] + (
        "    arrivals: {rate: {Mon-Fri: {'09:00': 12/h, '11:00': 0}, Sat: {'09:00': 6/h, '11:00': 0}}}\n"
        "hours: {office: {open: {Mon-Sat: ['09:00-11:00']}}}\n"
        "teams:\n  clerks: {count: 2, hours: office}\n" + text[text.index("steps:") :]
    )
    staffing = staffed(tmp_path, text.replace("per: 1 h", "per: 2 h").replace("90%", "60%"))
    assert list(staffing.plan["clerks"]) == ["Mon-Fri 09:00", "Sat 09:00"]
    assert [row.end for row in staffing.rows] == ["11:00", "11:00"]


@pytest.mark.parametrize("name", SMALL)
def test_no_other_plan_is_cheaper(name: str, tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, SMALL[name]))
    choice = choice_of(blueprint, compile_plan(blueprint))
    trials = Trials(choice.space, 1, 20, 0.95, 1, None)
    found = search(trials, choice.start)
    every = Trials(choice.space, 1, 20, 0.95, 1, None)
    ranges = [range(place.low, place.high + 1) for place in choice.space.places]
    plans = sorted(product(*ranges), key=choice.space.cost)
    every.judge(plans)
    cheapest = next(plan for plan in plans if every.met(plan) and every.confirm(plan))
    assert found.levels is not None
    assert found.proven
    assert choice.space.cost(found.levels) == choice.space.cost(cheapest)
    assert trials.simulations < every.simulations


@pytest.mark.parametrize("name", SMALL)
def test_without_proof_no_plan_with_one_member_fewer_is_met(name: str, tmp_path: Path) -> None:
    choice = choice_of(*_with_plan(tmp_path, SMALL[name]))
    trials = Trials(choice.space, 1, 40, 0.95, 1, None)
    found = search(trials, choice.start, prove=False)
    assert found.levels is not None
    assert trials.latest(found.levels).replications == 40
    assert trials.met(found.levels)
    fewer = neighbours(trials, found.levels, -1)
    # The search itself has tried them all.
    assert all(trials.decided(plan) and not trials.met(plan) for plan in fewer)


def test_workers_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate, "_SMALL", 0.0)
    blueprint = sim.load(written(tmp_path, SMALL["one team"]))
    alone, two = (sim.staff(blueprint, replications=10, workers=workers) for workers in (1, 2))
    assert alone.to_json() == two.to_json()


def test_other_days_are_others(tmp_path: Path) -> None:
    staffing = sim.staff(sim.load(written(tmp_path, SMALL["one team"])), replications=10)
    assert staffing.fresh[0].attainment != staffing.verdicts[0].attainment


def test_what_is_saved(tmp_path: Path) -> None:
    staffing = staffed(tmp_path, TWO_HOURS, tables=True)
    staffing.save(tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"staffing.csv", "neighbours.csv", "scenario.yaml", "metrics.csv", "cases.csv"} <= names
    assert (tmp_path / "out/scenario.yaml").read_text(
        encoding="utf-8"
    ) == f"scenarios:\n{staffing.scenario}\n"


def test_as_json(tmp_path: Path) -> None:
    told = json.loads(staffed(tmp_path, TWO_HOURS).to_json())
    assert told["found"]
    assert [row["count"] for row in told["staffing"]] == [1, 2]
    assert told["set"] == {"teams.clerks": '{schedule: {"09:00": 1, "10:00": 2}, cost: 30/h}'}
    assert told["slas"][0]["verdict"] == "met"


def test_what_cannot_be_asked(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, TICKET_WINDOW))
    with pytest.raises(sim.UsageError, match="replications is 9; give a whole number from 10"):
        sim.staff(blueprint, replications=9)
    without = sim.load(written(tmp_path, TICKET_WINDOW.partition("sla:")[0]))
    with pytest.raises(sim.UsageError, match="has no service level to be met"):
        sim.staff(without)
    fixed = TICKET_WINDOW.replace("{count: 1, cost: 30/h}", "{members: [{name: senior}]}").partition(
        "scenarios:"
    )[0]
    with pytest.raises(sim.UsageError, match="no team here has a number that could change"):
        sim.staff(sim.load(written(tmp_path, fixed)))
