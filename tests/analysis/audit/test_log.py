"""How the log of something that really happened is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.analysis.audit.headers import USUAL, Columns
from simulator.analysis.audit.log import Log, read_log
from simulator.errors import UsageError
from tests.analysis.audit.line import line_plan

#: 2024-03-04 09:00 of Greenwich, in seconds from 1970 on.
NINE = 1_709_542_800.0


def read(
    folder: Path,
    text: str,
    encoding: str = "utf-8",
    columns: Columns = Columns(),  # noqa: B008
    run_for: str = "1 d",
) -> Log:
    path = folder / "log.csv"
    path.write_bytes(text.encode(encoding))
    return read_log(path, line_plan(folder, run_for), columns)


def steps(log: Log, folder: Path) -> list[str]:
    return [line_plan(folder).steps[step].name for step in log.step]


def aside(log: Log) -> dict[str, tuple[int, tuple[int, ...]]]:
    return {one.reason: (one.count, one.lines) for one in log.set_aside}


@pytest.mark.parametrize(
    "header",
    [
        "case,activity,time,end,user",
        "Case ID;Step;Start Time;End Time;Team",
        "Fall-Nummer;Aktivität;Beginn;Ende;Mitarbeiter",
        "Vorgang;Schritt;Startzeit;Endzeit;Bearbeiter",
        "编号,活动,开始,结束,员工",
    ],
)
def test_columns_go_by_their_usual_names(tmp_path: Path, header: str) -> None:
    sign = ";" if ";" in header else ","
    row = sign.join(("a", "take", "2024-03-04 09:00", "2024-03-04 09:02", "Ann"))
    log = read(tmp_path, f"{header}\n{row}\n")
    assert steps(log, tmp_path) == ["take"]
    assert log.start.tolist() == [NINE]
    assert log.end.tolist() == [NINE + 120]
    assert log.resources == ("Ann",)


def test_columns_go_by_the_names_that_are_given(tmp_path: Path) -> None:
    log = read(
        tmp_path, "a,b,c\n1,take,2024-03-04 09:00\n", columns=Columns(case="a", activity="b", time="c")
    )
    assert steps(log, tmp_path) == ["take"]


def test_all_columns_that_are_missing_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read(tmp_path, "who,what,end\nx,y,z\n", columns=Columns(resource="whom"))
    assert str(error.value) == (
        "log.csv: its columns are `who`, `what`, `end`\n"
        "there is no column `whom` (`--resource`); did you mean `who`?\n"
        "no column says whose case it is: name it with `--case COLUMN`\n"
        "no column says what was done: name it with `--activity COLUMN`\n"
        "no column says when it began: name it with `--time COLUMN`"
    )


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are 2 columns `time`; rename all but one"):
        read(tmp_path, "case,activity,time,time\n1,take,2024-03-04,2024-03-05\n")


def test_who_did_it_is_told_with_the_team_unless_the_column_is_named(tmp_path: Path) -> None:
    text = "case,activity,time,team,member\n1,take,2024-03-04,clerks,2\n"
    assert read(tmp_path, text).resources == ("clerks 2",)
    assert read(tmp_path, text, columns=Columns(resource="member")).resources == ("2",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_may_be_chinese(tmp_path: Path, encoding: str) -> None:
    text = "案例,活动,开始时间,处理人\n张三,take,2024年3月4日 9:00,王芳\n"
    log = read(tmp_path, text, encoding)
    assert (log.cases, log.resources, log.start.tolist()) == (("张三",), ("王芳",), [NINE])


@pytest.mark.parametrize("activity", ["look", "Look", "Look it over", " LOOK "])
def test_a_step_goes_by_its_name_or_its_title(tmp_path: Path, activity: str) -> None:
    log = read(tmp_path, f"case,activity,time\n1,{activity},2024-03-04\n")
    assert steps(log, tmp_path) == ["look"]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2024-03-04T09:00:00", 0.0),
        ("2024-03-04T09:00:00.250", 0.25),
        ("2024/3/4 9:00", 0.0),
        ("04.03.2024 09:00", 0.0),
        ("31/03/2024 09:00", 27 * 86400.0),
        ("3/31/2024 9:00 AM", 27 * 86400.0),
        ("31.03.24 09:00", 27 * 86400.0),
        ("2024-03-04 09:00 pm", 12 * 3600.0),
        ("2024-03-04T09:00:00Z", 0.0),
        ("2024-03-04T09:00:00+08:00", -8 * 3600.0),
        ("2024-03-04 09:00:00-0330", 3.5 * 3600.0),
    ],
)
def test_a_time_may_be_written_in_many_ways(tmp_path: Path, written: str, seconds: float) -> None:
    log = read(tmp_path, f"case,activity,time\n1,take,{written}\n")
    assert log.start.tolist() == [NINE + seconds]


def test_the_day_of_a_time_with_a_zone_is_the_local_one(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,take,2024-03-05T01:00:00+08:00\n")
    assert log.start.tolist() == [NINE + 8 * 3600]  # 17:00 on the 4th in Greenwich
    assert log.day.tolist() == [NINE + 16 * 3600]  # and 01:00 on the 5th there


def test_plain_figures_count_in_the_unit_of_the_blueprint_from_its_start(tmp_path: Path) -> None:
    log = read(tmp_path, "case;activity;time\n1;take;2,5\n")
    assert log.start.tolist() == [NINE + 150]  # 2.5 min
    assert log.plain


def test_figures_beyond_the_run_are_the_dates_of_a_spreadsheet(tmp_path: Path) -> None:
    # 2024-03-04 is day 45,355 since the end of 1899; the run is of a day, of 1,440 min.
    log = read(tmp_path, "case;activity;time\n1;take;45355,375\n1;do;45355,37847\n")
    assert log.start.tolist() == [NINE, NINE + 300]
    assert (log.plain, log.serial) == (False, True)


def test_what_is_no_date_among_those_of_a_spreadsheet_is_set_aside(tmp_path: Path) -> None:
    rows = (
        "1;take;45355,375;45355,38\n1;do;45355,38;0\n2;take;0;45355,39\n2;do;noon;45355,39\n3;take;45355,4;\n"
    )
    log = read(tmp_path, f"case;activity;time;end\n{rows}")
    assert log.serial
    assert log.start.tolist() == [NINE, NINE + 2160]
    assert aside(log) == {"have a time that cannot be read": (3, (3, 4, 5))}


def test_figures_within_the_run_are_its_times(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,take,45355\n", run_for="40 d")
    assert log.start.tolist() == [NINE + 45355 * 60]
    assert not log.serial


@pytest.mark.parametrize("time", ["9:05", "2:05 PM", "14:05:10.5"])
def test_times_without_dates_are_refused(tmp_path: Path, time: str) -> None:
    with pytest.raises(UsageError, match=f"times without dates, such as {time}; write each with its date"):
        read(tmp_path, f"case,activity,time\n1,take,{time}\n1,do,9:10\n")


def test_where_no_time_can_be_read_it_is_said_how_one_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a time is written as 2024-03-31 14:05:10"):
        read(tmp_path, "case,activity,time\n1,take,02/03/26\n")


def test_a_spreadsheet_may_say_what_separates_columns(tmp_path: Path) -> None:
    log = read(tmp_path, "sep=|\ncase|activity|time\n1|take|2024-03-04 09:00\n")
    assert (log.start.tolist(), log.line.tolist()) == ([NINE], [3])


def test_columns_that_are_not_looked_at_are_known(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time,done at,clerk\n1,take,2024-03-04 09:00,x,Ann\n")
    assert log.unused == ("done at", "clerk")


def test_day_and_month_must_be_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="with the day or with the month first; write them as 2024-03-31"):
        read(tmp_path, "case,activity,time\n1,take,3/4/2024 09:00\n")


BAD = """\
case,activity,time,end
1,take,2024-03-04 09:00,2024-03-04 09:02
1,take,2024-03-04 09:00,2024-03-04 09:02
1,login,2024-03-04 09:01,2024-03-04 09:02
2,take,soon,
,take,2024-03-04 09:00,
3,take,2024-03-04 09:00,2024-03-04 08:00
4,take,2024-03-04 09:00,,more
5,take,2024-03-04 09:10Z,
6,do,2024-03-04 10:00,
6,take,2024-03-04 09:00,
"""


def test_bad_rows_are_counted_with_their_lines_and_set_aside(tmp_path: Path) -> None:
    both = "g{i},take,2024-03-04 09:00,2024-03-04 09:02\ng{i},do,2024-03-04 09:03,2024-03-04 09:05\n"
    sound = "".join(both.format(i=i) for i in range(10))
    log = read(tmp_path, BAD + sound)
    assert aside(log) == {
        "have more entries than there are columns": (1, (8,)),
        "name no case": (1, (6,)),
        "name an activity that the blueprint does not have": (1, (4,)),
        "have a time that cannot be read": (1, (5,)),
        "have a time zone where most have none, or none where most have one": (1, (9,)),
        "have an end before the start": (1, (7,)),
        "lie earlier than a row of the same case above them": (1, (11,)),
        "say again what a row above them says": (1, (3,)),
    }
    assert len(log.case) == 22  # the first row of case 1, the first of case 6, and the twenty
    # Nothing is lost with a row that stands there twice, or of something that is no part of the service.
    assert {log.cases[i] for i in np.flatnonzero(log.incomplete)} == {"2", "3", "4", "5", "6"}


def test_rows_in_no_order_are_refused(tmp_path: Path) -> None:
    rows = [f"{case},{step},2024-03-04 09:{minute}" for case in "ab" for step, minute in
            (("take", 20), ("do", 10), ("look", 30))]  # fmt: skip
    with pytest.raises(UsageError) as error:
        read(tmp_path, "\n".join(("case,activity,time", *rows)))
    assert str(error.value) == (
        "log.csv is in no order of time: 2 of its 6 rows lie earlier than a row of the same case above them; "
        "sort it by the time"
    )


def test_the_newest_may_be_first(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,look,2024-03-06\n1,do,2024-03-05\n1,take,2024-03-05\n")
    assert steps(log, tmp_path) == ["take", "do", "look"]  # of one moment the lower one is the earlier
    assert log.set_aside == ()


def test_rows_may_stand_in_the_order_of_their_ends(tmp_path: Path) -> None:
    rows = "1,do,2024-03-05,2024-03-06\n1,take,2024-03-04,2024-03-07\n"
    assert read(tmp_path, f"case,activity,start,end\n{rows}").set_aside == ()


def test_what_is_done_at_once_stands_in_any_order(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,print,2024-03-05\n1,bill,2024-03-04\n")
    assert log.set_aside == ()
    assert steps(log, tmp_path) == ["bill", "print"]


def test_the_rows_for_start_and_end_are_taken_together(tmp_path: Path) -> None:
    rows = [
        "1,take,2024-03-04 09:00,start",
        "1,take,2024-03-04 09:02,complete",
        "1,do,2024-03-04 09:03,start",
    ]
    log = read(tmp_path, "\n".join(("case,activity,timestamp,lifecycle:transition", *rows)))
    assert log.start.tolist() == [NINE, NINE + 180]
    assert log.end[0] == NINE + 120
    assert np.isnan(log.end[1])
    assert log.unfinished.tolist() == [True]


def test_a_log_of_which_nothing_can_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read(tmp_path, "case,activity,time\n1,tale,2024-03-04\n2,take,soon\n")
    assert str(error.value) == (
        "log.csv: no row of it can be used\n"
        "1 row names an activity that the blueprint does not have, line 2: `tale`\n"
        "1 row has a time that cannot be read, line 3: `soon`\n"
        "a time is written as 2024-03-31 14:05:10, or as 31.03.2024 14:05\n"
        "the blueprint has no `tale`; did you mean `take`?"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "log.csv is empty; its first row holds the names of the columns"),
        (b"case,activity,time\n", "log.csv has no row below the names of its columns"),
        (
            b"PK\x03\x04",
            "`log.csv` is an Excel file, not a CSV file; store the sheet as “CSV UTF-8” and name that",
        ),
        (
            "案例".encode("gb18030"),
            "`log.csv` is not stored as UTF-8: row 1 holds a letter that cannot be read; store it as UTF-8 "
            "(in Excel: “CSV UTF-8”)",
        ),
    ],
)
def test_a_file_that_is_no_log_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as error:
        read_log(path, line_plan(tmp_path), Columns())
    assert str(error.value) == said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no file .*none\.csv; name the log, a CSV file"):
        read_log(tmp_path / "none.csv", line_plan(tmp_path), Columns())
    with pytest.raises(UsageError, match="is a folder; name the log, a CSV file"):
        read_log(tmp_path, line_plan(tmp_path), Columns())


def test_all_usual_names_of_columns_are_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "background" / "audit.md").read_text(encoding="utf-8")
    assert [name for names in USUAL.values() for name in names if f"`{name}`" not in page] == []
