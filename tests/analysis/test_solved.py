"""Which parts of a plan are recognised as solved, and with which figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator.analysis import theory
from simulator.analysis.theory import NO_FORMULA, TheoryRow
from simulator.model.plan import (
    Breakdowns,
    Callback,
    Deadline,
    Escalation,
    OtherPerson,
    Plan,
    Queue,
    SkillNeeded,
    Sla,
    WorkBatch,
)
from simulator.model.traffic import traffic
from simulator.randomness.distributions import constant, discrete, erlang, exponential, gamma, lognormal
from simulator.timeline import Timeline
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
    bank_branch,
    end,
    flag,
    is_,
    join,
    mmc_plan,
    parallel,
    shortest,
    state,
    to,
)


def rows(plan: Plan) -> list[TheoryRow]:
    return theory.solved(plan, traffic(plan))


def row(
    plan: Plan, measure: str, name: str = "counter", statistic: str = "mean", customers: str = ""
) -> TheoryRow:
    """The one row of a measure and a name."""
    (found,) = [
        one
        for one in rows(plan)
        if (one.measure, one.name, one.statistic, one.customers) == (measure, name, statistic, customers)
    ]
    return found


def models(plan: Plan) -> dict[str, tuple[str, bool]]:
    """Model and exactness by the name of the team."""
    return {one.name: (one.model, one.exact) for one in rows(plan) if one.measure == "utilisation"}


def two_steps(first: Any = None, second: Any = None, **more: Any) -> Plan:
    """Poisson arrivals, 0.5 a minute, through two steps with a team each."""
    return a_plan(
        [a_class("guest", "one", rate=more.pop("rate", 0.5), **more.pop("who", {}))],
        [
            a_step("one", "first", exponential(1.5), more.pop("route", to("two")), **(first or {})),
            a_step("two", "second", more.pop("work", exponential(1.0)), **(second or {})),
        ],
        [a_team("first", 1), a_team("second", 1)],
        **more,
    )


class TestOneStation:
    def test_m_m_3(self) -> None:
        plan = mmc_plan(2, 1, 3)
        assert row(plan, "queue_time").value == pytest.approx(4 / 9)
        assert row(plan, "wait").model == "M/M/3"
        assert row(plan, "wait", statistic="share").value == pytest.approx(4 / 9)
        assert row(plan, "queue_length").value == pytest.approx(8 / 9)
        assert row(plan, "utilisation", "tellers").value == pytest.approx(2 / 3)
        assert row(plan, "busy", "tellers").value == pytest.approx(2.0)
        assert row(plan, "time_in_system", "walk-in").value == pytest.approx(13 / 9)
        assert all(one.exact and one.note.startswith("in the long run") for one in rows(plan))

    def test_exponential_gaps_are_poisson(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", every=exponential(0.5))],
            [a_step("counter", "tellers", exponential(1))],
            [a_team("tellers", 3)],
        )
        assert row(plan, "queue_time").value == pytest.approx(4 / 9)

    def test_the_speed_of_the_members_counts(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", 2.0)],
            [a_step("counter", "tellers", exponential(2))],
            [a_team("tellers", 3, speeds=[2.0, 2.0, 2.0])],
        )
        assert row(plan, "queue_time").value == pytest.approx(4 / 9)

    def test_a_hand_off_is_waited_for_but_not_queued(self) -> None:
        plan = mmc_plan(2, 1, 3, hand_off=constant(5))
        assert row(plan, "queue_time").value == pytest.approx(4 / 9)
        assert row(plan, "wait").value == pytest.approx(5 + 4 / 9)
        assert row(plan, "time_in_system", "walk-in").value == pytest.approx(5 + 13 / 9)

    def test_no_steady_state(self) -> None:
        found = row(mmc_plan(3, 1, 3), "queue_time")
        assert found.value is None
        assert found.note.startswith("no steady state")
        assert row(mmc_plan(3, 1, 3), "busy", "tellers").value == 3.0

    def test_nobody_on_duty(self) -> None:
        (found,) = rows(mmc_plan(2, 1, 0))
        assert (found.value, found.model, found.note) == (None, NO_FORMULA, "nobody is on duty")

    def test_visits_that_cannot_be_counted(self) -> None:
        plan = mmc_plan(2, 1, 3, route=[to("counter", share=1.0), end()])
        (found,) = rows(plan)
        assert (found.value, found.note) == (None, "how often customers come cannot be computed")

    def test_every_figure_has_its_unit(self) -> None:
        plan = mmc_plan(2, 1, 3)
        assert row(plan, "wait").unit == row(plan, "time_in_system", "walk-in").unit == "min"
        assert row(plan, "wait", statistic="share").unit == "share"
        assert row(plan, "utilisation", "tellers").unit == "share"
        assert row(plan, "busy", "tellers").unit == "members"
        assert row(plan, "queue_length").unit == "visits"

    def test_m_m_2_3(self) -> None:
        plan = mmc_plan(3, 1 / 4, 2, limit=1)
        found = row(plan, "turned_away", statistic="share")
        assert (found.model, found.exact) == ("M/M/2/3", True)
        assert found.value == pytest.approx(0.049360, abs=5e-7)

    def test_no_queue_at_all_is_a_loss_system_for_any_work(self) -> None:
        plan = mmc_plan(0.5, 4, 3, work=lognormal(4, 2), limit=0)
        found = row(plan, "turned_away", statistic="share")
        assert (found.model, found.exact) == ("M/G/3/3", True)
        assert found.value == pytest.approx(theory.erlang_b(2.0, 3))

    def test_erlang_a(self) -> None:
        plan = mmc_plan(100 / 30, 3, 14, patience=exponential(5))
        assert row(plan, "abandoned", statistic="share").value == pytest.approx(0.013984, abs=5e-7)
        assert row(plan, "utilisation", "tellers").value == pytest.approx(0.704297, abs=5e-7)
        assert row(plan, "queue_time").value == pytest.approx(0.013984 * 5, rel=1e-4)
        assert models(plan) == {"tellers": ("M/M/14+M", True)}
        assert not any(
            one.measure in ("wait", "time_in_system") and one.statistic == "mean" for one in rows(plan)
        )

    def test_m_g_1(self) -> None:
        plan = mmc_plan(0.8, 1, 1, work=gamma(1, 0.5))
        assert row(plan, "queue_time").value == pytest.approx(2.5)
        assert models(plan) == {"tellers": ("M/G/1", True)}

    def test_m_g_1_of_a_mixture_of_classes_and_kinds(self) -> None:
        plan = a_plan(
            [
                a_class("guest", "counter", 0.1, traits={"hard": flag(0.5)}),
                a_class("member", "counter", 0.2, traits={"hard": 0.0}),
            ],
            [a_step("counter", "tellers", ("hard", {1.0: constant(4)}, exponential(2)))],
            [a_team("tellers", 1)],
            attributes={"hard": "flag"},
        )
        rate, first, second = 0.3, (0.05 * 4 + 0.25 * 2) / 0.3, (0.05 * 16 + 0.25 * 8) / 0.3
        assert row(plan, "queue_time").value == pytest.approx(rate * second / 2 / (1 - rate * first))
        assert row(plan, "time_in_system", "guest").value == pytest.approx(
            rate * second / 2 / (1 - rate * first) + 3
        )

    def test_m_g_infinity(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", 2.0)],
            [a_step("counter", "tellers", lognormal(3, 2))],
            [a_team("tellers", unlimited=True)],
        )
        found = row(plan, "busy", "tellers")
        assert (found.value, found.model, found.exact) == (pytest.approx(6.0), "M/G/∞", True)


class TestPriority:
    def plan(self, servers: int = 1, work: Any = None, scale: float = 1.0, **queue: Any) -> Plan:
        return a_plan(
            [
                a_class("urgent", "counter", 0.2 * scale, priority=1.0),
                a_class("routine", "counter", 0.4 * scale),
                a_class("slow", "counter", 0.2 * scale),
            ],
            [a_step("counter", "tellers", work or exponential(1), **{"order": "priority", **queue})],
            [a_team("tellers", servers)],
        )

    def test_two_levels_at_one_server(self) -> None:
        plan = self.plan()
        waits = {name: row(plan, "wait", customers=name) for name in ("urgent", "routine", "slow")}
        assert {name: one.value for name, one in waits.items()} == pytest.approx(
            {"urgent": 1.0, "routine": 5.0, "slow": 5.0}
        )
        assert {(one.model, one.exact) for one in waits.values()} == {("M/G/1 priority", True)}
        assert row(plan, "wait").value == pytest.approx(4.0)  # as without priorities
        assert row(plan, "time_in_system", "urgent").value == pytest.approx(2.0)

    def test_several_servers(self) -> None:
        plan = self.plan(3, scale=3.0)
        assert models(plan) == {"tellers": ("M/M/3 priority", True)}
        assert row(plan, "wait").value == pytest.approx(theory.mmc(2.4, 1, 3).mean_wait)

    def test_several_servers_and_other_work(self) -> None:
        assert models(self.plan(3, constant(1)))["tellers"] == (NO_FORMULA, False)

    def test_pre_emption(self) -> None:
        plan = self.plan(order="preemptive")
        assert models(plan) == {"tellers": ("M/G/1 pre-emptive", True)}
        assert row(plan, "time_in_system", "urgent").value == pytest.approx(1.25)
        # All have the same exponential work: the number inside is that of M/M/1.
        assert row(plan, "queue_length").value == pytest.approx(3.2)

    def test_pre_emption_that_starts_again(self) -> None:
        assert models(self.plan(order="preemptive", interrupted="restart"))["tellers"] == (NO_FORMULA, False)
        assert models(self.plan(order="preemptive", interrupted="redraw"))["tellers"][1]

    def test_one_priority_for_all_is_none(self) -> None:
        plan = a_plan(
            [a_class("guest", "counter", 2.0, priority=1.0)],
            [a_step("counter", "tellers", exponential(1), order="priority")],
            [a_team("tellers", 3)],
        )
        assert models(plan) == {"tellers": ("M/M/3", True)}


class TestNetworks:
    def test_of_queues_in_a_row(self) -> None:
        plan = two_steps()
        assert models(plan) == {"first": ("M/M/1", True), "second": ("M/M/1", True)}
        assert row(plan, "time_in_system", "guest").value == pytest.approx(
            1 / (1 / 1.5 - 0.5) + 1 / (1 - 0.5)
        )

    def test_with_feedback(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", 1.0)],
            [
                a_step("a", "first", exponential(0.5), to("b")),
                a_step("b", "second", exponential(1.2), [to("a", share=0.2), end()]),
            ],
            [a_team("first", 1), a_team("second", 2)],
        )
        # 1.25 visits to each; the numbers inside as in M/M/1 and M/M/2.
        first, second = theory.jackson([1, 0], [[0, 1], [0.2, 0]], [0.5, 1.2], [1, 2])
        assert row(plan, "queue_length", "a").value == pytest.approx(first.mean_waiting)
        assert row(plan, "queue_length", "b").value == pytest.approx(second.mean_waiting)
        found = row(plan, "time_in_system", "guest")
        assert found.value == pytest.approx(first.mean_present + second.mean_present)  # Little, rate 1
        assert found.exact
        assert found.model == "M/M/1, M/M/2"

    def test_with_routes_by_attribute_and_rounds(self) -> None:
        plan = two_steps(
            route=[to("two", when=is_("complex")), to("one", share=0.3, rounds=1), end()],
            who={"traits": {"complex": flag(0.5)}},
            attributes={"complex": "flag"},
        )
        assert models(plan) == {"first": ("M/M/1", True), "second": ("M/M/1", True)}
        visits = 0.5 + 0.5 * 1.3
        assert row(plan, "queue_time", "one").value == pytest.approx(
            theory.mmc(0.5 * visits, 1.5, 1).mean_wait
        )

    def test_of_one_team_at_two_steps(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", 0.1), a_class("other", "b", 0.1)],
            [a_step("a", "team", exponential(2), to("b")), a_step("b", "team", exponential(2))],
            [a_team("team", 1)],
        )
        whole = theory.mmc(0.3, 2, 1)
        assert row(plan, "wait", "a").value == pytest.approx(whole.mean_wait)
        assert row(plan, "queue_length", "b").value == pytest.approx(0.2 * whole.mean_wait)

    def test_general_work_at_the_end_of_the_line(self) -> None:
        plan = two_steps(work=constant(1))
        assert models(plan) == {"first": ("M/M/1", True), "second": ("M/G/1", True)}
        assert row(plan, "queue_time", "two").value == pytest.approx(0.5)

    def test_after_a_delay_of_any_length(self) -> None:
        plan = a_plan(
            [a_class("guest", "walk", 0.5)],
            [a_step("walk", None, lognormal(9, 1), to("desk")), a_step("desk", "clerk", constant(1))],
            [a_team("clerk", 1)],
        )
        assert models(plan) == {"clerk": ("M/G/1", True)}
        assert row(plan, "time_in_system", "guest").value == pytest.approx(9 + 1 + 0.5)


class TestApproximations:
    def note(self, plan: Plan, name: str = "second") -> str:
        found = row(plan, "utilisation", name)
        assert not found.exact
        return found.note

    def test_work_of_any_distribution_at_several(self) -> None:
        plan = mmc_plan(2, 1, 3, work=gamma(1, 0.5))
        assert row(plan, "queue_time").value == pytest.approx(4 / 9 * 1.25 / 2)
        assert self.note(plan, "tellers") == "approximate: the work is not exponential of one mean"
        assert row(plan, "queue_time").model == "G/G/3"

    def test_gaps_of_any_distribution(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", every=erlang(2, 4))],
            [a_step("counter", "tellers", exponential(1))],
            [a_team("tellers", 1)],
        )
        assert row(plan, "queue_time").value == pytest.approx(1.0 * (0.25 + 1) / 2)
        assert "the arrivals are not Poisson" in self.note(plan, "tellers")

    def test_a_queue_before_it_that_shapes_the_arrivals(self) -> None:
        plan = a_plan(
            [a_class("guest", "one", 0.5)],
            [a_step("one", "first", constant(1.5), to("two")), a_step("two", "second", exponential(1))],
            [a_team("first", 1), a_team("second", 1)],
        )
        assert models(plan)["first"] == ("M/G/1", True)
        assert self.note(plan) == "approximate: a queue before it shapes the arrivals"
        assert row(plan, "time_in_system", "guest").note.startswith("approximate")

    def test_general_work_that_cases_come_back_to(self) -> None:
        plan = mmc_plan(0.5, 1, 1, work=constant(1), route=[to("counter", share=0.2), end()])
        assert models(plan)["tellers"] == ("G/G/1", False)

    def test_members_of_different_speed(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", 1.0)],
            [a_step("desk", "team", exponential(1))],
            [a_team("team", 2, speeds=[1.5, 0.5])],
        )
        assert self.note(plan, "team") == "approximate: members differ in speed"

    def test_routes_that_depend_on_the_state(self) -> None:
        plan = two_steps(route=[end(when=state("waiting", "two", ">", 5)), to("two")])
        assert self.note(plan) == "approximate: routes before it depend on the state"

    def test_the_shortest_queue(self) -> None:
        plan = a_plan(
            [a_class("guest", "door", 0.5)],
            [
                a_step("door", None, constant(0), shortest("one", "two")),
                a_step("one", "first", exponential(1)),
                a_step("two", "second", exponential(1)),
            ],
            [a_team("first", 1), a_team("second", 1)],
        )
        assert "shortest queue" in self.note(plan)

    def test_after_a_fork(self) -> None:
        plan = a_plan(
            [a_class("guest", "door", 0.5)],
            [
                a_step("door", None, constant(1), parallel("one", "two", then=end())),
                a_step("one", "first", exponential(1), join()),
                a_step("two", "second", exponential(1), join()),
            ],
            [a_team("first", 1), a_team("second", 1)],
        )
        assert "cases fork before it" in self.note(plan)
        assert not any(one.measure == "time_in_system" for one in rows(plan))

    def test_those_who_were_not_served_elsewhere(self) -> None:
        plan = two_steps(first={"limit": 2, "when_full": "two"})
        assert "those who were not served elsewhere come too" in self.note(plan)


class TestNoFormula:
    def why(self, plan: Plan, team: str = "tellers") -> str:
        found = row(plan, "utilisation", team)
        assert (found.model, found.value, found.exact) == (NO_FORMULA, None, False)
        return found.note

    def test_the_bank_branch_has_none(self) -> None:
        assert self.why(bank_branch()) == "customers do not come one by one at a steady rate"

    @pytest.mark.parametrize(
        "arrivals",
        [{"batch": constant(2)}, {"limit": 10}, {"busyness": "today"}, {"at": (1.0,)}],
    )
    def test_arrivals_that_are_not_steady(self, arrivals: dict[str, Any]) -> None:
        rate = {} if "at" in arrivals else {"rate": 0.5}
        plan = a_plan(
            [a_class("walk-in", "counter", **rate, **arrivals)],
            [a_step("counter", "tellers")],
            [a_team("tellers", 3)],
            busyness={"today": discrete([0.5, 1.5], [0.5, 0.5])},
        )
        assert self.why(plan) == "customers do not come one by one at a steady rate"

    def test_staff_that_change(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", 2.0)],
            [a_step("counter", "tellers", exponential(1))],
            [a_team("tellers", Timeline((0.0, 60.0), (3.0, 4.0)))],
        )
        assert self.why(plan) == "the number on duty changes with time"

    def test_several_at_once(self) -> None:
        plan = a_plan(
            [a_class("walk-in", "counter", 0.5)],
            [a_step("counter", {"tellers": 2}, exponential(1))],
            [a_team("tellers", 3)],
        )
        assert self.why(plan) == "visits take other than one member of this team alone"

    @pytest.mark.parametrize(
        ("step", "why"),
        [
            ({"limit": 2, "work": gamma(1, 0.5)}, "the queue has a limit"),
            ({"patience": constant(3)}, "customers give up"),
            ({"patience": exponential(3), "limit": 2}, "the queue has a limit; customers give up"),
            ({"order": "lifo"}, "it is not first come first served"),
            ({"balk": ((3, 1.0),)}, "customers balk"),
        ],
    )
    def test_queues_without_one(self, step: dict[str, Any], why: str) -> None:
        assert self.why(mmc_plan(2, 1, 3, **step)) == why

    @pytest.mark.parametrize(
        ("rule", "why"),
        [
            ({"set_up": constant(1)}, "changing from step to step takes time"),
            ({"batch": WorkBatch(size=3)}, "customers are served together"),
            ({"escalation": Escalation(20.0, priority=1.0)}, "those who wait too long are escalated"),
            ({"skill": SkillNeeded(otherwise=0)}, "not everybody may serve everybody"),
            ({"person": OtherPerson((0,))}, "not everybody may serve everybody"),
            ({"queue": Queue(limit=2, block=True)}, "a full queue blocks"),
        ],
    )
    def test_rules_of_a_step_without_one(self, rule: dict[str, Any], why: str) -> None:
        plan = mmc_plan(2, 1, 3)
        assert self.why(replace(plan, steps=(replace(plan.steps[0], **rule),))) == why

    @pytest.mark.parametrize(
        ("member", "team", "why"),
        [
            ({"absence": 0.05}, {}, "members are away at times"),
            ({"breakdowns": Breakdowns(exponential(40), constant(2))}, {}, "members are away at times"),
            ({}, {"pace": Timeline((0.0, 60.0), (1.0, 0.8))}, "the pace changes with time"),
        ],
    )
    def test_staff_without_one(self, member: dict[str, Any], team: dict[str, Any], why: str) -> None:
        plan = mmc_plan(2, 1, 3)
        tellers = plan.teams[0]
        members = tuple(replace(one, **member) for one in tellers.members)
        assert self.why(replace(plan, teams=(replace(tellers, members=members, **team),))) == why

    def test_what_becomes_of_the_overdue_has_none(self) -> None:
        late = Deadline("promise", (0,), 48.0, priority=1.0)
        assert self.why(replace(mmc_plan(2, 1, 3), deadlines=(late,))) == (
            "those who are overdue are treated otherwise"
        )

    def test_doors_that_close_have_none(self) -> None:
        plan = mmc_plan(2, 1, 3)
        (guest,) = plan.classes
        shut = replace(guest, hours=Timeline((0.0, 60.0), (1.0, 0.0)))
        assert self.why(replace(plan, classes=(shut,))) == "customers do not come one by one at a steady rate"

    def test_a_queue_that_blocks_the_step_before_it(self) -> None:
        plan = two_steps(second={"limit": 1})
        one, two = plan.steps
        blocking = replace(two, queue=replace(two.queue, block=True))
        assert self.why(replace(plan, steps=(one, blocking)), "first") == "a full queue blocks"

    def test_calls_back(self) -> None:
        plan = two_steps()
        one, two = plan.steps
        (way,) = one.route
        called = replace(one, route=(replace(way, target=Callback(1)),))
        assert self.why(replace(plan, steps=(called, two)), "second") == "customers are called back"

    def test_a_team_nobody_comes_to_has_no_row(self) -> None:
        plan = a_plan([a_class("guest", "a")], [a_step("a"), a_step("b", "team")], [a_team("team")])
        assert rows(plan) == []


class TestServiceLevels:
    def level(self, plan: Plan, **about: Any) -> list[TheoryRow]:
        fields = {"step": 0, "customers": None, "team": None, "within": 1 / 3, **about}
        sla = Sla(name="fast", measure="wait", at_least=0.8, at_most=None, **fields)  # type: ignore[arg-type]
        return [one for one in rows(replace(plan, slas=(sla,))) if one.scope == "sla"]

    def test_of_erlang_c(self) -> None:
        (found,) = self.level(mmc_plan(100 / 30, 3, 14))
        assert found.value == pytest.approx(0.88835, abs=5e-7)
        assert (found.name, found.measure, found.statistic) == ("fast", "attainment", "share")

    def test_of_erlang_a(self) -> None:
        plan = mmc_plan(100 / 30, 3, 14, patience=exponential(5))
        (found,) = self.level(plan)
        assert found.value == pytest.approx(theory.erlang_a_served_within(100 / 30, 3, 14, 5, 1 / 3))
        assert self.level(plan, abandoned="exclude") == []

    def test_of_a_queue_with_a_limit(self) -> None:
        (found,) = self.level(mmc_plan(3, 1 / 4, 2, limit=1), within=100.0)
        assert found.value == pytest.approx(1 - 0.049360, abs=5e-7)

    def test_only_of_the_wait_at_a_solved_step(self) -> None:
        assert self.level(mmc_plan(2, 1, 3), step=None) == []
        assert self.level(mmc_plan(2, 1, 3), customers=0) == []
        assert self.level(mmc_plan(2, 1, 3, hand_off=constant(1))) == []
