"""What a command shows of an outcome, and where it saves it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from simulator.cli.plain import tell
from simulator.cli.show import show, show_json
from simulator.report.blocks import Block


class Outcome(Protocol):
    """What a run, a comparison, a sweep, a search can do."""

    def to_json(self) -> str:
        """All of it as one JSON object."""
        ...

    def save(self, folder: str | os.PathLike[str]) -> None:
        """All of it in a folder."""
        ...


def show_outcome(
    outcome: Outcome,
    blocks: Callable[[], Iterable[Block]],
    as_json: bool,
    out: Path | None,
    draw: Callable[[], str] | None = None,
) -> None:
    """Print an outcome, as a report or as JSON, save and draw it, also for a reader who has gone.

    `draw` writes a picture and returns what is wrong with it, or nothing.
    """
    try:
        if as_json:
            show_json(outcome.to_json())
        else:
            show(blocks())
    finally:
        if out is not None:
            outcome.save(out)
            tell(f"Saved in {out}{os.sep}")
        if draw is not None and (wrong := draw()):
            tell(f"sopsim: {wrong}")
