"""The moment at which a run starts, against the entries of its week."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import plan_of


@pytest.mark.parametrize("unit", ["min", "h", "d", "w"])
@pytest.mark.parametrize("time", ["16:05", "16:10", "09:20"])
def test_what_begins_as_the_run_starts_begins_at_nought(tmp_path: Path, unit: str, time: str) -> None:
    plan = plan_of(
        f"""
        blueprint: Start
        clock: {{unit: {unit}, start: "Tue {time}", run_for: 2 w}}
        customers: {{guest: {{starts_at: desk, arrivals: {{at: ["Tue {time}"]}}}}}}
        teams: {{clerks: {{schedule: {{Tue: {{"{time}": 1}}, Wed: {{"20:00": 0}}}}}}}}
        steps: {{desk: {{team: clerks, time: 1 min, next: {{end: served}}}}}}
        """,
        tmp_path,
    )
    assert plan.classes[0].arrivals.at == (0.0,)
    assert plan.teams[0].on_duty.at(0.0) == 1
    assert next(plan.teams[0].on_duty.pieces())[0::2] == (0.0, 1)
