"""Where files are written: missing folders are made, and what can be seen to be wrong is told beforehand.

It is told beforehand because a run may be long. What goes wrong in writing all the same, such as a full disk,
is a failure of the run.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from simulator.errors import RunError, UsageError


def check_place(folder: Path, what: str) -> None:
    """See that something can be written into a folder, which need not be there yet.

    Args:
        folder: where it shall stand.
        what: what cannot be written otherwise: `results to out`.

    Raises:
        UsageError: a file stands in its way, or it is read-only.
    """
    ancestor = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    try:
        Path(tempfile.mkdtemp(prefix=".sopsim-partial", dir=ancestor)).rmdir()
    except OSError as error:
        raise UsageError(f"cannot write {what}: {reason(error)}") from None


def check_file(file: Path) -> None:
    """See that a file can be written, whether it is there already or not.

    Raises:
        UsageError: a folder has its name, it is read-only, or its folder can neither be written nor made.
    """
    if file.is_dir():
        raise UsageError(f"cannot write {file}: it is a folder")
    if file.exists() and not os.access(file, os.W_OK):
        raise UsageError(f"cannot write {file}: it is read-only")
    check_place(file.parent, str(file))


def make_folder(folder: Path, what: str) -> None:
    """Make a folder where it is missing.

    Args:
        folder: it and all above it.
        what: what cannot be written otherwise.

    Raises:
        UsageError: as of `check_place`.
    """
    if not folder.is_dir():
        check_place(folder, what)
        folder.mkdir(parents=True, exist_ok=True)


def write_file(file: Path, content: bytes) -> None:
    """Write a file; its folder is made where it is missing.

    Raises:
        RunError: it cannot be written, such as for a full disk.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise RunError(f"{file} cannot be written: {reason(error)}") from None


def reason(error: OSError) -> str:
    """Return what the system says."""
    return error.strerror or str(error)
