"""Distributions as they are written, and every way to write one wrong."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from simulator.blueprint.distribution_spec import FACTOR_OF, NUMBER_OF, SIZE, Subject, distribution, time
from simulator.blueprint.families import FAMILIES, LISTED, NAMES
from simulator.blueprint.misread import Misread
from simulator.blueprint.reading import Reading
from simulator.blueprint.tree import plain
from simulator.blueprint.yaml_tree import read_text
from simulator.randomness import distributions as ground

MINUTES = Reading()


def written(text: str) -> Any:
    return plain(read_text(f"x: {text}").root)["x"]


def faults_of(text: str, subject: Subject | None = None) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(Misread) as caught:
        distribution(written(text), MINUTES, subject) if subject else time(written(text), MINUTES)
    return [(fault.at, f"{fault.message} | {fault.help}") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 min", ground.constant(4)),
        ("240 s", ground.constant(4)),
        ("{constant: 4 min}", ground.constant(4)),
        ("{exponential: 12 min}", ground.exponential(12)),
        ("{exponential: {mean: 12 min}}", ground.exponential(12)),
        ("{uniform: {low: 2 min, high: 1 h}}", ground.uniform(2, 60)),
        ("{triangular: {low: 30 s, mode: 1 min, high: 3 min}}", ground.triangular(0.5, 1, 3)),
        ("{pert: {low: 1, mode: 2, high: 9}}", ground.pert(1, 2, 9)),
        ("{normal: {mean: 16 min, sd: 2 min}}", ground.normal(16, 2, min=0)),
        ("{normal: {mean: 16 min, cv: 0.5}}", ground.normal(16, 8, min=0)),
        ("{lognormal: {mean: 4 min, cv: 0.8}}", ground.lognormal(4, 0.8)),
        ("{lognormal: {mean: 4 min, cv: 80%}}", ground.lognormal(4, 0.8)),
        ("{lognormal: {mean: 4 min, sd: 90 s}}", ground.lognormal(4, sd=1.5)),
        ("{gamma: {mean: 18 min, cv: 0.6}}", ground.gamma(18, 0.6)),
        ("{erlang: {mean: 9 min, k: 3}}", ground.erlang(9, 3)),
        ("{weibull: {mean: 30 min, cv: 0.5}}", ground.weibull(30, 0.5)),
        ("{weibull: {shape: 2, scale: 10 min}}", ground.weibull(shape=2, scale=10)),
        ("{beta: {low: 1, high: 9, mean: 4, sd: 1}}", ground.beta(4, 1, 1, 9)),
        ("{beta: {low: 1, high: 9, a: 2, b: 3}}", ground.beta(low=1, high=9, a=2, b=3)),
        ("{discrete: {2 min: 70%, 10 min: 30%}}", ground.discrete([2, 10], [0.7, 0.3])),
        ("{discrete: {2: 70%, 10: 30%}}", ground.discrete([2, 10], [0.7, 0.3])),
        ("{empirical: [2 min, 3, 30 s]}", ground.empirical([2, 3, 0.5])),
        (
            "{mixture: [{share: 10%, of: 0 s}, {share: 90%, of: {exponential: 1000 s}}]}",
            ground.mixture([(0.1, ground.constant(0)), (0.9, ground.exponential(1000 / 60))]),
        ),
        ("{exponential: 12 min, shift: 30 s, max: 1 h}", ground.exponential(12, shift=0.5, max=60)),
        ("{gamma: {mean: 5, cv: 1}, shift: -1 min, min: 0}", ground.gamma(5, 1, shift=-1, min=0)),
    ],
)
def test_every_family(text: str, expected: ground.Distribution) -> None:
    assert time(written(text), MINUTES) == expected


@pytest.mark.parametrize(
    "example", [*(f.example for f in FAMILIES.values()), *(e for _, e in LISTED.values())]
)
def test_the_examples_can_be_read(example: str) -> None:
    assert math.isfinite(time(written(example), MINUTES).mean)


def test_every_family_of_the_ground_has_a_word() -> None:
    assert set(NAMES) <= set(dir(ground))


def test_a_normal_time_is_never_negative() -> None:
    assert time(written("{normal: {mean: 1 min, sd: 5 min}}"), MINUTES).minimum == 0
    mixed = time(
        written("{mixture: [{share: 50%, of: {normal: {mean: 1, sd: 5}}}, {share: 50%, of: 2}]}"), MINUTES
    )
    assert mixed.minimum == 0


def test_an_attribute_may_be_negative_and_a_batch_is_at_least_one() -> None:
    assert distribution(written("{normal: {mean: -4, sd: 6}}"), MINUTES, NUMBER_OF) == ground.normal(-4, 6)
    assert distribution(written("{uniform: {low: 2 h, high: 4 h}}"), MINUTES, NUMBER_OF) == ground.uniform(
        120, 240
    )
    assert distribution(3, MINUTES, SIZE) == ground.constant(3)
    assert "below 1" in faults_of("{uniform: {low: 0, high: 3}}", SIZE)[0][1]


def test_a_daily_factor_takes_percentages() -> None:
    read = distribution(written("{gamma: {mean: 100%, cv: 5%}}"), MINUTES, FACTOR_OF)
    assert read == ground.gamma(1, 0.05)


def test_values_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("n,length\n1,2 min\n2,30\n3,60 s\n", encoding="utf-8")
    reading = Reading(folder=tmp_path)
    assert time({"empirical": {"csv": "calls.csv", "column": "length"}}, reading) == ground.empirical(
        [1, 2, 30]
    )
    doubled = time({"empirical": {"csv": "calls.csv", "column": "length", "times": "200%"}}, reading)
    assert doubled == ground.empirical([2, 4, 60])
    with pytest.raises(Misread, match="a column has no entry `colum`"):
        time({"empirical": {"csv": "calls.csv", "colum": "length"}}, reading)
    (tmp_path / "calls.csv").write_text("n,length\n1,2 min\n2,soon\n", encoding="utf-8")
    with pytest.raises(Misread, match=r"calls\.csv, row 3: `soon` is not a duration"):
        time({"empirical": {"csv": "calls.csv", "column": "length"}}, reading)


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        (
            "{lognorml: {mean: 4, cv: 1}}",
            ("lognorml",),
            "there is no distribution `lognorml` | did you mean `lognormal`",
        ),
        ("{mean: 4 min, sd: 2}", (), "the parameters stand here without the name of their distribution"),
        ("{gamma: {mean: 4}, cv: 1}", ("cv",), "`cv` stands beside the name of the distribution"),
        ("{gamma: 4 min}", ("gamma",), "gamma takes `mean` and `cv`, or `mean` and `sd`, each by its name"),
        ("{gamma: [4, 1]}", ("gamma",), "each by its name (a list stands here)"),
        ("{gamma: {mean: 4}}", ("gamma",), "gamma needs `cv` too"),
        ("{gamma: {mean: 4, cv: 1, sd: 4}}", ("gamma", "sd"), "told the same thing twice"),
        ("{gamma: {mean: 4, variance: 16}}", ("gamma", "variance"), "write its square root as `sd`: `sd: 4`"),
        (
            "{gamma: {mena: 4, cv: 1}}",
            ("gamma", "mena"),
            "gamma has no parameter `mena` | did you mean `mean`?",
        ),
        ("{gamma: {mean: 4, cv: 1, max: 9}}", ("gamma", "max"), "`max` stands beside the distribution"),
        ("{gamma: {mean: 30/h, cv: 1}}", ("gamma", "mean"), "`30/h` is a rate, where a duration belongs"),
        ("{gamma: {mean: 4, cv: often}}", ("gamma", "cv"), "`often` is not a ratio"),
        ("{gamma: {mean: 4, cv: -1}}", ("gamma", "cv"), "below zero"),
        ("{erlang: {mean: 4, k: 1.5}}", ("erlang", "k"), "not a whole number"),
        ("{exponential: '1,5 min'}", ("exponential",), "decimal comma"),
        ("{exponential: 1 min, gamma: {mean: 2, cv: 1}}", ("gamma",), "two distributions at once"),
        ("{max: 3}", (), "no distribution is named here"),
        ("exponential 5 min", (), "does not say the parameters by name | write `{exponential: 5 min}`"),
        ("exponential(5)", (), "does not say the parameters by name"),
        ("{uniform: {low: 5, high: 2}}", ("uniform",), "2, is below its low, 5"),
        ("{discrete: {1: 50%, 2: 40%}}", ("discrete",), "the shares add up to 90%"),
        ("{discrete: {soon: 50%, 2: 50%}}", ("discrete", "soon"), "`soon` is not a duration"),
        ("{discrete: 5}", ("discrete",), "where a block of values with their shares belongs"),
        ("{empirical: []}", ("empirical",), "where a list of values belongs"),
        ("{empirical: [1, x]}", ("empirical", 1), "`x` is not a duration"),
        ("{mixture: [{share: 50%, of: 1}]}", ("mixture",), "the shares add up to 50%"),
        ("{mixture: [{shar: 50%, of: 1}]}", ("mixture", 0, "shar"), "did you mean `share`?"),
        ("{mixture: [{share: 100%, of: {gama: 1}}]}", ("mixture", 0, "of", "gama"), "did you mean `gamma`"),
        (
            "{exponential: 5 min, shift: -1 min}",
            (),
            "below 0 | raise the values, or write `{exponential: 5 min, shift: -1 min, min: 0}`",
        ),
        ("{exponential: 5 min, min: 5 min, max: 1 min}", (), "1, is below its min, 5"),
    ],
)
def test_each_mistake_has_its_place_and_sentence(text: str, at: tuple[str | int, ...], told: str) -> None:
    found = [sentence for place, sentence in faults_of(text) if place == at]
    assert any(told in sentence for sentence in found), faults_of(text)


def test_every_mistake_in_a_distribution_is_told_at_once() -> None:
    assert len(faults_of("{triangular: {low: x, mod: 2, high: 30/h}, max: y}")) == 4
