"""Traffic equations against hand-computed values and independent solutions."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.plan import DuringTime, Plan
from simulator.model.traffic import Traffic, traffic
from simulator.randomness.distributions import constant, discrete, exponential, gamma, uniform
from simulator.timeline import Timeline
from tests.plans import (
    StepDraft,
    Way,
    a_class,
    a_plan,
    a_step,
    all_of,
    are,
    bank_branch,
    choice,
    end,
    flag,
    is_,
    join,
    not_,
    parallel,
    shortest,
    state,
    to,
)


def visits(plan: Plan, customers: str = "guest") -> dict[str, float]:
    """Visits per case by the name of the step."""
    row = traffic(plan).visits[[c.name for c in plan.classes].index(customers)]
    return dict(zip((step.name for step in plan.steps), row.tolist(), strict=True))


def option_share(plan: Plan, solved: Traffic, step: str, key: str) -> float:
    (option,) = [o for s in plan.steps if s.name == step for o in s.route if o.key == key]
    return float(solved.option_shares[0, option.index])


def guests(*steps: StepDraft, **more: object) -> Plan:
    """A plan with one class that starts at the first step."""
    traits = more.pop("traits", None)
    attributes = dict.fromkeys(traits or {}, "flag")
    return a_plan(
        [a_class("guest", steps[0].name, traits=traits)],  # type: ignore[arg-type]
        steps,
        **{"attributes": attributes, **more},  # type: ignore[arg-type]
    )


def delays(*names: str) -> list[StepDraft]:
    return [a_step(name) for name in names]


class TestVisits:
    def test_of_a_jackson_network_with_feedback(self) -> None:
        # a → b; b → a 30 %, c 50 %, leaves 20 %; c → b 40 %, leaves 60 %.
        plan = guests(
            a_step("a", route=to("b")),
            a_step("b", route=[to("a", share=0.3), to("c", share=0.5), end()]),
            a_step("c", route=[to("b", share=0.4), end()]),
        )
        # b = 1 + 0.3 b + 0.4 · 0.5 b, so b = 2; a = 1 + 0.3 · 2; c = 0.5 · 2
        assert visits(plan) == pytest.approx({"a": 1.6, "b": 2.0, "c": 1.0}, rel=1e-14)
        assert not traffic(plan).approximate

    @settings(max_examples=50, deadline=None)
    @given(data=st.data(), size=st.integers(2, 8))
    def test_of_any_network_as_two_independent_solutions_have_them(
        self, data: st.DataObject, size: int
    ) -> None:
        weights = st.lists(st.integers(0, 5), min_size=size, max_size=size)
        routing = np.array([data.draw(weights) for _ in range(size)], dtype=float)
        routing /= routing.sum(axis=1, keepdims=True) + 2.0  # some always leave
        names = [f"s{i}" for i in range(size)]
        plan = guests(
            *(
                a_step(name, route=[*(to(n, share=p) for n, p in zip(names, row, strict=True) if p), end()])
                for name, row in zip(names, routing, strict=True)
            )
        )
        solved = traffic(plan)
        start = np.eye(size)[0]
        np.testing.assert_allclose(
            solved.visits[0], np.linalg.solve(np.eye(size) - routing.T, start), rtol=1e-10, atol=1e-12
        )
        # The same by adding up the cases' moves; and nobody comes where no path of the graph leads.
        flow, total = start, start.copy()
        for _ in range(2000):
            flow = flow @ routing
            total += flow
        np.testing.assert_allclose(solved.visits[0], total, rtol=1e-8, atol=1e-12)
        graph = nx.from_numpy_array(routing, create_using=nx.DiGraph)
        reached = {0} | nx.descendants(graph, 0)
        assert {i for i in range(size) if solved.visits[0, i] > 0} == reached
        assert solved.outcomes[0, -1] == pytest.approx(1.0)
        assert (solved.option_shares <= solved.option_uses + 1e-12).all()

    def test_shares_are_of_what_the_conditions_left(self) -> None:
        solved = traffic(plan := bank_branch())
        walk_in = [c.name for c in plan.classes].index("walk-in")
        greet, counter, adviser = (
            solved.visits[walk_in, [s.name for s in plan.steps].index(name)]
            for name in ("greet", "counter", "adviser")
        )
        assert greet == 1.0
        assert adviser == pytest.approx(0.2)
        # The complex ones come once; of the others 6 % again, at most twice.
        assert counter == pytest.approx(0.2 + 0.8 * (1 + 0.06 + 0.06**2), rel=1e-14)

    def test_a_class_that_never_comes_there_has_none(self) -> None:
        plan = a_plan(
            [a_class("guest", "a"), a_class("member", "b")], [a_step("a", route=to("b")), a_step("b")]
        )
        assert visits(plan) == {"a": 1.0, "b": 1.0}
        assert visits(plan, "member") == {"a": 0.0, "b": 1.0}


class TestConditions:
    def test_an_attribute_asked_twice_answers_the_same(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", when=is_("complex")), end()]),
            a_step("b", route=[to("c", when=is_("complex")), end()]),
            a_step("c"),
            traits={"complex": flag(0.2)},
        )
        assert visits(plan) == pytest.approx({"a": 1.0, "b": 0.2, "c": 0.2})
        assert not traffic(plan).approximate

    def test_different_attributes_are_independent(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", when=all_of(is_("x"), not_(is_("y")))), to("c")]),
            a_step("b", route=[to("c", when=is_("y")), end()]),
            a_step("c"),
            traits={"x": flag(0.5), "y": flag(0.3)},
        )
        assert visits(plan) == pytest.approx({"a": 1.0, "b": 0.35, "c": 0.65})

    def test_a_number_is_cut_at_the_thresholds_that_occur(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", traits={"age": uniform(0, 100)})],
            [
                a_step("a", route=[to("b", when=is_("age", 60, ">=")), end()]),
                a_step("b", route=[to("c", when=is_("age", 80, "<")), end()]),
                a_step("c"),
            ],
            attributes={"age": "number"},
        )
        assert visits(plan) == pytest.approx({"a": 1.0, "b": 0.4, "c": 0.2})

    def test_a_value_exactly_at_a_threshold_counts_as_its_sign_says(self) -> None:
        shares = {"<": 0.2, "<=": 0.5, "=": 0.3, "!=": 0.7, ">=": 0.8, ">": 0.5}
        for sign, share in shares.items():
            plan = a_plan(
                [a_class("guest", "a", traits={"items": discrete([1, 2, 3], [0.2, 0.3, 0.5])})],
                [a_step("a", route=[to("b", when=is_("items", 2, sign)), end()]), a_step("b")],
                attributes={"items": "number"},
            )
            assert visits(plan)["b"] == pytest.approx(share), sign

    def test_a_choice_is_compared_by_its_index(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", traits={"channel": choice(0.1, 0.6, 0.3)})],
            [a_step("a", route=[to("b", when=is_("channel", 1)), end()]), a_step("b")],
            attributes={"channel": ["chat", "mail", "phone"]},
        )
        assert visits(plan)["b"] == pytest.approx(0.6)

    def test_a_class_without_the_attribute_never_compares(self) -> None:
        plan = a_plan(
            [a_class("guest", "a"), a_class("member", "a", traits={"gold": 1.0})],
            [a_step("a", route=[to("b", when=is_("gold")), end()]), a_step("b")],
            attributes={"gold": "flag"},
        )
        assert visits(plan)["b"] == 0.0
        assert visits(plan, "member")["b"] == 1.0

    def test_the_class_is_known(self) -> None:
        plan = a_plan(
            [a_class("guest", "a"), a_class("member", "a")],
            [a_step("a", route=[to("b", when=are("member")), end()]), a_step("b")],
        )
        assert (visits(plan)["b"], visits(plan, "member")["b"]) == (0.0, 1.0)

    def test_more_kinds_than_can_be_told_apart_answer_afresh(self) -> None:
        flags = {f"f{i:02}": flag(0.5) for i in range(14)}
        steps = [
            a_step(f"s{i:02}", route=[to(f"s{i + 1:02}", when=is_(f"f{i:02}")), end()]) for i in range(14)
        ]
        plan = guests(*steps, a_step("s14"), traits=flags)
        assert visits(plan)["s14"] == pytest.approx(0.5**14)
        assert traffic(plan).approximate

    def test_the_state_is_judged_as_in_a_quiet_house(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", when=state("waiting", "c", ">", 12)), to("c")]), *delays("b", "c")
        )
        assert visits(plan) == {"a": 1.0, "b": 0.0, "c": 1.0}
        assert traffic(plan).assumptions == ("conditions on how many wait are judged as if nobody waited",)

    def test_the_state_is_an_even_chance_where_quiet_would_never_end(self) -> None:
        plan = guests(a_step("a", route=[end(when=state("age", None, ">", 60)), to("a")]))
        assert visits(plan)["a"] == pytest.approx(2.0)
        assert any("even chance" in text for text in traffic(plan).assumptions)

    def test_a_time_of_day_holds_for_those_who_arrive_in_it(self) -> None:
        noon = DuringTime(Timeline((0.0, 180.0, 240.0), (0.0, 1.0, 0.0)))
        rate = Timeline((0.0, 240.0), (1.0, 0.25))  # 240 arrivals before, 60 after
        plan = a_plan(
            [a_class("guest", "a", rate=rate)],
            [a_step("a", route=[to("b", when=noon), end()]), a_step("b")],
            run_for=480.0,
        )
        assert visits(plan)["b"] == pytest.approx(60 / 300)
        assert traffic(plan).approximate

    def test_visits_so_far_are_counted(self) -> None:
        plan = guests(a_step("a", route=[to("a", when=state("visits", "a", "<", 3)), end()]))
        assert visits(plan)["a"] == 3.0
        assert not traffic(plan).approximate


class TestRounds:
    def test_an_option_is_taken_at_most_so_often(self) -> None:
        plan = guests(a_step("a", route=[to("a", share=0.5, rounds=3), end()]))
        assert visits(plan)["a"] == pytest.approx(1 + 0.5 + 0.25 + 0.125)

    def test_used_up_without_a_rest_the_other_shares_grow(self) -> None:
        plan = guests(
            a_step("a", route=[to("a", share=0.5, rounds=1), to("b", share=0.2), end(share=0.3)]),
            a_step("b"),
        )
        # First 20 % to b; of the half that comes again 2 in 5.
        assert visits(plan) == pytest.approx({"a": 1.5, "b": 0.2 + 0.5 * 0.4})

    def test_a_condition_with_rounds_lets_the_rest_of_the_list_apply(self) -> None:
        plan = guests(
            a_step("a", route=[to("a", when=is_("hard"), rounds=2), end()]), traits={"hard": flag(0.25)}
        )
        assert visits(plan)["a"] == pytest.approx(1 + 0.25 * 2)

    def test_the_rest_may_be_used_up_too(self) -> None:
        plan = guests(a_step("a", route=[to("b", share=0.2), to("a", rounds=1), end()]), a_step("b"))
        assert visits(plan) == pytest.approx({"a": 1.8, "b": 0.2 * 1.8})

    def test_rounds_of_two_options_are_counted_apart(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", share=0.5, rounds=1), end()]),
            a_step("b", route=[to("a", share=0.5, rounds=1), end()]),
        )
        assert visits(plan) == pytest.approx({"a": 1.25, "b": 0.5})

    def test_too_many_ways_are_solved_without_counting(self) -> None:
        options: list[Way] = [to("a", share=0.05, rounds=9, key=f"o{i}") for i in range(5)]
        plan = guests(a_step("a", route=[*options, end()]))
        assert visits(plan)["a"] == pytest.approx(1 / 0.75)
        assert any("too many ways" in text for text in traffic(plan).assumptions)

    def test_rounds_that_are_behind_a_case_are_forgotten(self) -> None:
        names = [f"s{i:02}" for i in range(20)]
        steps = [
            a_step(name, route=[to(name, share=0.5, rounds=2), to(onto)])
            for name, onto in zip(names, [*names[1:], "z"], strict=True)
        ]
        found = visits(plan := guests(*steps, a_step("z")))
        assert [found[name] for name in names] == pytest.approx([1.75] * 20)
        assert not traffic(plan).approximate

    def test_the_share_of_cases_counts_each_case_once(self) -> None:
        plan = guests(a_step("a", route=[to("a", share=0.5, rounds=3, key="again"), end()]))
        solved = traffic(plan)
        assert option_share(plan, solved, "a", "again") == pytest.approx(0.5)
        assert solved.option_uses[0, 0] == pytest.approx(0.875)


class TestParallel:
    def test_every_branch_is_visited_and_the_case_goes_on_once(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", ("c", is_("blood")), then=to("d"))),
            a_step("b", route=to("e")),
            a_step("e", route=join()),
            a_step("c", route=join()),
            a_step("d"),
            traits={"blood": flag(0.3)},
        )
        assert visits(plan) == pytest.approx({"a": 1, "b": 1, "c": 0.3, "d": 1, "e": 1})
        assert not traffic(plan).approximate
        assert traffic(plan).outcomes[0, -1] == pytest.approx(1.0)

    def test_inside_a_loop(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=to("d"))),
            a_step("b", route=join()),
            a_step("d", route=[to("a", share=0.5), end()]),
        )
        assert visits(plan) == pytest.approx({"a": 2, "b": 2, "d": 2})

    def test_a_branch_back_into_its_own_fork_has_no_end(self) -> None:
        plan = guests(a_step("a", route=parallel("b", then=end())), a_step("b", route=to("a")))
        assert visits(plan)["b"] == math.inf

    def test_a_case_that_leaves_from_a_branch_does_not_go_on(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", ("c", is_("blood")), then=to("d"))),
            a_step("b", route=[end("no", share=0.1), join()]),
            a_step("c", route=parallel("e", then=join())),
            a_step("d"),
            a_step("e", route=[end("no", share=0.2), join()]),
            traits={"blood": flag(0.5)},
            outcomes=("no", "served"),
        )
        # With blood 0.9 · 0.8 go on, without it 0.9.
        assert visits(plan)["d"] == pytest.approx(0.5 * 0.72 + 0.5 * 0.9)
        assert traffic(plan).outcomes[0, -1] == pytest.approx(0.81)
        assert traffic(plan).approximate  # those on the other branches may not come so far

    def test_a_case_that_leaves_from_a_branch_does_not_end_twice(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=end())),
            a_step("b", route=[end("no", share=0.1), join()]),
            outcomes=("no", "served"),
        )
        assert traffic(plan).outcomes[0, -2:] == pytest.approx([0.1, 0.9])

    def test_what_is_taken_and_what_ends_the_case_exclude_each_other(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=to("c"))),
            a_step("b", route=[end("no", share=0.03), join()]),
            a_step("c", route=[to("a", share=0.08), end()]),
            outcomes=("no", "served"),
        )
        # Whoever does not join at the first round has left, and joins in no other.
        assert option_share(plan, traffic(plan), "b", "join") == pytest.approx(0.97)

    def test_the_share_of_cases_that_take_an_option_on_a_branch_in_a_loop(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=to("c"))),
            a_step("b", route=[to("e", share=0.3, key="hard"), join()]),
            a_step("c", route=[to("a", share=0.5, rounds=1), end()]),
            a_step("e", route=join()),
        )
        solved = traffic(plan)
        assert option_share(plan, solved, "b", "hard") == pytest.approx(0.3 + 0.7 * 0.5 * 0.3)
        assert option_share(plan, solved, "c", "to a") == pytest.approx(0.5)
        assert not solved.approximate


class TestUnsure:
    def test_the_shortest_queue_gets_an_equal_share(self) -> None:
        plan = guests(a_step("a", route=shortest("b", "c")), *delays("b", "c"))
        assert visits(plan) == {"a": 1.0, "b": 0.5, "c": 0.5}
        assert traffic(plan).approximate

    def test_an_attribute_that_never_lets_go_is_caught(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", when=is_("complex")), to("c")]),
            a_step("b", route=[to("a", when=is_("complex")), end()]),
            a_step("c"),
            traits={"complex": flag(0.2)},
        )
        solved = traffic(plan)
        (loop,) = solved.loops
        assert (loop.customers, loop.steps, loop.share, loop.counted) == (0, (0, 1), pytest.approx(0.2), True)
        assert visits(plan) == {"a": math.inf, "b": math.inf, "c": pytest.approx(0.8)}

    def test_who_is_caught_behind_a_loop_does_not_spoil_the_loop(self) -> None:
        plan = guests(
            a_step("a", route=[to("a", share=0.5), to("b", share=0.25), end()]), a_step("b", route=to("b"))
        )
        assert visits(plan) == {"a": pytest.approx(2.0), "b": math.inf}

    def test_impatience_and_full_queues_are_left_out_and_said(self) -> None:
        assert traffic(bank_branch()).assumptions == (
            "those who may give up, balk or be turned away are counted as if all were served",
        )


class TestWork:
    def test_by_class_and_by_the_attribute_of_those_who_come(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", traits={"hard": flag(0.5)}), a_class("member", "b", traits={"hard": 0.0})],
            [
                a_step("a", route=[to("b", when=is_("hard")), to("b", share=0.5), end()]),
                a_step("b", work=("hard", {1.0: exponential(10)}, constant(4))),
                a_step("c", work=("customers", {"guest": constant(1)}, constant(2))),
            ],
            attributes={"hard": "flag"},
        )
        solved = traffic(plan)
        # Half of the guests are hard, a quarter come with an easy case.
        assert solved.work[:, 1] == pytest.approx([(0.5 * 10 + 0.25 * 4) / 0.75, 4.0])
        assert solved.work_squared[:, 1] == pytest.approx([(0.5 * 200 + 0.25 * 16) / 0.75, 16.0])
        assert np.isnan(solved.work[:, 2]).all()

    def test_by_class(self) -> None:
        plan = a_plan(
            [a_class("guest", "a"), a_class("member", "a")],
            [a_step("a", work=("customers", {"guest": constant(1)}, gamma(2, 0.5)))],
        )
        assert traffic(plan).work[:, 0].tolist() == [1.0, 2.0]


class TestArrivals:
    def cases(self, **how: object) -> float:
        plan = a_plan([a_class("guest", "a", **how)], delays("a"), run_for=100.0)  # type: ignore[arg-type]
        return float(traffic(plan).cases[0])

    def test_of_a_rate_are_its_integral(self) -> None:
        assert self.cases(rate=0.3) == pytest.approx(30.0)
        assert self.cases(rate=Timeline((0.0, 90.0), (0.0, 2.0))) == pytest.approx(20.0)

    def test_of_a_cyclic_rate(self) -> None:
        # The check case of two cycles of three rates: 32, 14.1 and 12.6.
        rate = Timeline((0.0, 3.2, 7.9), (5.0, 1.5, 3.0), period=10.0)
        plan = a_plan([a_class("guest", "a", rate)], delays("a"), run_for=20.0)
        assert traffic(plan).cases[0] == pytest.approx(32 + 14.1 + 12.6)
        parts = [(0.0, 3.2, 32.0), (3.2, 7.9, 14.1), (7.9, 10.0, 12.6)]
        for start, stop, expected in parts:
            assert rate.integral(start, stop) + rate.integral(10 + start, 10 + stop) == pytest.approx(
                expected
            )

    def test_of_gaps(self) -> None:
        assert self.cases(every=constant(5)) == 19.0  # the first at 5, none at 100
        assert self.cases(every=exponential(5)) == pytest.approx(20.0)
        assert self.cases(every=gamma(5, 0.5)) == pytest.approx(20 + (0.25 - 1) / 2)

    def test_at_moments_before_the_close(self) -> None:
        assert self.cases(at=(0.0, 50.0, 99.9, 100.0)) == 3.0

    def test_times_their_batches_up_to_a_limit(self) -> None:
        assert self.cases(rate=0.3, batch=discrete([1, 3], [0.5, 0.5])) == pytest.approx(60.0)
        plan = a_plan([a_class("guest", "a", rate=0.5, limit=45)], [a_step("a")])
        assert traffic(plan).rates[0].tolist() == pytest.approx([0.5, 0.25, 0, 0, 0, 0, 0, 0])
        assert self.cases(rate=0.3, batch=discrete([1.4, 2.5], [0.5, 0.5])) == pytest.approx(45.0)
        assert self.cases(rate=0.3, limit=10) == 10.0

    def test_times_the_mean_busyness(self) -> None:
        plan = a_plan(
            [a_class("guest", "a", 0.3, busyness="today")],
            delays("a"),
            run_for=100.0,
            busyness={"today": gamma(1.1, 0.05)},
        )
        assert traffic(plan).cases[0] == pytest.approx(33.0)

    def test_by_the_hour(self) -> None:
        rate = Timeline((0.0, 90.0), (1.0, 2.0))
        plan = a_plan(
            [a_class("a", "a", rate), a_class("b", "a", at=(10.0, 70.0, 75.0))], delays("a"), run_for=150.0
        )
        solved = traffic(plan)
        assert solved.spans.tolist() == [0.0, 60.0, 120.0, 150.0]
        assert solved.rates[0] == pytest.approx([1.0, 1.5, 2.0])
        assert solved.rates[1] == pytest.approx([1 / 60, 2 / 60, 0.0])
        assert solved.weights == pytest.approx([210 / 213, 3 / 213])

    def test_the_hours_of_a_long_run_are_those_of_its_first_week(self) -> None:
        plan = a_plan([a_class("guest", "a")], delays("a"), run_for=1e6)
        assert len(traffic(plan).spans) == 169
