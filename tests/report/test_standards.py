"""What a run and a check tell of the SOPs of a service."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.load import loads
from simulator.experiment.check import check
from simulator.report.blocks import Items, Table
from simulator.report.check import check_blocks
from simulator.report.run import run_blocks
from tests.services import written

#: Nobody greets as prescribed, advising bends to everybody, entering always goes wrong and is left so.
DESK = """\
blueprint: Desk
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers:
  guest: {starts_at: desk, arrivals: {every: 15 min}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: 8 min
    sop:
      time_measured: without
      actions:
        - {id: greet, do: Greet, standard_time: 1 min, lock: fixed, compliance: 0%}
        - {id: enter, do: Enter, standard_time: 2 min, error: 100%}
        - {id: advise, do: Advise, standard_time: 1 min, lock: elastic, fits: 0%}
    next: {to: door}
  door: {team: clerks, time: 1 min, next: {end: served}}
"""


def tables(folder: Path, text: str) -> dict[str, Table]:
    result = sim.run(sim.load(written(folder, text)), replications=12, tables=False)
    return {block.title: block for block in run_blocks(result) if isinstance(block, Table)}


def standards(text: str) -> list[str]:
    """The sentences of a check on SOPs."""
    return [
        sentence
        for block in check_blocks(check(loads(text)))
        if isinstance(block, Items) and block.title == "Standard of work"
        for _, lines in block.items
        for sentence in lines
    ]


def test_a_run_tells_what_was_prescribed_and_what_was_done(tmp_path: Path) -> None:
    # Greeting and advising are half of the work, half of that may bend; one of two was done as prescribed.
    table = tables(tmp_path, DESK)["Standard of work"]
    assert [column.head for column in table.columns] == [
        "step",
        "prescribed",
        "elastic",
        "complied",
        "exceptions",
        "errors",
        "left",
        "redone",
    ]
    assert table.rows == (("desk", "50 %", "50 %", "50 %", "0 %", "100 %", "100 %", "0 %"),)


def test_a_run_tells_what_is_prescribed_for_a_class(tmp_path: Path) -> None:
    text = DESK.replace(
        "    next: {to: door}", "      customers: {guest: {standardisation: 100%}}\n    next: door"
    )
    table = tables(tmp_path, text)["Standard of work"]
    assert table.rows[1:] == (("desk, guest", "100 %", "25 %", "-", "-", "-", "-", "-"),)
    assert table.note.endswith("of all customers of a step, also where the SOP is another for a class.")


def test_lanes_are_told_where_several_have_an_sop(tmp_path: Path) -> None:
    # Desk 8.3 min of which 2 parts in 4 are prescribed and 1 may bend; door 1 min, all of it.
    assert "Standard of work by lane" not in tables(tmp_path, DESK)
    door = "{team: clerks, lane: support, time: 1 min, sop: {standardisation: 100%}, next: {end: served}}"
    text = DESK.partition("  door:")[0] + f"  door: {door}\n"
    table = tables(tmp_path, text)["Standard of work by lane"]
    assert table.rows == (
        ("onstage", "50 %", "50 %", "50 %"),
        ("support", "100 %", "0 %", "100 %"),
        # (4.15 + 1)/9.3, 2.075/5.15, (1 + 20)/(2 + 20) of the actions
        ("all", "55.4 %", "40.3 %", "95.5 %"),
    )


def test_a_run_tells_what_an_audit_would_find(tmp_path: Path) -> None:
    # Greeting is missed in every visit, one of two actions: 50 %; four in ten are seen: 1 − .4·.5 = 80 %.
    # Of visits that are all alike only what is overlooked is luck: √(.4·.6/20)/2 = .0548, as of
    # .8·.2/.0548² = 53 customers, of whom 36 to 48 are within.
    text = DESK.replace("      actions:", "      audit: {visits: 20, detects: 40%}\n      actions:")
    table = tables(tmp_path, text)["Audits"]
    assert [column.head for column in table.columns] == [
        "audit of",
        "visits",
        "sees",
        "complied",
        "finds",
        "95 % within",
    ]
    assert table.rows == (("desk", "20", "40 %", "50 %", "80 %", "67.9 % to 90.6 %"),)


def test_an_audit_that_sees_all_of_visits_that_are_alike_is_right(tmp_path: Path) -> None:
    text = DESK.replace("      actions:", "      audit: {visits: 20}\n      actions:")
    assert tables(tmp_path, text)["Audits"].rows == (("desk", "20", "100 %", "50 %", "50 %", "50 %"),)


def test_where_nothing_is_audited_there_is_no_table_of_it(tmp_path: Path) -> None:
    assert "Audits" not in tables(tmp_path, DESK)


def test_a_run_tells_which_actions_are_complied_with_least(tmp_path: Path) -> None:
    table = tables(tmp_path, DESK)["Least complied with"]
    assert (table.rows, table.note) == ((("desk: greet", "0 %"),), "")


@pytest.mark.parametrize(
    ("actions", "note"),
    [
        (5, ""),
        (6, "One more is not always complied with either."),
        (7, "2 more are not always complied with either."),
    ],
)
def test_no_more_than_five_actions_are_told(tmp_path: Path, actions: int, note: str) -> None:
    greet = "        - {id: greet, do: Greet, standard_time: 1 min, lock: fixed, compliance: 0%}\n"
    assert greet in DESK
    many = "".join(greet.replace("id: greet", f"id: greet {i}") for i in range(actions))
    table = tables(tmp_path, DESK.replace(greet, many))["Least complied with"]
    assert (len(table.rows), table.note) == (5, note)


def test_no_actions_are_told_where_all_is_complied_with(tmp_path: Path) -> None:
    assert "Least complied with" not in tables(tmp_path, DESK.replace(", compliance: 0%", ""))


def test_nothing_prescribed_has_no_part_that_bends(tmp_path: Path) -> None:
    text = DESK.replace("lock: elastic, fits: 0%", "lock: free").replace("lock: fixed", "lock: free")
    row = tables(tmp_path, text)["Standard of work"].rows[0]
    assert row[:4] == ("desk", "0 %", "-", "-")


def test_a_service_without_sops_tells_nothing_of_them(tmp_path: Path) -> None:
    before, _, rest = DESK.partition("    sop:\n")
    text = before + "    next: {to: door}\n" + rest.partition("next: {to: door}\n")[2]
    assert {"Standard of work", "Least complied with"}.isdisjoint(tables(tmp_path, text))
    assert standards(text) == []


def test_a_check_tells_what_is_to_be_expected() -> None:
    # 2 + 4 + 2·1.15 = 8.3 min.
    assert standards(DESK) == [
        "`desk`: 50 % of the work is prescribed, 50 % of that may bend, 50 % of it is complied with.",
        "`desk`: a visit takes 8.3 min (cv 0) on average, 0 % of visits are exceptions, 100 % have an error "
        "and 100 % are left with one.",
        "`desk`: standard times add up to 4 min, the mean of `time` is 8 min.",
    ]


def test_a_check_tells_the_time_of_each_class() -> None:
    # Half of all is prescribed and fits: 10 and 20 min less 5 %. An error of 8 % is 8 − .37·4 = 6.52 %.
    text = """\
blueprint: Desk
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers:
  guest: {starts_at: desk, arrivals: {rate: 1/h}}
  member: {starts_at: desk, arrivals: {rate: 1/h}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: {by: customers, guest: 10 min, otherwise: 20 min}
    sop: {time_measured: without, standardisation: 50%, error: 8%}
    next: {end: served}
"""
    assert standards(text) == [
        "`desk`: 50 % of the work is prescribed, 0 % of that may bend, 100 % of it is complied with.",
        "`desk`: a visit takes 9.5 min (guest, cv 0) and 19 min (otherwise, cv 0) on average, 0 % of visits "
        "are exceptions, 6.52 % have an error and 6.52 % are left with one.",
    ]


def test_a_check_has_its_figures_as_a_table() -> None:
    (row,) = check(loads(DESK)).tables()["standards"].to_dict("records")
    assert row == {
        "step": "desk",
        "customers": "",
        "standardisation": 0.5,
        "elasticity": 0.5,
        "compliance": 0.5,
        "exceptions": 0.0,
        "errors": 1.0,
        "errors_left": 1.0,
        "standard_time": 4.0,
        "unit": "min",
        "of": "",
        "time": 8.0,
        "mean": pytest.approx(8.3),
        "cv": 0.0,
    }
