"""Customers' stories, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.report.blocks import Block, Lines, Paragraph


def story_blocks(stories: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    """Return some stories of the first replication, as `experiment.stories` gives them."""
    if not stories:
        return (Paragraph("Nobody came in the first replication, so there is no story to tell."),)
    many = "The story of a customer" if len(stories) == 1 else f"The stories of {len(stories)} customers"
    head = Paragraph(f"{many} of the first replication")
    return (head, *(Lines("\n".join(story)) for story in stories))
