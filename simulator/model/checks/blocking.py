"""Full steps that block: that they can, and that they do not block each other for ever."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.plan import Needs, Step
from simulator.model.routes import steps_led_to
from simulator.model.saying import quoted


def check_blocking_has_a_step_before(facts: Facts) -> Iterator[Problem]:
    """To a step that blocks, somebody comes from another step whose staff can be held up."""
    for index, step in enumerate(facts.plan.steps):
        if _blocks(step) and index in facts.reached and index not in _led_to(facts):
            yield Problem(
                f"nobody comes to `{step.name}` from another step, so a full queue there holds up no staff: "
                "whoever finds it full waits outside until there is room",
                "write a larger `limit` or leave it out, or let `when_full` turn them away (`leave`)",
                path("steps", step.name, "queue", "when_full"),
                code="nobody-blocked",
            )


def check_blocking_may_end(facts: Facts) -> Iterator[Problem]:
    """No steps keep, while they are blocked, all who could make room for them."""
    stuck = _may_stand_still(facts)
    if stuck:
        names = [facts.plan.steps[index].name for index in stuck]
        who = f"{quoted(names)} may {'block each other' if len(names) > 1 else 'be blocked'} for ever"
        yield Problem(
            f"{who}: while there is no room in the next step they keep who served, "
            "and the next step needs just these to make room",
            "give the next step a larger `limit` or a team of its own, or let its `when_full` lead elsewhere",
            path("steps", names[0], "next"),
            code="may-deadlock",
        )


def _blocks(step: Step) -> bool:
    return step.queue.block and step.queue.limit is not None


def _led_to(facts: Facts) -> frozenset[int]:
    steps = (facts.plan.steps[index] for index in facts.reached)
    return frozenset(onto for step in steps for option in step.route for onto in steps_led_to(option.target))


def _may_stand_still(facts: Facts) -> list[int]:
    """Steps that may all be blocked by each other.

    Those are left over when again and again a step is taken out before which only steps stand that can be
    served by somebody whom none of the others keeps.
    """
    blocked = {
        index: [onto for onto in _full_ahead(facts, step) if not _frees_enough(step, facts.plan.steps[onto])]
        for index, step in enumerate(facts.plan.steps)
        if index in facts.reached and step.options
    }
    left = {index for index, ahead in blocked.items() if ahead}
    while True:
        kept = {team for index in left for needs in facts.plan.steps[index].options for team, _ in needs}
        kept -= {team for team in kept if facts.plan.teams[team].unlimited}
        free = {
            index
            for index in left
            if not any(_needs_all(facts.plan.steps[onto], kept) for onto in blocked[index])
        }
        if not free:
            return sorted(left)
        left -= free


def _full_ahead(facts: Facts, step: Step) -> list[int]:
    ahead = {onto for option in step.route for onto in steps_led_to(option.target)}
    return sorted(onto for onto in ahead if _blocks(facts.plan.steps[onto]))


def _frees_enough(step: Step, following: Step) -> bool:
    """Whether those who have served a case at a step could always serve one at the next, and so make room."""
    return all(any(_covers(served, needs) for needs in following.options) for served in step.options)


def _covers(served: Needs, needs: Needs) -> bool:
    return all(dict(served).get(team, 0) >= count for team, count in needs)


def _needs_all(step: Step, kept: set[int]) -> bool:
    """Whether every way to serve a step needs somebody who may be kept."""
    return all(any(team in kept for team, _ in needs) for needs in step.options)
