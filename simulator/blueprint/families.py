"""The families of distributions as the language knows them: their words, parameters and examples.

One table for the reader, the reference, the JSON Schema and the error texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulator.randomness import distributions
from simulator.randomness.distributions import Distribution

#: What a parameter is: a value of the distribution's own kind (a duration, a number), a spread of that kind
#: (never negative), a ratio (`0.8` or `80%`), a bare number above zero, a whole number.
Kind = Literal["value", "spread", "ratio", "shape", "count"]


@dataclass(frozen=True, slots=True)
class Family:
    """A family with named parameters.

    Attributes:
        name: the word of the language.
        meaning: when to take it.
        parameters: kind of each parameter by name.
        takes: the sets of parameters that say all, the usual one first.
        build: makes the distribution from the parameters by name.
        example: how it is written, for a time.
        short: the parameter that may be written alone, or empty.
    """

    name: str
    meaning: str
    parameters: dict[str, Kind]
    takes: tuple[tuple[str, ...], ...]
    build: Callable[..., Distribution]
    example: str
    short: str = ""

    @property
    def needs(self) -> str:
        """The parameters in words: "`mean` and `cv`, or `mean` and `sd`"."""
        return ", or ".join(_listed(names) for names in self.takes)


def _listed(names: tuple[str, ...]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last}" if others else last


_MEAN_SPREAD: dict[str, Kind] = {"mean": "value", "cv": "ratio", "sd": "spread"}
_BY_SPREAD = (("mean", "cv"), ("mean", "sd"))
_POINTS: dict[str, Kind] = {"low": "value", "mode": "value", "high": "value"}


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family(
            "constant",
            "Always the same; the value alone means this.",
            {"value": "value"},
            (("value",),),
            distributions.constant,
            "4 min",
            short="value",
        ),
        Family(
            "exponential",
            "As likely to end at one moment as at any other: gaps between independent arrivals, patience.",
            {"mean": "value"},
            (("mean",),),
            distributions.exponential,
            "{exponential: 12 min}",
            short="mean",
        ),
        Family(
            "uniform",
            "Anything from low to high, all equally likely.",
            {"low": "value", "high": "value"},
            (("low", "high"),),
            distributions.uniform,
            "{uniform: {low: 2 min, high: 6 min}}",
        ),
        Family(
            "triangular",
            "From low to high, most often about the mode: three guesses of somebody who knows the work.",
            _POINTS,
            (("low", "mode", "high"),),
            distributions.triangular,
            "{triangular: {low: 20 s, mode: 30 s, high: 90 s}}",
        ),
        Family(
            "pert",
            "As triangular, with less weight on the extremes: mean (low + 4 mode + high) / 6.",
            _POINTS,
            (("low", "mode", "high"),),
            distributions.pert,
            "{pert: {low: 2 min, mode: 4 min, high: 12 min}}",
        ),
        Family(
            "normal",
            "Symmetric about the mean. Cut at zero where it is a time: what would be below is zero.",
            _MEAN_SPREAD,
            (("mean", "sd"), ("mean", "cv")),
            distributions.normal,
            "{normal: {mean: 16 min, sd: 2 min}}",
        ),
        Family(
            "lognormal",
            "Most values short, a few long: times of work by people. Mean and spread are those of "
            "the time itself.",
            _MEAN_SPREAD,
            _BY_SPREAD,
            distributions.lognormal,
            "{lognormal: {mean: 4 min, cv: 0.8}}",
        ),
        Family(
            "gamma",
            "Skewed as lognormal, with a lighter tail; cv 1 is exponential.",
            _MEAN_SPREAD,
            _BY_SPREAD,
            distributions.gamma,
            "{gamma: {mean: 18 min, cv: 0.6}}",
        ),
        Family(
            "erlang",
            "k exponential phases in a row, of this mean in all: work in k similar parts.",
            {"mean": "value", "k": "count"},
            (("mean", "k"),),
            distributions.erlang,
            "{erlang: {mean: 9 min, k: 3}}",
        ),
        Family(
            "weibull",
            "Times to failure, or to losing patience, more likely (cv below 1) or less likely with age.",
            {**_MEAN_SPREAD, "shape": "shape", "scale": "value"},
            (*_BY_SPREAD, ("shape", "scale")),
            distributions.weibull,
            "{weibull: {mean: 30 min, cv: 0.5}}",
        ),
        Family(
            "beta",
            "Between low and high, of any skew: by mean and sd, or by its shapes a and b.",
            {"low": "value", "high": "value", "mean": "value", "sd": "spread", "a": "shape", "b": "shape"},
            (("low", "high", "mean", "sd"), ("low", "high", "a", "b")),
            distributions.beta,
            "{beta: {low: 1 min, high: 9 min, mean: 4 min, sd: 1 min}}",
        ),
    )
}

#: The families that are written as lists of values, parts or shares.
LISTED = {
    "discrete": (
        "Some values, each with its share; the shares add up to 100 %.",
        "{discrete: {2 min: 70%, 10 min: 30%}}",
    ),
    "empirical": (
        "Observed values, each as likely as another: a list, or a column of a CSV file beside the blueprint.",
        "{empirical: [2 min, 3 min, 3 min, 8 min]}",
    ),
    "mixture": (
        "One of several distributions, each with its share.",
        "{mixture: [{share: 10%, of: 0 s}, {share: 90%, of: {exponential: 5 min}}]}",
    ),
}

#: What stands beside the family's name: `{exponential: 12 min, max: 1 h}`.
LIMITS = {
    "shift": "Added to every draw.",
    "min": "What is below becomes this.",
    "max": "What is above becomes this.",
}

NAMES = (*FAMILIES, *LISTED)
