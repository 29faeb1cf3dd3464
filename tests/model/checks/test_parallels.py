"""Branches that are walked side by side, and where they join."""

from __future__ import annotations

from simulator.model.checks import Facts, find_errors, find_warnings
from tests.model.checking import codes, found, guests, the
from tests.plans import (
    a_step,
    end,
    join,
    parallel,
    to,
)


class TestParallels:
    def test_a_join_on_the_main_path(self) -> None:
        plan = guests(a_step("a", route=[to("b", share=0.5), join()]), a_step("b"))
        problem = the(plan, "join-outside-parallel")
        assert problem.path == "steps.a.next.2"

    def test_a_join_on_a_branch_is_where_it_belongs(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", "c", then=end())),
            a_step("b", route=parallel("d", then=join())),
            a_step("c", route=join()),
            a_step("d", route=join()),
        )
        assert find_errors(Facts(plan)) == ()
        assert find_warnings(Facts(plan)) == ()

    def test_a_parallel_that_no_branch_joins(self) -> None:
        plan = guests(a_step("a", route=parallel("b", "c", then=end())), a_step("b"), a_step("c"))
        assert the(plan, "join-without-branch").path == "steps.a.next.1"
        assert found(plan, "branch-never-joins") == []

    def test_a_branch_that_never_joins(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", "c", then=end())), a_step("b"), a_step("c", route=join())
        )
        assert find_errors(Facts(plan)) == ()
        assert "begins with `b`" in the(plan, "branch-never-joins").message

    def test_a_branch_back_into_its_own_fork(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=end())), a_step("b", route=[to("a", share=0.5), join()])
        )
        assert codes(find_errors(Facts(plan))) == ["branch-into-own-fork"]
