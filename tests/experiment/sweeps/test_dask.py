"""A sweep on a Dask cluster: a real scheduler and workers, each a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.sweeps import dask_cluster
from tests.experiment.sweeps.test_sweep import swept
from tests.services import CORNER_SHOP, written

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[3]

#: Before and after the point at which a worker, or the scheduler, is killed.
POINTS = {"teams.clerks.count": range(1, 9)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(module: str, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    with log.open("wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=file, env=environment, cwd=log.parent)


class Cluster:
    """A scheduler and two workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        plain = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = started("dask_scheduler", *plain, "--port", port, log=folder / "scheduler.log")
        alone = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        self.workers = [
            started("dask_worker", self.address, *plain, *alone, log=folder / f"worker{number}.log")
            for number in (1, 2)
        ]

    def wait_until_ready(self) -> None:
        from distributed import Client

        with Client(self.address, timeout="30s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One for the tests of this file: the first finds it whole, the next one kills a worker, the last all."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        found.wait_until_ready()
        yield found
    finally:
        found.close()


def test_a_client_of_the_callers_is_an_executor_like_any_other(cluster: Cluster, tmp_path: Path) -> None:
    from distributed import Client

    shop = sim.load(written(tmp_path, CORNER_SHOP))
    with Client(cluster.address, set_as_default=False) as client:
        found = swept(shop, {"teams.clerks.count": range(1, 5)}, client.get_executor(), store=False)
        assert found.computed == 4
        assert client.submit(abs, -1).result() == 1  # it stays open


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_worker_is_killed_and_nothing_is_lost(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler gives the other worker what the killed one had; the bytes are those of this process."""
    monkeypatch.chdir(tmp_path)
    shop = sim.load(written(tmp_path, CORNER_SHOP))
    seen: list[int] = []

    def killing(done: int, planned: int, seconds: float) -> None:
        seen.append(done)
        if done == 2:
            cluster.workers[0].send_signal(signal.SIGKILL)

    far = sim.sweep(shop, POINTS, replications=10, store="far.sqlite", dask=cluster.address, progress=killing)
    assert cluster.workers[0].wait(timeout=10) == -signal.SIGKILL
    assert seen == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len(far.failed) == 0
    near = swept(shop, POINTS, replications=10, store=False)
    far.save("far")
    near.save("near")
    for path in Path("near").iterdir():
        assert path.read_bytes() == (Path("far") / path.name).read_bytes(), path.name


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_scheduler_that_ends_takes_nothing_along_that_was_finished(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shop = sim.load(written(tmp_path, CORNER_SHOP))

    def killing(done: int, planned: int, seconds: float) -> None:
        if done == 2:
            cluster.scheduler.kill()

    with pytest.raises(
        sim.RunError, match="the executor is gone: it has cancelled the work, perhaps because"
    ):
        sim.sweep(shop, POINTS, replications=10, dask=cluster.address, progress=killing)
    assert "Traceback" not in capfd.readouterr().err
    again = swept(shop, POINTS, replications=10)
    assert 2 <= 8 - again.computed < 8


def test_an_address_at_which_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "_PATIENCE", "300ms")
    shop = sim.load(written(tmp_path, CORNER_SHOP))
    with pytest.raises(sim.UsageError, match=r"no Dask scheduler answers at `tcp://127\.0\.0\.1:\d+`"):
        swept_there(shop, f"tcp://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:99999999"])
def test_an_address_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(dask_cluster, "_PATIENCE", "300ms")
    shop = sim.load(written(tmp_path, CORNER_SHOP))
    with pytest.raises(sim.UsageError, match="no Dask scheduler answers at"):
        swept_there(shop, address)


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    shop = sim.load(written(tmp_path, CORNER_SHOP))
    with pytest.raises(
        sim.UsageError, match=r"needs the library `distributed`: pip install 'sopsim\[dask\]'"
    ):
        swept_there(shop, "tcp://127.0.0.1:8786")


def swept_there(shop: sim.Blueprint, address: str) -> sim.Sweep:
    with contextlib.chdir(Path(shop.file).parent):
        return sim.sweep(shop, POINTS, store=False, dask=address)
