"""A log, held against a blueprint."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import simulator as sim
from simulator.errors import UsageError
from simulator.report.audit.remarks import remarks
from simulator.report.audit.report import audit_blocks
from simulator.report.blocks import Items, Paragraph
from tests.analysis.audit.line import LINE
from tests.analysis.audit.test_actions import COUNTER
from tests.services import written

CONFORMING = ("take", "do", "look", "both", "print", "hand over")


def log_of(folder: Path, *cases: tuple[str, ...], first_day: str = "2024-03-04") -> Path:
    """A log of cases one day after the other, a step every minute, each done by its first letter."""
    rows = []
    for number, (day, steps) in enumerate(
        zip(pd.date_range(first_day, periods=len(cases)), cases, strict=True)
    ):
        for minute, step in enumerate(steps):
            start = day + pd.Timedelta(hours=9, minutes=minute)
            rows.append(f"c{number},{step},{start},{start + pd.Timedelta(seconds=30)},{step[0].upper()}")
    path = folder / "log.csv"
    path.write_text("\n".join(("case,activity,start,end,user", *rows)), encoding="utf-8")
    return path


@pytest.fixture
def line(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, LINE))


def test_the_share_of_conforming_cases(line: sim.Blueprint, tmp_path: Path) -> None:
    skipping = ("take", "look", "both", "print", "hand over")
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, skipping, CONFORMING, CONFORMING))
    assert (audit.judged, audit.conforming) == (4, 3)
    # 3 of 4 at 95 %: (0.75 + 3.8415/8 ± 1.96·√(0.1875/4 + 3.8415/64)) ÷ (1 + 3.8415/4)
    assert audit.share == (0.75, pytest.approx(0.300642, abs=1e-6), pytest.approx(0.954413, abs=1e-6))
    (deviation,) = audit.deviations.to_dict("records")
    assert deviation == {
        "case": "c1",
        "kind": "skipped",
        "step": "do",
        "action": "",
        "at": pd.Timestamp("2024-03-05 09:01"),
        "resource": "",
        "line": 9,
    }
    steps = audit.steps.set_index("step")
    assert steps.index.tolist() == ["take", "do", "look", "both", "print", "bill", "hand over", "post"]
    assert steps.loc["do", ["visits", "skipped"]].tolist() == [3, 1]
    assert steps.loc["do", "share"] == 0.75
    assert audit.unseen == ("bill", "post")
    assert audit.cases["verdict"].tolist() == ["conforms", "deviates", "conforms", "conforms"]


def test_a_case_by_who_took_part(line: sim.Blueprint, tmp_path: Path) -> None:
    twice = ("take", "take", "do", "look", "both", "print", "hand over")
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, twice))
    resources = audit.resources.set_index("resource")
    # T, D, L, B and P do a step each, H hands over: all took part in both, and T did it once too often.
    assert resources["cases"].to_dict() == dict.fromkeys("BDHLPT", 2)
    assert resources["conforming"].to_dict() == dict.fromkeys("BDHLPT", 1)
    assert resources["deviations"].to_dict() == {**dict.fromkeys("BDHLP", 0), "T": 1}


def test_who_ended_early_long_ago_did_not_come_to_an_end(line: sim.Blueprint, tmp_path: Path) -> None:
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, CONFORMING[:3], CONFORMING))
    assert audit.deviations["kind"].tolist() == ["ended early"]
    assert audit.deviations["step"].tolist() == ["both"]


def test_who_was_heard_of_at_the_end_of_the_log_is_still_open(line: sim.Blueprint, tmp_path: Path) -> None:
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, CONFORMING, CONFORMING[:3]))
    assert (audit.judged, audit.still_open, len(audit.deviations)) == (2, 1, 0)


IMPATIENT = LINE.replace("arrivals:", "patience: 20 min, arrivals:")


@pytest.mark.parametrize("missing", range(5))
def test_what_is_forgotten_is_skipped_though_customers_may_give_up(tmp_path: Path, missing: int) -> None:
    assert IMPATIENT != LINE
    forgetting = (*CONFORMING[:missing], *CONFORMING[missing + 1 :])
    audit = sim.audit(sim.load(written(tmp_path, IMPATIENT)), log_of(tmp_path, CONFORMING, forgetting))
    assert audit.deviations[["kind", "step"]].to_numpy().tolist() == [["skipped", CONFORMING[missing]]]
    assert audit.left == 0


def test_who_stops_where_it_may_give_up_is_told_to_have_left_there(tmp_path: Path) -> None:
    cases = (CONFORMING, CONFORMING[:2], CONFORMING[1:2], CONFORMING)
    audit = sim.audit(sim.load(written(tmp_path, IMPATIENT)), log_of(tmp_path, *cases))
    assert audit.cases["left_at"].tolist() == ["", "look", "look", ""]
    assert audit.cases["verdict"].tolist() == ["conforms", "conforms", "deviates", "conforms"]
    assert audit.steps.set_index("step")["left"].to_dict()["look"] == audit.left == audit.left_unsaid == 2
    told = json.loads(audit.to_json())
    assert (told["left"], told["left_unsaid"]) == (2, 2)
    assert "Of 2 cases it is taken that the customer left unserved" in " ".join(
        text for block in audit_blocks(audit) if isinstance(block, Items) for _, (text,) in block.items
    )


def test_who_was_heard_of_at_the_end_may_still_be_served(tmp_path: Path) -> None:
    audit = sim.audit(
        sim.load(written(tmp_path, IMPATIENT)), log_of(tmp_path, CONFORMING, CONFORMING, CONFORMING[:3])
    )
    assert (audit.judged, audit.still_open, audit.left) == (2, 1, 0)


def test_who_left_is_told_by_the_log(tmp_path: Path) -> None:
    rows = [f"c0,{step},2024-03-04 09:0{minute}," for minute, step in enumerate(CONFORMING)]
    rows += ["c1,take,2024-03-05 09:00,", "c1,do,,abandoned", "c2,take,,abandoned"]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(("case,activity,start,outcome", *rows)), encoding="utf-8")
    audit = sim.audit(sim.load(written(tmp_path, IMPATIENT)), path)
    # The second left the queue of a step, as the log says, though it was heard of last; the third at once.
    assert (audit.judged, audit.conforming, audit.still_open) == (2, 2, 0)
    assert (audit.left, audit.left_unsaid, audit.left_at_once, audit.not_judged) == (1, 0, 1, 0)
    (said, *_) = (block.text for block in audit_blocks(audit)[1:] if isinstance(block, Paragraph))
    assert "Not among them: 1 left before anything was begun." in said


def test_columns_that_may_say_more_are_named(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, CONFORMING)
    path.write_text(path.read_text(encoding="utf-8").replace("end,user", "fin,clerk"), encoding="utf-8")
    told = list(remarks(sim.audit(line, path)))
    assert (
        "not looked at: `fin` and `clerk`; should one of them say it, name it by `--end` when a visit ended "
        "or by `--resource` who did it"
    ) in told


def test_a_case_with_a_row_that_cannot_be_used_is_not_judged(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, CONFORMING, CONFORMING)
    path.write_text(path.read_text(encoding="utf-8").replace("2024-03-05 09:01:00", "soon"), encoding="utf-8")
    audit = sim.audit(line, path)
    assert (audit.judged, audit.conforming, audit.not_judged) == (1, 1, 1)
    assert audit.set_aside.to_dict("records") == [
        {"reason": "have a time that cannot be read", "rows": 1, "lines": "9",
         "example": "line 9: `soon`, `2024-03-05 09:01:30`"}
    ]  # fmt: skip


def test_a_step_that_nobody_writes_down_is_said_to_be(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, tuple(step for step in CONFORMING if step != "both"))
    assert sim.audit(line, path).conforming == 0
    assert sim.audit(line, path, unlogged="both").conforming == 1
    with pytest.raises(UsageError, match="there is no step `bath`; did you mean `both`"):
        sim.audit(line, path, unlogged="bath")


def test_measured_compliance_stands_beside_the_assumed(tmp_path: Path) -> None:
    counter = sim.load(written(tmp_path, COUNTER.replace("REDONE", "compliance: 92%")))
    whole = ("identify", "enter", "close", "desk")
    cases = [whole] * 7 + [("identify", "close", "desk"), ("enter", "identify", "close", "desk"), whole]
    audit = sim.audit(counter, log_of(tmp_path, *cases))
    actions = audit.actions.set_index("action")
    assert actions.index.tolist() == ["identify", "enter", "close"]  # the chat is free
    assert actions["complied"].tolist() == [9, 9, 10]
    assert actions["share"].tolist() == [0.9, 0.9, 1.0]
    assert actions["assumed"].tolist() == [0.92] * 3
    assert actions["skipped"].tolist() == [0, 1, 0]
    assert actions["out_of_order"].tolist() == [1, 0, 0]
    assert audit.conforming == 8
    told = audit.deviations[["case", "kind", "step", "action", "resource", "line"]]
    # What is skipped is told of who did the visit, at its first line.
    assert told.to_numpy().tolist() == [
        ["c7", "skipped", "counter", "enter", "I", 30],
        ["c8", "out of order", "counter", "identify", "E", 34],
    ]


def test_a_visit_of_which_only_the_step_is_told_is_not_judged_by_action(tmp_path: Path) -> None:
    counter = sim.load(written(tmp_path, COUNTER.replace("REDONE", "compliance: 92%")))
    whole = ("identify", "enter", "close", "desk")
    audit = sim.audit(counter, log_of(tmp_path, whole, ("counter", "desk"), whole))
    assert (audit.conforming, audit.untold) == (3, 1)
    assert audit.actions["visits"].tolist() == [2, 2, 2]


def test_where_steps_are_told_beside_their_actions_none_means_that_none_was_done(tmp_path: Path) -> None:
    counter = sim.load(written(tmp_path, COUNTER.replace("REDONE", "compliance: 92%")))
    both = ("counter", "identify", "enter", "close", "desk")
    audit = sim.audit(counter, log_of(tmp_path, both, ("counter", "desk"), both))
    assert (audit.conforming, audit.untold) == (2, 0)
    assert audit.actions["skipped"].tolist() == [1, 1, 1]


def test_too_slow_is_told_and_is_no_deviation(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, CONFORMING)
    # To take takes 2 min and no more.
    path.write_text(path.read_text(encoding="utf-8").replace("09:00:30", "09:02:01"), encoding="utf-8")
    audit = sim.audit(line, path)
    assert (audit.timed, audit.slow, audit.conforming) == (6, 1, 1)
    assert audit.deviations[["kind", "step", "resource"]].to_dict("records") == [
        {"kind": "too slow", "step": "take", "resource": "T"}
    ]


def test_all_of_it_as_json_and_as_files(line: sim.Blueprint, tmp_path: Path) -> None:
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, CONFORMING[1:]))
    told = json.loads(audit.to_json())
    assert (told["judged"], told["conforming"], told["share"]) == (2, 1, 0.5)
    assert told["deviations"][0]["at"] == "2024-03-05 09:00:00"
    assert [point["name"] for point in told["chart"]] == ["2024-03-04", "2024-03-05"]
    audit.save(tmp_path / "out")
    names = {path.stem for path in (tmp_path / "out").glob("*.csv")}
    assert names == {"cases", "deviations", "steps", "actions", "resources", "chart", "set_aside"}
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    audit.save(tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


@pytest.mark.parametrize("tolerance", ["-1%", "much", -0.1, True, float("nan")])
def test_a_tolerance_that_is_no_share_is_refused(
    line: sim.Blueprint, tmp_path: Path, tolerance: str | float
) -> None:
    with pytest.raises(UsageError, match="give a share from 0, such as `50%`"):
        sim.audit(line, log_of(tmp_path, CONFORMING), tolerance=tolerance)


def test_a_visit_that_lacks_its_last_actions_may_go_on_at_the_end_of_the_log(tmp_path: Path) -> None:
    counter = sim.load(written(tmp_path, COUNTER.replace("REDONE", "compliance: 92%")))
    whole = ("identify", "enter", "close", "desk")
    going_on = sim.audit(counter, log_of(tmp_path, whole, whole, ("identify", "enter")))
    assert (going_on.conforming, going_on.still_open) == (2, 1)
    # Who did not begin as the SOP says can do nothing about it any more.
    skipped = sim.audit(counter, log_of(tmp_path, whole, whole, ("enter", "close", "desk")))
    assert (skipped.conforming, skipped.judged, skipped.still_open) == (2, 3, 0)


def test_what_an_unknown_activity_may_mean_is_asked(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, (*CONFORMING, "printt"), (*CONFORMING, "printt"), (*CONFORMING, "coffee"))
    assert sim.audit(line, path).found.log.unknown == (
        ("printt", 2, "did you mean `print`?"),
        ("coffee", 1, ""),
    )


def test_rows_that_stand_twice_at_the_end_spoil_nothing(line: sim.Blueprint, tmp_path: Path) -> None:
    path = log_of(tmp_path, CONFORMING, CONFORMING)
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join((*rows, *rows[1:7])), encoding="utf-8")
    audit = sim.audit(line, path)
    assert (audit.judged, audit.conforming, audit.not_judged) == (2, 2, 0)
    assert audit.set_aside[["reason", "rows"]].to_numpy().tolist() == [
        ["say again what a row above them says", 6]
    ]
    (said, *_) = (block.text for block in audit_blocks(audit)[1:] if isinstance(block, Paragraph))
    assert "6 of the 18 rows were set aside, see below." in said


def test_visits_of_open_cases_are_not_timed(line: sim.Blueprint, tmp_path: Path) -> None:
    audit = sim.audit(line, log_of(tmp_path, CONFORMING, CONFORMING, CONFORMING[:3]))
    assert (audit.judged, audit.timed, audit.steps["visits"].sum()) == (2, 12, 12)


def test_an_action_goes_by_what_is_done(tmp_path: Path) -> None:
    counter = sim.load(written(tmp_path, COUNTER.replace("REDONE", "compliance: 92%")))
    known = {action.id: action.do for action in counter.steps["counter"].sop.actions}  # type: ignore[union-attr]
    whole = tuple(known.get(name, name) for name in ("identify", "enter", "close", "desk"))
    audit = sim.audit(counter, log_of(tmp_path, whole, (whole[1], f"counter: {whole[2]}", "desk")))
    assert (audit.judged, audit.conforming) == (2, 1)
    assert audit.deviations["action"].tolist() == ["identify"]


def test_a_visit_without_its_end_is_still_going_on_where_others_have_one(
    line: sim.Blueprint, tmp_path: Path
) -> None:
    path = log_of(tmp_path, CONFORMING, CONFORMING[:2], *[CONFORMING] * 3)
    assert sim.audit(line, path).still_open == 0  # it was heard of last days before the end
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("09:01:00,2024-03-05 09:01:30", "09:01:00,"), encoding="utf-8")
    audit = sim.audit(line, path)
    assert (audit.still_open, audit.judged, audit.conforming) == (1, 4, 4)
