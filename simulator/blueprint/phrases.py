"""Figures as people say them, `9am`, `20-30 min`, `exponential(4 min)`, and how the language writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from simulator.blueprint.families import FAMILIES, LISTED, NAMES, Family
from simulator.blueprint.looks import NUMBER, look_of, shown
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.synonyms import meant

_FIGURE = re.compile(rf"(?<![\w.])(?P<number>{NUMBER})\s*(?P<unit>%|[^\W\d_]+\b)?")
_RANGE = re.compile(
    rf"(?:between|from)?\s*(?P<low>{NUMBER}\s*[^\W\d_]*?)\s*(?:-|–|—|\bto\b|\band\b|\.\.+)\s*"
    rf"(?P<high>{NUMBER}\s*[^\W\d_]*)"
)
_LOOSE = re.compile(r"about|ca|circa|approx(imately)?|around|roughly|on|average|avg|mean")
_GIVE_OR_TAKE = re.compile(rf"(?P<mean>{NUMBER}\s*[^\W\d_]*?)\s*(?:±|\+/?-)\s*(?P<sd>{NUMBER}\s*[^\W\d_]*)")


def brief(value: Any) -> str:
    """Return a value as it may stand on one line of a blueprint."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {brief(of)}" for key, of in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(brief(of) for of in value) + "]"
    return shown(value)


# -- lengths of time ------------------------------------------------------------------------------


def clock_as_duration(text: str) -> str:
    """Return what to write for a length of time with colons, `0:25`, `00:04:30`, or run together, `1h30`."""
    if together := re.fullmatch(r"\s*(\d+)\s*h\s*(\d+)\s*(?:m|min)?\s*", text):
        return f"write `{together[1]} h {together[2]} min`"
    match = re.fullmatch(r"\s*(\d+):(\d{2})(?::(\d{2}))?\s*([a-z]*)\s*", text)
    if not match or match[4] not in {"", "h", "min"}:
        return ""
    first, second, third = (int(part or 0) for part in match.groups()[:3])
    as_hours = f"`{_parts((first, 'h'), (second, 'min'), (third, 's'))}`"
    as_minutes = f"`{_parts((first, 'min'), (second, 's'))}`"
    if match[3] or match[4] == "h":
        return f"write {as_hours}"
    if match[4] == "min":
        return f"write {as_minutes}"
    return f"write {as_hours} if hours and minutes are meant, {as_minutes} if minutes and seconds are"


def _parts(*parts: tuple[int, str]) -> str:
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 min"


# -- distributions in words ------------------------------------------------------------------------


def as_distribution(text: str) -> str:
    """Return the distribution that a text says in words, as the language writes it; empty for none."""
    if match := _RANGE.fullmatch(text.strip()):
        return _of(FAMILIES["uniform"], _with_unit([match["low"], match["high"]]))
    if match := _GIVE_OR_TAKE.fullmatch(text.strip()):
        return _of(FAMILIES["normal"], _with_unit([match["mean"], match["sd"]]))
    word = re.match(r"\s*([^\W\d_]+)", text)
    families = family_meant(word[1]) if word else ()
    if not word or not families:
        return ""
    return written_as(families[0], [match[0].strip() for match in _FIGURE.finditer(text[word.end() :])])


def family_meant(word: str) -> tuple[str, ...]:
    """Return the family that a word names, by its name or by another that it goes by."""
    return (word,) if word in NAMES else meant(word, NAMES)[:1]


def written_as(name: str, value: Any) -> str:
    """Return a family with the user's own figures, where they fit it; else an example of it."""
    family = FAMILIES.get(name)
    if family is None:
        return LISTED[name][1]
    if isinstance(value, dict):
        known = {(meant(key, family.parameters) or (key,))[0]: of for key, of in value.items()}
        fits = any(set(known) == set(names) for names in family.takes)
        return f"{{{name}: {brief(known)}}}" if fits else family.example
    figures = [shown(of) for of in value] if isinstance(value, list | tuple) else [shown(value)]
    return _of(family, _with_unit(figures)) if figures else family.example


def uncertain(text: str) -> str:
    """Return the length of time in `about 20 min`, `~20 min`, `20 min on average`; else nothing."""
    figures = list(_FIGURE.finditer(text))
    if len(figures) != 1 or figures[0]["unit"] not in UNIT_SECONDS:
        return ""
    words = re.sub(r"[\s.,~≈]+", " ", text.replace(figures[0][0], " ")).casefold().split()
    return figures[0][0] if all(_LOOSE.fullmatch(word) for word in words) else ""


def _of(family: Family, figures: Sequence[str]) -> str:
    if family.name == "constant" and len(figures) == 1:
        return figures[0]
    if family.short and len(figures) == 1:
        return f"{{{family.name}: {figures[0]}}}"
    fitting = [names for names in family.takes if len(names) == len(figures) and _fit(family, names, figures)]
    if not fitting:
        return family.example
    pairs = ", ".join(f"{name}: {figure}" for name, figure in zip(fitting[0], figures, strict=True))
    return f"{{{family.name}: {{{pairs}}}}}"


def _fit(family: Family, names: Sequence[str], figures: Sequence[str]) -> bool:
    """Whether figures have a unit where a value is meant, and none where a ratio or a shape is."""
    united = any(look_of(figure) == "duration" for figure in figures)
    return all(
        (look_of(figure) == "duration") == (united and family.parameters[name] in {"value", "spread"})
        for name, figure in zip(names, figures, strict=True)
    )


def _with_unit(figures: Sequence[str]) -> list[str]:
    """Return the figures, the unit of the last with those that have none: `20-30 min`."""
    last = re.fullmatch(rf"\s*{NUMBER}\s*([^\W\d_]+)\s*", figures[-1]) if figures else None
    if not last or last[1] not in UNIT_SECONDS:
        return [figure.strip() for figure in figures]
    return [
        f"{figure.strip()} {last[1]}" if re.fullmatch(NUMBER, figure.strip()) else figure.strip()
        for figure in figures
    ]


# -- times of day ---------------------------------------------------------------------------------

_SAID = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:.h](?P<minute>\d{2})|h|uhr)?\s*(?P<half>[ap])?\.?(?:m\.?)?(?:\s*o'?clock)?",
    re.IGNORECASE,
)
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def clock_said(text: str) -> str:
    """Return the time of day that is said in another way: `09:00` for `9am`, `9`, `9.00`; or nothing."""
    folded = text.strip().casefold()
    match = _SAID.fullmatch(folded)
    if folded in _NAMED or not match:
        return _NAMED.get(folded, "")
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def span_said(text: str) -> str:
    """Return a span of the day that is said in another way, `09:00-12:00` for `9am to noon`; or nothing."""
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\bbis\b)\s*", text.strip())
    said = [clock_said(part) for part in parts]
    return "-".join(said) if len(said) == 2 and all(said) else ""
