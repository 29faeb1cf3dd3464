"""`sopsim compare`: scenarios held against a baseline, on the same customers."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.options import Confidence, File, Json, Out, Replications, Seed, Set, Workers


def compare(
    file: File,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...", help="Which to compare; all unless named.", show_default=False
        ),
    ] = None,
    baseline: Annotated[
        str, typer.Option(metavar="NAME", help="What they are held against; base is the file as written.")
    ] = "base",
    measures: Annotated[
        list[str],
        typer.Option(
            "--measure",
            metavar="MEASURE",
            help="Tell this figure instead of the usual ones, e.g. wait:counter; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    detect: Annotated[
        list[str],
        typer.Option(
            metavar="MEASURE=DIFFERENCE",
            help="Also tell how many replications would show it, e.g. wait:counter=1min; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    lowest: Annotated[
        str | None,
        typer.Option(metavar="MEASURE", help="Rank them: the lowest is best, e.g. cost.", show_default=False),
    ] = None,
    highest: Annotated[
        str | None,
        typer.Option(metavar="MEASURE", help="Rank them: the highest is best.", show_default=False),
    ] = None,
    subject_to: Annotated[
        list[str],
        typer.Option(
            metavar="SLA",
            help="Rank only those that meet this service level; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    replications: Replications = None,
    confidence: Confidence = "95%",
    seed: Seed = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
    workers: Workers = None,
) -> None:
    """Compare scenarios of a blueprint on the same customers."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import progress_on_stderr
    from simulator.experiment.compare import compare as compare_scenarios
    from simulator.experiment.objective import Objective
    from simulator.experiment.save import check_folder
    from simulator.report.compare import compare_blocks

    with told_as_json(as_json), progress_on_stderr() as progress:
        objective = Objective.asked(lowest, highest, subject_to)
        if out is not None:
            check_folder(out)
        blueprint = load(file, "base", overrides)
        comparison = compare_scenarios(
            blueprint,
            scenarios or (),
            baseline=baseline,
            replications=replications,
            seed=seed,
            objective=objective,
            measures=measures,
            detect=detect,
            confidence=confidence,
            workers=workers,
            progress=progress,
        )
    show_outcome(comparison, lambda: compare_blocks(comparison), as_json, out)
    raise typer.Exit(end_of(comparison))
