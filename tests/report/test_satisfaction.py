"""What a run tells of how satisfied customers are."""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.report.blocks import Table
from simulator.report.run import run_blocks
from tests.services import TICKET_WINDOW, written

#: From 5 to 55 one comes every 5 minutes and takes 6, so the n-th waits n - 1 minutes; all expect an hour.
PATIENT = TICKET_WINDOW + "satisfaction: {expected_wait: 1 h}\n"


def tables(folder: Path, text: str) -> dict[str, Table]:
    result = sim.run(sim.load(written(folder, text)), replications=2, tables=False)
    return {block.title: block for block in run_blocks(result) if isinstance(block, Table)}


def test_without_the_block_nothing_is_told(tmp_path: Path) -> None:
    assert not {"Satisfaction", "Touchpoints"} & set(tables(tmp_path, TICKET_WINDOW))


def test_what_each_class_would_answer(tmp_path: Path) -> None:
    table = tables(tmp_path, PATIENT)["Satisfaction"]
    heads = ["customers", "answer", "4 or 5", "NPS", "ease", "complain", "stay away"]
    assert [column.head for column in table.columns] == heads
    assert [row[0] for row in table.rows] == ["visitor"]
    assert "The answers 1 to 5 would be given by " in table.note
    assert "A survey of 200 would find " in table.note


def test_what_the_touchpoints_were_like(tmp_path: Path) -> None:
    table = tables(tmp_path, PATIENT)["Touchpoints"]
    (row,) = table.rows
    # Waits of 0 to 10 min against 60: (n/60)^.9 is .1046 on average, and 1 − 1.1 · .1046 is .885.
    assert [column.head for column in table.columns][:4] == ["touchpoint", "score", "reliable", "prompt"]
    assert row[0] == "window"
    assert row[2:] == ("0", "0.885", "0", "0", "0")
