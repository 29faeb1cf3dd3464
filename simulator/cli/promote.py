"""`sopsim promote`: a scenario becomes the next version of its blueprint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.dates import Today, day_of
from simulator.cli.options import File, Json


def promote(
    file: File,
    promoted: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="The scenario that shall hold.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the new version to this file.", show_default=False),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it is there already.")
    ] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """Make a scenario the next version of a blueprint."""
    from simulator.blueprint.documents.promotion import check_beside, promote
    from simulator.cli.faults import told_as_json
    from simulator.cli.plain import tell
    from simulator.cli.show import show_json
    from simulator.report.sop.as_json import promoted_json
    from simulator.report.sop.documents import write_files

    with told_as_json(as_json):
        if out is not None:
            check_beside(file, out)
        found = promote(file, promoted, day_of(today))
        if out is not None:
            write_files({out: found.text.encode()}, overwrite)
    if as_json:
        show_json(promoted_json(found, out))
        return
    if out is None:
        typer.echo(found.text.encode(), nl=False)
    else:
        typer.echo(f"Wrote {out}.")
    tell(f"Version {found.proposal.version}: {found.proposal.line}")
    if found.left_out:
        names = ", ".join(f"`{name}`" for name in found.left_out)
        tell(f"Left out, for what they change is no longer there: {names}.")
