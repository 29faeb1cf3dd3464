"""The list of the gallery."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.blueprint.gallery import Entry
from simulator.report.blocks import Block, Column, Paragraph, Table


def gallery_blocks(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """Return each blueprint of the gallery with what it is for, and how to start from one."""
    rows = tuple((entry.name, entry.purpose or entry.title) for entry in entries)
    table = Table("Gallery", (Column("name", words=True), Column("what it is for", words=True)), rows)
    return table, Paragraph("Start from one with: sopsim new my_service --from NAME")
