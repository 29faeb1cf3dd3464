"""Every constant says what it is, where it is from and whether that was checked."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from simulator import constants
from simulator.constants import Constant

ALL = tuple(constants.constants())


def test_all_of_them_are_told() -> None:
    tree = ast.parse(Path(constants.__file__).read_text(encoding="utf-8"))
    calls = [of for of in tree.body if isinstance(of, ast.Assign) and isinstance(of.value, ast.Call)]
    assert len(ALL) == len(calls)
    assert len({constant.name for constant in ALL}) == len(ALL)


@pytest.mark.parametrize("constant", ALL, ids=lambda constant: constant.name)
def test_each_is_documented(constant: Constant) -> None:
    assert constant.meaning
    assert constant.source
    assert not constant.meaning.endswith(".")
    assert len(constant.labels) in (0, len(constant.values))
    assert constant.labels or len(constant.values) == 1


@pytest.mark.parametrize("constant", ALL, ids=lambda constant: constant.name)
def test_each_stands_on_the_page(constant: Constant) -> None:
    page = Path("docs/background/satisfaction.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {re.escape(constant.name)} \|(.*)$", page, re.MULTILINE)
    value, status, source = (cell.strip() for cell in row.strip("|").split(" | "))
    figures = [float(figure) for figure in re.findall(r"(?<![\w.])[\d.]+(?= %|$| min|,| points)", value)]
    scale = 100 if constant.unit == "share" else 1
    assert set(figures) >= {round(scale * of, 9) for of in constant.values}
    assert (status, source) == (constant.status, constant.source)


def test_what_was_not_found_in_a_source_is_assumed() -> None:
    checked = {constant.name for constant in ALL if constant.status == "verified"}
    assert checked == {
        "safer, γ",
        "power of a wait",
        "loss aversion",
        "power of gains and losses",
        "random index",
        "consistent enough",
    }
