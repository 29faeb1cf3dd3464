"""What a simulated service does conforms to its own blueprint, read back as a log."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import simulator as sim
from tests.test_gallery import GALLERY

#: So that no run takes long.
SHORTER = {"back_office": "1 w", "complaint_loop": "9 d", "help_desk": "1 w", "contact_centre": "4 h"}


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_what_a_run_saves_conforms(path: Path, tmp_path: Path) -> None:
    overrides = [f"clock.run_for={SHORTER[path.stem]}"] if path.stem in SHORTER else []
    blueprint = sim.load(path, overrides=overrides)
    result = sim.run(blueprint, replications=2, workers=1)
    result.save(tmp_path)
    came = result.cases["outcome"].ne("unfinished").sum()
    for log in ("visits.csv", "event_log.csv"):
        audit = sim.audit(blueprint, tmp_path / log)
        assert audit.conforming == audit.judged > 0
        assert audit.found.log.rows == len(result.visits)
        # The others gave up before anything was begun, or are unfinished.
        assert audit.judged <= came
        begun = result.visits[result.visits["started"].notna()]
        assert audit.judged + audit.still_open >= begun.groupby(["replication", "case"]).ngroups


def test_each_case_that_is_changed_is_found_and_no_other(tmp_path: Path) -> None:
    """Of the treatment centre: every tenth case that was treated is registered before triage."""
    blueprint = sim.load(next(path for path in GALLERY if path.stem == "treatment_centre"))
    result = sim.run(blueprint, replications=1, workers=1)
    visits = result.visits
    done = visits.groupby("case")["step"].agg(tuple)
    ended = result.cases.loc[result.cases["outcome"] == "discharged", "case"]
    treated = [case for case in ended if done[case] == ("triage", "registration", "examination", "treatment")]
    changed = treated[::10]
    assert len(changed) == 7
    swapped = {"triage": "registration", "registration": "triage"}
    steps = [
        swapped.get(step, step) if case in changed else step
        for case, step in zip(visits["case"], visits["step"].astype(str), strict=True)
    ]
    visits.assign(step=steps).to_csv(tmp_path / "log.csv", index=False)
    audit = sim.audit(blueprint, tmp_path / "log.csv")
    deviations = audit.deviations[audit.deviations["kind"] != "too slow"]
    assert deviations["case"].tolist() == [str(case) for case in changed]
    assert set(deviations["kind"]) == {"out of order"}
    assert set(deviations["step"]) == {"triage"}
    assert audit.judged - audit.conforming == len(changed)


@pytest.mark.parametrize(("forgotten", "told"), [(0, "skipped"), (1, "left")])
def test_what_is_forgotten_is_told_from_who_gave_up(tmp_path: Path, forgotten: int, told: str) -> None:
    """Of the supermarket, whose customers lose patience: every tenth lacks its first row, or its last."""
    blueprint = sim.load(next(path for path in GALLERY if path.stem == "supermarket"))
    visits = sim.run(blueprint, replications=1, workers=1).visits
    begun = visits[visits["started"].notna()].sort_values("started", kind="stable")
    of_two = begun.groupby("case").filter(lambda of: len(of) == 2 and not visits_left(visits, of))
    rows = of_two.groupby("case").nth(forgotten).iloc[::10]
    assert len(rows) > 20
    visits.drop(index=rows.index).to_csv(tmp_path / "log.csv", index=False)
    audit = sim.audit(blueprint, tmp_path / "log.csv")
    changed = dict(zip(rows["case"].astype(str), rows["step"].astype(str), strict=True))
    deviations = audit.deviations[audit.deviations["kind"] != "too slow"]
    left = audit.cases[audit.cases["left_at"] != ""]
    if told == "skipped":
        assert dict(zip(deviations["case"], deviations["step"], strict=True)) == changed
        assert set(deviations["kind"]) == {"skipped"}
        assert audit.left == 0
    else:
        assert deviations.empty
        assert left["case"].tolist() == sorted(changed, key=audit.cases["case"].tolist().index)
        assert audit.left_unsaid == len(changed)


def visits_left(visits: pd.DataFrame, of: pd.DataFrame) -> bool:
    """Whether the case of some visits has another one that was never begun."""
    return len(visits[visits["case"] == of["case"].iloc[0]]) > len(of)
