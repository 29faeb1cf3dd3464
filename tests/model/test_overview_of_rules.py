"""The rules of steps, customers and teams as they are read back."""

from __future__ import annotations

from simulator.model.overview import overview
from simulator.model.plan import Plan
from simulator.model.traffic import traffic
from tests.model.small import small

RETURNING = "b: {starts_at: desk, arrivals: returning}"


def said(plan: Plan) -> dict[str, str]:
    read = overview(plan, traffic(plan))
    return {step.step: step.sentence.removeprefix(f"`{step.step}`: ") for step in read.steps}


def test_customers_are_read_back() -> None:
    plan = small(
        customers="{a: {starts_at: desk, hours: {open: '09:00-17:00'}, when_closed: wait, value: 50, "
        "backlog: {desk: 4}, arrivals: {appointments: {first: '09:00', last: '10:00', every: 10 min, "
        "no_show: 10%}}}, b: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 6%, after: 1 h, as: b}, "
        "next: {end: served}}}",
    )
    first, second = overview(plan, traffic(plan)).classes
    assert "by appointment (7 slots, the first Mon 09:00), 10 % do not come" in first.sentence
    assert "outside their hours they wait at the door, 4 waiting at `desk` at the start" in first.sentence
    assert "worth 50 EUR" in first.sentence
    assert "coming back from `desk`" in second.sentence


def test_the_rules_of_a_step_are_read_back() -> None:
    plan = small(
        customers=f"{{all: {{starts_at: desk, arrivals: {{rate: 6/h}}}}, {RETURNING}}}",
        teams="{clerks: {count: 2, skills: {cash: 100%, loans: 100%}}}",
        steps="""
  desk: {team: clerks, skill: {by: customers, b: loans, otherwise: cash}, time: 5, set_up: 2, next: check}
  check: {team: clerks, skill: cash, time: 5, cost: 2, batch: {at: ["16:00"]}, next: last}
  last: {team: clerks, person: {same_as: check, else_after: 20}, time: 5, queue: {limit: 3, when_full: block},
         escalate: {after: 5, to: desk, priority: 1}, sets: {done: true}, next: {end: served},
         comes_back: {share: 6%, after: 2 h, as: b}}""",
    )
    told = said(plan)
    assert "with the skill by class (b `loans`, otherwise `cash`)" in told["desk"]
    assert "a set-up of 2 min after other work" in told["desk"]
    assert "with the skill `cash`" in told["check"]
    assert "served together, at set times, the first Mon 16:00, costs 2 EUR a visit" in told["check"]
    assert "the same as at `check`, after 20 min anybody" in told["last"]
    assert "at most 3 wait and others stay at the step before, with who served them" in told["last"]
    assert "who has waited 5 min goes to `desk` and has priority 1, sets done to yes" in told["last"]
    assert "6 % of those done come back as `b` after" in told["last"]


def test_callbacks_and_parts_of_a_parallel_are_read_back() -> None:
    plan = small(
        steps="""
  desk: {team: clerks, time: 5, next: {parallel: [a, b, c], wait_for: 2, then: later}}
  a: {next: join}
  b: {next: {parallel: [x], wait_for: any, rest: cancel, then: join}}
  c: {next: join}
  x: {next: join}
  later: {next: {callback: desk, unreachable: 12%, tries: 2}}"""
    )
    told = said(plan)
    assert "and when 2 are done (the rest goes on beside it) to `later`" in told["desk"]
    assert "and when the first is done (the rest is cancelled) join the other branches" in told["b"]
    assert "be called back by `desk` (12 % of calls reach nobody; 2 calls at most)" in told["later"]


def test_four_eyes_are_read_back() -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, next: check}, "
        "check: {team: clerks, person: {not: desk}, time: 5, next: {end: served}}}"
    )
    assert "nobody who served at `desk`" in said(plan)["check"]


def test_who_serves_and_what_is_promised_are_read_back() -> None:
    plan = small(
        teams="{clerks: {members: [{name: old, skills: {cash: 80%}}, {name: new, count: 2, speed: 90%, "
        "skills: {cash: 100%}}], pace: {'00:00': 100%, '14:00': 90%}, absence: {chance: 5%}, "
        "breakdowns: {every: 48 h, repair: 2 h}}}",
        steps="{desk: {team: clerks, skill: cash, time: 5, next: {end: served}}}",
        deadlines="{late: {after: 1 h, to: desk, priority: 1}}",
        sla="{soon: {from: desk.ready, to: left, where: customers is all, within: 20 min, at_least: 80%, "
        "per: 2 h, penalty: 3 EUR}, short: {measure: time_in_system, at_most: 15 min}, "
        "cheap: {measure: cost, at_most: 20}}",
    )
    read = overview(plan, traffic(plan))
    assert [reading.sentence for reading in read.teams] == [
        "`clerks`: 1 old (can do cash (at 80 %), each away on 5 % of days, each fails after 2 days on duty "
        "and is mended in 2 h) and 2 new (speed 90 %, can do cash, each away on 5 % of days, each fails "
        "after 2 days on duty and is mended in 2 h); at a pace of 90 % to 100 %, by the hour"
    ]
    assert [reading.sentence for reading in read.promises] == [
        "`late`: 60 min after its arrival a case goes to `desk` when it waits and has priority 1",
        "`soon`: from desk.ready to left, where customers is all, within 20 min, at least 80 %, in every "
        "2 h, 3 EUR for each that misses it",
        "`short`: time in system, at most 15 min",
        "`cheap`: cost, at most 20 EUR",
    ]
