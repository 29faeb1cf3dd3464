"""Modules: steps described once, put wherever they are used."""

from __future__ import annotations

import pytest

from simulator.blueprint.load import loads
from simulator.blueprint.resolved import resolved_text
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.settable import list_paths
from simulator.model.compile import compile_plan
from simulator.model.plan import StateIs, ToStep
from simulator.randomness.distributions import constant
from tests.blueprint.written import only, problems_of

HEAD = """\
blueprint: Desk
clock: {unit: min, run_for: 8 h}
attributes: {vip: {chance: 20%}}
customers: {all: {starts_at: check a, arrivals: {rate: 6/h}}}
teams: {clerks: {count: 2}}
"""

CHECK = """\
modules:
  check:
    starts_at: look up
    steps:
      look up: {team: clerks, time: 2 min, next: [{to: call, if: vip}, {to: look up, share: 5%}, leave]}
      call: {team: clerks, time: 4 min, person: {same_as: look up}, next: leave}
"""

STEPS = """\
steps:
  check a: {use: check, next: counter}
  counter: {team: clerks, time: 5 min, next: [{to: check b, share: 10%}, {end: served}]}
  check b: {use: check, next: {end: served}, set: {call.time: 9 min}}
"""


PLAIN_STEPS = STEPS.replace(", set: {call.time: 9 min}", "")


def read(modules: str = CHECK, steps: str = STEPS, *, head: str = HEAD, more: str = "") -> Blueprint:
    return loads(head + modules + steps + more)


def one_module(**entries: str) -> str:
    """A module of one step with these entries."""
    fields = {"team": "clerks", "time": "2 min", "next": "leave", **entries}
    step = ", ".join(f"{word}: {of}" for word, of in fields.items())
    return f"modules:\n  check:\n    starts_at: look up\n    steps:\n      look up: {{{step}}}\n"


def test_the_steps_of_a_module_stand_wherever_it_is_used() -> None:
    steps = read().steps
    assert list(steps) == [
        "check a / look up",
        "check a / call",
        "counter",
        "check b / look up",
        "check b / call",
    ]
    first = steps["check a / look up"]
    assert [way.to for way in first.next] == ["check a / call", "check a / look up", "counter"]
    assert [way.share for way in first.next] == [None, 0.05, None]
    assert steps["check a / call"].next[0].to == "counter"
    assert steps["check b / call"].next[0].end == "served"
    assert [way.end for way in steps["check b / look up"].next] == [None, None, "served"]


def test_a_way_to_the_use_leads_to_its_first_step() -> None:
    blueprint = read()
    assert blueprint.customers["all"].starts_at == "check a / look up"
    assert blueprint.steps["counter"].next[0].to == "check b / look up"


def test_names_in_a_module_are_its_own() -> None:
    steps = read().steps
    person = steps["check b / call"].person
    assert person is not None
    assert person.same_as == "check b / look up"


def test_a_use_changes_its_copy_alone() -> None:
    steps = read().steps
    first, second = (steps[f"check {of} / call"].time for of in "ab")
    assert first is not None
    assert second is not None
    assert (first.otherwise, second.otherwise) == (constant(4), constant(9))


def test_conditions_rules_and_forks_in_a_module() -> None:
    module = """\
modules:
  check:
    starts_at: look up
    steps:
      look up:
        team: clerks
        time: 2 min
        queue: {limit: 3, when_full: {to: other}}
        patience: 5 min
        gives_up: {to: leave}
        escalate: {after: 3 min, to: other}
        next:
          - {to: look up, if: "'look up'.visits < 3 and counter.waiting > 1"}
          - {parallel: [{to: sort, if: sort.waiting < 2}], then: leave}
      other: {next: leave}
      sort: {next: join}
"""
    blueprint = read(module, PLAIN_STEPS.replace("next: {end: served}}", "next: counter}"))
    step = blueprint.steps["check a / look up"]
    assert (step.queue.when_full.to, step.gives_up) == ("check a / other", "counter")
    assert step.escalate is not None
    assert step.escalate.to == "check a / other"
    assert step.next[1].then is not None
    assert step.next[1].then.to == "counter"
    plan = compile_plan(blueprint)
    (again, _) = plan.steps[0].route
    assert str(again.condition).count("StateIs") == 2
    assert plan.steps[0].name == "check a / look up"
    assert isinstance(again.target, ToStep)
    assert StateIs("visits", 0, "<", 3.0) in getattr(again.condition, "of", ())


def test_a_module_in_a_module() -> None:
    modules = (
        CHECK
        + """\
  file:
    starts_at: first
    steps:
      first: {use: check, next: store}
      store: {time: 1 min, next: leave}
"""
    )
    steps = """\
steps:
  check a: {use: file, next: {end: served}}
"""
    blueprint = read(modules, steps)
    assert list(blueprint.steps) == ["check a / first / look up", "check a / first / call", "check a / store"]
    assert blueprint.customers["all"].starts_at == "check a / first / look up"
    assert blueprint.steps["check a / first / call"].next[0].to == "check a / store"


def test_a_scenario_changes_a_module_or_one_use_of_it() -> None:
    more = """\
scenarios:
  quick: {set: {modules.check.steps.look up.time: 1 min}}
  slow: {scale: {steps.check b.set."call.time": 200%}}
"""
    text = HEAD + CHECK + STEPS + more
    times = [step.time for step in loads(text, "quick").steps.values() if step.next]
    assert [time.otherwise for time in times if time] == [constant(t) for t in (1, 4, 5, 1, 9)]
    time = loads(text, "slow").steps["check b / call"].time
    assert time is not None
    assert time.otherwise == constant(18)


def test_paths_and_the_resolved_text_are_those_of_the_file() -> None:
    tree = read().tree
    assert tree is not None
    paths = [path for path, _ in list_paths(tree)]
    assert "modules.check.steps.look up.time" in paths
    assert 'steps.check b.set."call.time"' in paths
    assert loads(resolved_text(tree)).steps == read().steps


@pytest.mark.parametrize(
    ("modules", "steps", "sentence"),
    [
        (CHECK, STEPS.replace("use: check, next: counter", "use: chek, next: counter"), "no module `chek`"),
        (one_module(tme="3"), PLAIN_STEPS, "did you mean `time`?"),
        (one_module(team="clercs"), PLAIN_STEPS, "did you mean `clerks`?"),
        (
            one_module(next="lok up"),
            PLAIN_STEPS,
            "did you mean `look up`?",
        ),
        (
            one_module(next="[{to: counter, if: vpi}, leave]"),
            PLAIN_STEPS,
            "there is no attribute `vpi`",
        ),
        (
            CHECK.replace("starts_at: look up", "starts_at: look"),
            STEPS,
            "modules.check.starts_at: there is no step `look` | did you mean `look up`?",
        ),
        (
            CHECK.replace("call:", "leave:").replace("to: call", "to: leave"),
            PLAIN_STEPS,
            "cannot be called `leave`",
        ),
        (
            CHECK,
            STEPS.replace("call.time", "cal.time"),
            "there is no `cal` in `modules.check.steps` | did you mean `call.time`?",
        ),
        (CHECK, STEPS.replace("9 min}", "9/h}"), "`9/h` is a rate"),
        (
            CHECK,
            STEPS.replace("use: check, next: {end", "use: check, team: clerks, next: {end"),
            "`team` stands beside `use`",
        ),
        (CHECK, STEPS.replace("use: check, next: counter", "use: check"), "a step needs `next`"),
        (CHECK, STEPS.replace("next: counter}", "next: contuer}"), "there is no step `contuer`"),
        (
            CHECK,
            STEPS.replace("next: counter}", "next: [{to: counter, if: vip}, {end: gone}]}"),
            "`check a` leads on in several ways, and its module leaves by one of several itself",
        ),
        (
            one_module(patience="5 min", gives_up="{to: leave}"),
            PLAIN_STEPS,
            "`check b` does not lead on to a step",
        ),
        (CHECK, STEPS + "  check a / call: {next: {end: served}}\n", "there is another of that name"),
        (CHECK, STEPS.replace("counter: {team", "counter: {set: {a: 3}, team"), "`set` goes with `use`"),
        (CHECK + "sla: {x: {measure: wait, step: check a, at_most: 1}}\n", STEPS, "no step `check a`"),
    ],
)
def test_misread_modules(modules: str, steps: str, sentence: str) -> None:
    assert sentence in only(HEAD + modules + steps)


def test_a_module_that_is_not_described() -> None:
    assert {problem.message for problem in problems_of(HEAD + STEPS)} == {"there is no module `check`"}


def test_a_module_cannot_contain_itself() -> None:
    modules = """\
modules:
  a: {starts_at: x, steps: {x: {use: b, next: leave}}}
  b: {starts_at: y, steps: {y: {next: z}, z: {use: a, next: leave}}}
"""
    problems = problems_of(HEAD + modules + "steps:\n  check a: {use: a, next: {end: served}}\n")
    assert [problem.path for problem in problems] == ["modules.a.steps.x.use", "modules.b.steps.z.use"]
    assert problems[0].message == "a module cannot contain itself: `a` uses `b` uses `a`"


def test_a_module_set_into_itself() -> None:
    steps = STEPS.replace("set: {call.time: 9 min}", "set: {call: {use: check, next: leave}}")
    assert "`check` would contain itself" in only(HEAD + CHECK + steps)


def test_a_fault_of_a_module_is_told_once_at_its_line() -> None:
    modules = one_module(time="{by: vpi, 'yes': 1 min, otherwise: 2 min}")
    (problem,) = problems_of(HEAD + modules + PLAIN_STEPS)
    assert problem.path == "modules.check.steps.look up.time.by"
    assert problem.snippet.startswith("      look up:")


def test_modules_that_double_each_other_are_stopped() -> None:
    modules = "modules:\n  m0: {starts_at: s, steps: {s: {next: leave}}}\n" + "".join(
        f"  m{n}: {{starts_at: a, steps: {{a: {{use: m{n - 1}, next: b}}, "
        f"b: {{use: m{n - 1}, next: leave}}}}}}\n"
        for n in range(1, 21)
    )
    problems = problems_of(HEAD + modules + "steps:\n  check a: {use: m20, next: {end: served}}\n")
    assert {problem.code for problem in problems} == {"too-large"}
