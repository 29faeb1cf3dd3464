"""The constants that are claims about people, with their sources and whether these were checked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulator.constants import Constant, constants
from simulator.report.blocks import Block, Items, Paragraph
from simulator.report.numbers import figure, percent

_NOTE = (
    "Verified: the figure stands in its source; that it holds for this service is assumed all the same. "
    "Where the blueprint says otherwise, what it says counts."
)


def assumptions_blocks() -> tuple[Block, ...]:
    """Each constant: its name, value and status; below, what it does, where it is from, where it is set."""
    items = tuple((_head(constant), _told(constant)) for constant in constants())
    return (Items("Assumptions", items), Paragraph(_NOTE))


def assumptions_json() -> list[dict[str, Any]]:
    """The same as plain dicts, for JSON."""
    return [asdict(constant) for constant in constants()]


def _head(constant: Constant) -> str:
    return f"{constant.name}: {_value(constant)} ({constant.status})"


def _value(constant: Constant) -> str:
    if not constant.labels:
        return _figure(constant, constant.value)
    return ", ".join(f"{label} {_figure(constant, of)}" for label, of in constant.by_label.items())


def _figure(constant: Constant, value: float) -> str:
    if constant.unit == "share":
        return percent(value)
    return f"{figure(value)} {constant.unit}".rstrip()


def _told(constant: Constant) -> tuple[str, ...]:
    meaning = f"{constant.meaning[0].upper()}{constant.meaning[1:]}."
    source = f"From: {constant.source}."
    return (meaning, source, f"Set by `{constant.word}`.") if constant.word else (meaning, source)
