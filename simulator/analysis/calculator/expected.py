"""What Erlang's formulas say of a queue, in the words of the results."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.calculator.queue import Queue
from simulator.analysis.theory.erlang import mmc, mmc_served_within, mmck, mmck_served_within
from simulator.analysis.theory.figures import Figures
from simulator.analysis.theory.general import mgcc
from simulator.analysis.theory.impatience import (
    erlang_a,
    erlang_a_served_within,
    erlang_a_wait_of_served,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one queue in the long run; shares are fractions.

    Attributes:
        formula: `Erlang A`, `Erlang B`, `Erlang C`, or `M/M/c/K` where a limited number may wait.
        model: the queue in Kendall's notation, such as `M/M/14`.
        count: how many serve.
        offered_load: how many would be busy on average if nobody waited or left, in erlangs.
        steady: whether the queue has an end; without one it grows for ever.
        utilisation: mean number busy ÷ count.
        wait_share: share of those who join that have to wait.
        wait: mean wait of those who are served, in `unit`; None where the queue grows for ever.
        queue_time: mean time in the queue of all who join, also of those who give up; likewise.
        queue_length: mean number in the queue; likewise.
        abandoned: share of all who come that give up.
        turned_away: share of all who come that find no room.
        within: the wait asked about, in `unit`; None where none is.
        attainment: share of all who come that are served within it; None likewise. Who gives up or is turned
            away misses it.
        unit: unit of the times: `s`, `min`, `h`, `d` or `w`.
    """

    formula: str
    model: str
    count: int
    offered_load: float
    steady: bool
    utilisation: float
    wait_share: float
    wait: float | None
    queue_time: float | None
    queue_length: float | None
    abandoned: float
    turned_away: float
    within: float | None
    attainment: float | None
    unit: str


def expected(queue: Queue, count: int) -> Expected:
    """What to expect where `count` serve.

    Raises:
        UsageError: the system is too large.
    """
    steady = queue.is_steady(count)
    formula, figures, wait = _solved(queue, count)
    return Expected(
        formula=formula,
        model=figures.model,
        count=count,
        offered_load=queue.offered_load,
        steady=steady,
        utilisation=figures.utilisation if steady else 1.0,
        wait_share=figures.wait_share if steady else 1.0,
        wait=wait if steady else None,
        queue_time=figures.mean_wait if steady else None,
        queue_length=figures.mean_waiting if steady else None,
        abandoned=figures.abandoned_share,
        turned_away=figures.lost_share,
        within=queue.within,
        attainment=None if queue.within is None else served_within(queue, count, queue.within),
        unit=queue.unit,
    )


def served_within(queue: Queue, count: int, within: float) -> float:
    """Share of all who come that are served after a wait of at most `within`, where `count` serve."""
    queue.check_size(count)
    if queue.patience is not None:
        return erlang_a_served_within(queue.rate, queue.time, count, queue.patience, within)
    if queue.limit is not None:
        return mmck_served_within(queue.rate, queue.time, count, count + queue.limit, within)
    if not queue.is_steady(count):
        return 0.0
    return mmc_served_within(queue.rate, queue.time, count, within)


def lost(queue: Queue, count: int) -> tuple[float, float]:
    """Shares of all who come that give up, and that are turned away, where `count` serve."""
    _, figures, _ = _solved(queue, count)
    return figures.abandoned_share, figures.lost_share


def _solved(queue: Queue, count: int) -> tuple[str, Figures, float]:
    """The formula, its figures and the mean wait of those served."""
    queue.check_size(count)
    if queue.patience is not None:
        known = (queue.rate, queue.time, count, queue.patience)
        return "Erlang A", erlang_a(*known), erlang_a_wait_of_served(*known)
    if queue.limit == 0:
        return "Erlang B", mgcc(queue.rate, queue.time, count), 0.0
    if queue.limit is not None:
        figures = mmck(queue.rate, queue.time, count, count + queue.limit)
        return "M/M/c/K", figures, figures.mean_wait
    figures = mmc(queue.rate, queue.time, count)
    return "Erlang C", figures, figures.mean_wait
