"""What is wrong with a blueprint, for programs: an object on stdout in place of text on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def told_as_json(wanted: bool) -> Iterator[None]:
    """Print what is wrong with a blueprint, or with what was asked, as one JSON object, where wanted."""
    from simulator.cli.show import show_json
    from simulator.errors import BlueprintError, Problem, UsageError
    from simulator.report.faults import faults_json

    try:
        yield
    except (BlueprintError, UsageError) as error:
        if not wanted:
            raise
        if isinstance(error, BlueprintError):
            problems = error.problems
        else:  # a line for each fault
            problems = tuple(Problem(line) for line in str(error).splitlines())
        show_json(faults_json(problems))
        raise typer.Exit(error.exit_code) from None
