"""`sopsim sweep`: run a blueprint with many values and compare the points."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import Confidence, File, Json, Out, Set, Workers, whole


def sweep(
    file: File,
    sweep_file: Annotated[
        Path | None,
        typer.Argument(metavar="[SWEEP]", help="What varies, as a YAML file.", show_default=False),
    ] = None,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PATH=VALUES",
            help="In place of a file: a path and its values, 3..8 or 40/h,50/h; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    measures: Annotated[
        list[str],
        typer.Option(
            "--measure",
            metavar="MEASURE",
            help="What to show of each point, e.g. wait:counter; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="A scenario of the blueprint; base unless given.", show_default=False
        ),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="N",
            help="How often to run each point; 20 unless given.",
            show_default=False,
        ),
    ] = None,
    confidence: Confidence = "95%",
    seed: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="N",
            help="Another seed is another sample; 1 unless given.",
            show_default=False,
        ),
    ] = None,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where points are kept; FILE.sopsim.sqlite in this folder unless given.",
            show_default=False,
        ),
    ] = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep no points.")] = False,
    workers: Workers = None,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Run the points on a Dask cluster, tcp://HOST:8786.", show_default=False
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="More than 10,000 points are meant.")] = False,
) -> None:
    """Run a blueprint with many values and compare the points."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of_sweep
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import points_on_stderr
    from simulator.errors import UsageError
    from simulator.experiment.save import check_folder
    from simulator.experiment.sweeps.axes import typed_axes
    from simulator.experiment.sweeps.sweep import sweep as sweep_blueprint
    from simulator.report.sweep import sweep_blocks

    with told_as_json(as_json), points_on_stderr() as progress:
        if (sweep_file is not None) == bool(vary):
            raise UsageError(
                "say what varies: a sweep file, or `--vary teams.tellers.count=3..8`; one of the two"
            )
        if store is not None and no_store:
            raise UsageError("give --store or --no-store, not both")
        if out is not None:
            check_folder(out)
        result = sweep_blueprint(
            load(file, scenario or "base", overrides),
            typed_axes(vary) if sweep_file is None else sweep_file,
            measures=measures,
            scenario=scenario,
            replications=replications,
            seed=seed,
            confidence=confidence,
            store=not no_store if store is None else store,
            workers=workers,
            dask=dask,
            yes=yes,
            progress=progress,
        )
    show_outcome(result, lambda: sweep_blocks(result), as_json, out)
    raise typer.Exit(end_of_sweep(result))
