"""Rules of steps that have no effect, or one that nobody wants."""

from __future__ import annotations

import textwrap

import pytest

from simulator.blueprint.load import loads
from simulator.model.checks import Facts, find_errors, find_warnings
from simulator.model.checks.modules import check_modules_are_used
from simulator.model.plan import Plan
from tests.model.small import small

ESCALATING = "{desk: {team: clerks, time: 5, escalate: {after: 5, priority: 1}, next: {end: served}}}"
RETURNING = "b: {starts_at: desk, arrivals: returning}"


def codes(plan: Plan) -> list[str]:
    facts = Facts(plan)
    return [problem.code for problem in (*find_errors(facts), *find_warnings(facts))]


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
