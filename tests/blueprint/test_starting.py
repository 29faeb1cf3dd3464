"""Starting a blueprint from the gallery."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.blueprint import gallery
from simulator.blueprint.load import load
from simulator.errors import UsageError

ENTRIES = gallery.entries()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_there_is_a_gallery() -> None:
    assert "bank_branch" in [entry.name for entry in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_entry_says_what_it_is_for_and_can_be_started_from(entry: gallery.Entry) -> None:
    assert entry.purpose
    written = gallery.start("mine", entry)
    assert len(written) == 1 + len(entry.data)
    assert load("mine.yaml").blueprint == entry.title


def an_entry(folder: Path) -> gallery.Entry:
    folder.mkdir()
    (folder / "service.yaml").write_text("blueprint: Service\n", encoding="utf-8")
    (folder / "data.csv").write_text("rate\n1\n", encoding="utf-8")
    (folder / "sopsim.schema.json").write_text("{}\n", encoding="utf-8")
    return gallery.Entry("service", "Service", "", folder / "service.yaml", (folder / "data.csv",))


def test_data_files_come_along(tmp_path: Path) -> None:
    written = gallery.start("mine.yaml", an_entry(tmp_path / "gallery"))
    assert written == (Path("mine.yaml"), Path("data.csv"))
    assert Path("data.csv").read_text(encoding="utf-8") == "rate\n1\n"


def test_the_schema_comes_along_for_editors(tmp_path: Path) -> None:
    Path("sopsim.schema.json").write_text("an older one", encoding="utf-8")
    gallery.start("mine", an_entry(tmp_path / "gallery"))
    assert Path("sopsim.schema.json").read_text(encoding="utf-8") == "{}\n"


def test_the_data_files_of_an_entry_are_those_it_names() -> None:
    treatment_centre = gallery.entry("treatment_centre")
    assert [file.name for file in treatment_centre.data] == ["treatment_centre_arrivals.csv"]


def test_data_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    Path("data.csv").write_text("rate\n1\n", encoding="utf-8")
    assert gallery.start("mine", an_entry(tmp_path / "gallery")) == (Path("mine.yaml"),)


@pytest.mark.parametrize("standing", ["mine.yaml", "data.csv"])
def test_nothing_is_overwritten(standing: str, tmp_path: Path) -> None:
    Path(standing).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already and stays as it is"):
        gallery.start("mine", an_entry(tmp_path / "gallery"))
    assert [file.name for file in Path().iterdir() if file.is_file()] == [standing]


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    entry = an_entry(tmp_path / "gallery")
    assert gallery.start("new/one/mine", entry)[0] == Path("new/one/mine.yaml")
    assert Path("new/one/mine.yaml").is_file()
    with pytest.raises(UsageError, match=r"cannot write new/one/mine\.yaml/more\.yaml: Not a directory"):
        gallery.start("new/one/mine.yaml/more", entry)


@pytest.mark.parametrize("name", ["bank_branch", "bank-branch", "bank_branch.yaml"])
def test_names_are_taken_as_they_come(name: str) -> None:
    assert gallery.entry(name).name == "bank_branch"


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError, match="the gallery has no `bank`; did you mean `bank_branch`"):
        gallery.entry("bank")
