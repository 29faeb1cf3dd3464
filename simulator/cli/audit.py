"""`sopsim audit`: hold a log of what really happened against a blueprint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import Confidence, File, Json, Out, Scenario, Set

_COLUMN = "COLUMN"


def audit(
    file: File,
    log: Annotated[
        Path,
        typer.Argument(
            metavar="LOG", help="The log, a CSV file: a row for each step or action.", show_default=False
        ),
    ],
    case: Annotated[
        str, typer.Option(metavar=_COLUMN, help="The column with the case.", show_default=False)
    ] = "",
    activity: Annotated[
        str, typer.Option(metavar=_COLUMN, help="The column with the step or action.", show_default=False)
    ] = "",
    time: Annotated[
        str, typer.Option(metavar=_COLUMN, help="The column with the start.", show_default=False)
    ] = "",
    end: Annotated[
        str, typer.Option(metavar=_COLUMN, help="The column with the end, if any.", show_default=False)
    ] = "",
    resource: Annotated[
        str, typer.Option(metavar=_COLUMN, help="The column with who did it, if any.", show_default=False)
    ] = "",
    unlogged: Annotated[
        list[str],
        typer.Option(
            metavar="STEP",
            help="A step that need not be in the log; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    tolerance: Annotated[
        str,
        typer.Option(metavar="SHARE", help="How much longer than by its standard times a visit may take."),
    ] = "50%",
    every: Annotated[
        str, typer.Option(metavar="WORD", help="A point of the control chart: hour, day, week or month.")
    ] = "day",
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Draw the control chart: a .png, .svg or .pdf.", show_default=False
        ),
    ] = None,
    scenario: Scenario = "base",
    confidence: Confidence = "95%",
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
) -> None:
    """Hold a log of what really happened against routes and SOPs."""
    from simulator.blueprint.load import load
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.experiment.audit.audit import audit as hold_against
    from simulator.experiment.save import check_folder
    from simulator.report.audit.plot import save_chart
    from simulator.report.audit.report import audit_blocks
    from simulator.report.pictures import check_picture

    with told_as_json(as_json):
        if out is not None:
            check_folder(out)
        if plot is not None:
            check_picture(plot)
        found = hold_against(
            load(file, scenario, overrides),
            log,
            case=case,
            activity=activity,
            time=time,
            end=end,
            resource=resource,
            unlogged=unlogged,
            tolerance=tolerance,
            every=every,
            confidence=confidence,
        )
    draw = None if plot is None else lambda: save_chart(found, plot)
    show_outcome(found, lambda: audit_blocks(found), as_json, out, draw)
