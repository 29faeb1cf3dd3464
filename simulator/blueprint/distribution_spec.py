"""From `{lognormal: {mean: 4 min, cv: 0.8}}` to a distribution in the blueprint's unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.blueprint import units
from simulator.blueprint.columns import column_figures
from simulator.blueprint.families import FAMILIES, LIMITS, LISTED, NAMES, Family
from simulator.blueprint.looks import NUMBER, Wanted, look_of, shown, told, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.phrases import as_distribution, brief, family_meant, written_as
from simulator.blueprint.reading import Reading
from simulator.blueprint.synonyms import advice, meant
from simulator.names import did_you_mean, which
from simulator.randomness import distributions
from simulator.randomness.distributions import Distribution

#: Words behind which people write the name of a distribution.
_KINDS = ("distribution", "dist", "type", "family", "kind", "name")

#: Shares that people write out, such as 33.3 %, add up to 100 % within this.
SHARES_WITHIN = 1e-6


@dataclass(frozen=True, slots=True)
class Subject:
    """What a distribution is of.

    Attributes:
        wanted: the kind of value ("a duration").
        quantity: reads one value.
        negative: whether values may be below zero.
        least: no draw is below it, or None.
    """

    wanted: Wanted
    quantity: units.Quantity
    negative: bool = False
    least: float | None = 0.0


TIME = Subject(units.DURATION, units.duration)
NUMBER_OF = Subject(units.NUMBER_WANTED, units.trait, negative=True, least=None)
FACTOR_OF = Subject(units.FACTOR, units.factor)
SIZE = Subject(units.COUNT, units.number, least=1.0)


def distribution(value: Any, reading: Reading, subject: Subject) -> Distribution:
    """Return the distribution that is written there; a value alone is always that value.

    Raises:
        Misread: with every fault found in it.
    """
    if isinstance(value, dict):
        return _limited(value, reading, subject)
    if isinstance(value, list):
        raise unlike(subject.wanted, value, _of_list(value))
    if isinstance(value, str):
        _check_for_words(value)
    figure = subject.quantity(value, reading, negative=subject.negative)
    return _from_least(distributions.constant(figure), subject, value)


def time(value: Any, reading: Reading) -> Distribution:
    """Return a distribution of times."""
    return distribution(value, reading, TIME)


def _check_for_words(text: str) -> None:
    """Refuse a distribution that is said in words: `exponential 4 min`, `20-30 min`."""
    if look_of(text) not in {"text", "amount"} or not (meaning := as_distribution(text)):
        return
    message = f"`{shown(text)}` does not say the parameters by name"
    cure = f"write `{meaning}`"
    if not text.strip()[0].isalpha():
        message = f"`{shown(text)}` is not one value, and does not say how it varies"
        cure += ": any value between, all equally likely" if "uniform" in meaning else ""
    raise wrong(message, cure, "parameters-missing")


def _of_list(values: list[Any]) -> str:
    """Return what a list of figures was meant as."""
    if len(values) == 2:
        return f"write `{written_as('uniform', values)}`: any value between, all equally likely"
    return f"observed values are written `{{empirical: {brief(values)}}}`"


def _example(word: str) -> str:
    return FAMILIES[word].example if word in FAMILIES else LISTED[word][1]


def _limited(value: dict[str, Any], reading: Reading, subject: Subject) -> Distribution:
    """Read the family and what stands beside it."""
    word = _family_word(value)
    collector = Collector()
    found = collector.read(word, _explained, _example(word), _family, word, value[word], reading, subject)
    limits = {
        name: collector.read(
            name, subject.quantity, value[name], reading, negative=subject.negative or name == "shift"
        )
        for name in LIMITS
        if name in value
    }
    collector.close()
    if found is None:
        raise AssertionError("a distribution without faults was read")
    return _explained(_example(word), _with_limits, found, limits, subject, value)


def _explained(example: str, build: Callable[..., Distribution], *args: Any) -> Distribution:
    """Return `build(*args)`; the sentences of the distributions themselves become faults of the entry."""
    try:
        return build(*args)
    except Misread:
        raise
    except ValueError as error:
        raise wrong(str(error), f"as in `{example}`", "wrong-parameters") from None


def _with_limits(
    found: Distribution, limits: dict[str, Any], subject: Subject, written: dict[str, Any]
) -> Distribution:
    return _from_least(found.limited(**limits), subject, written)


def _from_least(found: Distribution, subject: Subject, written: Any) -> Distribution:
    """Return the distribution with nothing below the least; a normal is cut there, others are refused."""
    least = subject.least
    if least is None or found.minimum >= least:
        return found
    if any(part.family.name == "normal" for part in found.parts):
        return found.limited(min=least)
    cure = f"write {least:g} or more"
    if isinstance(written, dict):
        cure = f"raise the values, or write `{brief({**written, 'min': f'{least:g}'})}`"
    raise wrong(f"`{brief(written)}` can be {found.minimum:g}, below {least:g}", cure, "below-least")


def _family_word(value: dict[str, Any]) -> str:
    """Return the one family that a block names."""
    named = [word for word in value if word in NAMES]
    fitting = [] if named else _fitting(value)
    if fitting:
        raise _nameless(value, fitting)
    said = [word for word in value if word in _KINDS and family_meant(str(value[word]))]
    if said and not named:
        family = family_meant(str(value[said[0]]))[0]
        parameters = {word: of for word, of in value.items() if word != said[0]}
        raise wrong(
            f"a distribution goes by its name, without the word `{said[0]}`",
            f"write `{written_as(family, parameters)}`",
            "no-distribution",
        )
    collector = Collector()
    for word in value:
        if word not in NAMES and word not in LIMITS:
            collector.add(*_unknown_word(word, value[word]), at=word, on_key=True)
    if len(named) > 1:
        words = " and ".join(f"`{word}`" for word in named)
        collector.add(
            f"two distributions at once, {words}", "keep one of them", "two-distributions", named[1], True
        )
    if not named and not collector.faults:
        example = FAMILIES["exponential"].example
        collector.add("no distribution is named here", f"such as `{example}`", "no-distribution")
    collector.close()
    return named[0]


def _fitting(value: dict[str, Any]) -> list[str]:
    """Return the families that take just the parameters that stand in a block, the most usual first."""
    given = set(value) - set(LIMITS)
    names = [
        family.name for family in FAMILIES.values() if any(set(names) == given for names in family.takes)
    ]
    return sorted(names, key=lambda name: name != "lognormal")


def _nameless(value: dict[str, Any], fitting: list[str]) -> Misread:
    written = ", ".join(f"{key}: {shown(of)}" for key, of in value.items() if key not in LIMITS)
    meant = ", ".join(f"`{name}`" for name in fitting)
    return wrong(
        "the parameters stand here without the name of their distribution",
        f"put it before them: `{{{fitting[0]}: {{{written}}}}}` (these parameters fit {meant})",
        "no-distribution",
    )


def _unknown_word(word: str, value: Any) -> tuple[str, str, str]:
    if any(word in family.parameters for family in FAMILIES.values()):
        return (
            f"`{word}` stands beside the name of the distribution",
            f"the parameters stand below its name, as in `{FAMILIES['lognormal'].example}`",
            "unknown-key",
        )
    said = as_distribution(word) if value is None else ""
    near = [] if said else meant(word, (*NAMES, *LIMITS))
    if said:
        cure = f"write `{said}`"
    elif len(near) == 1 and near[0] in NAMES:
        cure = f"did you mean `{near[0]}`? Write `{written_as(near[0], value)}`"
    else:
        cure = advice(word, (*NAMES, *LIMITS))
    return (f"there is no distribution `{word}`", cure, "unknown-distribution")


def _family(word: str, value: Any, reading: Reading, subject: Subject) -> Distribution:
    if word == "discrete":
        return _discrete(value, reading, subject)
    if word == "empirical":
        return _empirical(value, reading, subject)
    if word == "mixture":
        return _mixture(value, reading, subject)
    return _parametric(FAMILIES[word], value, reading, subject)


def _parametric(family: Family, value: Any, reading: Reading, subject: Subject) -> Distribution:
    if family.short and not isinstance(value, dict | list):
        return _from_short(family, value, reading, subject)
    if not isinstance(value, dict):
        raise wrong(
            f"{family.name} takes {family.needs}, each by its name ({told(value)})",
            f"write `{written_as(family.name, value)}`",
            "parameters-missing",
        )
    return _from_parameters(family, value, reading, subject)


def _from_short(family: Family, value: Any, reading: Reading, subject: Subject) -> Distribution:
    """Read a parameter that is written alone: `{exponential: 12 min}`."""
    figure = _parameter(value, family.parameters[family.short], reading, subject)
    return family.build(**{family.short: figure})


def _from_parameters(
    family: Family, value: dict[str, Any], reading: Reading, subject: Subject
) -> Distribution:
    collector = Collector()
    _check_parameters(family, value, collector)
    figures = {
        name: collector.read(name, _parameter, value[name], family.parameters[name], reading, subject)
        for name in value
        if name in family.parameters
    }
    collector.close()
    return family.build(**figures)


def _check_parameters(family: Family, value: dict[str, Any], collector: Collector) -> None:
    """Keep a fault for each unknown parameter, and one where the known ones do not make a set."""
    for name in value:
        if name not in family.parameters:
            collector.add(*_unknown_parameter(family, name, value[name]), at=name, on_key=True)
    given = {name for name in value if name in family.parameters}
    if collector.faults or any(given == set(names) for names in family.takes):
        return
    closest = min(family.takes, key=lambda names: len(given ^ set(names)))
    missing = [f"`{name}`" for name in closest if name not in given]
    advice = f"{family.name} takes {family.needs}, as in `{family.example}`"
    if missing:
        collector.add(f"{family.name} needs {' and '.join(missing)} too", advice, "missing-parameter")
    else:
        extra = sorted(given - set(closest))
        collector.add(f"{family.name} is told the same thing twice", advice, "two-parameters", extra[0], True)


def _unknown_parameter(family: Family, name: str, value: Any) -> tuple[str, str, str]:
    message = f"{family.name} has no parameter `{name}`"
    if near := meant(name, family.parameters):
        return (message, which(near), "unknown-parameter")
    if name in LIMITS:
        return (
            message,
            f"`{name}` stands beside the distribution: `{{{family.name}: {{...}}, {name}: {shown(value)}}}`",
            "unknown-parameter",
        )
    if name in {"variance", "var"} and "sd" in family.parameters:
        root = (
            f": `sd: {float(value) ** 0.5:.6g}`" if look_of(value) == "number" and float(value) >= 0 else ""
        )
        return (message, f"write its square root as `sd`{root}", "unknown-parameter")
    return (message, f"it takes {family.needs}, as in `{family.example}`", "unknown-parameter")


def _parameter(value: Any, kind: str, reading: Reading, subject: Subject) -> float:
    if kind == "value":
        return subject.quantity(value, reading, negative=subject.negative)
    if kind == "spread":
        return subject.quantity(value, reading, negative=False)
    if kind == "ratio":
        return units.factor(value, reading, wanted=Wanted("a ratio", "0.8"))
    if kind == "count":
        return units.count(value, reading, least=1)
    return units.number(value, reading)


def _discrete(value: Any, reading: Reading, subject: Subject) -> Distribution:
    if not isinstance(value, dict) or not value:
        raise unlike(Wanted("a block of values with their shares", LISTED["discrete"][1]), value)
    collector = Collector()
    values = [collector.read_key(key, _key_figure, reading, subject) for key in value]
    shares = [collector.read(key, units.share, value[key], reading) for key in value]
    collector.close()
    _check_sum(shares)
    total = sum(share for share in shares if share)
    return distributions.discrete(
        [v for v in values if v is not None], [s / total for s in shares if s is not None]
    )


def _key_figure(text: str, reading: Reading, subject: Subject) -> float:
    """Return the value behind a key; keys are texts, so a bare number is one here too."""
    value = float(text) if re.fullmatch(NUMBER, text.strip()) else text
    return subject.quantity(value, reading, negative=subject.negative)


def _check_sum(shares: list[float | None]) -> None:
    total = sum(share for share in shares if share is not None)
    if abs(total - 1) > SHARES_WITHIN:
        raise wrong(f"the shares add up to {100 * total:.6g}%", "they must add up to 100%", "shares")


def _empirical(value: Any, reading: Reading, subject: Subject) -> Distribution:
    if isinstance(value, dict):
        return distributions.empirical(column_figures(value, reading, subject.quantity))
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of values", LISTED["empirical"][1]), value)
    collector = Collector()
    values = [
        collector.read(i, subject.quantity, of, reading, negative=subject.negative)
        for i, of in enumerate(value)
    ]
    collector.close()
    return distributions.empirical([figure for figure in values if figure is not None])


def _mixture(value: Any, reading: Reading, subject: Subject) -> Distribution:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of shares and distributions", LISTED["mixture"][1]), value)
    collector = Collector()
    parts = [collector.read(i, _mixed, part, reading, subject) for i, part in enumerate(value)]
    collector.close()
    whole = [part for part in parts if part is not None]
    _check_sum([share for share, _ in whole])
    total = sum(share for share, _ in whole)
    return distributions.mixture([(share / total, of) for share, of in whole])


def _mixed(value: Any, reading: Reading, subject: Subject) -> tuple[float, Distribution]:
    if not isinstance(value, dict):
        raise unlike(Wanted("a share and a distribution", "{share: 10%, of: 5 min}"), value)
    collector = Collector()
    for word in value:
        if word not in {"share", "of"}:
            collector.add(
                f"a part of a mixture has no entry `{word}`",
                did_you_mean(word, ("share", "of")),
                "unknown-key",
                word,
                True,
            )
    for word in ("share", "of"):
        if word not in value:
            collector.add(
                f"a part of a mixture needs `{word}`", "write `{share: 10%, of: 5 min}`", "missing-key"
            )
    share = collector.read("share", units.share, value["share"], reading) if "share" in value else None
    of = collector.read("of", distribution, value["of"], reading, subject) if "of" in value else None
    collector.close()
    if share is None or of is None:
        raise AssertionError("a part of a mixture without faults was read")
    return share, of
