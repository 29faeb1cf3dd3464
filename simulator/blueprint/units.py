"""Figures with their units: durations, rates, shares, factors, costs, counts.

Every reader takes what stands in the file and the `Reading` of its blueprint, gives a float in the
blueprint's unit of time, and raises `Misread` with a sentence for each way to get it wrong.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from simulator.blueprint.looks import (
    AMOUNT,
    NUMBER,
    UNIT_WORD,
    Wanted,
    figure,
    look_of,
    shown,
    unit_meant,
    unknown_unit,
    unlike,
)
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.phrases import clock_as_duration, uncertain
from simulator.blueprint.reading import UNIT_SECONDS, Reading

DURATION = Wanted("a duration", "5 min")
RATE = Wanted("a rate", "30/h")
SHARE = Wanted("a share", "20%")
FACTOR = Wanted("a percentage", "120%")
COST = Wanted("a cost", "30/h")
MONEY = Wanted("an amount of money", "50")
NUMBER_WANTED = Wanted("a number", "3")
COUNT = Wanted("a whole number", "3")

_RATE = re.compile(rf"({NUMBER})\s*(?:/|per\b)\s*({NUMBER})?\s*({UNIT_WORD})")
_COST = re.compile(rf"(?P<money>[^/]*?)\s*(?:/|\bper\b)\s*(?P<times>{NUMBER})?\s*(?P<unit>{UNIT_WORD})")
_MONEY = re.compile(rf"(?P<before>[^\d\s.+-]*)\s*(?P<amount>{NUMBER})\s*(?P<after>\D*)")


class Quantity(Protocol):
    """Reads one figure, of any sign where `negative`."""

    def __call__(self, value: Any, reading: Reading, *, negative: bool = False) -> float: ...


def unit_seconds(word: str) -> float:
    """Return the length of a unit of time in seconds; raises Misread for an unknown one."""
    if word not in UNIT_SECONDS:
        raise unknown_unit(word)
    return UNIT_SECONDS[word]


def number_text(value: Any, wanted: Wanted) -> Misread:
    """Return the error of a number that was put in quotes."""
    return wrong(
        f'"{shown(value)}" in quotes is a text',
        f"take the quotes away, or write {wanted.name} with its unit, such as `{wanted.example}`",
        "quoted-number",
    )


def duration(value: Any, reading: Reading, *, negative: bool = False) -> float:
    """Return a length of time in the blueprint's unit: `5 min`, `1 h 30 min`, or a bare number."""
    look = look_of(value)
    if look == "number":
        if isinstance(value, str):
            raise number_text(value, DURATION)
        return figure(value, negative=negative)
    if look in {"duration", "amount"}:
        return _duration(str(value).strip(), reading, negative)
    if look == "rate":
        raise unlike(DURATION, value, _as_interval(str(value)))
    if colons := clock_as_duration(str(value)):
        raise unlike(DURATION, value, colons)
    raise unlike(DURATION, value, _advice_for_words(value))


def _duration(text: str, reading: Reading, negative: bool) -> float:
    total = 0.0
    last = float("inf")
    for number, unit in re.findall(AMOUNT, text):
        seconds = unit_seconds(unit)
        if seconds >= last:
            raise wrong(f"`{text}` does not go from the longer unit to the shorter", "write `1 h 30 min`")
        last = seconds
        total += figure(number, negative=negative) * seconds / reading.seconds
    return figure(total, negative=negative)


def _as_interval(text: str) -> str:
    """Return what a rate would be as a duration, or the plain advice."""
    match = _RATE.fullmatch(text.strip())
    if match and match[3] in UNIT_SECONDS and float(match[1]) > 0:
        seconds = float(match[2] or 1) * UNIT_SECONDS[match[3]] / float(match[1])
        return (
            f"{text.strip()} is one every {in_words(seconds)}: write `{in_words(seconds)}` if that is meant"
        )
    return "write a duration, such as `5 min`"


def _advice_for_words(value: Any) -> str:
    text = str(value).casefold().strip() if isinstance(value, str) else ""
    if length := uncertain(text):
        return f"write `{length}`; a time that varies is written `{{lognormal: {{mean: {length}, cv: 0.5}}}}`"
    if text in {"nan", "inf", "infinity", "infinite", "forever", "never"}:
        return "write a duration, such as `5 min`; patience without end is written `endless`"
    return ""


def in_words(seconds: float) -> str:
    """Return a length of time in the largest unit that leaves a figure of one or more: `2 min`."""
    for unit, length in reversed(UNIT_SECONDS.items()):
        if seconds >= length and unit != "w":
            return f"{seconds / length:.4g} {unit}"
    return f"{seconds:.4g} s"


def rate(value: Any, reading: Reading) -> float:
    """Return a rate per the blueprint's unit: `30/h`, `2 per min`, `100/30 min`; a bare 0 is none."""
    look = look_of(value)
    if look == "number" and not isinstance(value, str):
        if value == 0:
            return 0.0
        raise wrong(
            f"a rate is always per something: `{shown(value)}` says not per what",
            f"write `{shown(value)}/h`",
            "rate-without-unit",
        )
    if look == "duration":
        raise unlike(RATE, value, _as_rate(str(value), reading))
    match = _RATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        if cure := _without_noun(value):
            raise wrong(f"`{shown(value)}` says of what the rate is", cure, "wrong-kind")
        raise unlike(RATE, value)
    per = figure(match[2] or 1) * unit_seconds(match[3]) / reading.seconds
    if per == 0:
        raise wrong(f"`{shown(value)}` is per no time at all", "write a rate, such as `30/h`")
    return figure(match[1]) / per


def _without_noun(value: Any) -> str:
    """Return the cure of `30 customers per hour`, where a rate does not say of what."""
    pattern = rf"({NUMBER})\s*[^\d/]*?\s*(?:/|\bper\b|\ban?\b)\s*({UNIT_WORD})"
    match = re.fullmatch(pattern, value.strip()) if isinstance(value, str) else None
    unit = unit_meant(match[2]) if match else ""
    return f"a rate is a number per time: write `{match[1]}/{unit}`" if match and unit else ""


def _as_rate(text: str, reading: Reading) -> str:
    try:
        length = _duration(text, reading, negative=False)
    except Misread:
        return ""
    if length <= 0:
        return ""
    per_hour = 3600.0 / (length * reading.seconds)
    gap = text.strip()
    return f"one every {gap} is the rate `{per_hour:.4g}/h`; regular gaps are written `every: {gap}`"


def share(value: Any, reading: Reading) -> float:
    """Return a share from 0 to 1: `20%`, or the fraction 0.2 (a bare 1 could mean both, and is refused)."""
    fraction = factor(value, reading, wanted=SHARE)
    if isinstance(value, int):
        if value == 1:
            raise wrong(
                "a bare `1` could be all or one in a hundred", "write `100%` or `1%`", "ambiguous-share"
            )
        if value > 1:
            raise wrong(f"`{value}` is more than all", f"did you mean `{value}%`?", "share-above-all")
    if fraction > 1:
        advice = f"did you mean `{shown(value)}%`?" if isinstance(value, float) else "a share is at most 100%"
        raise wrong(f"`{shown(value)}` is more than all", advice, "share-above-all")
    return fraction


def factor(value: Any, reading: Reading, *, negative: bool = False, wanted: Wanted = FACTOR) -> float:  # noqa: ARG001
    """Return a factor: `120%` or 1.2."""
    look = look_of(value)
    if look == "number":
        if isinstance(value, str):
            raise number_text(value, wanted)
        return figure(value, negative=negative)
    if look == "share":
        return figure(str(value).strip().rstrip("%").strip(), negative=negative) / 100
    raise unlike(wanted, value)


def speed(value: Any, reading: Reading) -> float:
    """Return a speed: `120%` or 1.2, above zero; a bare number above ten is taken for a forgotten `%`."""
    fraction = factor(value, reading, wanted=Wanted("a speed", "120%"))
    if fraction == 0:
        raise wrong("a speed of nothing never ends any work", "write a speed above zero, such as `80%`")
    if fraction > 10 and not isinstance(value, str):
        raise wrong(
            f"a speed of {shown(value)} is {shown(value)} times the standard",
            f"did you mean `{shown(value)}%`?",
        )
    return fraction


def cost(value: Any, reading: Reading) -> float:
    """Return a cost per the blueprint's unit of time: `30/h`, `24 EUR/h`; a bare 0 is none."""
    if look_of(value) == "number" and not isinstance(value, str):
        if value == 0:
            return 0.0
        raise wrong(
            f"a cost is always per some time: `{shown(value)}` says not per what",
            f"write `{shown(value)}/h`",
            "cost-without-unit",
        )
    match = _COST.fullmatch(value.strip()) if isinstance(value, str) else None
    money = _MONEY.fullmatch(match["money"]) if match else None
    if not match and isinstance(value, str) and _MONEY.fullmatch(value.strip()):
        raise wrong(
            f"`{shown(value)}` says not per what time", f"write `{shown(value)}/h`", "cost-without-unit"
        )
    if not match or not money:
        raise unlike(COST, value)
    _check_currency((money["before"] or money["after"]).strip(), reading)
    per = figure(match["times"] or 1) * unit_seconds(match["unit"]) / reading.seconds
    if per == 0:
        raise wrong(f"`{shown(value)}` is per no time at all", "write a cost, such as `30/h`")
    return figure(money["amount"]) / per


def money(value: Any, reading: Reading) -> float:
    """Return an amount of money: `50`, `50 EUR`, `EUR 50`."""
    if look_of(value) == "number":
        return number(value, reading)
    match = _MONEY.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match or look_of(value) not in {"money", "amount", "text"} or not (match[1] or match[3]):
        raise unlike(MONEY, value, "write money alone, such as `50`, or with the currency of the blueprint")
    _check_currency((match["before"] or match["after"]).strip(), reading)
    return figure(match["amount"])


def _check_currency(written: str, reading: Reading) -> None:
    if not written or written == reading.currency:
        return
    if not reading.currency:
        raise wrong(
            f"the blueprint names no currency, and this is in `{written}`",
            f"write `currency: {written}` at the top of the file",
            "unknown-currency",
        )
    raise wrong(
        f"this is in `{written}`, the blueprint reckons in `{reading.currency}`",
        f"write all money in {reading.currency}",
        "unknown-currency",
    )


def number(value: Any, reading: Reading, *, negative: bool = False) -> float:  # noqa: ARG001
    """Return a bare number."""
    if look_of(value) == "number":
        if isinstance(value, str):
            raise number_text(value, NUMBER_WANTED)
        return figure(value, negative=negative)
    raise unlike(NUMBER_WANTED, value)


def trait(value: Any, reading: Reading, *, negative: bool = True) -> float:
    """Return the number behind an attribute: a bare number, a duration or a percentage."""
    look = look_of(value)
    if look == "duration":
        return duration(value, reading, negative=negative)
    if look == "share":
        return factor(value, reading, negative=negative)
    return number(value, reading, negative=negative)


def count(value: Any, reading: Reading, *, least: int = 0, most: int = 1_000_000_000) -> int:
    """Return a whole number from `least` to `most`."""
    exact = number(value, reading, negative=True) if look_of(value) == "number" else None
    if exact is None:
        raise unlike(COUNT, value)
    if exact != int(exact):
        raise wrong(
            f"`{shown(value)}` is not a whole number", f"write {int(exact)} or {int(exact) + 1}", "not-whole"
        )
    if exact < least:
        raise wrong(f"`{shown(value)}` is too small", f"the least is {least}", "too-small")
    if exact > most:
        raise wrong(f"`{shown(value)}` is too large", f"the most is {most:,}".replace(",", " "), "too-large")
    return int(exact)
