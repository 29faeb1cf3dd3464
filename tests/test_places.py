"""Where files are written."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from simulator.errors import RunError, UsageError
from simulator.places import check_file, make_folder, write_file


def test_a_missing_folder_is_made_when_something_is_written_and_not_before(tmp_path: Path) -> None:
    file = tmp_path / "new" / "one" / "text"
    check_file(file)
    assert not (tmp_path / "new").exists()
    write_file(file, b"text")
    assert file.read_bytes() == b"text"


def test_what_can_be_seen_to_be_wrong_is_told_beforehand(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="it is a folder"):
        check_file(tmp_path)
    with pytest.raises(UsageError, match=r"cannot write .*: Not a directory"):
        check_file(tmp_path / "file" / "text")
    with pytest.raises(UsageError, match="cannot write the store: Not a directory"):
        make_folder(tmp_path / "file" / "folder", "the store")


def test_what_goes_wrong_in_writing_is_a_failure_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RunError, match="text cannot be written: No space left on device"):
        write_file(tmp_path / "text", b"")
