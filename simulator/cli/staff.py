"""`sopsim staff`: the cheapest staffing that meets every service level."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import Confidence, File, Json, Scenario, Seed, Set, Workers, whole


def staff(
    file: File,
    scenario: Scenario = "base",
    replications: Annotated[
        int,
        typer.Option(
            parser=whole,
            metavar="N",
            help="The most for one plan; a plan still unsure then counts as not met.",
        ),
    ] = 80,
    confidence: Confidence = "95%",
    seed: Seed = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Save the plan and a run with it to this folder.", show_default=False
        ),
    ] = None,
    workers: Workers = None,
) -> None:
    """Find the cheapest staffing that meets every service level."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of_staffing
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import progress_on_stderr
    from simulator.experiment.save import check_folder
    from simulator.experiment.staffing.staff import staff as staff_blueprint
    from simulator.report.staffing import staffing_blocks

    with told_as_json(as_json), progress_on_stderr() as progress:
        if out is not None:
            check_folder(out)
        staffing = staff_blueprint(
            load(file, scenario, overrides),
            replications=replications,
            seed=seed,
            confidence=confidence,
            workers=workers,
            tables=out is not None,
            progress=progress,
        )
    show_outcome(staffing, lambda: staffing_blocks(staffing), as_json, out if staffing.found else None)
    raise typer.Exit(end_of_staffing(staffing))
