"""What a calculator is asked, in values of the language."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.calculator.expected import Expected, expected
from simulator.analysis.calculator.least import Goals, LeastCount, least
from simulator.analysis.calculator.queue import GREATEST_COUNT, Queue
from simulator.analysis.calculator.values import (
    Value,
    Values,
    counted,
    duration,
    rate,
    share,
    threshold,
)


def erlang(
    *,
    rate: Value,
    time: Value,
    count: Value,
    patience: Value | None = None,
    limit: Value | None = None,
    within: Value | None = None,
    unit: str = "min",
) -> Expected:
    """What to expect of a queue in the long run: Erlang A with `patience`, B with `limit` 0, else C.

    Values are those of the language (`"200/h"`, `"3 min"`), or numbers in `unit`. Arrivals are Poisson, and
    served in the order in which they come. Sources stand with the formulas in `simulator.analysis.theory`.

    Args:
        rate: arrivals per time.
        time: mean time of a service: exponential, but with `limit` 0 of any distribution.
        count: how many serve, up to 100,000.
        patience: mean patience, exponential; endless unless given.
        limit: how many may wait; any number unless given. With more than 0 it is the queue M/M/c/K.
        within: also tell the share served after a wait of at most this.
        unit: unit of numbers and of the result's times: `s`, `min`, `h`, `d` or `w`.

    Raises:
        UsageError: with everything that cannot be read, or why it cannot be computed.
    """
    values, patience = Values(unit), _none_if_endless(patience)
    queue = _queue(values, rate, time, patience, limit, within)
    serving = values.read("count", count, counted(1, GREATEST_COUNT))
    values.close()
    assert serving is not None, "a wrong count was raised"
    return expected(queue, serving)


def erlang_a(
    *,
    rate: Value,
    time: Value,
    patience: Value,
    count: Value,
    within: Value | None = None,
    unit: str = "min",
) -> Expected:
    """Erlang A, M/M/c+M: who waits gives up after an exponential `patience`. Arguments as for `erlang`."""
    return erlang(rate=rate, time=time, count=count, patience=patience, within=within, unit=unit)


def erlang_b(*, rate: Value, time: Value, count: Value, unit: str = "min") -> Expected:
    """Erlang B, M/G/c/c: who finds all busy is turned away. Arguments as for `erlang`."""
    return erlang(rate=rate, time=time, count=count, limit=0, unit=unit)


def erlang_c(
    *, rate: Value, time: Value, count: Value, within: Value | None = None, unit: str = "min"
) -> Expected:
    """Erlang C, M/M/c: everybody waits as long as it takes. Arguments as for `erlang`."""
    return erlang(rate=rate, time=time, count=count, within=within, unit=unit)


def least_count(
    *,
    rate: Value,
    time: Value,
    patience: Value | None = None,
    limit: Value | None = None,
    within: Value | None = None,
    at_least: Value | None = None,
    abandoned_at_most: Value | None = None,
    turned_away_at_most: Value | None = None,
    unit: str = "min",
) -> LeastCount:
    """The least count that reaches all that is asked, with what to expect of it and of its neighbours.

    Args:
        rate, time, patience, limit, within, unit: as for `erlang`.
        at_least: share of all who come that shall be served `within` that time.
        abandoned_at_most: share of all who come that may give up.
        turned_away_at_most: share of all who come that may be turned away.

    Raises:
        UsageError: with everything that cannot be read, or why there is no such count.
    """
    values, patience = Values(unit), _none_if_endless(patience)
    queue = _queue(values, rate, time, patience, limit, within)
    goals = Goals(
        values.read_given("at least", at_least, share),
        values.read_given("abandoned at most", abandoned_at_most, share),
        values.read_given("turned away at most", turned_away_at_most, share),
    )
    for fault in _out_of_place(goals, patience, limit, within):
        values.add(fault)
    if at_least is None and abandoned_at_most is None and turned_away_at_most is None:
        values.add("give a count, or what shall be reached: within and at least, such as `20 s` and `80%`")
    values.close()
    return least(queue, goals)


def _none_if_endless(patience: Value | None) -> Value | None:
    """Endless patience, as the language has it, is no patience to reckon with."""
    return None if patience == "endless" else patience


def _queue(
    values: Values,
    rate_given: Value,
    time: Value,
    patience: Value | None,
    limit: Value | None,
    within: Value | None,
) -> Queue:
    """The queue; what is wrong with it is kept in `values`."""
    if patience is not None and limit is not None:
        values.add("patience and limit: there is no formula for both together; leave one out, or simulate it")
    return Queue(
        rate=values.read("rate", rate_given, rate) or 0.0,
        time=values.read("time", time, duration) or 0.0,
        patience=values.read_given("patience", patience, duration),
        limit=values.read_given("limit", limit, counted(0, GREATEST_COUNT)),
        within=values.read_given("within", within, threshold),
        unit=values.unit,
    )


def _out_of_place(
    goals: Goals, patience: Value | None, limit: Value | None, within: Value | None
) -> Iterator[str]:
    """Goals that cannot be reached, or that nothing can miss."""
    if goals.at_least is not None and within is None:
        yield "at least: a share served within some time; give within, such as `20 s`"
    if goals.at_least == 1:
        yield "at least: all in time is never certain; ask for less, such as `99%`"
    if goals.abandoned_at_most is not None and patience is None:
        yield "abandoned at most: without a patience nobody gives up; give patience, such as `5 min`"
    if goals.abandoned_at_most == 0:
        yield "abandoned at most: that nobody gives up is never certain; allow for some, such as `1%`"
    if goals.turned_away_at_most is not None and limit is None:
        yield "turned away at most: without a limit all may wait; give limit, such as `0`"
    if goals.turned_away_at_most == 0:
        yield "turned away at most: room for all is never certain; allow for some, such as `1%`"
