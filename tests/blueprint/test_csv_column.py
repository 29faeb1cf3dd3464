"""A column of a CSV file, and every way to get it wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blueprint.csv_column import read_column
from simulator.blueprint.misread import Fault, Misread


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def fault(path: Path, column: str = "calls") -> Fault:
    with pytest.raises(Misread) as caught:
        read_column(path, column)
    (found,) = caught.value.faults
    return found


def test_a_column_is_read_with_the_numbers_of_its_rows(file: Path) -> None:
    file.write_text("hour,calls\n9,30\n10,42.5\n")
    assert read_column(file, "calls") == [(2, "30"), (3, "42.5")]


def test_blanks_quotes_and_texts(file: Path) -> None:
    file.write_text('hour, calls \n9, 30 \n10,"4 min"\n11,"a, b"\n')
    assert read_column(file, "calls") == [(2, "30"), (3, "4 min"), (4, "a, b")]


def test_a_byte_order_mark_and_windows_line_ends(file: Path) -> None:
    file.write_bytes("\ufeffcalls,客户\r\n1,2\r\n3,4\r\n".encode())
    assert read_column(file, "calls") == [(2, "1"), (3, "3")]
    assert read_column(file, "客户") == [(2, "2"), (3, "4")]


def test_utf_16_with_its_mark_is_read(file: Path) -> None:
    file.write_bytes("calls\n1\n".encode("utf-16"))
    assert read_column(file, "calls") == [(2, "1")]


def test_blank_rows_are_passed_over_and_counted(file: Path) -> None:
    file.write_text("\ncalls,x\n\n1,2\n,\n3,4\n\n")
    assert read_column(file, "calls") == [(4, "1"), (6, "3")]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_come_with_decimal_commas(file: Path, separator: str) -> None:
    file.write_text(f"hour{separator}calls\n9{separator}4,5\n10{separator}4,5 min\n11{separator}1.5\n")
    assert read_column(file, "calls") == [(2, "4.5"), (3, "4.5 min"), (4, "1.5")]


def test_a_column_with_a_comma_in_its_name(file: Path) -> None:
    file.write_text('"calls, per hour",x\n1,2\n')
    assert read_column(file, "calls, per hour") == [(2, "1")]


def test_a_single_column(file: Path) -> None:
    file.write_text("calls\n1\n2\n")
    assert read_column(file, "calls") == [(2, "1"), (3, "2")]


def test_an_unknown_column_names_the_nearest(file: Path) -> None:
    file.write_text("hour,calls\n9,30\n")
    found = fault(file, "call")
    assert (found.code, found.help, found.at) == ("no-column", "did you mean `calls`?", ("column",))
    assert fault(file, "zebra").help == "known: hour, calls"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "empty-file", "is empty"),
        ("\n\n", "empty-file", "is empty"),
        ("hour,calls\n", "empty-column", "no row"),
        ("9,30\n10,40\n", "no-header", "holds figures"),
        ("calls,calls\n1,2\n", "two-columns", "2 columns"),
        ("hour,calls\n9,\n", "empty-cell", "row 2"),
        ("hour,calls\n9,1\n10\n", "empty-cell", "row 3"),
        ("hour,calls\n9,4,5\n", "too-many-cells", "row 2"),
        ('hour,calls\n9,"' + "x" * 200_000, "not-csv", "row"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_row(
    file: Path, content: str, code: str, words: str
) -> None:
    file.write_text(content)
    found = fault(file)
    assert found.code == code
    assert words in found.message


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"PK\x03\x04", "not-text", "Excel"),
        (b"calls\n\x00\n", "not-text", "no text"),
        (b"calls\ncaf\xe9\n", "wrong-encoding", "row 2"),
    ],
)
def test_what_is_no_text_is_named(file: Path, content: bytes, code: str, words: str) -> None:
    file.write_bytes(content)
    assert fault(file).code == code
    assert words in fault(file).message


def test_a_missing_file_names_the_nearest(file: Path) -> None:
    assert fault(file).help == "there is no CSV file in that folder"
    (file.parent / "arrivals.csv").write_text("x\n1\n")
    assert fault(file.parent / "arivals.csv").help == "did you mean `arrivals.csv`?"
    assert fault(file).help == "the folder holds arrivals.csv"
    assert "no folder" in fault(file.parent / "none" / "calls.csv").message
    assert fault(file.parent).code == "folder"
    assert fault(file.parent / "a\0b").code == "missing-file"


def test_files_elsewhere_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "calls.csv").write_text("calls\n1\n")
    assert read_column(tmp_path / "data" / ".." / "calls.csv", "calls") == [(2, "1")]


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=5))
def test_any_file_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, column: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with suppress(Misread):
        assert all(cell for _, cell in read_column(path, column))


def test_more_than_one_wrong_row_is_told_with_how_many_more(file: Path) -> None:
    file.write_text("calls,x\n" + "1\n,2\n" * 7)
    assert fault(file).message.endswith("row 9 (`,2`), row 11 (`,2`) and 2 more rows")
    file.write_text("calls,x\n,1\n,2\n")
    assert fault(file).message.endswith("; wrong too: row 3 (`,2`)")
