"""Cases that are served together."""

from __future__ import annotations

import pytest

from tests.blueprint.written import only, shop, steps, text_with

DAY = 24 * 60


def test_batches_by_size_and_by_the_clock() -> None:
    batch = shop(steps=steps(batch="{size: 3, wait: 1 h}", work="per case")).steps["counter"].batch
    assert batch is not None
    assert (batch.size, batch.wait, batch.at) == (3, 60.0, None)
    batch = shop(steps=steps(batch="{at: ['Mon-Tue 16:00', '09:00']}")).steps["counter"].batch
    assert batch is not None
    assert batch.at == tuple(sorted([*(day * DAY + 540 for day in range(7)), 960, DAY + 960]))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"batch": "{}"}, "a batch needs to know when it begins"),
        ({"batch": "3"}, "`3` is a bare number, where the block of a batch belongs"),
        ({"batch": "{size: 0}"}, "`0` is too small"),
        ({"batch": "{at: ['09:00'], wait: 1 h}"}, "`wait` goes with `size`"),
        ({"batch": "{at: '09:00'}"}, "where a list of times of the week belongs"),
        ({"batch": "{at: ['Mon']}"}, "`Mon` is not a time of the week"),
        ({"batch": "{at: ['Mom 16:00']}"}, "unknown day `Mom`"),
        ({"work": "per case"}, "`work` goes with `batch`"),
        ({"batch": "{size: 3}", "queue": "{limit: 9}"}, "`queue.limit` stands beside `batch`"),
        ({"batch": "{size: 3}", "queue": "{balk: {from: 9}}"}, "`queue.balk` stands beside `batch`"),
        ({"batch": "{size: 3}", "queue": "{order: preemptive}"}, "a batch is not interrupted"),
        ({"batch": "{size: 3}", "keep": "{tellers: adviser}"}, "`keep` stands beside `batch`"),
        ({"batch": "{size: 3}", "person": "{not: adviser}"}, "`person` stands beside `batch`"),
        (
            {"batch": "{size: 3}", "skill": "{by: urgency, urgent: cash}"},
            "`skill.by` stands beside `batch`: a batch asks one skill for all",
        ),
    ],
)
def test_misread_batches(entries: dict[str, str], sentence: str) -> None:
    teams = "teams: {tellers: {count: 3, skills: {cash: 100%}}, advisers: {count: 1}}"
    assert sentence in only(text_with(teams=teams, steps=steps(**entries)))


@pytest.mark.parametrize("arrivals", ["{at: [1, 2, 3]}", "{rate: 3/h, limit: 3}"])
def test_a_batch_that_never_fills(arrivals: str) -> None:
    customers = f"customers: {{all: {{starts_at: counter, arrivals: {arrivals}}}}}"
    told = only(text_with(customers=customers, steps=steps(batch="{size: 4}")))
    assert "no more than 3 customers ever come here, and a batch of 4 never fills" in told
    for batch in ("{size: 3}", "{size: 4, wait: 1 h}"):
        assert shop(customers=customers, steps=steps(batch=batch)).steps


def test_nobody_is_called_back_into_a_batch() -> None:
    calling = "  later: {time: 9 min, next: {callback: counter}}\n"
    told = only(text_with(steps=steps(batch="{size: 4}", next="later") + calling))
    assert "steps.later.next.callback: `counter` serves in batches" in told
