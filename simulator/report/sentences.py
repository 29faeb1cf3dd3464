"""Remarks as sentences, one below the other."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.report.blocks import Items


def sentences(title: str, remarks: Iterable[str]) -> Items:
    """Return remarks under a title, each as a sentence."""
    return Items(title, tuple(("", (sentence(remark),)) for remark in remarks))


def sentence(remark: str) -> str:
    """Return a remark with a capital letter and a full stop."""
    return remark[:1].upper() + remark[1:].rstrip(".") + "."
