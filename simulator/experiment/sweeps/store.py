"""The store of a sweep: a SQLite file with every finished point under the hash of all that it depends on.

Every point is committed at once, in a log beside the file (`-wal`), so that a process killed at any moment
loses nothing that was committed, and a power cut at most the last few points. Several processes may use one
store at the same time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from simulator.errors import RunError, SopsimError, UsageError
from simulator.experiment.sweeps.work import Outcome
from simulator.places import make_folder

#: By these a file says that it is a store of ours, and of which form.
APPLICATION, FORM = 0x50505350, 1

#: Seconds to wait for another process that is writing.
_PATIENCE = 60.0

_SCHEMA = (
    "CREATE TABLE points (key BLOB PRIMARY KEY, reason TEXT NOT NULL, metrics BLOB NOT NULL, "
    "slas BLOB NOT NULL, digest BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store has of a point: its tables as Arrow streams, or why it failed."""

    metrics: bytes
    slas: bytes
    reason: str


class Store:
    """Finished points by their keys.

    Args:
        path: the file, made if it is not there; None is a store that ends with the process.

    Raises:
        UsageError: the file is no store, one of another version, damaged, or cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._name = "the store" if path is None else f"the store {path}"
        if path is not None and path.is_dir():
            raise UsageError(f"{self._name} is a folder; name a file")
        if path is not None:
            make_folder(path.parent, self._name)
        with self._told(UsageError):
            self._file = sqlite3.connect(
                "" if path is None else os.fspath(path),
                timeout=_PATIENCE,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            self._begin()
        except BaseException:
            self._file.close()
            raise

    def _begin(self) -> None:
        """See that the file is ours and can be written; a new one gets its form."""
        with self._told(UsageError):
            tables = self._one("SELECT count(*) FROM sqlite_master")
            application, form = self._one("PRAGMA application_id"), self._one("PRAGMA user_version")
        if tables and application != APPLICATION:
            raise UsageError(f"{self._name} is a database of another program; name a new file with `--store`")
        if tables and form != FORM:
            raise UsageError(
                f"{self._name} was written by another version of sopsim (its form is {form}, this one reads "
                f"{FORM}); name a new file with `--store`, or delete it"
            )
        with self._told(UsageError):
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            with self._transaction():
                if not self._one("SELECT count(*) FROM sqlite_master"):
                    self._file.execute(f"PRAGMA application_id = {APPLICATION}")
                    self._file.execute(_SCHEMA)
                self._file.execute(
                    f"PRAGMA user_version = {FORM}"
                )  # of an old one, to see that it can be written

    def get(self, key: bytes) -> Kept | None:
        """Return what is kept of a point; None where it is not there, or was damaged since.

        Raises:
            RunError: the store cannot be read.
        """
        with self._told(RunError):
            row = self._file.execute(
                "SELECT reason, metrics, slas, digest FROM points WHERE key = ?", (key,)
            ).fetchone()
        if row is None or _digest(*row[:3]) != row[3]:
            return None
        reason, metrics, slas, _ = row
        return Kept(metrics, slas, reason)

    def put(self, found: Iterable[tuple[bytes, Outcome]]) -> None:
        """Keep what came of points, all at once.

        Raises:
            RunError: the store cannot be written; what it held before is still there.
        """
        rows = [
            (key, done.reason, done.metrics, done.slas, _digest(done.reason, done.metrics, done.slas))
            for key, done in found
        ]
        with self._told(RunError), self._transaction():
            self._file.executemany("INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never opened
            self._file.close()

    def _one(self, question: str) -> int:
        (answer,) = self._file.execute(question).fetchone()
        return int(answer)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing; other processes wait meanwhile."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self, kind: type[SopsimError]) -> Iterator[None]:
        """Say in plain words what SQLite complains of."""
        try:
            yield
        except sqlite3.Error as error:
            raise kind(self._complaint(error)) from None

    def _complaint(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return (
                f"{self._name} is damaged, or no store at all; move it away, and its points will be computed "
                "anew, or name another file with `--store`"
            )
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return (
                f"{self._name} cannot be written ({error}); name a file in a folder of yours with `--store`, "
                "or do without (`--no-store`)"
            )
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return (
                f"{self._name} could not be written ({error}), perhaps because the disk is full; "
                "what was finished before is in it, and with room the same command goes on from there"
            )
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return f"another process has kept {self._name} for {_PATIENCE:.0f} s; try again when it is done"
        return f"{self._name} cannot be used: {error}"


def _digest(reason: str, metrics: bytes, slas: bytes) -> bytes:
    digest = sha256()
    for part in (reason.encode(), metrics, slas):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
