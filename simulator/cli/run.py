"""`sopsim run`: simulate a blueprint and report."""

from __future__ import annotations

from itertools import zip_longest
from typing import Annotated, Any

import typer

from simulator.cli.command import Command
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

#: How many stories a bare `--trace` tells.
_STORIES = 3


class RunCommand(Command):
    """`sopsim run`, in which the number behind `--trace` may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments."""
        pairs = zip_longest(args, args[1:], fillvalue="")
        bare = f"--trace={_STORIES}"
        given = [bare if arg == "--trace" and not after.isdecimal() else arg for arg, after in pairs]
        return super().parse_args(ctx, given)


def run(
    file: File,
    scenario: Scenario = "base",
    replications: Replications = None,
    precision: Annotated[
        list[str],
        typer.Option(
            metavar="MEASURE=WIDTH",
            help="Instead of --replications: run until the interval is so tight, e.g. wait:counter=5%; "
            "may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    confidence: Confidence = "95%",
    seed: Seed = 1,
    overrides: Set = [],  # noqa: B006
    as_json: Json = False,
    out: Out = None,
    trace: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="[N]",
            help=f"Also tell the stories of N customers, or of {_STORIES}.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    fail_on_sla: Annotated[
        bool, typer.Option("--fail-on-sla", help="End with exit code 1 if a service level is missed.")
    ] = False,
) -> None:
    """Simulate a blueprint: waits, staff, service levels."""
    from simulator.blueprint.load import load
    from simulator.cli.ending import end_of
    from simulator.cli.faults import told_as_json
    from simulator.cli.outcome import show_outcome
    from simulator.cli.progress import progress_on_stderr
    from simulator.errors import UsageError
    from simulator.experiment.arguments import whole_number
    from simulator.experiment.run import run as run_blueprint
    from simulator.experiment.save import check_folder
    from simulator.experiment.stories import stories
    from simulator.report.run import run_blocks
    from simulator.report.stories import story_blocks

    with told_as_json(as_json), progress_on_stderr() as progress:
        if trace is not None:
            whole_number("trace", trace, 1)
            if as_json:
                raise UsageError("--trace has no place in --json; leave one of them out")
        if out is not None:
            check_folder(out)
        blueprint = load(file, scenario, overrides)
        result = run_blueprint(
            blueprint,
            replications=replications,
            seed=seed,
            precision=precision,
            confidence=confidence,
            workers=workers,
            tables=out is not None,
            progress=progress,
        )
    told = () if trace is None else story_blocks(stories(result, trace))
    show_outcome(result, lambda: (*run_blocks(result), *told), as_json, out)
    raise typer.Exit(end_of(result, fail_on_sla))
