"""The store: what is put in is there after anything that can happen to a process, a file or a disk."""

from __future__ import annotations

import contextlib
import os
import resource
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from simulator.errors import RunError, UsageError
from simulator.experiment.sweeps.store import APPLICATION, FORM, Kept, Store
from simulator.experiment.sweeps.work import Outcome

KEY = bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bank.sopsim.sqlite"


def put(path: Path | None, key: bytes = KEY, outcome: Outcome | None = None) -> None:
    store = Store(path)
    store.put([(key, outcome or Outcome(b"metrics", b"slas"))])
    store.close()


def test_what_is_put_in_is_there_next_time(path: Path) -> None:
    put(path)
    put(path, b"another", Outcome(reason="nobody is on duty"))
    store = Store(path)
    assert store.get(KEY) == Kept(b"metrics", b"slas", "")
    assert store.get(b"another") == Kept(b"", b"", "nobody is on duty")
    assert store.get(b"a third") is None
    store.close()


def test_a_store_that_ends_with_the_process_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(None)
    store.put([(KEY, Outcome(b"metrics", b"slas"))])
    assert store.get(KEY) == Kept(b"metrics", b"slas", "")
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store(path: Path) -> None:
    path.write_bytes(b"somebody's notes, " * 1000)
    with pytest.raises(
        UsageError, match=r"bank\.sopsim\.sqlite is damaged, or no store at all; move it away"
    ):
        Store(path)
    assert path.read_bytes() == b"somebody's notes, " * 1000


def test_a_store_with_garbage_in_its_middle(path: Path) -> None:
    store = Store(path)
    for number in range(200):
        store.put([(bytes([number]), Outcome(bytes(5000), b""))])
    store.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises((UsageError, RunError), match=r"is damaged, or no store at all"):
        Store(path).get(KEY)


def test_figures_that_were_damaged_are_as_if_they_were_not_there(path: Path) -> None:
    put(path)
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE points SET metrics = x'00'")
    store = Store(path)
    assert store.get(KEY) is None
    store.put([(KEY, Outcome(b"metrics", b"slas"))])
    assert store.get(KEY) == Kept(b"metrics", b"slas", "")
    store.close()


def test_a_store_of_another_version(path: Path) -> None:
    put(path)
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        file.execute(f"PRAGMA user_version = {FORM + 1}")
    message = r"written by another version of sopsim \(its form is 2, this one reads 1\); name a new file"
    with pytest.raises(UsageError, match=message):
        Store(path)


def test_a_database_of_another_program(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(UsageError, match="is a database of another program"):
        Store(path)
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_folder_in_the_place_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; name a file"):
        Store(tmp_path)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    Store(tmp_path / "new" / "one" / "bank.sqlite").close()
    assert (tmp_path / "new" / "one" / "bank.sqlite").is_file()
    with pytest.raises(UsageError, match=r"cannot write the store .*: Not a directory"):
        Store(tmp_path / "new" / "one" / "bank.sqlite" / "more" / "bank.sqlite")


def test_a_store_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path)
    connect = sqlite3.connect

    def to_read(name: str, **options: object) -> sqlite3.Connection:
        return connect(f"file:{name}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", to_read)
    with pytest.raises(UsageError, match=r"cannot be written \(attempt to write a readonly database\)"):
        Store(path)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
def test_a_full_disk_leaves_what_was_finished(path: Path) -> None:
    """A file may not grow beyond 200 kB: some points are in, the next one is refused, none is lost."""
    script = """
import sys
from pathlib import Path
from simulator.errors import RunError
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.work import Outcome
import os
store = Store(Path(sys.argv[1]))
for number in range(100):
    try:
        store.put([(bytes([number]), Outcome(os.urandom(10_000), b""))])
    except RunError as error:
        print(number, error)
        break
"""
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    many, _, said = done.stdout.partition(" ")
    assert "could not be written" in said, done.stderr
    assert "what was finished before is in it" in " ".join(said.split())
    store = Store(path)
    assert 5 < int(many) < 30
    assert [store.get(bytes([number])) is not None for number in range(100)] == [
        number < int(many) for number in range(100)
    ]
    store.close()


def test_two_who_write_at_once_wait_for_each_other(path: Path) -> None:
    stores = [Store(path), Store(path)]

    def write(which: int) -> None:
        for number in range(100):
            stores[which].put([(bytes([which, number]), Outcome(b"metrics", b"slas"))])

    writers = [threading.Thread(target=write, args=(which,)) for which in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert all(stores[0].get(bytes([which, number])) for which in (0, 1) for number in range(100))
    for store in stores:
        store.close()


def test_a_store_that_another_process_never_lets_go_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.experiment.sweeps.store._PATIENCE", 0.1)
    store = Store(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RunError, match=r"another process has kept the store .* for 0 s"):
            store.put([(KEY, Outcome(b"metrics", b"slas"))])
    store.close()
