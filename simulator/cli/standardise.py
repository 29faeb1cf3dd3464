"""`sopsim standardise`: how much of the work to prescribe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import Confidence, File, Json, Out, Replications, Scenario, Seed, Set, Workers


def standardise(
    file: File,
    steps: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STEP]...",
            help="Steps or lanes; all steps with an SOP unless named.",
            show_default=False,
        ),
    ] = None,
    levels: Annotated[
        str,
        typer.Option(metavar="LEVELS", help="How much is prescribed, e.g. '40%..90% step 5%' or 40%,60%."),
    ] = "0%..100% step 10%",
    elastic: Annotated[
        str | None,
        typer.Option(
            metavar="SHARES",
            help="How much of it may bend, or several, e.g. 0%,10%; as written unless given.",
            show_default=False,
        ),
    ] = None,
    compliance: Annotated[
        str | None,
        typer.Option(
            metavar="SHARES",
            help="How often it is complied with, or several; as written unless given.",
            show_default=False,
        ),
    ] = None,
    lowest: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE", help="The lowest is best; the wait unless given.", show_default=False
        ),
    ] = None,
    highest: Annotated[
        str | None, typer.Option(metavar="MEASURE", help="The highest is best.", show_default=False)
    ] = None,
    subject_to: Annotated[
        list[str],
        typer.Option(
            metavar="SLA",
            help="Only levels that meet this service level; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    assumptions: Annotated[
        bool,
        typer.Option("--assumptions", help="Also what is best where an assumption is another; takes longer."),
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw the curve: a .png, .svg or .pdf.", show_default=False),
    ] = None,
    scenario: Scenario = "base",
    replications: Replications = None,
    confidence: Confidence = "95%",
    seed: Seed = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
    workers: Workers = None,
) -> None:
    """Find how much of the work to prescribe."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import progress_on_stderr
    from simulator.experiment.objective import Objective
    from simulator.experiment.save import check_folder
    from simulator.experiment.tradeoff.standardise import standardise as find_levels
    from simulator.report.pictures import check_picture
    from simulator.report.tradeoff import tradeoff_blocks
    from simulator.report.tradeoff_plot import save_plot

    with told_as_json(as_json), progress_on_stderr() as progress:
        objective = Objective.asked(lowest, highest, subject_to)
        if out is not None:
            check_folder(out)
        if plot is not None:
            check_picture(plot)
        found = find_levels(
            load(file, scenario, overrides),
            steps or (),
            levels=levels,
            elastic=elastic,
            compliance=compliance,
            objective=objective,
            assumptions=assumptions,
            replications=replications,
            seed=seed,
            confidence=confidence,
            workers=workers,
            progress=progress,
        )
    draw = None if plot is None else lambda: save_plot(found, plot)
    show_outcome(found, lambda: tradeoff_blocks(found), as_json, out, draw)
    raise typer.Exit(end_of(found))
