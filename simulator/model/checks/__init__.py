"""What is wrong with a plan, or strange about it, before it is run.

Each check is a small function from the facts of a plan to the problems it finds. The problems have a path
(`steps.counter.next.2`, entries of a list by number) but no place in a file: who has the file adds it.
"""

from __future__ import annotations

from simulator.errors import Problem
from simulator.model.checks import (
    batches,
    blocking,
    customers,
    endless,
    hours,
    levels,
    loads,
    loops,
    overdue,
    parallels,
    persons,
    procedures,
    returns,
    skills,
    staff,
    times,
    ways,
)
from simulator.model.checks.facts import Check, Facts

__all__ = ["ERRORS", "WARNINGS", "Facts", "find_errors", "find_warnings"]

#: With any of these a plan cannot be run.
ERRORS: tuple[Check, ...] = (
    ways.check_ways_in,
    customers.check_gaps,
    ways.check_ways_out,
    endless.check_endless_loops,
    loops.check_zero_time_loops,
    parallels.check_joins_outside,
    parallels.check_parallels_join,
    parallels.check_own_forks,
    staff.check_enough_members,
    persons.check_persons_are_left,
    procedures.check_errors_end,
    procedures.check_exceptions_fit_the_time,
)

#: These are worth a second look.
WARNINGS: tuple[Check, ...] = (
    ways.check_unreachable_steps,
    ways.check_rounds_leave_a_rest,
    ways.check_keep_is_released,
    parallels.check_branches_join,
    staff.check_closed_teams,
    staff.check_teams_are_used,
    staff.check_learners_are_settled,
    hours.check_teams_are_met_open,
    hours.check_arrivals_are_attended,
    hours.check_shifts_outlast_the_doors,
    hours.check_restarted_work_fits,
    returns.check_returns_dwindle,
    endless.check_visits_can_be_counted,
    loads.check_loads,
    loads.check_rushes,
    staff.check_starvation,
    customers.check_everybody_comes,
    customers.check_value_can_be_kept,
    customers.check_priorities_are_heeded,
    customers.check_orders_have_priorities,
    customers.check_patience_has_a_queue,
    customers.check_gives_up_has_patience,
    overdue.check_escalations_can_happen,
    overdue.check_deadlines_can_act,
    overdue.check_doors_open,
    overdue.check_open_time_passes,
    skills.check_skills_are_on_duty,
    persons.check_persons_are_left_for_all,
    batches.check_batches_go,
    blocking.check_blocking_has_a_step_before,
    blocking.check_blocking_may_end,
    times.check_normal_times,
    procedures.check_exceptions_lead_on,
    procedures.check_times_vary_enough,
    procedures.check_errors_are_possible,
    procedures.check_standards_fit_somebody,
    levels.check_slas_are_reached,
    levels.check_intervals_fit,
)


def find_errors(facts: Facts) -> tuple[Problem, ...]:
    """All errors of a plan, in the order of `ERRORS`."""
    return tuple(problem for check in ERRORS for problem in check(facts))


def find_warnings(facts: Facts) -> tuple[Problem, ...]:
    """All warnings about a plan, in the order of `WARNINGS`."""
    return tuple(problem for check in WARNINGS for problem in check(facts))
