"""What a check found, as it is shown."""

from __future__ import annotations

import textwrap

from simulator.blueprint.load import loads
from simulator.experiment.check import check
from simulator.report.blocks import Block, Finding, Table
from simulator.report.check import check_blocks

MAIL = """\
blueprint: Mail
clock: {unit: min, start: "Mon 09:00", run_for: 12 h}
customers:
  letter: {starts_at: desk, arrivals: {rate: 6/h}}
teams:
  clerks: {schedule: {"09:00": 2, "15:00": 0}}
steps:
  desk: {team: clerks, time: {exponential: 4 min}, next: {end: served}}
"""


def blocks(text: str) -> tuple[Block, ...]:
    return check_blocks(check(loads(textwrap.dedent(text))))


def table(text: str, title: str) -> Table:
    (found,) = [block for block in blocks(text) if isinstance(block, Table) and block.title == title]
    return found


def test_work_outside_the_hours_is_told_below_the_loads() -> None:
    loads = table(MAIL, "Loads")
    assert loads.rows == (("clerks", "0.4", "1", "40 %", "Mon 09:00", "20 %"),)
    assert loads.note.endswith(
        "Work that comes in hours when nobody is on duty (50 % for clerks) is in the load, "
        "but not in that of the busiest hour."
    )


def test_a_team_of_nobody_has_no_load() -> None:
    nobody = MAIL.replace('{schedule: {"09:00": 2, "15:00": 0}}', "{count: 0}")
    assert table(nobody, "Loads").rows == (("clerks", "0.4", "0", "-", "-", "-"),)
    assert not [block for block in blocks(nobody) if isinstance(block, Table) and block.title == "Theory"]


def test_figures_of_theory_that_are_times_name_their_unit() -> None:
    steady = MAIL.replace('{schedule: {"09:00": 2, "15:00": 0}}', "{count: 2}")
    about = [row[0] for row in table(steady, "Theory").rows]
    assert about == [
        "number busy of clerks",
        "utilisation of clerks",
        "queue time at desk, min",
        "wait at desk, min",
        "share with a wait at desk",
        "queue length at desk",
        "time in system of letter, min",
    ]


def test_warnings_stand_at_the_end() -> None:
    found = blocks(MAIL)
    codes = [block.problem.code for block in found if isinstance(block, Finding)]
    assert codes == ["arrives-closed"]
    assert isinstance(found[-1], Finding)
