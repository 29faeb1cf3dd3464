"""What people write in Python in place of a blueprint or of a list of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import simulator as sim
from tests.services import CORNER_SHOP, written


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> sim.Blueprint:
    return sim.load(written(tmp_path_factory.mktemp("one"), CORNER_SHOP))


@pytest.mark.parametrize(
    "asked",
    [
        sim.run,
        sim.check,
        sim.compare,
        sim.staff,
        sim.warm_up,
        lambda file: sim.sweep(file, {"teams.clerks.count": "1..2"}, store=False),
        lambda file: sim.sensitivity(file, {"teams.clerks.count": "1..2"}, store=False),
    ],
)
def test_the_name_of_a_file_is_no_blueprint(asked: Callable[[Any], object]) -> None:
    with pytest.raises(sim.UsageError) as caught:
        asked("repair_shop.yaml")
    assert str(caught.value) == "give a blueprint: sim.load('repair_shop.yaml')"


def test_nothing_is_no_blueprint() -> None:
    with pytest.raises(sim.UsageError) as caught:
        sim.run(None)  # type: ignore[arg-type]
    assert str(caught.value) == "give a blueprint, such as sim.load('branch.yaml'), not None"


def test_nothing_is_no_file() -> None:
    with pytest.raises(sim.UsageError) as caught:
        sim.load(None)  # type: ignore[arg-type]
    assert str(caught.value) == "give the name of a blueprint's file, such as 'branch.yaml', not None"


def test_a_text_is_one_name(shop: sim.Blueprint) -> None:
    one = sim.compare(
        shop, "two clerks", objective="cost", measures="wait", detect="wait=1 min", replications=3
    )
    several = sim.compare(
        shop,
        ["two clerks"],
        objective=sim.Objective("cost"),
        measures=["wait"],
        detect=["wait=1 min"],
        replications=3,
    )
    assert one.to_json() == several.to_json()


def test_a_text_is_one_override_and_one_measure(shop: sim.Blueprint) -> None:
    assert sim.load(shop.file, overrides="teams.clerks.count=3").overrides == ("teams.clerks.count=3",)
    found = sim.run(shop, overrides="teams.clerks.count=3", replications=1, tables=False)
    assert found.blueprint.overrides == ("teams.clerks.count=3",)
    swept = sim.sweep(
        shop, {"teams.clerks.count": [1]}, measures="wait", replications=1, workers=1, store=False
    )
    assert [each.label for each in swept.measures] == ["wait"]


def test_a_single_service_level_is_one_name() -> None:
    assert sim.Objective("cost", subject_to="few give up").subject_to == ("few give up",)  # type: ignore[arg-type]
