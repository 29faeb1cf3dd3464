"""What is wrong with a blueprint, for programs: an object on stdout in place of text on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def told_as_json(wanted: bool) -> Iterator[None]:
    """Print the faults of a blueprint that cannot be read or run as one JSON object, where that is wanted."""
    from simulator.cli.show import show_json
    from simulator.errors import BlueprintError
    from simulator.report.faults import faults_json

    try:
        yield
    except BlueprintError as error:
        if not wanted:
            raise
        show_json(faults_json(error.problems))
        raise typer.Exit(error.exit_code) from None
