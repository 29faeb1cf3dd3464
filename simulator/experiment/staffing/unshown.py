"""What a search for the cheapest staffing that Ctrl-C ended does not show, in words."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis import Totals
from simulator.analysis.verdicts import FEWEST_REPLICATIONS
from simulator.experiment.staffing.course import Course
from simulator.experiment.staffing.steps import neighbours


def unshown(course: Course, most: int) -> Iterator[str]:
    """What nobody knows yet of the plan that is shown.

    Args:
        course: the search.
        most: replications of one plan after which nothing more would be done.
    """
    done = len(course.trials.totals(course.levels))
    if not course.finished and not course.found:
        yield f"whether any plan meets every service level; this one has {done:,} of {most:,} replications"
    if not course.finished and course.in_shifts and not any(p.shift for p in course.trials.space.places):
        yield "which shifts would have so many there: the numbers are what each period needs"
    if course.found:
        if done < most:
            yield f"whether the plan meets them in all {most:,} replications, too: it does in {done:,}"
        yield from _cheaper(course)
        yield from _not_all("how the plan does on other days", course.fresh, most)
    yield from _not_all("how the present staffing does", course.present, most)
    yield "the quantiles of its figures: they come from a run with the plan at the end"


def _cheaper(course: Course) -> Iterator[str]:
    """Which cheaper plans were not tried."""
    fewer = neighbours(course.trials, course.levels, -1)
    untried = sum(not course.trials.decided(plan) for plan in fewer)
    if untried:
        yield (
            f"whether one member fewer would do: of {len(fewer):,} such plans {untried:,} "
            f"{'was' if untried == 1 else 'were'} not tried to the end"
        )
    if not course.finished:
        yield "whether another plan is cheaper, such as one with a member more here and fewer there"


def _not_all(what: str, totals: Totals, most: int) -> Iterator[str]:
    if len(totals) < FEWEST_REPLICATIONS:
        yield what
    elif len(totals) < most:
        yield f"{what}, after more than {len(totals):,} of {most:,} replications"
