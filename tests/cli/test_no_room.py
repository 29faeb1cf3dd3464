"""A full disk and too little memory are nobody's mistake, and are told in a sentence."""

from __future__ import annotations

import errno

import pytest

from simulator.cli import plain


def raising(error: BaseException) -> int:
    def action() -> None:
        raise error

    return plain.exit_code_of(action)


def test_a_full_disk_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_let_go_of_stdout", lambda: None)
    assert raising(OSError(errno.ENOSPC, "No space left on device")) == 3
    assert capsys.readouterr().err == "sopsim: the disk is full; what was printed is not complete\n"


def test_too_little_memory_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(MemoryError()) == 3
    assert "the memory does not suffice" in capsys.readouterr().err
