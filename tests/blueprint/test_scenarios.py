"""Scenarios and `--set`: what they change, in which order, where faults are, and exactness."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blueprint.scenarios import apply_overrides, apply_scenario, check_scenarios, scenario_names
from simulator.blueprint.tree import Tree, find, plain, problem_at
from simulator.blueprint.yaml_tree import read_text
from simulator.errors import Problem

BASE = """\
customers:
  walk-in: {arrivals: {rate: {"09:00": 30/h, "14:00": 45/h}}, patience: {exponential: 12 min}}
  business: {arrivals: {every: {gamma: {mean: 6 min, cv: 0.7}}}, priority: urgent}
  web: {arrivals: {rate: {csv: web.csv, column: n, per: h, each: 1 h}}}
teams:
  tellers: {schedule: {"09:00": 4, "11:00": 6}, cost: 30 EUR/h}
  advisers: {members: [{name: senior, count: 1}, {name: junior, count: 2}]}
steps:
  counter:
    time: {lognormal: {mean: 4 min, cv: 0.8}, shift: 10 s, max: 1 h}
    next:
      - {to: adviser, share: 20%}
      - {name: rework, to: counter, share: 6%}
      - {end: served}
  adviser:
    time: {by: customers, business: 10 min, otherwise: {uniform: {low: 5 min, high: 9 min}}}
    next: {end: served}
"""

PLAIN = read_text(BASE)


def tree_with(scenarios: str) -> Tree:
    tree = read_text(BASE + "scenarios:\n" + scenarios, "b.yaml")
    assert tree.problems == ()
    return tree


def applied(scenarios: str, name: str = "s") -> Any:
    changed, problems = apply_scenario(tree_with(scenarios), name)
    assert problems == []
    return plain(changed.root)


def faults(scenarios: str, name: str = "s") -> list[Problem]:
    return apply_scenario(tree_with(scenarios), name)[1]


def one_fault(scenarios: str, name: str = "s") -> Problem:
    (problem,) = faults(scenarios, name)
    return problem


# -- which ----------------------------------------------------------------------------------------


def test_base_comes_first_and_changes_nothing() -> None:
    tree = tree_with("  busy: {set: {teams.tellers.cost: 31 EUR/h}}\n  quiet: {}\n")
    assert scenario_names(tree) == ("base", "busy", "quiet")
    assert apply_scenario(tree, "base") == (tree, [])
    assert scenario_names(read_text("a: 1")) == ("base",)


def test_an_unknown_scenario_names_the_nearest() -> None:
    problem = one_fault("  busy day: {}\n", "bussy day")
    assert problem.file == '--scenario "bussy day"'
    assert problem.help == "did you mean `busy day`? The file has `base`, `busy day`"
    assert apply_scenario(read_text("a: 1"), "x")[1][0].help == "the file has no `scenarios`: leave it out"


def test_the_tree_that_was_read_stays_as_it_is() -> None:
    tree = tree_with("  s: {scale: {customers.*.arrivals.rate: 200%}}\n")
    before = plain(tree.root)
    apply_scenario(tree, "s")
    apply_overrides(tree, ["teams.tellers.cost=1/h"])
    assert plain(tree.root) == before


# -- set ------------------------------------------------------------------------------------------


def test_set_puts_a_value_there_whole() -> None:
    assert applied('  s: {set: {teams.tellers.schedule: {"09:00": 5}}}\n')["teams"]["tellers"] == {
        "schedule": {"09:00": 5},
        "cost": "30 EUR/h",
    }


def test_set_of_one_entry_leaves_the_others() -> None:
    changed = applied("  s: {set: {teams.tellers.schedule.9:00: 5, steps.counter.next.rework.share: 4%}}\n")
    assert changed["teams"]["tellers"]["schedule"] == {"09:00": 5, "11:00": 6}
    assert [option.get("share") for option in changed["steps"]["counter"]["next"]] == ["20%", "4%", None]


def test_set_may_write_a_default() -> None:
    assert applied("  s: {set: {steps.counter.queue: {limit: 5}, steps.*.lane: onstage}}\n")["steps"][
        "counter"
    ]["queue"] == {"limit": 5}


def test_a_star_sets_every_name() -> None:
    changed = applied("  s: {set: {customers.*.priority: 2}}\n")
    assert [entry["priority"] for entry in changed["customers"].values()] == [2, 2, 2]


def test_set_below_what_does_not_exist_is_a_fault() -> None:
    problem = one_fault("  s: {set: {teams.telers.count: 3}}\n")
    assert (problem.code, problem.line, problem.column) == ("unknown-path", 19, 13)
    assert problem.path == "scenarios.s.set"
    assert problem.help == "did you mean `teams.tellers.count`?"


# -- scale ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["120%", "1.2", '"120 %"'])
def test_scale_multiplies_a_profile(by: str) -> None:
    changed = applied(f"  s: {{scale: {{customers.walk-in.arrivals.rate: {by}}}}}\n")
    assert changed["customers"]["walk-in"]["arrivals"]["rate"] == {"09:00": "36/h", "14:00": "54/h"}


def test_scale_passes_over_what_has_no_such_entry() -> None:
    changed = applied("  s: {scale: {customers.*.arrivals.rate: 200%}}\n")
    assert changed["customers"]["walk-in"]["arrivals"]["rate"]["09:00"] == "60/h"
    assert changed["customers"]["business"] == plain(read_text(BASE).root)["customers"]["business"]


def test_scale_of_a_column_adds_times() -> None:
    changed = applied(
        "  t: {scale: {customers.web.arrivals.rate: 120%}}\n"
        "  s: {extends: t, scale: {customers.web.arrivals.rate: 50%}}\n"
    )
    assert changed["customers"]["web"]["arrivals"]["rate"] == {
        "csv": "web.csv",
        "column": "n",
        "per": "h",
        "each": "1 h",
        "times": "60%",
    }


@pytest.mark.parametrize(
    ("time", "scaled"),
    [
        ("4 min", "6 min"),
        ("{exponential: 4 min}", {"exponential": "6 min"}),
        ("{lognormal: {mean: 4 min, cv: 0.8}}", {"lognormal": {"mean": "6 min", "cv": 0.8}}),
        ("{normal: {mean: 4 min, sd: 1 min}}", {"normal": {"mean": "6 min", "sd": "1.5 min"}}),
        (
            "{triangular: {low: 2 min, mode: 4 min, high: 6 min}}",
            {"triangular": {"low": "3 min", "mode": "6 min", "high": "9 min"}},
        ),
        ("{erlang: {mean: 4 min, k: 3}}", {"erlang": {"mean": "6 min", "k": 3}}),
        ("{weibull: {shape: 2, scale: 4 min}}", {"weibull": {"shape": 2, "scale": "6 min"}}),
        (
            "{beta: {low: 0 min, high: 8 min, a: 2, b: 3}}",
            {"beta": {"low": "0 min", "high": "12 min", "a": 2, "b": 3}},
        ),
        (
            "{gamma: {mean: 4 min, cv: 1}, shift: 10 s, min: 20 s, max: 1 h}",
            {"gamma": {"mean": "6 min", "cv": 1}, "shift": "15 s", "min": "30 s", "max": "1.5 h"},
        ),
        ("{discrete: {2 min: 70%, 10 min: 30%}}", {"discrete": {"3 min": "70%", "15 min": "30%"}}),
        ("{empirical: [2 min, 4 min]}", {"empirical": ["3 min", "6 min"]}),
        (
            "{empirical: {csv: a.csv, column: b}}",
            {"empirical": {"csv": "a.csv", "column": "b", "times": "150%"}},
        ),
        (
            "{mixture: [{share: 10%, of: 0 s}, {share: 90%, of: {exponential: 4 min}}]}",
            {"mixture": [{"share": "10%", "of": "0 s"}, {"share": "90%", "of": {"exponential": "6 min"}}]},
        ),
        (
            "{by: customers, business: 10 min, otherwise: {exponential: 2 min}}",
            {"by": "customers", "business": "15 min", "otherwise": {"exponential": "3 min"}},
        ),
    ],
)
def test_scale_of_a_distribution_keeps_its_shape(time: str, scaled: object) -> None:
    text = (
        f"steps: {{counter: {{time: {time}}}}}\nscenarios: {{s: {{scale: {{steps.counter.time: 150%}}}}}}\n"
    )
    changed, problems = apply_scenario(read_text(text), "s")
    assert problems == []
    assert plain(changed.root)["steps"]["counter"]["time"] == scaled


def test_a_weekly_profile_is_scaled_in_all_its_leaves() -> None:
    text = (
        'teams: {a: {schedule: {Mon-Fri: {"09:00": 2}, "Sat, Sun": {"10:00": 4}}}}\n'
        "scenarios: {s: {scale: {teams.a.schedule: 150%}}}\n"
    )
    changed, problems = apply_scenario(read_text(text), "s")
    assert problems == []
    assert plain(changed.root)["teams"]["a"]["schedule"] == {
        "Mon-Fri": {"09:00": 3},
        "Sat, Sun": {"10:00": 6},
    }


def test_half_a_person_is_a_fault() -> None:
    problem = one_fault(
        "  s: {scale: {teams.tellers.schedule: 125%, teams.advisers.members.*.count: 200%}}\n"
    )
    assert problem.code == "not-whole"
    assert (
        problem.message == "`teams.tellers.schedule`: 6 times 125 % is 7.5, and a whole number belongs there"
    )
    assert (problem.line, problem.column) == (19, 39)


@pytest.mark.parametrize(
    ("scenario", "code", "words"),
    [
        ("scale: {customers.business.priority: 120%}", "not-a-figure", "`urgent` is a text"),
        ("scale: {steps.counter: 120%}", "not-a-figure", "a group stands there"),
        ("scale: {steps.counter.next: 120%}", "not-a-figure", "a group stands there"),
        ("scale: {steps.counter.patience: 120%}", "unknown-path", "no `patience` in `steps.counter`"),
        ("scale: {steps.counter.time: more}", "wrong-factor", "`more` is no factor"),
        ("scale: {steps.counter.time: -20%}", "wrong-factor", "below zero"),
        ("scale: {steps.counter.time: [1]}", "wrong-factor", "no factor"),
        ("add: {steps.counter.time: [1]}", "wrong-factor", "a single figure"),
        ("add: {steps.counter.time: 1/h}", "two-kinds", "cannot be added"),
        ("add: {customers.walk-in.arrivals.rate: 1 min}", "two-kinds", "cannot be added"),
        ("add: {customers.web.arrivals.rate: 1/h}", "not-a-figure", "a column"),
        ("add: {teams.tellers.schedule: 0.5}", "not-whole", "4 plus 0.5 is 4.5"),
        ("set: {steps..time: 1 min}", "bad-path", "a dot"),
        ("set: {scenarios.s.set: {}}", "bad-path", "cannot change scenarios"),
    ],
)
def test_a_fault_in_a_change_is_told_in_its_line(scenario: str, code: str, words: str) -> None:
    problem = one_fault(f"  s:\n    {scenario}\n")
    assert problem.code == code
    assert words in problem.message
    assert problem.line == 20
    assert problem.snippet
    assert problem.help


# -- add ------------------------------------------------------------------------------------------


def test_add_to_figures_profiles_and_distributions() -> None:
    changed = applied(
        "  s:\n    add:\n      teams.tellers.schedule: 1\n      customers.walk-in.arrivals.rate: 5/h\n"
        "      steps.counter.time: 30 s\n      steps.adviser.time: 1 min\n"
        "      steps.counter.next.rework.share: -1%\n"
    )
    assert changed["teams"]["tellers"]["schedule"] == {"09:00": 5, "11:00": 7}
    assert changed["customers"]["walk-in"]["arrivals"]["rate"] == {"09:00": "35/h", "14:00": "50/h"}
    assert changed["steps"]["counter"]["time"] == {
        "lognormal": {"mean": "4 min", "cv": 0.8},
        "shift": "40 s",
        "max": "60.5 min",
    }
    assert changed["steps"]["adviser"]["time"] == {
        "by": "customers",
        "business": "11 min",
        "otherwise": {"uniform": {"low": "5 min", "high": "9 min"}, "shift": "1 min"},
    }
    assert changed["steps"]["counter"]["next"][1]["share"] == "5%"


# -- order ----------------------------------------------------------------------------------------


def test_set_comes_before_scale_and_scale_before_add_whatever_the_order_of_the_file() -> None:
    changed = applied("  s: {add: {teams.x.y: 1}, scale: {teams.x.y: 200%}, set: {teams.x: {y: 10}}}\n")
    assert changed["teams"]["x"]["y"] == 21  # 2 * 10 + 1


def test_what_is_extended_comes_first() -> None:
    changed = applied(
        "  s: {extends: b, scale: {teams.tellers.schedule: 200%}}\n"
        "  b: {extends: a, add: {teams.tellers.schedule: 1}}\n"
        '  a: {extends: base, set: {teams.tellers.schedule: {"09:00": 1}}}\n'
    )
    assert changed["teams"]["tellers"]["schedule"] == {"09:00": 4}


def test_a_circle_is_shown() -> None:
    problem = one_fault("  s: {extends: a}\n  a: {extends: b}\n  b: {extends: s}\n")
    assert problem.code == "cycle"
    assert problem.message == "the scenarios go round in a circle: `s` extends `a` extends `b` extends `s`"
    assert (problem.line, problem.path) == (21, "scenarios.b.extends")


def test_a_scenario_that_extends_itself() -> None:
    assert one_fault("  s: {extends: s}\n").message.endswith("`s` extends `s`")


def test_an_unknown_parent_names_the_nearest() -> None:
    problem = one_fault("  s: {extends: busy}\n  busy day: {}\n")
    assert (problem.code, problem.help) == ("unknown-scenario", "did you mean `busy day`?")


def test_every_scenario_is_checked() -> None:
    tree = tree_with(
        "  base: {}\n  a: {set: {x.y: 1}}\n  b: {extends: a}\n  c: {scale: {steps.counter.time: much}}\n"
    )
    assert [(problem.line, problem.code) for problem in check_scenarios(tree)] == [
        (19, "bad-name"),
        (20, "unknown-path"),
        (22, "wrong-factor"),
    ]
    assert check_scenarios(read_text("a: 1")) == []


# -- where a value came from ----------------------------------------------------------------------


def test_a_fault_in_a_changed_value_points_at_the_scenario() -> None:
    tree, _ = apply_scenario(
        tree_with(
            "  s: {set: {teams.tellers.cost: {a: 1}}, scale: {customers.walk-in.arrivals.rate: 120%}}\n"
        ),
        "s",
    )
    put = problem_at(tree, ("teams", "tellers", "cost", "a"), "wrong", "write a cost")
    assert (put.file, put.line, put.column) == ("b.yaml", 19, 37)
    assert put.help == "write a cost (set by scenario `s`)"
    scaled = problem_at(tree, ("customers", "walk-in", "arrivals", "rate", "14:00"), "wrong")
    assert (scaled.line, scaled.column) == (19, 83)
    assert scaled.help == "(scenario `s`: 120% of 45/h)"
    untouched = problem_at(tree, ("customers", "walk-in", "patience"), "wrong")
    assert (untouched.line, untouched.help) == (2, "")


def test_a_fault_in_a_value_of_the_command_line_names_it() -> None:
    tree, problems = apply_overrides(tree_with("  s: {}\n"), ["teams.tellers.cost=lots"])
    assert problems == []
    problem = problem_at(tree, ("teams", "tellers", "cost"), "no cost", "write 30/h")
    assert str(problem) == "--set teams.tellers.cost=lots: teams.tellers.cost: no cost\n  write 30/h"


# -- --set ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("teams.tellers.cost=31/h", ("teams", "tellers", "cost"), "31/h"),
        ("teams.tellers.schedule.09:00=5", ("teams", "tellers", "schedule", "09:00"), 5),
        ("teams.tellers.schedule.12:30 = 5", ("teams", "tellers", "schedule", "12:30"), 5),
        ('teams.tellers={count: 4, cost: "1/h"}', ("teams", "tellers"), {"count": 4, "cost": "1/h"}),
        (
            "steps.counter.next.1.if=age > 1 h and x = 2",
            ("steps", "counter", "next", 0, "if"),
            "age > 1 h and x = 2",
        ),
        ('teams.new."a=b"=3', ("teams", "new", "a=b"), 3),
        ("version=2", ("version",), "2"),
        ("teams.new.x=null", ("teams", "new", "x"), None),
        ("teams.new.x=[1, 2]", ("teams", "new", "x"), [1, 2]),
    ],
)
def test_a_value_is_put_in_from_the_command_line(
    override: str, path: tuple[str | int, ...], value: object
) -> None:
    tree, problems = apply_overrides(read_text(BASE.replace("teams:", "teams:\n  new: {}")), [override])
    assert problems == []
    node = find(tree, path)
    assert node is not None
    assert plain(node) == value


def test_later_values_see_the_earlier_ones() -> None:
    tree, problems = apply_overrides(
        read_text(BASE), ["teams.new={}", "teams.new.count=3", "teams.new.count=4"]
    )
    assert problems == []
    assert plain(tree.root)["teams"]["new"] == {"count": 4}


@pytest.mark.parametrize(
    ("override", "code", "words"),
    [
        ("teams.tellers.cost", "bad-override", "no `=`"),
        ("=3", "bad-override", "no path"),
        ("teams.tellers.cost=", "bad-override", "no value"),
        ("teams..cost=3", "bad-path", "a dot"),
        ("teams.telers.cost=3", "unknown-path", "no `telers`"),
        ("x=09:30", "unquoted-time", "09:30"),
        ("x=4,5 min", "decimal-comma", "4,5 min"),
        ("x={mean: 4,5 min}", "decimal-comma", "4,5 min"),
        ("x={a: 1", "bracket", "never closed"),
        ("x=a: b: c", "colon-in-text", "a colon"),
        ("x=*", "first-sign", "*"),
        ("version=1.10", "unquoted-version", "1.10"),
    ],
)
def test_a_fault_on_the_command_line_is_told_with_what_was_typed(
    override: str, code: str, words: str
) -> None:
    tree = read_text(BASE)
    changed, (problem,) = apply_overrides(tree, [override])
    assert problem.code == code
    assert words in problem.message
    assert (problem.file, problem.line, problem.snippet) == (f"--set {override}", 0, "")
    assert changed == tree


def test_all_faults_on_the_command_line_are_told() -> None:
    _, problems = apply_overrides(read_text(BASE), ["a.b=1", "nothing", "x=09:30"])
    assert len(problems) == 3


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_override_is_put_in_or_told(override: str) -> None:
    _, problems = apply_overrides(PLAIN, [override])
    assert all(problem.message for problem in problems)
    assert problems or "=" in override


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["teams", "tellers", "*", ".", "=", "5", '"', "\\", "count", " ", "{", "1", "next", "steps"]
        )
    )
)
def test_any_path_is_put_in_or_told(parts: list[str]) -> None:
    _, problems = apply_overrides(PLAIN, ["".join(parts)])
    assert all(problem.message for problem in problems)
    assert problems or "=" in parts


# -- one way only ---------------------------------------------------------------------------------


def test_a_count_beside_a_schedule_is_refused_with_the_whole_team_written_out() -> None:
    problem = one_fault("  s: {set: {teams.tellers.count: 5}}\n")
    assert problem.code == "two-ways"
    assert problem.help == "set the group as a whole: `teams.tellers: {count: 5, cost: 30 EUR/h}`"
    changed, (typed,) = apply_overrides(read_text(BASE), ["teams.tellers.count=5"])
    assert typed.help == "set the group as a whole: `--set 'teams.tellers={count: 5, cost: 30 EUR/h}'`"
    assert plain(changed.root) == plain(read_text(BASE).root)


def test_what_the_message_says_can_be_set() -> None:
    _, problems = apply_overrides(read_text(BASE), ["teams.tellers={count: 5, cost: 30 EUR/h}"])
    assert problems == []


@pytest.mark.parametrize(
    "path", ["customers.business.arrivals.rate", "steps.counter.next.served.to", "teams.advisers.schedule"]
)
def test_other_ways_to_say_the_same_are_refused_too(path: str) -> None:
    _, (problem,) = apply_overrides(read_text(BASE), [f"{path}=5"])
    assert problem.code == "two-ways"


def test_a_fault_of_a_scaled_group_points_at_the_scenario() -> None:
    tree, _ = apply_scenario(tree_with("  s: {add: {steps.counter.time: -5 min}}\n"), "s")
    problem = problem_at(tree, ("steps", "counter", "time"), "below zero")
    assert (problem.line, problem.column) == (19, 33)
    assert problem.help.startswith("(scenario `s`: -5 min added to {lognormal: ")


def test_a_block_that_is_not_written_may_be_set_by_its_words() -> None:
    tree = tree_with("  s: {set: {steps.counter.queue.limit: 3}}\n")
    changed, problems = apply_scenario(tree, "s")
    assert problems == []
    assert plain(changed.root)["steps"]["counter"]["queue"] == {"limit": 3}
    changed, problems = apply_overrides(tree, ["steps.counter.queue.limit=4"])
    assert problems == []
    assert plain(changed.root)["steps"]["counter"]["queue"] == {"limit": 4}


def test_a_path_with_a_star_or_a_new_name_makes_no_block() -> None:
    for path in ("steps.*.queue.limit", "steps.packing.queue.limit", "steps.counter.queue.lmit"):
        changed, problems = apply_overrides(PLAIN, [f"{path}=3"])
        assert [problem.code for problem in problems] == ["unknown-path"]
        assert changed.root == PLAIN.root


def test_a_change_of_so_much_more_is_no_factor() -> None:
    problem = one_fault("  s: {scale: {teams.tellers.cost: +20%}}\n", "s")
    assert problem.help == "write `120%` for so much more"


# -- what is not there yet ------------------------------------------------------------------------


def test_set_adds_what_is_not_there_yet_as_a_whole() -> None:
    changed = applied(
        "  s:\n    set:\n      steps.call: {time: 3 min, next: {end: called}}\n"
        "      steps.adviser.next: call\n      teams.callers: {count: 2}\n"
    )
    assert list(changed["steps"]) == ["counter", "adviser", "call"]
    assert changed["steps"]["adviser"]["next"] == "call"
    assert changed["teams"]["callers"] == {"count": 2}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("resources.rooms", {"count": 2}),
        ("sla.quick", {"measure": "wait", "at_most": "3 min"}),
        ("attributes.complex", {"chance": "20%"}),
        ("customers.walk-in.attributes.complex", {"chance": "20%"}),
        ("outcomes.declined", "solved"),
    ],
)
def test_set_adds_the_first_of_a_group_that_is_not_written(path: str, value: Any) -> None:
    text = str(value).replace("'", "")
    found = applied(f"  s: {{set: {{{path}: {text}}}}}\n")
    for name in path.split("."):
        found = found[name]
    assert found == value


def test_an_entry_of_what_is_not_there_says_how_to_add_it() -> None:
    problem = one_fault("  s: {set: {teams.phone.count: 3}}\n")
    assert problem.message == "there is no `phone` in `teams`"
    assert problem.help == (
        "what stands there is: tellers, advisers; to add one, set it as a whole: `teams.phone={count: ...}`"
    )
    assert "to add" not in one_fault("  s: {scale: {teams.phone.count: 300%}}\n").help
