"""From a blueprint to the plan: names become numbers, texts figures, hours times from t = 0."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.blueprint.load import loads
from simulator.blueprint.tree import plain
from simulator.blueprint.yaml_tree import read_text
from simulator.model.compile import compile_plan
from simulator.model.plan import (
    BY_CUSTOMERS,
    NO_PRIORITY,
    AllOf,
    AnyOf,
    Appointments,
    Arrivals,
    Attribute,
    AttributeIs,
    Branch,
    Breakdowns,
    Callback,
    Clock,
    ComesBack,
    CustomersAre,
    Deadline,
    DuringTime,
    End,
    Escalation,
    Fork,
    Join,
    Member,
    Moment,
    Not,
    Option,
    OtherPerson,
    Plan,
    Queue,
    SamePerson,
    Shortest,
    SkillNeeded,
    Sla,
    StateIs,
    ToStep,
    Trait,
    Work,
    WorkBatch,
)
from simulator.randomness.distributions import constant, discrete, exponential, gamma, normal, uniform
from simulator.timeline import Timeline

BANK = """\
blueprint: Bank branch counter
version: "1.2.0"
purpose: Serve walk-in customers at the counter within ten minutes.
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 8 h, at_end: finish, warm_up: 0}
attributes:
  complex: {chance: 20%}
customers:
  walk-in:
    starts_at: greet
    arrivals: {rate: {"09:00": 30/h, "11:00": 55/h, "14:00": 40/h}}
    patience: {exponential: 12 min}
  business:
    starts_at: counter
    arrivals: {every: {gamma: {mean: 6 min, cv: 0.7}}}
    priority: 1
teams:
  greeters: {count: 1, cost: 24/h}
  tellers:
    schedule: {"09:00": 3, "11:00": 5, "15:00": 4}
    cost: 30/h
  advisers:
    members:
      - {name: senior, count: 1, speed: 120%}
      - {name: junior, count: 2, speed: 80%}
steps:
  greet:
    lane: onstage
    team: greeters
    time: {triangular: {low: 20 s, mode: 30 s, high: 90 s}}
    next: counter
  counter:
    lane: onstage
    team: tellers
    time: {lognormal: {mean: 4 min, cv: 0.8}}
    queue: {order: priority, limit: 40, when_full: leave}
    next:
      - {to: adviser, if: complex}
      - {name: rework, kind: rework, to: counter, share: 6%, rounds: 2}
      - {end: served}
  adviser:
    lane: onstage
    team: advisers
    time: {gamma: {mean: 18 min, cv: 0.6}}
    next: {end: served}
sla:
  served within 10 min: {measure: wait, step: counter, within: 10 min, at_least: 90%}
  few give up: {measure: abandoned, at_most: 3%}
scenarios:
  five tellers:
    description: one more teller in the first two hours and the afternoon
    set: {teams.tellers.schedule: {"09:00": 5}}
  busy day:
    extends: five tellers
    scale: {customers.*.arrivals.rate: 120%}
    set: {steps.counter.next.rework.share: 4%}
"""


def plan_of(text: str, scenario: str = "base", overrides: tuple[str, ...] = ()) -> Plan:
    return compile_plan(loads(text, scenario, overrides))


def small(*, clock: str = "{unit: min, run_for: 8 h}", **blocks: str) -> Plan:
    """A blueprint of one class and one step, with blocks written otherwise."""
    written = {
        "customers": "{all: {starts_at: desk, arrivals: {rate: 6/h}}}",
        "teams": "{clerks: {count: 2}}",
        "steps": "{desk: {team: clerks, time: 5, next: {end: served}}}",
        **blocks,
    }
    return plan_of(
        f"blueprint: Small\nclock: {clock}\n"
        + "".join(f"{word}: {value}\n" for word, value in written.items())
    )


def flow(value: Any) -> str:
    """A plain value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(of)}" for key, of in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(of) for of in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def turned_round(value: Any) -> Any:
    """The same blocks with their entries in the opposite order; the order of lists means something."""
    if isinstance(value, dict):
        return {key: turned_round(value[key]) for key in reversed(value)}
    return [turned_round(of) for of in value] if isinstance(value, list) else value


# -- the bank --------------------------------------------------------------------------------------


def test_the_head_and_the_clock() -> None:
    plan = plan_of(BANK)
    assert (plan.blueprint, plan.version, plan.scenario, plan.currency) == (
        "Bank branch counter",
        "1.2.0",
        "base",
        "EUR",
    )
    assert plan.clock == Clock("min", 60.0, "2024-01-01T09:00:00", dated=False)
    assert (plan.run_for, plan.at_end, plan.warm_up) == (480.0, "finish", 0.0)
    assert plan.last_call == 480.0 + 4 * 7 * 1440
    assert (plan.day, plan.first_day_ends) == (1440.0, 900.0)
    assert plan.branches == (Branch("", -1),)
    assert plan.outcomes == ("unfinished", "abandoned", "balked", "turned_away", "no_show", "served")
    assert plan.solved == (False, False, False, False, False, True)


def test_everything_stands_in_the_order_of_its_names() -> None:
    plan = plan_of(BANK)
    assert [c.name for c in plan.classes] == ["business", "walk-in"]
    assert [s.name for s in plan.steps] == ["adviser", "counter", "greet"]
    assert [t.name for t in plan.teams] == ["advisers", "greeters", "tellers"]
    assert [o.index for s in plan.steps for o in s.route] == [0, 1, 2, 3, 4]


def test_the_classes() -> None:
    business, walk_in = plan_of(BANK).classes
    assert (business.starts_at, walk_in.starts_at) == (1, 2)
    assert business.arrivals == Arrivals(every=gamma(6, 0.7))
    assert walk_in.arrivals.rate == Timeline((0.0, 120.0, 300.0), (0.5, 55 / 60, 40 / 60), 1440.0)
    assert (business.patience, walk_in.patience) == (None, exponential(12))
    assert (business.priority, walk_in.priority) == (1.0, NO_PRIORITY)
    assert business.traits[0] is not None
    assert business.traits[0].draw == discrete([0, 1], [0.8, 0.2])


def test_the_teams() -> None:
    advisers, greeters, tellers = plan_of(BANK).teams
    always = Timeline.constant(1.0)
    assert advisers.members == (
        Member("senior 1", "senior", 1.2, 0.0, always),
        Member("junior 1", "junior", 0.8, 0.0, always),
        Member("junior 2", "junior", 0.8, 0.0, always),
    )
    assert advisers.on_duty == Timeline.constant(3.0)
    assert greeters.members == (Member("1", "", 1.0, 0.4, always),)
    assert len(tellers.members) == 5
    assert tellers.on_duty == Timeline((0.0, 120.0, 360.0), (3.0, 5.0, 4.0), 1440.0)


def test_the_steps_and_routes() -> None:
    adviser, counter, greet = plan_of(BANK).steps
    assert greet.options == (((1, 1),),)
    assert (greet.title, greet.lane) == ("greet", "onstage")
    assert adviser.work == Work(otherwise=gamma(18, 0.6))
    assert counter.queue == Queue("priority", limit=40)
    assert counter.route == (
        Option("to adviser", ToStep(0), "", AttributeIs(0, "=", 1.0), None, None, 1),
        Option("rework", ToStep(1), "rework", None, 0.06, 2, 2),
        Option("end served", End(5), "", None, None, None, 3),
    )
    assert greet.route == (Option("to counter", ToStep(1), "", None, None, None, 4),)


def test_the_service_levels() -> None:
    assert plan_of(BANK).slas == (
        Sla("served within 10 min", "wait", 1, None, None, 10.0, 0.9, None),
        Sla("few give up", "abandoned", None, None, None, None, None, 0.03),
    )


def test_the_scenarios() -> None:
    five = plan_of(BANK, "five tellers")
    assert five.scenario == "five tellers"
    assert five.teams[2].on_duty == Timeline.constant(5.0)
    busy = plan_of(BANK, "busy day")
    assert busy.teams == five.teams
    assert busy.steps[1].route[1].share == 0.04
    assert busy.classes[1].arrivals.rate == Timeline((0.0, 120.0, 300.0), (0.6, 1.1, 0.8), 1440.0)
    assert busy.classes[0] == five.classes[0]


def test_the_order_of_entries_in_the_file_does_not_matter() -> None:
    written = plain(read_text(BANK).root)
    there, back = plan_of(flow(written)), plan_of(flow(turned_round(written)))
    assert sorted(there.slas, key=repr) == sorted(back.slas, key=repr)
    for word in Plan.__slots__:
        if word != "slas":
            assert getattr(there, word) == getattr(back, word), word


def test_a_plan_is_compiled_the_same_twice() -> None:
    assert plan_of(BANK) == plan_of(BANK)


# -- the clock -------------------------------------------------------------------------------------


def test_a_watch_that_is_cut_ends_with_the_doors() -> None:
    assert small(clock="{run_for: 8 h, at_end: stop}").last_call == 480.0


def test_a_long_run_waits_as_long_again() -> None:
    assert small(clock="{unit: w, run_for: 10}").last_call == 20.0


def test_times_of_day_are_seen_from_the_start_of_the_clock() -> None:
    plan = small(
        clock='{unit: h, start: "2024-01-03 10:00", run_for: 8}',
        customers='{all: {starts_at: desk, arrivals: {at: ["11:00", "2024-01-04 10:00", 0.5]}}}',
        teams='{clerks: {schedule: {Mon-Fri: {"09:00": 2, "17:00": 0}}}}',
        steps="{desk: {team: clerks, time: 0.1, "
        """next: [{to: desk, if: 'time between "12:00" and "13:00"'}, {end: served}]}}""",
    )
    assert plan.clock == Clock("h", 3600.0, "2024-01-03T10:00:00", dated=True)
    assert plan.first_day_ends == 14.0
    assert plan.classes[0].arrivals.at == (0.5, 1.0, 24.0)
    on_duty = plan.teams[0].on_duty
    assert [on_duty.at(t) for t in (0, 6.9, 7, 23, 2 * 24 + 6, 3 * 24)] == [
        2,
        2,
        0,
        2,
        2,
        0,
    ]  # Wednesday to Saturday
    (lunch, _) = plan.steps[0].route
    assert isinstance(lunch.condition, DuringTime)
    assert [lunch.condition.when.at(t) for t in (0, 2, 2.9, 3, 26)] == [0, 1, 1, 0, 1]


# -- teams -----------------------------------------------------------------------------------------


def test_hours_of_a_team_and_of_its_members() -> None:
    plan = small(
        clock='{unit: h, start: "2024-01-01 00:00", run_for: 100}',
        hours='{office: {open: {Mon-Fri: "09:00-17:00"}, closed: ["2024-01-02"]}, '
        'mornings: {open: "08:00-12:00"}}',
        teams="{clerks: {hours: office, cost: 3/h, "
        "members: [{name: a}, {name: b, hours: mornings, cost: 5/h}]}}",
    )
    first, second = plan.teams[0].members
    assert [first.hours.at(t) for t in (8, 9, 16, 17, 24 + 10, 48 + 10)] == [0, 1, 1, 0, 0, 1]
    assert [second.hours.at(t) for t in (8, 9, 12, 48 + 10, 48 + 13)] == [0, 1, 0, 1, 0]
    assert (first.cost, second.cost) == (3.0, 5.0)


def test_a_team_without_limit_has_no_members() -> None:
    (team,) = small(teams="{clerks: {unlimited: true, cost: 6/h}}").teams
    assert (team.unlimited, team.members, team.cost) == (True, (), 0.1)


def test_teams_and_resources_stand_in_one_row_and_people_are_taken_first() -> None:
    plan = small(
        teams="{nurses: {count: 1}}",
        resources="{beds: {count: 4, at_shift_end: pause}}",
        steps="{desk: {needs: {beds: 2, nurses: 1}, keep: {beds: away}, time: 5, next: away}, "
        "away: {next: {end: served}}}",
    )
    beds, nurses = plan.teams
    assert (beds.resource, nurses.resource) == (True, False)
    assert beds.at_shift_end == "pause"
    assert plan.steps[1].options == (((1, 1), (0, 2)),)
    assert plan.steps[1].keep == ((0, 0),)


def test_the_first_free_of_several_teams_in_the_order_written() -> None:
    plan = small(
        teams="{experts: {count: 1}, aides: {count: 1}}",
        steps="{desk: {first_free: [experts, aides], time: 5, next: {end: served}}}",
    )
    assert plan.steps[0].options == (((1, 1),), ((0, 1),))


def test_skills_of_members_are_speeds_and_nan_where_they_lack_them() -> None:
    plan = small(
        teams="{clerks: {members: [{name: old}, {name: new, skills: {cash: 80%}}], skills: {loans: 90%}}, "
        "guards: {count: 1}}",
        resources="{rooms: {count: 1}}",
    )
    assert plan.skills == ("cash", "loans")
    clerks, guards, rooms = plan.teams
    assert (clerks.skilled, guards.skilled, rooms.skilled) == (True, False, False)
    assert str([member.skills for member in clerks.members]) == "[(nan, 0.9), (0.8, nan)]"
    assert guards.members[0].skills == rooms.members[0].skills == (1.0, 1.0)


def test_pace_absence_and_breakdowns() -> None:
    plan = small(
        clock='{unit: h, start: "Mon 12:00", run_for: 8}',
        teams="""{clerks: {pace: {"09:00": 110%, "14:00": 90%}, absence: {chance: 5%},
            breakdowns: {every: {exponential: 40}, repair: 2},
            members: [{name: a}, {name: b, absence: {chance: 0%}, breakdowns: {every: 9, repair: 1}}]}}""",
        resources="{rooms: {count: 1, breakdowns: {every: 7, repair: 1}}}",
    )
    clerks, rooms = plan.teams
    assert clerks.pace is not None
    assert [clerks.pace.at(t) for t in (0, 2, 20, 21)] == [1.1, 0.9, 0.9, 1.1]
    first, second = clerks.members
    assert (first.absence, second.absence) == (0.05, 0.0)
    assert first.breakdowns == Breakdowns(exponential(40), constant(2))
    assert second.breakdowns == Breakdowns(constant(9), constant(1))
    assert rooms.members[0].breakdowns == Breakdowns(constant(7), constant(1))
    assert (rooms.pace, rooms.members[0].absence) == (None, 0.0)


# -- attributes, work, conditions ------------------------------------------------------------------

TRAITS = """{vip: {chance: 30%}, grade: {choice: {silver: 40%, gold: 60%}},
  weight: {uniform: {low: 1, high: 9}}, size: 4}"""


def test_attributes_are_coded() -> None:
    plan = small(
        attributes=TRAITS,
        customers="""{all: {starts_at: desk, arrivals: {rate: 6/h}, priority: {by: weight}},
            few: {starts_at: desk, arrivals: {rate: 6/h}, attributes: {grade: bronze, vip: true, own: 3}}}""",
    )
    assert plan.attributes == (
        Attribute("grade", "choice", ("bronze", "gold", "silver")),
        Attribute("own", "number"),
        Attribute("size", "number"),
        Attribute("vip", "flag"),
        Attribute("weight", "number"),
    )
    everyone, few = plan.classes
    assert everyone.priority_by == 4
    grade, own, size, vip, weight = everyone.traits
    assert grade == Trait(draw=discrete([1, 2], [0.6, 0.4]))
    assert own is None
    assert size == Trait(4.0)
    assert vip == Trait(draw=discrete([0, 1], [0.7, 0.3]))
    assert weight == Trait(draw=uniform(1, 9))
    assert few.traits[0] == Trait(0.0)
    assert few.traits[1] == Trait(3.0)
    assert few.traits[3] == Trait(1.0)


@pytest.mark.parametrize(
    ("time", "work"),
    [
        ("{by: grade, silver: 2, otherwise: 9}", Work(0, {1.0: constant(2)}, constant(9))),
        ('{by: vip, "yes": 2, "no": 3}', Work(2, {0.0: constant(3), 1.0: constant(2)})),
        ("{by: weight, 3: 2, otherwise: 9}", Work(3, {3.0: constant(2)}, constant(9))),
        ("{by: customers, all: 2}", Work(BY_CUSTOMERS, {0.0: constant(2)})),
        ("{exponential: 7}", Work(otherwise=exponential(7))),
    ],
)
def test_work_by_attribute_or_class(time: str, work: Work) -> None:
    plan = small(attributes=TRAITS, steps=f"{{desk: {{team: clerks, time: {time}, next: {{end: served}}}}}}")
    assert plan.steps[0].work == work


def test_a_step_without_time_takes_none() -> None:
    plan = small(steps="{desk: {next: {end: served}}}")
    assert plan.steps[0].work == Work(otherwise=constant(0))
    assert plan.steps[0].options == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("vip", AttributeIs(2, "=", 1.0)),
        ("not vip", Not(AttributeIs(2, "=", 1.0))),
        ("grade is silver", AttributeIs(0, "=", 1.0)),
        ("weight >= 3", AttributeIs(3, ">=", 3.0)),
        ("customers is all", CustomersAre((0,))),
        ("desk.visits < 3", StateIs("visits", 0, "<", 3.0)),
        ("desk.expected_wait > 1 h", StateIs("expected_wait", 0, ">", 60.0)),
        ("age > 30 s", StateIs("age", -1, ">", 0.5)),
        (
            "vip and (weight > 3 or grade is gold)",
            AllOf((AttributeIs(2, "=", 1.0), AnyOf((AttributeIs(3, ">", 3.0), AttributeIs(0, "=", 0.0))))),
        ),
    ],
)
def test_conditions(text: str, condition: object) -> None:
    plan = small(
        attributes=TRAITS,
        steps=f"{{desk: {{team: clerks, time: 1, next: [{{to: desk, if: {text}}}, {{end: served}}]}}}}",
    )
    assert plan.steps[0].route[0].condition == condition


# -- routes ----------------------------------------------------------------------------------------


def test_forks_and_branches() -> None:
    plan = small(
        attributes=TRAITS,
        steps="""
  desk:
    next: {parallel: [{to: x-ray, if: vip}, {to: lab, name: blood}], then: {shortest: [a, b]}}
  x-ray: {next: [{parallel: [print], then: join, share: 50%}, join]}
  lab: {next: join}
  print: {next: join}
  a: {next: {end: served}}
  b: {next: {end: gone}}""",
    )
    assert plan.branches == (
        Branch("", -1),
        Branch("desk/blood", 0),
        Branch("desk/x-ray", 0),
        Branch("x-ray/print", 2),
    )
    by_name = {step.name: step for step in plan.steps}
    assert [step.name for step in plan.steps] == ["a", "b", "desk", "lab", "print", "x-ray"]
    (fork,) = by_name["desk"].route
    assert fork.key == "parallel x-ray, blood"
    assert fork.target == Fork(((2, 5, AttributeIs(2, "=", 1.0)), (1, 3, None)), Shortest((0, 1)))
    inner, on = by_name["x-ray"].route
    assert inner.target == Fork(((3, 4, None),), Join())
    assert on.target == Join()
    assert plan.outcomes[5:] == ("gone", "served")
    assert plan.solved[5:] == (False, True)


def test_options_that_lead_to_the_same_place_have_keys_of_their_own() -> None:
    plan = small(
        attributes=TRAITS,
        steps="{desk: {next: [{end: served, if: vip}, {end: served, share: 5%}, {end: served}]}}",
    )
    assert [option.key for option in plan.steps[0].route] == [
        "end served",
        "end served (2)",
        "end served (3)",
    ]


def test_what_becomes_of_a_full_queue_and_lost_patience() -> None:
    plan = small(
        steps="""
  desk:
    {team: clerks, time: 1, hand_off: 3, patience: endless, gives_up: {to: web}, next: {end: served},
     queue: {limit: 2, when_full: {to: web}, balk: {from: 9}, order: lifo}}
  web: {next: {end: served}}"""
    )
    desk, _ = plan.steps
    assert desk.queue == Queue("lifo", "resume", 2, 1, balk=((9, 1.0),))
    assert (desk.patience, desk.own_patience, desk.gives_up) == (None, True, 1)
    assert desk.hand_off == constant(3)


def test_busyness_batch_and_limit() -> None:
    plan = small(
        busyness="{today: {gamma: {mean: 100%, cv: 5%}}}",
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h, busyness: today, batch: 2, limit: 9}}}",
    )
    assert plan.busyness == {"today": gamma(1, 0.05)}
    assert plan.classes[0].arrivals == Arrivals(
        rate=Timeline.constant(0.1), batch=constant(2), busyness="today", limit=9
    )


def test_outcomes_as_the_blueprint_says() -> None:
    plan = small(outcomes="{served: unsolved}")
    assert plan.solved == (False,) * 6


def test_a_service_level_in_its_own_unit() -> None:
    plan = small(
        clock="{unit: min, run_for: 8 h}",
        sla="{a: {measure: time_in_system, at_most: 2 h}, b: {measure: throughput, at_least: 30/h}, "
        "c: {measure: queue_length, step: desk, at_most: 4}, "
        "d: {measure: utilisation, team: clerks, at_most: 85%}}",
    )
    assert [(sla.at_least, sla.at_most) for sla in plan.slas] == [
        (None, 120.0),
        (0.5, None),
        (None, 4.0),
        (None, 0.85),
    ]
    assert (plan.slas[2].step, plan.slas[3].team) == (0, 0)


# -- customers -------------------------------------------------------------------------------------


def test_priorities_by_name() -> None:
    plan = small(
        priorities="[urgent, important, routine]",
        attributes="{urgency: {choice: {routine: 90%, urgent: 10%}}}",
        customers="{a: {starts_at: desk, arrivals: {rate: 6/h}, priority: important}, "
        "b: {starts_at: desk, arrivals: {rate: 6/h}, priority: {by: urgency}}}",
    )
    first, second = plan.classes
    assert (first.priority, first.priority_by, first.priority_of) == (2.0, None, {})
    assert (second.priority, second.priority_by) == (NO_PRIORITY, 0)
    assert second.priority_of == {0.0: 3.0, 1.0: 1.0}


def test_hours_value_and_backlog_of_customers() -> None:
    plan = small(
        clock='{unit: h, start: "Mon 00:00", run_for: 48, warm_up: 0}',
        currency="EUR",
        hours='{office: {open: "09:00-17:00"}}',
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}, hours: office, when_closed: wait, "
        "value: 50 EUR, backlog: {desk: 60}}}",
    )
    (customers,) = plan.classes
    assert customers.hours is not None
    assert [customers.hours.at(t) for t in (0, 9, 16.9, 17, 33)] == [0, 1, 1, 0, 1]
    assert (customers.waits_for_opening, customers.value, customers.backlog) == (True, 50.0, ((0, 60),))


def test_appointments_are_the_slots_before_the_doors_close() -> None:
    plan = small(
        clock='{unit: min, start: "Mon 09:10", run_for: 1 d}',
        customers="""{all: {starts_at: desk, arrivals: {limit: 9, appointments:
          {first: "09:00", last: "09:50", every: 20 min, no_show: 15%,
           early_late: {normal: {mean: -4, sd: 6}}}}}}""",
    )
    assert plan.classes[0].arrivals == Arrivals(
        appointments=Appointments((10.0, 30.0, 1430.0), 0.15, normal(-4, 6)), limit=9
    )


# -- the rules of steps ----------------------------------------------------------------------------

SKILLED = "{clerks: {count: 2, skills: {loans: 100%, cash: 80%}}, aides: {count: 1, skills: {cash: 50%}}}"


@pytest.mark.parametrize(
    ("skill", "needed"),
    [
        ("cash", SkillNeeded(otherwise=0)),
        ("{by: grade, gold: loans, otherwise: cash}", SkillNeeded(0, {0.0: 1}, 0)),
        ("{by: vip, 'yes': loans}", SkillNeeded(2, {1.0: 1})),
        ("{by: customers, all: loans}", SkillNeeded(BY_CUSTOMERS, {0.0: 1})),
    ],
)
def test_skills_that_a_visit_asks(skill: str, needed: SkillNeeded) -> None:
    step = f"{{desk: {{team: clerks, skill: {skill}, time: 1, next: {{end: served}}}}}}"
    assert small(attributes=TRAITS, teams=SKILLED, steps=step).steps[0].skill == needed


def test_a_skill_alone_asks_any_team_that_has_it_in_the_order_of_the_file() -> None:
    plan = small(teams=SKILLED, steps="{desk: {skill: cash, time: 1, next: {end: served}}}")
    assert [team.name for team in plan.teams] == ["aides", "clerks"]
    assert plan.steps[0].options == (((1, 1),), ((0, 1),))
    assert plan.steps[0].skill == SkillNeeded(otherwise=0)


def test_a_class_may_be_called_as_its_skill() -> None:
    plan = small(
        customers="{cash: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "web: {starts_at: out, arrivals: {rate: 1/h}}}",
        teams=SKILLED,
        steps="{desk: {team: aides, skill: {by: customers}, time: 1, next: out}, out: {next: {end: served}}}",
    )
    assert plan.steps[0].skill == SkillNeeded(BY_CUSTOMERS, {0.0: 0})


def test_the_same_person_and_another() -> None:
    plan = small(
        steps="""
  desk: {team: clerks, time: 1, next: again}
  again: {team: clerks, time: 1, person: {same_as: desk, else_after: 20 min}, next: check}
  check: {team: clerks, time: 1, person: {not: [desk]}, next: {end: served}}"""
    )
    again, check, desk = plan.steps
    assert (again.person, check.person, desk.person) == (SamePerson(2, 20.0), OtherPerson((2,)), None)


def test_what_a_step_sets_and_costs() -> None:
    plan = small(
        attributes="{grade: silver}",
        steps="""
  desk: {team: clerks, time: 1, by: machine, set_up: 3, cost: 2.5,
         next: [{end: gone, if: done}, {end: served}],
         sets: {grade: {choice: {gold: 10%, silver: 90%}}, done: {chance: 5%}, effort: 7}}""",
    )
    (desk,) = plan.steps
    assert [attribute.name for attribute in plan.attributes] == ["done", "effort", "grade"]
    assert plan.attributes[2].values == ("gold", "silver")
    assert desk.sets == (
        (0, Trait(draw=discrete([0, 1], [0.95, 0.05]))),
        (1, Trait(7.0)),
        (2, Trait(draw=discrete([0, 1], [0.1, 0.9]))),
    )
    assert plan.classes[0].traits == (None, None, Trait(1.0))
    assert (desk.machine, desk.set_up, desk.cost) == (True, constant(3), 2.5)


def test_batches_by_the_clock_are_moments_until_the_last_call() -> None:
    plan = small(
        clock='{unit: h, start: "Tue 12:00", run_for: 24, at_end: stop}',
        steps="""{desk: {team: clerks, time: 1, next: {end: served}, work: per case,
          batch: {size: 3, wait: 1, at: ["Mon-Wed 11:00", "12:00"]}}}""",
    )
    assert plan.steps[0].batch == WorkBatch(3, 1.0, (0.0, 23.0, 24.0), per_case=True)


def test_escalation_return_and_block() -> None:
    plan = small(
        priorities="[urgent, other]",
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "again: {starts_at: boss, arrivals: returning}}",
        steps="""
  desk: {team: clerks, time: 1, escalate: {after: 20, to: boss, priority: urgent}, next: boss,
         comes_back: {share: 6%, after: 3 d, as: again}}
  boss: {team: clerks, time: 1, queue: {limit: 2, when_full: block}, escalate: {after: 5, priority: 0},
         next: {end: served}}""",
    )
    boss, desk = plan.steps
    assert desk.escalation == Escalation(20.0, 0, 1.0)
    assert boss.escalation == Escalation(5.0, None, 0.0)
    assert desk.comes_back == ComesBack(0.06, constant(4320), 0)
    assert plan.classes[0].arrivals == Arrivals()
    assert boss.queue == Queue(limit=2, block=True)


def test_waiting_for_some_branches_and_callbacks() -> None:
    plan = small(
        steps="""
  desk: {team: clerks, time: 1, next: {parallel: [a, b, c], wait_for: 2, rest: cancel, then: call}}
  a: {next: join}
  b: {next: {parallel: [x, y], wait_for: any, then: join}}
  c: {next: join}
  x: {next: join}
  y: {next: join}
  call: {next: {callback: desk, unreachable: 12%, tries: 2}}"""
    )
    by_name = {step.name: step for step in plan.steps}
    fork = by_name["desk"].route[0].target
    assert isinstance(fork, Fork)
    assert (fork.wait_for, fork.cancel) == (2, True)
    fork = by_name["b"].route[0].target
    assert isinstance(fork, Fork)
    assert (fork.wait_for, fork.cancel) == (1, False)
    (again,) = by_name["call"].route
    assert (again.key, again.target) == ("callback desk", Callback(4, 0.12, 2))


def test_a_case_that_comes_back_keeps_what_its_new_class_does_not_name() -> None:
    plan = small(
        attributes=TRAITS,
        customers="""{all: {starts_at: desk, arrivals: {rate: 6/h}},
          again: {starts_at: desk, arrivals: returning, attributes: {vip: true, own: 3}}}""",
        steps="""{desk: {team: clerks, time: 1, next: {end: served}, sets: {done: true},
          comes_back: {share: 6%, after: 3 d, as: again}}}""",
    )
    assert [attribute.name for attribute in plan.attributes] == [
        "done",
        "grade",
        "own",
        "size",
        "vip",
        "weight",
    ]
    assert [customers.inherits for customers in plan.classes] == [frozenset({0, 1, 3, 5}), frozenset()]


# -- deadlines, spans, the warm-up -----------------------------------------------------------------


def test_deadlines() -> None:
    plan = small(
        clock='{unit: h, start: "Mon 00:00", run_for: 48}',
        priorities="[urgent, other]",
        hours='{office: {open: "09:00-17:00"}}',
        customers="{a: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "b: {starts_at: desk, arrivals: {rate: 6/h}}}",
        deadlines="{late: {after: 2, to: desk}, "
        "early: {after: 1, counted_in: office, customers: b, priority: urgent}}",
    )
    early, late = plan.deadlines
    assert (early.name, early.classes, early.after, early.to, early.priority) == (
        "early",
        (1,),
        1.0,
        None,
        1.0,
    )
    assert early.counted_in is not None
    assert [early.counted_in.at(t) for t in (0, 9, 17)] == [0, 1, 0]
    assert late == Deadline("late", (0, 1), 2.0, None, 0, None)


def test_a_service_level_from_one_moment_to_another() -> None:
    plan = small(
        attributes=TRAITS,
        hours='{office: {open: "09:00-17:00"}}',
        sla="{a: {from: arrived, to: desk.finished, within: 1 h, at_least: 90%, where: vip, "
        "counted_in: office, per: 30 min, penalty: 5}, b: {from: desk.ready, to: left, at_most: 2 h}}",
    )
    first, second = plan.slas
    assert (first.measure, first.start, first.end) == ("span", Moment("arrived"), Moment("finished", 0))
    assert (first.where, first.per, first.penalty) == (AttributeIs(2, "=", 1.0), 30.0, 5.0)
    assert first.counted_in is not None
    assert (second.start, second.end, second.at_most) == (Moment("ready", 0), Moment("left"), 120.0)
    assert (second.where, second.per, second.counted_in, second.penalty) == (None, None, None, 0.0)


def test_a_warm_up_that_is_to_be_found() -> None:
    plan = small(clock="{run_for: 8 h, warm_up: auto}")
    assert (plan.warm_up, plan.find_warm_up) == (0.0, True)
    plan = small(clock="{run_for: 8 h, warm_up: 1 h}")
    assert (plan.warm_up, plan.find_warm_up) == (60.0, False)
