"""Points on a Dask cluster: `distributed` is wanted only by those who have one."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from typing import Any

from simulator.errors import UsageError
from simulator.experiment.sweeps.places import Place

#: How long to try to reach the scheduler.
_PATIENCE = "10s"

#: Seconds between two looks at how many workers there are.
_LOOK = 2.0


class _Cluster:
    """A Dask scheduler by its address; connected to once a point needs it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None
        self._width = 1
        self._looked = -_LOOK

    def connect(self) -> None:
        """Connect to the scheduler.

        Raises:
            UsageError: `distributed` is not installed, the address is none, or nobody answers there.
        """
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(
                "a Dask cluster needs the library `distributed`: pip install 'sopsim[dask]'"
            ) from None
        # Where the scheduler ends it prints tracebacks; what has happened is told in a sentence.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            self._client = Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"no Dask scheduler answers at `{self._address}` ({' '.join(str(error).split())}); start one "
                "with `dask scheduler` and give the address that it names, such as `tcp://10.0.0.1:8786`"
            ) from None

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        """The cluster as an executor; what it has not begun is cancelled when it is left."""
        with self._client, self._client.get_executor(pure=False) as executor:
            yield executor

    def width(self) -> int:
        """How many threads its workers have now; workers may come and go."""
        if time.monotonic() - self._looked > _LOOK:
            with suppress(OSError, TimeoutError):  # what was handed out will say that nobody is there
                self._width = sum(self._client.nthreads().values())
            self._looked = time.monotonic()
        return self._width


def on_dask(address: str) -> Place:
    """Return a Dask cluster as the place of work.

    Raises:
        UsageError: it cannot be reached.
    """
    cluster = _Cluster(address)
    cluster.connect()
    return Place(cluster.opened, cluster.width)
