"""The work of a standard in the short form, written down a second time from its table, for many visits.

Twenty small actions of equal work, the j-th of which fits the customers with a variety of at most
1 − (1 − least)·(j/20)⁴; those that fit best are prescribed, the worst-fitting of these may bend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.randomness.compiled import compiled
from simulator.randomness.distributions import Distribution
from simulator.randomness.philox import keyed_uniform, uniforms
from simulator.randomness.streams import stream
from tests.theory.addressed import SEED, Floats

ACTIONS = 20
FASTER, STEADIER, SAFER, BENDING = 0.10, 0.35, 0.37, 0.15

#: What is redone is drawn so many attempts later.
NEXT_ATTEMPT = 256

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Standard:
    """A standard, and the time of the work without it.

    Attributes:
        prescribed, elastic: how many of the twenty actions, and how many of these may bend.
        least: what share of customers the last of the twenty fits.
        compliance, error, redone: chances of a visit.
        time: of the unprescribed work; `exception`: of an exception.
    """

    prescribed: int
    elastic: int
    least: float
    compliance: float
    error: float
    redone: float
    time: Distribution
    exception: Distribution


@dataclass(frozen=True)
class Done:
    """How each visit went.

    Attributes:
        work: with everything that was redone, and with the exception.
        excepted, erred: whether there was an exception; an error in the first attempt.
    """

    work: Floats
    excepted: Flags
    erred: Flags


@compiled
def picked(
    seed: int, replication: int, low: int, high: int, numbers: Numbers, visit: int, attempt: int
) -> Floats:
    """The uniforms of some customers, by their numbers."""
    found = np.empty(numbers.size)
    for i in range(numbers.size):
        found[i] = keyed_uniform(seed, replication, low, high, numbers[i], visit, attempt)
    return found


def halves(address: int) -> tuple[int, int]:
    """The low and the high half of the number of a stream."""
    return address & 0xFFFFFFFF, address >> 32


def done(standard: Standard, count: int, step: str, customers: str, replication: int = 1) -> Done:
    """How the first visits of customers 1, 2, ..., count go, at the addresses of the engine."""

    everybody = np.arange(1, count + 1)

    def draws(purpose: str, who: Numbers, attempt: int = 0) -> Floats:
        return picked(SEED, replication, *halves(stream(purpose, step, customers)), who, 1, attempt)

    def attempt(number: int, who: Numbers) -> tuple[Floats, Flags, Flags]:
        """The work, whether it was complied with, and whether there was an error."""
        x = standard.time.quantile(draws("work", who, number))
        kept = draws("complies with ", who, number) < standard.compliance
        mean = standard.time.mean
        strictly, bending = strict[who - 1], bent[who - 1]
        taken = (1 - FASTER) * (STEADIER * mean + (1 - STEADIER) * x)
        own = strictly * taken + bending * (1 + BENDING) * x + (1 - strictly - bending) * x
        chance = np.where(kept, standard.error * (1 - strictly * SAFER), standard.error)
        return np.where(kept, own, x), kept, draws("errs in ", who, number) < chance

    variety = uniforms(SEED, replication, stream("variety", "", customers), 1, count, visit=0)
    fits = 1 - (1 - standard.least) * (np.arange(1, ACTIONS + 1) / ACTIONS) ** 4
    first_elastic = standard.prescribed - standard.elastic
    # The shares of the work in which an elastic standard bends, and in which one is followed as it is.
    bent = (
        sum((variety > fit for fit in fits[first_elastic : standard.prescribed]), np.zeros(count)) / ACTIONS
    )
    strict = standard.prescribed / ACTIONS - bent
    misfit = variety > fits[first_elastic - 1] if first_elastic else np.zeros(count, np.bool_)

    work, kept, erred = attempt(0, everybody)
    excepted = misfit & kept
    work[excepted] += standard.exception.quantile(draws("exception", everybody[excepted]))
    wrong, number = everybody[erred], 0
    while wrong.size:
        again = wrong[draws("finds the error in ", wrong, number) < standard.redone]
        number += NEXT_ATTEMPT
        took, _, still = attempt(number, again)
        work[again - 1] += took
        wrong = again[still]
    return Done(work, excepted, erred)
