"""`sopsim check`: validate a blueprint and read it back."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.options import File, Json, Scenario, Set

Assumptions = Annotated[
    bool, typer.Option("--assumptions", help="Also tell every constant about people, with its source.")
]


def check(
    file: File,
    scenario: Scenario = "base",
    overrides: Set = [],  # noqa: B006
    assumptions: Assumptions = False,
    as_json: Json = False,
) -> None:
    """Validate a blueprint and read it back: routes, week, loads."""
    from simulator.blueprint.load import load
    from simulator.cli.faults import told_as_json
    from simulator.cli.show import show, show_json
    from simulator.errors import BlueprintError
    from simulator.experiment.check import check as check_blueprint
    from simulator.report.assumptions import assumptions_blocks
    from simulator.report.check import check_blocks, check_json

    with told_as_json(as_json):
        report = check_blueprint(load(file, scenario, overrides))
    if as_json:
        show_json(check_json(report, assumptions=assumptions))
        raise typer.Exit(0 if report.ok else BlueprintError.exit_code)
    if not report.ok:
        raise BlueprintError(report.errors)
    show((*check_blocks(report), *(assumptions_blocks() if assumptions else ())))
