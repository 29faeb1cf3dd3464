"""What touchpoints were like: experience − expectation in each dimension, and what is answered in the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.satisfaction.answers import chances
from simulator.analysis.satisfaction.dimensions import (
    ASSURANCE,
    DIMENSIONS,
    EMPATHY,
    RELIABILITY,
    RESPONSIVENESS,
    TANGIBLES,
    ease_of,
    score_of,
)
from simulator.analysis.satisfaction.expectation import expected_waits
from simulator.analysis.satisfaction.journey import combined
from simulator.analysis.satisfaction.kano import curved
from simulator.analysis.satisfaction.skill import skill_gap
from simulator.analysis.satisfaction.touchpoints import Touchpoints, touchpoints
from simulator.analysis.satisfaction.waiting import responsiveness
from simulator.analysis.window import Flags, Floats, Ints, Window
from simulator.constants import (
    ANSWERS,
    BEFORE_SERVICE,
    BENT,
    EASE,
    ERROR_LEFT,
    ERROR_REDONE,
    EXCEPTION,
    RECOMMENDATIONS,
    SAME_PERSON,
    UNEXPLAINED,
    UNOCCUPIED,
)
from simulator.engine.records import Records
from simulator.model.plan import Plan, Satisfaction


@dataclass(frozen=True, slots=True)
class Experience:
    """What customers went through and would say of it.

    Attributes:
        at: the touchpoints.
        gaps: experience − expectation, of shape (touchpoints, dimensions).
        score: of each touchpoint, by the curve of its step.
        answers, recommends, ease: the chances of the answers 1 to 5, 0 to 10, 1 to 7, of shape (cases,
            answers); nan of a case without touchpoints.
    """

    at: Touchpoints
    gaps: Floats
    score: Floats
    answers: Floats
    recommends: Floats
    ease: Floats


def experience(plan: Plan, columns: Columns) -> Experience | None:
    """What the customers of one replication went through; None where satisfaction is not measured."""
    of = plan.satisfaction
    if of is None:
        return None
    at = touchpoints(plan, columns)
    gaps = np.zeros((len(at.visit), len(DIMENSIONS)))
    gaps[:, RELIABILITY] = np.where(at.served, 0.0, -ERROR_LEFT.value)
    gaps[:, RESPONSIVENESS] = _responsiveness(plan, of, columns, at)
    gaps[:, ASSURANCE] = skill_gap(plan, columns, at)
    gaps[:, EMPATHY] = _same_person(plan, columns, at)
    gaps[:, TANGIBLES] = 2 * np.array([step.tangibles for step in of.steps])[at.step] - 1
    _by_sop(columns, at, gaps)
    gaps[:, RELIABILITY] *= _not_made_good(of, at, len(columns.cases.arrived))
    score = curved(score_of(gaps, of.weights), at.step, [step.kano for step in of.steps])
    cases = len(columns.cases.arrived)
    whole = combined(score, at.case, cases)
    return Experience(
        at=at,
        gaps=gaps,
        score=score,
        answers=chances(whole, ANSWERS.values),
        recommends=chances(whole, RECOMMENDATIONS.values),
        ease=chances(combined(ease_of(gaps, of.weights), at.case, cases), EASE.values),
    )


def of_replication(plan: Plan, records: Records) -> tuple[Experience, Columns]:
    """What touchpoints were like in a replication of a plan that measures it, with its columns."""
    columns = Columns.of(plan, records, Window.of(plan, records))
    told = experience(plan, columns)
    assert told is not None, "it is measured"
    return told, columns


def _responsiveness(plan: Plan, of: Satisfaction, columns: Columns, at: Touchpoints) -> Floats:
    """Of the waits; for who was not served a short wait is no gain."""
    unoccupied = np.array([step.unoccupied for step in of.steps], np.bool_)[at.step]
    unexplained = np.array([step.unexplained for step in of.steps], np.bool_)[at.step]
    longer = np.where(at.before_service, BEFORE_SERVICE.value, 1.0)
    longer = longer * np.where(unoccupied, UNOCCUPIED.value, 1.0)
    longer = longer * np.where(unexplained, UNEXPLAINED.value, 1.0)
    minutes = plan.clock.seconds / 60
    expected = expected_waits(of, columns.cases, at.case, at.step)
    found = responsiveness(at.wait * minutes, expected * minutes, longer)
    return np.where(at.served, found, np.minimum(found, 0.0))


def _same_person(plan: Plan, columns: Columns, at: Touchpoints) -> Floats:
    """A gain where somebody serves whom the customer met before, a loss where another of the team does."""
    team, member = columns.visits.team[at.visit], columns.visits.member[at.visit]
    resource = np.array([*(team.resource for team in plan.teams), True], np.bool_)  # -1, none, is the last
    known = np.flatnonzero(at.served & (member > 0) & ~resource[team] & columns.personal[at.step])
    found = np.zeros(len(at.visit))
    if not len(known):
        return found
    its_team = at.case[known] * len(plan.teams) + team[known]
    met_team = _before(its_team)
    met = _before(its_team * (int(member.max()) + 1) + member[known])
    found[known] = np.where(met, SAME_PERSON.value, np.where(met_team, -SAME_PERSON.value, 0.0))
    return found


def _before(numbers: Ints) -> Flags:
    """Whether the same number stands before each one."""
    _, firsts, which = np.unique(numbers, return_index=True, return_inverse=True)
    return np.asarray(firsts[which] < np.arange(len(numbers)), np.bool_)


def _by_sop(columns: Columns, at: Touchpoints, gaps: Floats) -> None:
    """Put in what is known of the visits that were done by an SOP."""
    sops = columns.sops
    row = np.full(len(columns.visits.case), -1, np.int64)
    row[sops.visit] = np.arange(len(sops.visit))
    here = np.flatnonzero((row[at.visit] >= 0) & at.served)
    own = row[at.visit[here]]
    wrong, left = sops.wrong[own] > 0, sops.left[own] > 0
    gaps[here, RELIABILITY] -= np.where(left, ERROR_LEFT.value, ERROR_REDONE.value * _one(wrong))
    asked = np.bitwise_count(sops.required[own]).astype(np.float64)
    kept = np.bitwise_count(sops.done[own]).astype(np.float64)
    gaps[here, ASSURANCE] += np.where(asked > 0, kept / np.maximum(asked, 1.0) - 1.0, 0.0)
    gaps[here, EMPATHY] += BENT.value * _one(sops.bent[own] > 0) - EXCEPTION.value * _one(sops.exception[own])


def _not_made_good(of: Satisfaction, at: Touchpoints, cases: int) -> Floats:
    """What is left of a loss at each touchpoint after the best recovery that came later."""
    left = np.ones(len(at.visit))
    for step, satisfies in enumerate(of.steps):
        if satisfies.recovers:
            served = np.flatnonzero((at.step == step) & at.served)
            last = np.full(cases, -1, np.int64)
            np.maximum.at(last, at.case[served], served)
            before = np.arange(len(left)) < last[at.case]
            left[before] = np.minimum(left[before], 1 - satisfies.recovers)
    return left


def _one(flags: Flags) -> Floats:
    """One where it is so, else nought."""
    return flags.astype(np.float64)
