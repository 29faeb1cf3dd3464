"""`sopsim staff`: the cheapest staffing that meets every service level."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import File, Json, Scenario, Set, whole


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
    confidence: Annotated[
        str,
        typer.Option(metavar="SHARE", help="How sure the intervals shall be."),
    ] = "95%",
    seed: Annotated[
        int, typer.Option(parser=whole, metavar="N", help="Another seed is another sample of days.")
    ] = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Save the plan and a run with it to this folder.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="N",
            help="The most processes at once; one for each core unless given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Find the cheapest staffing that meets every service level."""
    from simulator.blueprint.load import load
    from simulator.cli.faults import told_as_json
    from simulator.cli.plain import tell
    from simulator.cli.progress import progress_on_stderr
    from simulator.cli.show import show, show_json
    from simulator.experiment.save import check_folder
    from simulator.experiment.staffing.staff import staff as staff_blueprint
    from simulator.report.staffing import staffing_blocks

    if out is not None:
        check_folder(out)
    with told_as_json(as_json), progress_on_stderr() as progress:
        staffing = staff_blueprint(
            load(file, scenario, overrides),
            replications=replications,
            seed=seed,
            confidence=confidence,
            workers=workers,
            tables=out is not None,
            progress=progress,
        )
    try:
        if as_json:
            show_json(staffing.to_json())
        else:
            show(staffing_blocks(staffing))
    finally:  # also for a reader who has gone
        if out is not None and staffing.found:
            staffing.save(out)
            tell(f"Saved in {out}{os.sep}")
    raise typer.Exit(0 if staffing.found else 1)
