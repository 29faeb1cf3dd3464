"""Spans of time, as (start, end)."""

from __future__ import annotations

from simulator.engine.records import Rows

Span = tuple[float, float]


def merged(spans: list[Span]) -> list[Span]:
    """The union of spans, those that touch made one; empty ones left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def spans(rows: Rows, start: str, end: str) -> list[Span]:
    """Two columns as a list of spans."""
    return [(float(row[start]), float(row[end])) for row in rows]


def within(inner: Span, outer: list[Span]) -> bool:
    """Whether a span lies in one of the others."""
    return any(start <= inner[0] and inner[1] <= end for start, end in outer)
