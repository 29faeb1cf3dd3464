"""Loops that customers never leave, and those that they may leave after all."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.plan import DuringTime, Plan, Trait
from simulator.randomness.distributions import exponential
from simulator.timeline import Timeline
from tests.model.checking import found, guests, the
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
    are,
    end,
    flag,
    is_,
    join,
    not_,
    parallel,
    state,
    to,
)


def test_a_condition_that_holds_every_time() -> None:
    plan = guests(
        a_step("a", route=[to("b", when=is_("complex")), end()]),
        a_step("b", route=[to("a", when=is_("complex")), end()]),
        traits={"complex": flag(0.2)},
    )
    problem = the(plan, "endless-loop")
    assert problem.path == "steps.a.next.1"
    assert problem.message == (
        "a loop nobody leaves: 20 % of `guest` go round `a` and `b` for ever: `a` leads to `b` if complex "
        "and `b` leads to `a` if complex, which stays as it is"
    )


def test_rounds_of_another_way_on_do_not_let_it_go() -> None:
    counter = [to("a", when=not_(is_("complex"))), to("b", share=0.06, rounds=2), end()]
    steps = (a_step("a", route=to("b")), a_step("b", route=counter))
    problem = the(guests(*steps, traits={"complex": flag(0.2)}), "endless-loop")
    assert problem.path == "steps.b.next.1"
    assert problem.message == (
        "a loop nobody leaves: 80 % of `guest` go round `a` and `b` for ever: `b` leads to `a` if not "
        "complex, which stays as it is"
    )
    assert "`rounds: 2` beside the way that leads them back" in problem.help


def test_a_way_out_that_asks_for_what_they_are_not() -> None:
    plan = guests(
        a_step("a", "t", route=[end(when=is_("complex")), to("a")], patience=exponential(9)),
        traits={"complex": flag(0.2)},
        teams=[a_team("t")],
    )
    assert the(plan, "endless-loop").message == (
        "a loop nobody leaves: 80 % of `guest` come back to `a` until they give up or are turned away: "
        "`a` lets out only if complex, which stays as it is"
    )


def test_each_class_that_is_in_it_and_those_who_never_get_there() -> None:
    plan = a_plan(
        [
            a_class("guest", "a", rate=1.0),
            a_class("member", "b", rate=1.0),
            a_class("vip", "c", rate=1.0),
        ],
        [
            a_step("a", route=[to("b", share=0.5), end()]),
            a_step("b", route=[to("b", when=not_(are("vip"))), end()]),
            a_step("c", route=to("b")),
        ],
    )
    assert the(plan, "endless-loop").message == (
        "a loop nobody leaves: 50 % of `guest` and all `member` come back to `b` for ever: `b` leads back "
        "to itself if not customers is vip, which stays as it is"
    )


def test_rounds_let_it_go() -> None:
    plan = guests(
        a_step("a", route=[to("a", when=is_("complex"), rounds=2), end()]), traits={"complex": flag(0.2)}
    )
    assert found(plan, "endless-loop") == []


def test_rounds_too_many_to_be_counted() -> None:
    plan = guests(
        a_step("a", route=[to("b", share=0.5, rounds=12), to("c")]),
        a_step("b", route=[to("c", share=0.5, rounds=12), to("a")]),
        a_step("c", route=[to("a", share=1.0, rounds=12), end()]),
    )
    assert found(plan, "endless-loop") == []
    problem = the(plan, "visits-uncounted")
    assert problem.path == "steps.a.next"
    assert "how often `guest` come to `a`, `b` and `c` cannot be computed" in problem.message


def test_a_way_on_that_nobody_can_take() -> None:
    plan = guests(a_step("a", route=[to("a", share=1.0), end()]))
    problem = the(plan, "endless-loop")
    assert problem.path == "steps.a.next"
    assert problem.message == (
        "a loop nobody leaves: all `guest` come back to `a` for ever: no way out is ever open"
    )


def uncounted(plan: Plan) -> str:
    """Why it cannot be said how often they come to a loop that they may leave after all."""
    assert found(plan, "endless-loop") == []
    return the(plan, "visits-uncounted").message.partition("beforehand: ")[2]


def test_some_time_may_come() -> None:
    night = DuringTime(Timeline((0.0, 600.0), (0.0, 1.0), period=1440.0))
    plan = guests(
        a_step("a", route=[end(when=lambda _: night), to("a")]), rate=Timeline((0.0, 180.0), (1.0, 0.0))
    )
    assert uncounted(plan).startswith("whether they ever leave depends on the time, so the loads")


def test_another_branch_may_get_there() -> None:
    plan = guests(
        a_step("a", route=parallel("b", "c", then=end())),
        a_step("b", route=join()),
        a_step("c", route=[to("c", when=state("visits", "b", "<", 1)), join()]),
    )
    assert uncounted(plan).startswith("whether they ever leave depends on other branches")


def test_without_another_branch_what_they_have_not_seen_stays_unseen() -> None:
    plan = guests(
        a_step("a", route=[to("a", when=state("visits", "b", "<", 1)), to("b", share=0.5), end()]),
        a_step("b", route=end()),
    )
    assert the(plan, "endless-loop").path == "steps.a.next.1"


def test_steps_may_set_something_else() -> None:
    plan = guests(
        a_step("a", route=[to("b", when=is_("complex")), end()]),
        a_step("b", route=[to("a")]),
        traits={"complex": flag(0.2)},
    )
    # what is set for all is as good as known, and here it is set for the worse
    steps = (plan.steps[0], replace(plan.steps[1], sets=((0, Trait(1.0)),)))
    assert uncounted(replace(plan, steps=steps)).startswith(
        "whether they ever leave depends on what steps set"
    )


def test_those_who_give_up_may_be_led_out() -> None:
    plan = guests(
        a_step("a", "t", route=[to("a", when=is_("complex")), end()], patience=exponential(9), gives_up="b"),
        a_step("b"),
        traits={"complex": flag(0.2)},
        teams=[a_team("t")],
    )
    assert uncounted(plan).startswith("only those leave who are not served there")
