"""Every mistake we could think of, with the whole text that its reader gets.

`mistakes/NAME.yaml` holds the mistake, `mistakes/NAME.txt` what is said about it. A comment in the first
line may say how it is read: `# args: --scenario x --set a.b=3`, or `# file: other.yaml` to read another file.

After a change of wording, write the texts anew and read them in the difference:

    SOPSIM_UPDATE_GOLDEN=1 pytest tests/golden
"""

from __future__ import annotations

import os
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from simulator.blueprint.load import load
from simulator.errors import BlueprintError
from simulator.experiment.check import check

MISTAKES = Path(__file__).parent / "mistakes"
NAMES = sorted(path.stem for path in MISTAKES.glob("*.yaml"))
UPDATE = "SOPSIM_UPDATE_GOLDEN" in os.environ

#: Mistakes in the file as such, which have no line to be shown.
WITHOUT_LINE = {"empty", "only_comments", "missing_file", "missing_folder", "folder", "excel"}
#: Files in which one slip of the pen is, or more than one are, several mistakes.
SEVERAL = {
    "ten_at_once": 13,
    "time_without_quotes": 3,
    "no_as_a_name": 2,
    "decimal_comma": 2,
    "set_wrong_value": 2,
}


@cache
def error_of(name: str) -> BlueprintError:
    """Read and check a mistake as its first line says, from the folder it lies in."""
    first = (MISTAKES / f"{name}.yaml").read_text(encoding="utf-8").partition("\n")[0]
    file = first.removeprefix("# file: ") if first.startswith("# file: ") else f"{name}.yaml"
    words = shlex.split(first.removeprefix("# args: ")) if first.startswith("# args: ") else []
    given = list(zip(words[::2], words[1::2], strict=True))
    scenario = next((value for word, value in given if word == "--scenario"), "base")
    try:
        report = check(load(file, scenario, [value for word, value in given if word == "--set"]))
    except BlueprintError as error:
        return error
    assert report.errors, f"{name} has no mistake"
    return BlueprintError(report.errors)


@pytest.fixture(autouse=True)
def in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MISTAKES)


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_in_these_words(name: str) -> None:
    told = f"{error_of(name)}\n"
    golden = MISTAKES / f"{name}.txt"
    if UPDATE:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_once_with_place_line_and_cure(name: str) -> None:
    problems = error_of(name).problems
    assert len(problems) == SEVERAL.get(name, 1)
    for problem in problems:
        assert problem.message
        assert problem.help
        assert problem.code
        assert problem.file
        if name not in WITHOUT_LINE and not problem.file.startswith("--"):
            assert problem.line
            assert problem.column
            assert problem.snippet


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_our_tools_reaches_the_reader(name: str) -> None:
    words = re.compile(
        r"\b(pydantic|traceback|NoneType|dict|str|int|float|bool|tuple|token|scalar|validation)\b"
    )
    assert not words.search(str(error_of(name)))


def test_the_blueprint_that_the_mistakes_are_made_in_is_sound() -> None:
    for scenario in ("base", "five tellers", "busy day"):
        assert check(load("files/bank_branch.yaml", scenario, ["teams.advisers.count=9"])).ok


def test_no_text_without_its_mistake() -> None:
    assert {path.stem for path in MISTAKES.glob("*.txt")} == set(NAMES)
