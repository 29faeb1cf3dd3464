"""`sopsim sensitivity`: which inputs figures depend on, over the ranges that they may have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import (
    Confidence,
    File,
    Json,
    Out,
    Replications,
    Scenario,
    Seed,
    Set,
    Workers,
    whole,
)


def sensitivity(
    file: File,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PATH=RANGE",
            help="An input and its range, e.g. teams.tellers.count=3..5; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    measures: Annotated[
        list[str],
        typer.Option(
            "--measure",
            metavar="MEASURE",
            help="The figure to look at, e.g. wait:counter; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    sobol: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="N",
            help="Also vary all together and share out the variation; a power of two, 64 or more.",
            show_default=False,
        ),
    ] = None,
    scenario: Scenario = "base",
    replications: Replications = None,
    confidence: Confidence = "95%",
    seed: Seed = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the points of --sobol are kept; FILE.sopsim.sqlite in this folder unless given.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
) -> None:
    """Tell which inputs matter, each alone or all together."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of_sensitivity
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import progress_on_stderr
    from simulator.experiment.save import check_folder
    from simulator.experiment.sensitivity.sensitivity import sensitivity as sensitivity_of
    from simulator.experiment.sweeps.axes import typed_axes
    from simulator.report.sensitivity import sensitivity_blocks

    with told_as_json(as_json), progress_on_stderr("done") as progress:
        if out is not None:
            check_folder(out)
        found = sensitivity_of(
            load(file, scenario, overrides),
            typed_axes(vary),
            measures=measures,
            sobol=sobol,
            replications=replications,
            seed=seed,
            confidence=confidence,
            store=True if store is None else store,
            workers=workers,
            progress=progress,
        )
    show_outcome(found, lambda: sensitivity_blocks(found), as_json, out)
    raise typer.Exit(end_of_sensitivity(found))
