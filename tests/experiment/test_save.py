"""Results as files."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import simulator as sim
from simulator import places
from simulator.experiment import save
from tests.services import CORNER_SHOP, TICKET_WINDOW, written

FILES = {
    "blueprint.resolved.yaml",
    "cases.csv",
    "cases.parquet",
    "event_log.csv",
    "metrics.csv",
    "metrics.parquet",
    "provenance.json",
    "slas.csv",
    "slas.parquet",
    "staff.csv",
    "staff.parquet",
    "visits.csv",
    "visits.parquet",
}

OPTIONS = ("--replications", "4", "--workers")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> sim.Result:
    return sim.run(sim.load(written(tmp_path_factory.mktemp("shop"), CORNER_SHOP)), replications=2)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_every_table_twice_and_where_it_comes_from(result: sim.Result, tmp_path: Path) -> None:
    result.save(tmp_path / "out")
    assert names(tmp_path / "out") == FILES


@pytest.mark.parametrize("name", ["metrics", "slas", "cases", "visits", "staff"])
def test_what_is_read_back_is_what_was_saved(result: sim.Result, name: str, tmp_path: Path) -> None:
    result.save(tmp_path / "out")
    table = getattr(result, name)
    stored = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
    pd.testing.assert_frame_equal(stored, table, check_dtype=False)
    read = pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False, na_values=[""])
    assert list(read.columns) == list(table.columns)
    assert len(read) == len(table)
    for column in table.select_dtypes(float):
        assert read[column].astype(float).tolist() == pytest.approx(
            table[column].tolist(), rel=0, nan_ok=True
        )


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """In another process, with another order of hashes, on other cores, in another folder and zone."""
    path = written(tmp_path, CORNER_SHOP)
    for number, (seed, workers, zone) in enumerate((("0", "1", "UTC"), ("4711", "2", "Asia/Tokyo"))):
        (tmp_path / zone).mkdir(parents=True)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "simulator",
                "run",
                path,
                *OPTIONS,
                workers,
                "--out",
                tmp_path / str(number),
            ],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=tmp_path / zone,
            check=True,
            capture_output=True,
            timeout=120,
        )
    for name in sorted(FILES):
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes(), name


def test_provenance_says_what_the_figures_depend_on(result: sim.Result, tmp_path: Path) -> None:
    result.save(tmp_path / "out")
    found = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
    assert found["blueprint"] == "Corner shop"
    assert found["version"] == "2.1.0"
    assert (found["scenario"], found["overrides"]) == ("base", [])
    assert (found["seed"], found["replications"], found["engine"]) == (1, 2, "simpy")
    assert set(found["environment"]) >= {"python", "numpy", "scipy", "numba", "simpy", "machine"}
    assert found["warnings"] == list(result.warnings)


def test_the_resolved_blueprint_gives_the_same_results(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, CORNER_SHOP), scenario="two clerks"), replications=2)
    result.save(tmp_path / "out")
    again = sim.run(sim.load(tmp_path / "out" / "blueprint.resolved.yaml"), replications=2)
    assert again.cases.equals(result.cases)


def test_an_earlier_result_is_replaced_and_what_lies_beside_it_stays(
    result: sim.Result, tmp_path: Path
) -> None:
    sim.run(sim.load(written(tmp_path, TICKET_WINDOW)), replications=1).save(tmp_path / "out")
    (tmp_path / "out" / "my notes.txt").write_text("mine", encoding="utf-8")
    result.save(tmp_path / "out")
    assert names(tmp_path / "out") == FILES | {"my notes.txt"}
    assert json.loads((tmp_path / "out" / "provenance.json").read_text("utf-8"))["blueprint"] == "Corner shop"


@pytest.mark.parametrize("seal", ['{"made by": "another program"}', "[]", "not even JSON"])
def test_a_folder_that_another_program_sealed_is_left_alone(
    result: sim.Result, tmp_path: Path, seal: str
) -> None:
    (tmp_path / "provenance.json").write_text(seal, encoding="utf-8")
    with pytest.raises(sim.UsageError, match="holds other things"):
        result.save(tmp_path)
    assert names(tmp_path) == {"provenance.json"}


def test_a_folder_of_other_things_is_left_alone(result: sim.Result, tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(sim.UsageError, match=r"holds other things .* \(service.yaml\); name a new folder"):
        result.save(tmp_path)
    assert names(tmp_path) == {"service.yaml"}


def test_a_file_in_the_place_of_the_folder(result: sim.Result, tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(sim.UsageError, match=r"service\.yaml is a file; results go to a folder"):
        result.save(tmp_path / "service.yaml")


def test_a_folder_that_cannot_be_written(
    result: sim.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(places.tempfile, "mkdtemp", read_only)
    with pytest.raises(sim.UsageError, match=r"cannot write results to .*: Permission denied"):
        result.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_earlier_result_whole(
    result: sim.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    result.save(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(save, "_write_text", full)
    with pytest.raises(sim.RunError, match=r"could not be saved to .*: No space left on device"):
        result.save(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_save_that_was_killed_can_be_told_and_made_good(result: sim.Result, tmp_path: Path) -> None:
    class KilledError(BaseException):
        pass

    def killed(path: Path) -> None:
        path.write_bytes(b"half a ta")
        raise KilledError

    with pytest.raises(KilledError):
        save.save(tmp_path / "out", {"cases.csv": killed})
    assert "cases.csv" not in names(tmp_path / "out")
    assert save.SEAL not in names(tmp_path / "out")
    result.save(tmp_path / "out")
    assert names(tmp_path / "out") == FILES


def test_without_tables_there_is_nothing_to_save(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, CORNER_SHOP)), replications=1, tables=False)
    with pytest.raises(sim.UsageError, match="run it with tables=True"):
        result.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()
