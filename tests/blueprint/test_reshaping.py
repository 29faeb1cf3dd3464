"""Scenarios that change the process: `drop`, `merge`, `split`, `parallel`, and who then leads where."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.blueprint.load import loads
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import plain
from tests.blueprint.written import only, told

BASE = """\
blueprint: Ward
clock: {unit: min, run_for: 8 h}
attributes: {urgent: {chance: 20%}}
customers:
  patient: {starts_at: register, arrivals: {rate: 6/h}}
  visitor: {starts_at: ask, arrivals: {rate: 2/h}}
teams: {clerks: {count: 2}, nurses: {count: 2}}
resources: {rooms: {count: 2}}
steps:
  register: {lane: customer, team: clerks, time: 2 min, next: history}
  history:
    team: clerks
    time: 3 min
    queue: {limit: 5, when_full: {to: ask}}
    next: [{to: blood, if: urgent}, x-ray]
  blood: {team: nurses, time: 4 min, patience: 9 min, gives_up: {to: ask}, next: x-ray}
  x-ray: {team: nurses, time: 5 min, next: [{to: blood, share: 5%}, {end: no show, share: 2%}, letter]}
  letter: {team: clerks, time: 1 min, person: {not: history}, next: {end: served}}
  ask: {team: clerks, time: 1 min, next: [{to: register, if: register.waiting < 3}, {end: told}]}
sla:
  quick: {measure: wait, step: register, at_most: 4 min}
deadlines:
  late: {after: 2 h, to: letter}
scenarios:
  changed:
"""


def text_with(changes: str) -> str:
    return BASE + f"    {changes}\n"


def read(changes: str) -> Blueprint:
    return loads(text_with(changes), "changed")


def written(blueprint: Blueprint) -> dict[str, Any]:
    """The blueprint as it stands under its scenario."""
    assert blueprint.tree is not None
    found: dict[str, Any] = plain(blueprint.tree.root)
    return found


def steps(changes: str) -> dict[str, Any]:
    found: dict[str, Any] = written(read(changes))["steps"]
    return found


# -- drop -----------------------------------------------------------------------------------------


def test_who_came_to_a_dropped_step_goes_on_past_it() -> None:
    changes = "drop: [steps.blood]"
    assert list(steps(changes)) == ["register", "history", "x-ray", "letter", "ask"]
    assert steps(changes)["history"]["next"] == [{"to": "x-ray", "if": "urgent"}, "x-ray"]
    assert steps(changes)["x-ray"]["next"][0] == {"to": "x-ray", "share": "5%"}


def test_who_began_at_a_dropped_step_begins_behind_it() -> None:
    text = BASE.replace("if: register.waiting < 3", "if: urgent")
    changed = loads(text + "    drop: [steps.register, sla.quick]\n", "changed")
    assert changed.customers["patient"].starts_at == "history"
    assert changed.steps["ask"].next[0].to == "history"


@pytest.mark.parametrize("named", ["steps.register, steps.history", "steps.history, steps.register"])
def test_dropped_steps_in_a_row_are_gone_past_in_any_order(named: str) -> None:
    text = BASE.replace("[{to: blood, if: urgent}, x-ray]", "x-ray").replace("person: {not: history}, ", "")
    text = text.replace("if: register.waiting < 3", "if: urgent") + f"    drop: [{named}, sla.quick]\n"
    assert loads(text, "changed").customers["patient"].starts_at == "x-ray"


def test_a_way_to_a_dropped_step_ends_where_the_step_ended() -> None:
    changed = steps("drop: [steps.letter, deadlines.late]")
    assert changed["x-ray"]["next"] == [
        {"to": "blood", "share": "5%"},
        {"end": "no show", "share": "2%"},
        {"end": "served"},
    ]


def test_nobody_is_sent_to_an_end_where_only_a_step_can_be_named() -> None:
    assert only(text_with("drop: [steps.letter]"), "changed") == (
        "scenarios.changed.drop.1: `letter` is dropped, and still named at `deadlines.late.to` (line 23) | "
        "let the scenario `set` something else there, or `drop` that too (in the scenario `changed`)"
    )


def test_a_step_that_leads_on_in_several_ways_needs_another_way_for_each_who_comes() -> None:
    assert only(text_with("drop: [steps.history]"), "changed") == (
        "scenarios.changed.drop.1: `history` is dropped, and still named at `steps.register.next` (line 10), "
        "`steps.letter.person.not` (line 18) | it led on in several ways: let the scenario `set` something "
        "else there, or `drop` that too (in the scenario `changed`)"
    )
    changed = read("drop: [steps.history, steps.letter.person]\n    set: {steps.register.next: x-ray}")
    assert changed.steps["register"].next[0].to == "x-ray"


def test_a_condition_on_a_dropped_step_is_named() -> None:
    (problem,) = told(text_with("drop: [steps.register, sla.quick]"), "changed")
    assert "`register` is dropped, and still named at `steps.ask.next.history.if` (line 19)" in problem


def test_dropping_takes_out_whatever_a_path_names() -> None:
    changed = read(
        "drop: [steps.history.queue.limit, steps.history.queue.when_full, sla.*, steps.x-ray.next.blood]"
    )
    assert changed.steps["history"].queue.limit is None
    assert changed.sla == {}
    assert [option.to for option in changed.steps["x-ray"].next] == [None, "letter"]


def test_what_is_dropped_may_be_set_anew_by_the_same_scenario() -> None:
    changed = written(read("drop: [teams.nurses]\n    set: {teams.nurses: {count: 5}}"))
    assert changed["teams"] == {"clerks": {"count": 2}, "nurses": {"count": 5}}


def test_an_end_that_is_gone_with_its_step_is_told_where_it_is_named() -> None:
    text = ROW.replace("scenarios:", "outcomes: {no show: unsolved}\nscenarios:")
    assert only(text + "    drop: [steps.blood.next.no show]\n", "changed") == (
        "outcomes.no show: no step ends with `no show` | no step ends so any more: `drop: [outcomes.no "
        "show]`, or let one end so (in the scenario `changed`)"
    )


def test_what_follows_from_a_fault_of_the_file_is_not_told() -> None:
    text = BASE.replace("team: nurses, time: 4 min, patience", "team: nurses, time: 4 minn, patience")
    parallel = "    parallel: {tests: [blood, ask]}\n"
    assert len(told(text + "    drop: [steps.blood.time.mean]\n")) == 1
    assert len(told(text + "    drop: [steps..blood, steps.bloood]\n")) == 3
    assert len(told(text + parallel)) == 2
    assert len(told(text.replace("next: x-ray}", "next: x-rai}") + parallel)) == 2


# -- branches -------------------------------------------------------------------------------------

FORKED = """\
blueprint: Ward
clock: {unit: min, run_for: 8 h}
customers: {patient: {starts_at: history, arrivals: {rate: 6/h}}}
teams: {nurses: {count: 2}}
steps:
  history: {team: nurses, time: 3 min, next: {parallel: [blood, {to: x-ray}, scan], then: letter}}
  blood: {team: nurses, time: 3 min, next: join}
  x-ray: {team: nurses, time: 3 min, next: join}
  scan: {team: nurses, time: 3 min, next: print}
  print: {team: nurses, time: 3 min, next: join}
  letter: {team: nurses, time: 3 min, next: {end: served}}
scenarios:
  changed:
"""


@pytest.mark.parametrize(
    ("dropped", "branches"),
    [
        ("steps.x-ray", ["blood", "scan"]),
        ("steps.scan", ["blood", "x-ray", "print"]),
        ("steps.print, steps.scan", ["blood", "x-ray"]),
        ("steps.blood, steps.x-ray", ["scan"]),
    ],
)
def test_a_branch_in_which_nothing_is_left_is_left_out(dropped: str, branches: list[str]) -> None:
    (way,) = loads(FORKED + f"    drop: [{dropped}]\n", "changed").steps["history"].next
    assert [branch.to for branch in way.parallel or ()] == branches


def test_a_parallel_keeps_its_last_branch() -> None:
    text = FORKED + "    drop: [steps.blood, steps.x-ray, steps.print, steps.scan]\n"
    assert only(text, "changed").startswith(
        "scenarios.changed.drop.4: `scan` is dropped, and still named at `steps.history.next.parallel"
    )


def test_who_came_to_a_dropped_fork_forks_from_where_they_came() -> None:
    text = FORKED.replace("starts_at: history", "starts_at: arrive").replace(
        "steps:\n", "steps:\n  arrive: {time: 1 min, next: history}\n"
    )
    changed = loads(text + "    drop: [steps.history]\n", "changed")
    (way,) = changed.steps["arrive"].next
    assert [branch.to for branch in way.parallel or ()] == ["blood", "x-ray", "scan"]
    assert way.then is not None
    assert way.then.to == "letter"


# -- merge ----------------------------------------------------------------------------------------

DESK = "merge: {desk: {of: [register, history], team: clerks, time: 4 min, next: x-ray}}"


def test_one_step_stands_in_place_of_several() -> None:
    changed = written(read(DESK))
    assert list(changed["steps"]) == ["desk", "blood", "x-ray", "letter", "ask"]
    assert changed["steps"]["desk"] == {
        "team": "clerks",
        "time": "4 min",
        "next": "x-ray",
        "draws_as": "register",
    }
    assert changed["customers"]["patient"]["starts_at"] == "desk"
    assert changed["steps"]["ask"]["next"][0] == {"to": "desk", "if": "'desk'.waiting < 3"}
    assert changed["steps"]["letter"]["person"] == {"not": "desk"}
    assert changed["sla"]["quick"]["step"] == "desk"


def test_a_merged_step_leads_to_where_the_last_did() -> None:
    changed = steps("merge: {tests: {of: [blood, x-ray], team: nurses, time: 7 min}}")
    assert changed["history"]["next"] == [{"to": "tests", "if": "urgent"}, "tests"]
    assert changed["tests"]["next"] == [
        {"to": "tests", "share": "5%"},
        {"end": "no show", "share": "2%"},
        "letter",
    ]


def test_a_merge_may_keep_one_of_the_names_and_draws_as_itself_then() -> None:
    changed = steps("merge: {x-ray: {of: [blood, x-ray], team: nurses, time: 7 min}}")
    assert list(changed) == ["register", "history", "x-ray", "letter", "ask"]
    assert "draws_as" not in changed["x-ray"]


def test_a_merge_of_one_gives_it_another_name() -> None:
    changed = steps("merge: {test: {of: [blood], team: nurses, time: 4 min}}")
    assert changed["test"] == {"team": "nurses", "time": "4 min", "next": "x-ray", "draws_as": "blood"}


def test_a_merged_step_may_draw_as_another() -> None:
    changes = "merge: {tests: {of: [blood, x-ray], team: nurses, time: 7 min, draws_as: x-ray}}"
    assert steps(changes)["tests"]["draws_as"] == "x-ray"


# -- split ----------------------------------------------------------------------------------------


def test_several_steps_stand_in_a_row_in_place_of_one() -> None:
    changed = steps("split: {blood: {draw: {team: nurses, time: 1 min}, test: {time: 3 min}}}")
    assert list(changed) == ["register", "history", "draw", "test", "x-ray", "letter", "ask"]
    assert changed["draw"] == {"team": "nurses", "time": "1 min", "next": "test", "draws_as": "blood"}
    assert changed["test"] == {"time": "3 min", "next": "x-ray"}
    assert changed["history"]["next"] == [{"to": "draw", "if": "urgent"}, "x-ray"]
    assert changed["x-ray"]["next"][0] == {"to": "draw", "share": "5%"}


def test_a_part_may_keep_the_name_and_what_else_names_it_means_that_part() -> None:
    changed = written(
        read("split: {register: {ticket: {time: 1 min}, register: {team: clerks, time: 1 min}}}")
    )
    assert changed["customers"]["patient"]["starts_at"] == "ticket"
    assert changed["sla"]["quick"]["step"] == "register"
    assert changed["steps"]["ticket"] == {"time": "1 min", "next": "register"}
    assert changed["steps"]["register"] == {"team": "clerks", "time": "1 min", "next": "history"}


def test_the_parts_say_themselves_which_of_them_draws_as_before() -> None:
    changed = steps(
        "split: {blood: {draw: {team: nurses, time: 1 min}, test: {time: 3 min, draws_as: blood}}}"
    )
    assert "draws_as" not in changed["draw"]
    assert changed["test"]["draws_as"] == "blood"


def test_what_speaks_of_a_split_step_is_named() -> None:
    changes = "split: {register: {ticket: {time: 1 min}, enter: {team: clerks, time: 1 min}}}"
    assert only(text_with(changes), "changed") == (
        "scenarios.changed.split.register: `register` is split, and still named at "
        "`steps.ask.next.ticket.if` (line 19), `sla.quick.step` (line 21) | let the scenario `set` something "
        "else there, or `drop` that too (in the scenario `changed`)"
    )


# -- parallel -------------------------------------------------------------------------------------

ROW = """\
blueprint: Ward
clock: {unit: min, run_for: 8 h}
customers: {patient: {starts_at: blood, arrivals: {rate: 6/h}}}
teams: {nurses: {count: 2}}
steps:
  blood: {lane: backstage, team: nurses, time: 3 min, next: [{end: no show, share: 2%}, x-ray]}
  x-ray: {team: nurses, time: 5 min, next: letter}
  letter: {team: nurses, time: 1 min, next: [{to: blood, share: 5%}, {end: served}]}
scenarios:
  changed:
"""


def test_steps_of_a_row_become_branches() -> None:
    changed = written(loads(ROW + "    parallel: {tests: [blood, x-ray]}\n", "changed"))
    assert list(changed["steps"]) == ["tests", "blood", "x-ray", "letter"]
    assert changed["steps"]["tests"] == {
        "lane": "backstage",
        "next": {"parallel": ["blood", "x-ray"], "then": "letter"},
    }
    assert changed["steps"]["blood"]["next"] == [{"end": "no show", "share": "2%"}, "join"]
    assert changed["steps"]["x-ray"]["next"] == "join"
    assert changed["steps"]["letter"]["next"] == [{"to": "tests", "share": "5%"}, {"end": "served"}]
    assert changed["customers"]["patient"]["starts_at"] == "tests"


def test_a_parallel_may_be_the_last() -> None:
    text = ROW.replace("[{to: blood, share: 5%}, {end: served}]", "{end: served}")
    changed = written(loads(text + "    parallel: {all at once: [blood, x-ray, letter]}\n", "changed"))
    assert changed["steps"]["all at once"]["next"] == {
        "parallel": ["blood", "x-ray", "letter"],
        "then": {"end": "served"},
    }


def test_the_same_scenario_says_more_of_the_parallel() -> None:
    text = ROW + "    set: {steps.tests.next.wait_for: any}\n    parallel: {tests: [blood, x-ray]}\n"
    assert loads(text, "changed").steps["tests"].next[0].wait_for == "any"


# -- in their order -------------------------------------------------------------------------------


def test_steps_are_dropped_merged_split_and_put_side_by_side_in_this_order() -> None:
    changes = """\
    parallel: {both: [sample, scan]}
    split: {test: {sample: {team: nurses, time: 1 min}, scan: {team: nurses, time: 2 min}}}
    merge: {test: {of: [blood, x-ray], team: nurses, time: 3 min}}
    drop: [steps.blood.next.no show]
"""
    changed = written(loads(ROW + changes, "changed"))["steps"]
    assert list(changed) == ["both", "sample", "scan", "letter"]
    assert changed["both"]["next"] == {"parallel": ["sample", "scan"], "then": "letter"}
    assert changed["sample"]["draws_as"] == "blood"


def test_a_scenario_changes_what_the_one_before_has_left() -> None:
    changes = """\
    merge: {test: {of: [x-ray], team: nurses, time: 3 min}}
  more:
    extends: changed
    merge: {scan: {of: [test], team: nurses, time: 3 min}}
    set: {steps.letter.draws_as: test}
"""
    changed = written(loads(ROW + changes, "more"))["steps"]
    assert changed["scan"]["draws_as"] == "x-ray"


def test_a_scenario_draws_as_no_step_that_never_was() -> None:
    assert only(ROW + "    set: {steps.letter.draws_as: blod}\n") == (
        "steps.letter.draws_as: there was no step `blod` to draw as | did you mean `blood`? "
        "(set by scenario `changed`)"
    )
    text = ROW.replace("letter: {", "letter: {draws_as: note, ") + "    {}\n"
    assert loads(text).steps["letter"].draws_as == "note"


def test_modules_lead_to_what_stands_in_place_of_a_step_outside() -> None:
    text = ROW.replace(
        "steps:\n",
        """\
modules:
  test:
    starts_at: x-ray
    steps:
      x-ray: {team: nurses, time: 5 min, next: [{to: letter, share: 50%}, leave]}
steps:
""",
    ).replace("x-ray: {team: nurses, time: 5 min, next: letter}", "x-ray: {use: test, next: letter}")
    changed = loads(text + "    merge: {note: {of: [letter], team: nurses, time: 1 min}}\n", "changed")
    assert [way.to for way in changed.steps["x-ray / x-ray"].next] == ["note", "note"]
    gone = loads(text + "    drop: [steps.x-ray]\n", "changed")
    assert list(gone.steps) == ["blood", "letter"]


@pytest.mark.parametrize(
    "changes",
    [
        "merge: {note: {of: [letter, letter], team: nurses, time: 1 min}}",
        "merge: {note: {of: [1], team: nurses, time: 1 min}}",
        "merge: {note: null}",
        'merge: {"": {of: [letter], team: nurses, time: 1 min}}',
        "split: {letter: {write: null, send: {time: 1 min}}}",
        "split: {letter: {x-ray: {time: 1 min}, send: {time: 1 min}}}",
        "parallel: {tests: [blood, blood]}",
        "parallel: {tests: [[blood, x-ray], letter]}",
        "parallel: {blood: [blood, x-ray]}",
        'drop: [""]',
        "drop: [steps..letter]",
        "drop: [scenarios.changed]",
    ],
)
def test_a_malformed_change_is_told_once(changes: str) -> None:
    assert only(ROW + f"    {changes}\n", "changed").startswith("scenarios.changed.")
