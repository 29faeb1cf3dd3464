"""Logs that cannot be read, with the whole text that their reader gets.

`logs/NAME.csv` is the log, `logs/NAME.txt` what is said about it. After a change of wording, write the texts
anew and read them in the difference:

    SOPSIM_UPDATE_GOLDEN=1 pytest tests/golden
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.blueprint.load import load
from simulator.errors import UsageError
from simulator.experiment.audit.audit import audit

LOGS = Path(__file__).parent / "logs"
NAMES = sorted(path.stem for path in LOGS.glob("*.csv"))
UPDATE = "SOPSIM_UPDATE_GOLDEN" in os.environ


@pytest.fixture(autouse=True)
def in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(LOGS)


@pytest.mark.parametrize("name", [*NAMES, "missing"])
def test_a_log_that_cannot_be_read_is_told_in_these_words(name: str) -> None:
    with pytest.raises(UsageError) as error:
        audit(load("office.yaml"), f"{name}.csv")
    told = f"{error.value}\n"
    golden = LOGS / f"{name}.txt"
    if UPDATE:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_no_text_without_its_log() -> None:
    assert {path.stem for path in LOGS.glob("*.txt")} == {*NAMES, "missing"}
