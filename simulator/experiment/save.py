"""Results as files: the same inputs give the same bytes, and a folder is whole or says that it is not.

Everything is first written to a folder within the folder, then moved to its place; `provenance.json` goes
first of the old files and comes last of the new ones, so a folder that has it is whole. What somebody
put beside an earlier result stays there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import RunError, UsageError
from simulator.places import check_place, reason

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SEAL = "provenance.json"
_PARTIAL = ".sopsim-partial"

Writer = Callable[[Path], None]


def check_folder(folder: Path) -> None:
    """See that results can be written to `folder`; to be asked before a long run rather than after it.

    Raises:
        UsageError: a file stands in its place, it holds things but no result of ours, or it is read-only.
    """
    if folder.is_dir():
        names = {entry.name for entry in folder.iterdir()}
        if names and not _is_ours(folder):
            raise UsageError(
                f"{folder} holds other things than results of sopsim ({', '.join(sorted(names)[:3])}); "
                "name a new folder, or an empty one"
            )
    elif folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} is a file; results go to a folder")
    check_place(folder, f"results to {folder}")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds a result of sopsim, or what is left of one that was cut short."""
    if (folder / _PARTIAL).is_dir():
        return True
    try:
        seal = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(seal, dict) and "sopsim" in seal


def save(folder: Path, files: Mapping[str, Writer]) -> None:
    """Write `files` (name: what writes it), the last of them `provenance.json`, into `folder`.

    Raises:
        UsageError: the folder is not one to write to, see `check_folder`.
        RunError: the disk is full, or something else went wrong; earlier results in the folder are as before.
    """
    check_folder(folder)
    partial = folder / _PARTIAL
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, write in files.items():
            write(partial / name)
        (folder / SEAL).unlink(missing_ok=True)
        for name in files:
            (partial / name).replace(folder / name)
        partial.rmdir()
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise RunError(f"the results could not be saved to {folder}: {reason(error)}") from None


def table_files(name: str, table: pd.DataFrame) -> dict[str, Writer]:
    """A table as CSV and as Parquet."""
    arrow = _arrow(table)
    return {
        f"{name}.csv": lambda path: _write_csv(arrow, path),
        f"{name}.parquet": lambda path: _write_parquet(arrow, path),
    }


def csv_file(name: str, table: pd.DataFrame) -> dict[str, Writer]:
    """A table as CSV alone."""
    return {f"{name}.csv": lambda path: _write_csv(_arrow(table), path)}


def text_file(name: str, text: str) -> dict[str, Writer]:
    """A text, in UTF-8, with the same line ends everywhere."""
    return {name: lambda path: _write_text(text, path)}


def _arrow(table: pd.DataFrame) -> pa.Table:
    """The columns without pandas' own notes, which name its version."""
    import pyarrow as pa

    return pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)


def _write_csv(table: pa.Table, path: Path) -> None:
    from pyarrow import csv

    csv.write_csv(table, str(path), csv.WriteOptions(batch_size=65536))


def _write_parquet(table: pa.Table, path: Path) -> None:
    from pyarrow import parquet

    parquet.write_table(table, str(path), version="2.6", compression="snappy", row_group_size=1 << 20)


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
