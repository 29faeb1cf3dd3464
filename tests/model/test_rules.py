"""The rules of steps as the checks, the traffic equations and the read-back see them."""

from __future__ import annotations

import math
import textwrap

import pytest

from simulator.blueprint.load import loads
from simulator.model.checks import Facts, find_errors, find_warnings
from simulator.model.checks.modules import check_modules_are_used
from simulator.model.compile import compile_plan
from simulator.model.overview import overview
from simulator.model.plan import Plan
from simulator.model.traffic import traffic

ESCALATING = "{desk: {team: clerks, time: 5, escalate: {after: 5, priority: 1}, next: {end: served}}}"
RETURNING = "b: {starts_at: desk, arrivals: returning}"


def small(**blocks: str) -> Plan:
    """A blueprint of one class and one step, with blocks written otherwise."""
    written = {
        "clock": "{unit: min, start: 'Mon 08:00', run_for: 1 d}",
        "customers": "{all: {starts_at: desk, arrivals: {rate: 6/h}}}",
        "teams": "{clerks: {count: 2}}",
        "steps": "{desk: {team: clerks, time: 5, next: {end: served}}}",
        **blocks,
    }
    text = "blueprint: Small\ncurrency: EUR\n" + "".join(f"{word}: {of}\n" for word, of in written.items())
    return compile_plan(loads(text))


def codes(plan: Plan) -> list[str]:
    facts = Facts(plan)
    return [problem.code for problem in (*find_errors(facts), *find_warnings(facts))]


def said(plan: Plan) -> dict[str, str]:
    read = overview(plan, traffic(plan))
    return {step.step: step.sentence.removeprefix(f"`{step.step}`: ") for step in read.steps}


# -- checks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (
            {
                "teams": "{clerks: {unlimited: true}}",
                "steps": ESCALATING,
            },
            "escalation-unused",
        ),
        (
            {"steps": ESCALATING},
            "priority-unheeded",
        ),
        (
            {
                "teams": "{clerks: {unlimited: true}}",
                "deadlines": "{late: {after: 1 h, priority: 1}}",
            },
            "deadline-unused",
        ),
        ({"deadlines": "{late: {after: 1 h, priority: 1}}"}, "priority-unheeded"),
        (
            {
                "customers": "{all: {starts_at: desk, arrivals: {rate: 6/h}, "
                "hours: {open: {Sun: ['09:00-12:00']}}}}"
            },
            "never-open",
        ),
        (
            {"sla": "{a: {measure: wait, within: 5, at_least: 90%, per: 2 d}}"},
            "interval-too-long",
        ),
        (
            {
                "steps": "{desk: {team: clerks, time: 5, next: {end: served}}, "
                "back: {team: clerks, time: 5, next: {end: served}}}",
                "sla": "{a: {from: arrived, to: back.started, within: 5, at_least: 90%}}",
            },
            "sla-unreached",
        ),
    ],
)
def test_rules_that_make_no_difference(blocks: dict[str, str], code: str) -> None:
    assert code in codes(small(**blocks))


@pytest.mark.parametrize(
    ("blocks", "path", "message"),
    [
        (
            {
                "customers": "{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
                "vip: {starts_at: lounge, arrivals: {rate: 1/h}}}",
                "steps": "{desk: {team: clerks, time: 5, queue: {order: priority}, next: {end: served}}, "
                "lounge: {time: 5, next: {end: served}}}",
                "deadlines": "{late: {customers: vip, after: 1 h, priority: 1}}",
            },
            "deadlines.late",
            "the deadline `late` never does anything: `vip` never wait",
        ),
        (
            # 6 an hour for a day
            {"steps": "{desk: {team: clerks, time: 5, batch: {size: 500}, next: {end: served}}}"},
            "steps.desk.batch.size",
            "a batch of 500 is hardly ever full at `desk`: about 144 come there in the whole run, and those "
            "of a batch that is not full wait to its end",
        ),
        (
            {
                "customers": "{all: {starts_at: desk, hours: {open: {Sun: ['09:00-12:00']}}, "
                "arrivals: {appointments: {first: '09:00', last: '11:00', every: 10 min}}}}",
            },
            "customers.all.hours",
            "the doors are never open to `all` during the run",
        ),
    ],
)
def test_rules_without_effect_are_told_in_these_words(
    blocks: dict[str, str], path: str, message: str
) -> None:
    facts = Facts(small(**blocks))
    assert find_errors(facts) == ()
    assert [(problem.path, problem.message) for problem in find_warnings(facts)] == [(path, message)]


def test_rules_that_do_make_a_difference() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}, hours: {open: '09:00-17:00'}}}",
        deadlines="{late: {after: 1 h, priority: 1}}",
        steps="{desk: {team: clerks, time: 5, queue: {order: priority}, escalate: {after: 5, priority: 1}, "
        "next: {end: served}}}",
        sla="{a: {measure: wait, within: 5, at_least: 90%, per: 30 min}}",
    )
    assert codes(plan) == []


def test_steps_of_a_backlog_an_escalation_and_a_deadline_are_reached() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}, backlog: {sort: 3}}}",
        deadlines="{late: {after: 1 h, to: boss}}",
        steps="""
  desk: {team: clerks, time: 5, escalate: {after: 5, to: chief}, next: {end: served}}
  sort: {team: clerks, time: 5, next: {end: served}}
  boss: {team: clerks, time: 5, next: {end: served}}
  chief: {team: clerks, time: 5, next: {end: served}}""",
    )
    assert Facts(plan).reached == frozenset(range(4))
    assert "unreachable-step" not in codes(plan)


# -- traffic ---------------------------------------------------------------------------------------


def test_customers_with_appointments_are_the_slots_that_are_kept() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {limit: 20, appointments: "
        "{first: '09:00', last: '12:00', every: 6 min, no_show: 10%}}}}"
    )
    found = traffic(plan)
    assert found.cases[0] == pytest.approx(18)
    assert found.rates[0][:4] * 60 == pytest.approx([0, 9, 9, 0])


def test_those_who_come_back_solve_their_equations() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {at: [1, 2, 3, 4]}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 20%, after: 1 h, as: again}, "
        "next: {end: served}}}",
    )
    found = traffic(plan)
    assert list(found.cases) == pytest.approx([1, 4])  # of each five, one: 0.2 (4 + 1) = 1
    assert found.rates[0] * 1440 == pytest.approx([1] * 24)
    assert any("come back" in assumption for assumption in found.assumptions)


def test_those_who_always_come_back_are_without_number() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 100%, after: 1 h, as: again}, "
        "next: {end: served}}}",
    )
    assert math.isinf(traffic(plan).cases[0])


@pytest.mark.parametrize("clerks", ["count: 1", "unlimited: true"])
def test_those_who_bring_more_than_one_back_each_grow_without_end(clerks: str) -> None:
    # Two visits with a return of 60 % each: of every hundred who come back, 120 do again.
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        teams=f"{{clerks: {{{clerks}}}, others: {{count: 1}}}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 60%, after: 1 h, as: again}, next: more}, "
        "more: {team: clerks, time: 5, comes_back: {share: 60%, after: 1 h, as: again}, "
        "next: {end: served}}}",
    )
    told = {problem.code: problem.message for problem in find_warnings(Facts(plan))}
    assert "one hundred who have come back send 120 back again" in told["returns-grow"]


def test_a_batch_to_which_nobody_comes_is_told_also_beside_endless_returns() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 100%, after: 1 h, as: again}, "
        "next: [{to: bus, if: customers is again and not customers is again}, {end: served}]}, "
        "bus: {team: clerks, time: 5, batch: {size: 2}, next: {end: served}}}",
    )
    assert "returns-grow" in codes(plan)


def test_attributes_that_steps_set_share_the_ways() -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, sets: {hard: {chance: 20%}}, "
        "next: [{end: declined, if: hard}, {end: served}]}}"
    )
    assert traffic(plan).outcomes[0][-2:] == pytest.approx([0.2, 0.8])


def test_an_attribute_that_a_loop_sets_anew_lets_customers_out() -> None:
    plan = small(
        attributes="{ok: {chance: 20%}}",
        steps="{desk: {team: clerks, time: 5, sets: {ok: {chance: 80%}}, "
        "next: [{to: desk, if: not ok}, {end: served}]}}",
    )
    assert "endless-loop" not in codes(plan)
    assert traffic(plan).visits[0, 0] == pytest.approx(1.25)  # one in five goes round again: 1 / 0.8
    assert "attributes that a step on a loop sets answer afresh each time they are asked" in (
        traffic(plan).assumptions
    )


@pytest.mark.parametrize(("batch", "work"), [("per batch", 1 / 3), ("per case", 1.0)])
def test_a_full_batch_is_worked_once_or_case_by_case(batch: str, work: float) -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, batch: {size: 3, wait: 1 h}, "
        f"work: {batch}, next: {{end: served}}}}}}"
    )
    assert traffic(plan).loads[0].offered == pytest.approx(6 / 60 * 5 * work)


# -- read back -------------------------------------------------------------------------------------


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


# -- more checks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (
            {
                "customers": f"{{all: {{starts_at: desk, arrivals: {{rate: 6/h}}}}, {RETURNING}}}",
                "steps": "{desk: {team: clerks, time: 5, next: {end: served}}, idle: {team: clerks, time: 5, "
                "comes_back: {share: 5%, after: 1 h, as: b}, next: {end: served}}}",
            },
            "never-arrives",
        ),
        (
            {
                "teams": "{clerks: {members: [{name: able, skills: {cash: 100%}, "
                "hours: {open: {Sun: ['09:00-10:00']}}}, {name: other, count: 2, skills: {loans: 100%}}]}}",
                "clock": "{unit: min, start: 'Mon 08:00', run_for: 8 h, at_end: stop}",
                "steps": "{desk: {team: clerks, skill: cash, time: 5, next: {end: served}}}",
            },
            "skill-off-duty",
        ),
        (
            {"steps": "{desk: {team: clerks, time: 5, batch: {size: 500}, next: {end: served}}}"},
            "batch-never-full",
        ),
        (
            {
                "clock": "{unit: min, start: 'Mon 08:00', run_for: 8 h, at_end: stop}",
                "steps": "{desk: {team: clerks, time: 5, batch: {at: ['07:00']}, next: {end: served}}}",
            },
            "batch-never-goes",
        ),
        (
            {
                "steps": "{desk: {team: clerks, time: 5, queue: {limit: 3, when_full: block}, "
                "next: {end: served}}}"
            },
            "nobody-blocked",
        ),
        (
            {
                "teams": "{clerks: {count: 2}, others: {count: 1}}",
                "steps": "{desk: {team: clerks, time: 5, next: back}, back: {team: others, time: 5, "
                "queue: {limit: 1, when_full: block}, next: front}, front: {team: clerks, time: 5, "
                "queue: {limit: 1, when_full: block}, next: {end: served}}}",
            },
            "may-deadlock",
        ),
        (
            {
                "deadlines": "{late: {after: 1 h, priority: 1, counted_in: {open: {Sun: ['09:00-10:00']}}}}",
                "clock": "{unit: min, start: 'Mon 08:00', run_for: 8 h, at_end: stop}",
                "steps": "{desk: {team: clerks, time: 5, queue: {order: priority}, next: {end: served}}}",
            },
            "never-open",
        ),
    ],
)
def test_what_can_never_happen_is_told(blocks: dict[str, str], code: str) -> None:
    assert code in codes(small(**blocks))


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (
            {"steps": "{desk: {team: clerks, time: 5, batch: {size: 500, wait: 1 h}, next: {end: served}}}"},
            "batch-never-full",
        ),
        (
            # who has served at the desk can at once make room at the next step
            {
                "steps": "{desk: {team: clerks, time: 5, next: back}, back: {team: clerks, time: 5, "
                "queue: {limit: 1, when_full: block}, next: {end: served}}}"
            },
            "may-deadlock",
        ),
        (
            {
                "teams": "{clerks: {count: 2}, others: {count: 1}}",
                "steps": "{desk: {team: clerks, time: 5, next: back}, back: {team: others, time: 5, "
                "queue: {limit: 1, when_full: block}, next: {end: served}}}",
            },
            "may-deadlock",
        ),
        (
            # they come back from a step to which only escalations lead
            {
                "customers": f"{{all: {{starts_at: desk, arrivals: {{rate: 6/h}}}}, {RETURNING}}}",
                "steps": "{desk: {team: clerks, time: 5, escalate: {after: 5, to: x}, next: {end: served}}, "
                "x: {comes_back: {share: 5%, after: 1 h, as: b}, next: {end: served}}}",
            },
            "never-arrives",
        ),
    ],
)
def test_what_may_well_happen_is_not(blocks: dict[str, str], code: str) -> None:
    assert code not in codes(small(**blocks))


def test_a_module_that_nobody_uses_is_told() -> None:
    text = """
        blueprint: Modules
        clock: {unit: min, run_for: 8 h}
        customers: {guest: {starts_at: a, arrivals: {rate: 6/h}}}
        modules:
          inner: {starts_at: x, steps: {x: {time: 1, next: leave}}}
          outer: {starts_at: y, steps: {y: {use: inner, next: leave}}}
          idle: {starts_at: z, steps: {z: {time: 1, next: leave}}}
        steps: {a: {use: outer, next: {end: served}}}
        """
    found = check_modules_are_used(loads(textwrap.dedent(text)))
    assert [problem.path for problem in found] == ["modules.idle"]


# -- loads -----------------------------------------------------------------------------------------


def load_of(plan: Plan) -> tuple[float, float]:
    load = traffic(plan).loads[0]
    return load.offered, load.on_duty


def test_those_away_or_in_repair_are_not_on_duty() -> None:
    assert load_of(small(teams="{clerks: {count: 2, absence: {chance: 25%}}}")) == pytest.approx((0.5, 1.5))
    broken = "{clerks: {count: 2, breakdowns: {every: {exponential: 3 h}, repair: 1 h}}}"
    assert load_of(small(teams=broken)) == pytest.approx((0.5, 1.5))


def test_pace_and_the_speed_at_a_skill_change_the_work() -> None:
    slow = "{clerks: {count: 2, pace: {'00:00': 50%}}}"
    assert load_of(small(teams=slow)) == pytest.approx((1.0, 2.0))
    able = "{clerks: {count: 2, skills: {cash: 200%}}}"
    steps = "{desk: {team: clerks, skill: cash, time: 5, next: {end: served}}}"
    assert load_of(small(teams=able, steps=steps)) == pytest.approx((0.25, 2.0))


def test_set_up_counts_where_there_is_other_work() -> None:
    alone = "{desk: {team: clerks, time: 5, set_up: 5, next: {end: served}}}"
    assert load_of(small(steps=alone)) == pytest.approx((0.5, 2.0))
    both = (
        "{desk: {team: clerks, time: 5, set_up: 5, next: other}, "
        "other: {team: clerks, time: 5, next: {end: served}}}"
    )
    assert load_of(small(steps=both)) == pytest.approx((1.5, 2.0))
    assert traffic(small(steps=both)).assumptions == (
        "set-up is counted at every visit to a team that has other work, too, which is the most it can be",
    )


def test_those_turned_away_at_the_doors_bring_no_work() -> None:
    hours = "hours: {open: ['08:00-20:00']}"
    classes = f"{{all: {{starts_at: desk, arrivals: {{rate: 6/h}}, {hours}, when_closed: WHEN}}}}"
    found = traffic(small(customers=classes.replace("WHEN", "leave")))
    assert found.cases[0] == pytest.approx(144)
    assert found.loads[0].offered == pytest.approx(0.25)
    found = traffic(small(customers=classes.replace("WHEN", "wait")))
    assert found.rates[0][:13] == pytest.approx([6 / 60] * 12 + [0])


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
