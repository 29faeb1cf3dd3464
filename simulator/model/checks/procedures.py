"""SOPs: that they fit the time that was measured, that errors end, that exceptions lead on."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.plan import Base, Condition, Plan, Procedure, Step, Target, ToStep, WentSo
from simulator.model.procedure_moments import repeats
from simulator.model.saying import duration, percent

#: Redone more often than this, work would hardly end.
_MOST_REDONE = 0.9

#: Whoever is an exception is hardly to be one again so often; so often, it always is.
_OFTEN_AGAIN, _ALWAYS = 0.5, 1.0 - 1e-9

#: With so many exceptions the standard is one for nobody.
_MOST_EXCEPTIONS = 0.99


def check_errors_end(facts: Facts) -> Iterator[Problem]:
    """What is redone is right at last."""
    for step, whose, procedure in _with_sop(facts):
        often = repeats(procedure)
        if often > _MOST_REDONE:
            yield Problem(
                f"{percent(often)} of all attempts{whose} are in error and redone, so that the work hardly "
                "ends",
                f"make the chance of an error, or the share that is `redone`, less: at most "
                f"{percent(_MOST_REDONE)} together",
                path("steps", step.name, "sop", "errors", "redone"),
                code="redone-for-ever",
            )


def check_exceptions_fit_the_time(facts: Facts) -> Iterator[Problem]:
    """Exceptions within the visit are part of the time that was measured."""
    for step, whose, procedure in _with_sop(facts):
        expected = procedure.expected
        if expected is None or not any(base.mean <= 0 for base in _bases(procedure)):
            continue
        longest = expected.exceptions * expected.within[0]
        if longest > 0:
            told = duration(longest, facts.plan.clock.unit)
            yield Problem(
                f"exceptions alone take {told} of a visit{whose} on average, and the time that was measured "
                "with them in it is no longer",
                "make the exceptions shorter, let another `team` see to them, or say that the time was "
                "measured without the SOP: `time_measured: without`",
                path("steps", step.name, "sop", "exceptions", "time"),
                code="exceptions-too-long",
            )


def check_exceptions_lead_on(facts: Facts) -> Iterator[Problem]:
    """Who is an exception does not come back to the same standard: it would hardly fit this time.

    Where it never does, it is an endless loop and told as that.
    """
    for step, whose, procedure in _with_sop(facts):
        ways = [option for option in step.route if _is_exception(option.condition)]
        back = any(_only_back(facts.plan, option.target, facts.plan.steps.index(step)) for option in ways)
        again = _again(procedure)
        if back and _OFTEN_AGAIN < again < _ALWAYS:
            yield Problem(
                f"whoever is an exception at `{step.name}`{whose} comes back to it, and {percent(again)} of "
                "them are one again, since the standard fits them no better than before",
                "let the way after it lead past the step, or let the standard bend: `elastic: 10%`",
                path("steps", step.name, "sop", "exceptions"),
                code="exception-again",
            )


def _again(procedure: Procedure) -> float:
    """How likely whoever was an exception is one at the next visit, too."""
    uptos = [0.0, *(upto for upto, _ in procedure.by_variety)]
    some = [
        (upto - low, one.exceptions) for low, (upto, one) in zip(uptos, procedure.by_variety, strict=False)
    ]
    once = sum(share * q for share, q in some)
    return sum(share * q * q for share, q in some) / once if once > 0 else 0.0


def check_times_vary_enough(facts: Facts) -> Iterator[Problem]:
    """A measured time varies as much as its SOP alone makes it."""
    for step, whose, procedure in _with_sop(facts):
        if not procedure.exact and all(base.mean > 0 for base in _bases(procedure)):
            yield Problem(
                f"the time of `{step.name}`{whose} varies less than its SOP alone makes it, with exceptions, "
                "errors and whom it does not fit; so the work behind it is taken as always the same",
                "give the time the spread that was really seen, or say `time_measured: without`",
                path("steps", step.name, "time"),
                code="varies-too-little",
            )


def check_errors_are_possible(facts: Facts) -> Iterator[Problem]:
    """No more errors are seen under an SOP than it leaves of an error every time."""
    for step, whose, procedure in _with_sop(facts):
        for name, most in procedure.errors_beyond[:1] if procedure.together else procedure.errors_beyond:
            of = f"`{step.name}`" if procedure.together else f"`{name}` at `{step.name}`"
            yield Problem(
                f"{of} has more errors{whose} than its SOP leaves: if all were in error without it, "
                f"{percent(most)} would be while it is followed, and it is taken as that",
                f"write what is seen while the SOP is followed, at most {percent(most)}, or say "
                "`time_measured: without`",
                path("steps", step.name, "sop", *([] if procedure.together else ["actions", name]), "error"),
                code="errors-beyond",
            )


def check_standards_fit_somebody(facts: Facts) -> Iterator[Problem]:
    """Not everybody is an exception."""
    for step, whose, procedure in _with_sop(facts):
        expected = procedure.expected
        if expected is not None and expected.exceptions > _MOST_EXCEPTIONS:
            yield Problem(
                f"{percent(expected.exceptions)} of all visits to `{step.name}`{whose} are exceptions",
                "a standard that fits hardly anybody is none: let it bend (`lock: elastic`) or leave it free",
                path("steps", step.name, "sop"),
                code="fits-nobody",
            )


def _with_sop(facts: Facts) -> Iterator[tuple[Step, str, Procedure]]:
    """Every SOP with its step, and with a word on whom it is for where it is not for all."""
    for step in facts.plan.steps:
        if step.procedure is not None:
            yield step, "", step.procedure
        for customers, procedure in step.procedures_apart.items():
            yield step, f" for `{facts.plan.classes[customers].name}`", procedure


def _bases(procedure: Procedure) -> list[Base]:
    return [*procedure.bases.values(), *([] if procedure.otherwise is None else [procedure.otherwise])]


def _is_exception(condition: Condition | None) -> bool:
    return isinstance(condition, WentSo) and condition.what == "exception"


def _only_back(plan: Plan, target: Target, step: int) -> bool:
    """Whether the only way on from a target leads to the step."""
    seen: set[int] = set()
    while isinstance(target, ToStep) and target.step not in seen:
        if target.step == step:
            return True
        seen.add(target.step)
        route = plan.steps[target.step].route
        if len(route) != 1:
            return False
        target = route[0].target
    return False
