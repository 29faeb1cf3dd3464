"""Remarks as sentences, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.report.blocks import Items


def sentences(title: str, remarks: Iterable[str]) -> Items:
    """Return remarks under a title, each as a sentence."""
    return Items(title, tuple(("", (sentence(remark),)) for remark in remarks))


def sentence(remark: str) -> str:
    """Return a remark with a capital letter and a full stop."""
    return remark[:1].upper() + remark[1:].rstrip(".") + "."


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def many(number: int, word: str) -> str:
    """`1 case`, `1,200 cases`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
