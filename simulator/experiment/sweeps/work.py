"""What a worker does for one point, wherever it is: read, run, and hand back the figures in columns."""

from __future__ import annotations

import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.blueprint.original import Original
from simulator.errors import SopsimError, UsageError
from simulator.experiment.run import run
from simulator.experiment.sweeps.points import Task, of_this_process
from simulator.experiment.sweeps.reasons import reason_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Where these differ between machines, figures do not.
_WHEREVER = ("python", "machine", "system")


class OtherEnvironmentError(UsageError):
    """A worker has other libraries than the process that asks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a point.

    Attributes:
        metrics, slas: the tables of the run, as Arrow streams; empty where it failed.
        reason: why it failed, else empty.
        lasting: whether it would fail in the same way again; else it is worth another try.
        seconds: how long it took.
    """

    metrics: bytes = b""
    slas: bytes = b""
    reason: str = ""
    lasting: bool = True
    seconds: float = 0.0


def work(task: Task) -> Outcome:
    """Run one point.

    Raises:
        OtherEnvironmentError: the libraries here would give other figures, or could.
    """
    _check_environment(task.conditions.environment)
    begin = time.perf_counter()
    try:
        metrics, slas = _figures(task)
    except SopsimError as error:
        return Outcome(reason=reason_of(error), seconds=time.perf_counter() - begin)
    except MemoryError:
        return Outcome(reason="the memory did not suffice", lasting=False)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return Outcome(
            reason=f"a mistake of sopsim ({what}); `sopsim run` with these values writes down the details",
            lasting=False,
        )
    return Outcome(metrics, slas, seconds=time.perf_counter() - begin)


def _figures(task: Task) -> tuple[bytes, bytes]:
    result = run(
        _original(task.original).read(task.changes),
        replications=task.conditions.replications,
        seed=task.conditions.seed,
        confidence=task.conditions.confidence,
        workers=1,
        tables=False,
    )
    if result.stopped:
        raise UsageError(result.stopped)
    return packed(result.metrics.drop(columns="scenario")), packed(result.slas)


@lru_cache(maxsize=1)
def _original(pickled: bytes) -> Original:
    """The same for all points of a sweep, as a rule."""
    original: Original = pickle.loads(pickled)
    return original


@lru_cache(maxsize=1)
def _environment() -> Mapping[str, str]:
    return of_this_process()


def _check_environment(asked: Mapping[str, str]) -> None:
    here = _environment()
    others = [
        f"{library} {here.get(library)} in place of {version}"
        for library, version in asked.items()
        if library not in _WHEREVER and here.get(library) != version
    ]
    if others:
        raise OtherEnvironmentError(
            f"a worker has {', '.join(others)}, which could give other figures; install there what is here"
        )


def packed(table: pd.DataFrame) -> bytes:
    """Return a table as an Arrow stream, compressed."""
    import pyarrow as pa

    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, arrow.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(arrow)
    return bytes(sink.getvalue())


def unpacked(stream: bytes) -> pa.Table:
    """Return the table of an Arrow stream."""
    import pyarrow as pa

    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all()
