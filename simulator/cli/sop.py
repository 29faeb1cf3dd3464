"""`sopsim sop`: the documents of a service, what they lack, what changed between two versions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.dates import Today, day_of
from simulator.cli.options import File
from simulator.errors import UsageError


def sop(
    file: File,
    step: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the SOP of this step.", show_default=False),
    ] = None,
    format: Annotated[  # noqa: A002
        str, typer.Option(metavar="FORMAT", help="md (Markdown), html, or docx (Word; needs --out).")
    ] = "md",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write a file for each document.", show_default=False),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there already.")
    ] = False,
    lint: Annotated[bool, typer.Option("--lint", help="Only tell what the documents lack.")] = False,
    diff: Annotated[
        str | None,
        typer.Option(
            metavar="OLD", help="Only tell what changed since this older blueprint.", show_default=False
        ),
    ] = None,
    today: Today = None,
) -> None:
    """Write the SOPs of a service, and tell what they lack."""
    from simulator.blueprint.load import load
    from simulator.cli.plain import tell
    from simulator.cli.show import show
    from simulator.model.document_gaps import find_document_gaps
    from simulator.report.blocks import Finding, Paragraph
    from simulator.report.sop.documents import sop as documents_of
    from simulator.report.sop.versions import difference_blocks

    if lint and diff is not None:
        raise UsageError("--lint and --diff each tell something else; ask for one of them")
    day = day_of(today)
    blueprint = load(file)
    if diff is not None:
        show(difference_blocks(load(diff), blueprint, day))
        return
    gaps = find_document_gaps(blueprint, day)
    if lint:
        show([Finding(gap) for gap in gaps] or [Paragraph("Nothing is missing.")])
        return
    documents = documents_of(blueprint, step=step)
    if out is not None:
        for written in documents.save(out, format, overwrite=overwrite):
            typer.echo(f"Wrote {written}.")
    elif format == "docx":
        raise UsageError("a Word document cannot be printed; name a folder for it: --out documents")
    else:
        typer.echo(documents.text(format).encode(), nl=False)
    if gaps:
        tell(f"{len(gaps)} {'thing is' if len(gaps) == 1 else 'things are'} lacking; --lint lists them.")
