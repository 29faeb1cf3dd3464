"""`sopsim sop`: the documents of a service, what they lack, what changed between two versions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.dates import Today, day_of
from simulator.cli.options import File, Json
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
    as_json: Json = False,
) -> None:
    """Write the SOPs of a service, and tell what they lack."""
    from simulator.cli.faults import told_as_json

    with told_as_json(as_json):
        if lint and diff is not None:
            raise UsageError("--lint and --diff each tell something else; ask for one of them")
        day = day_of(today)
        if diff is not None:
            _differences(file, diff, day, as_json)
        elif lint:
            _gaps(file, day, as_json)
        else:
            _documents(file, step, format, out, overwrite, day, as_json)


def _differences(file: str, old: str, day: dt.date, as_json: bool) -> None:
    from simulator.blueprint.load import load
    from simulator.cli.show import show, show_json
    from simulator.report.sop.as_json import differences_json
    from simulator.report.sop.versions import difference_blocks

    new, before = load(file), load(old)
    if as_json:
        show_json(differences_json(before, new, day))
    else:
        show(difference_blocks(before, new, day))


def _gaps(file: str, day: dt.date, as_json: bool) -> None:
    from simulator.blueprint.load import load
    from simulator.cli.show import show, show_json
    from simulator.model.document_gaps import find_document_gaps
    from simulator.report.blocks import Finding, Paragraph
    from simulator.report.sop.as_json import documents_json

    gaps = find_document_gaps(load(file), day)
    if as_json:
        show_json(documents_json({}, (), gaps))
    else:
        show([Finding(gap) for gap in gaps] or [Paragraph("Nothing is missing.")])


def _documents(
    file: str,
    step: str | None,
    format: str,  # noqa: A002
    out: Path | None,
    overwrite: bool,
    day: dt.date,
    as_json: bool,
) -> None:
    from simulator.blueprint.load import load
    from simulator.cli.plain import tell
    from simulator.cli.show import show_json
    from simulator.model.document_gaps import find_document_gaps
    from simulator.report.sop.as_json import documents_json
    from simulator.report.sop.documents import sop as documents_of

    blueprint = load(file)
    gaps = find_document_gaps(blueprint, day)
    documents = documents_of(blueprint, step=step)
    if out is None and format == "docx":
        raise UsageError("a Word document cannot be printed; name a folder for it: --out documents")
    written = () if out is None else documents.save(out, format, overwrite=overwrite)
    if as_json:
        texts = {} if written else {name: of.decode() for name, of in documents.files(format).items()}
        show_json(documents_json(texts, written, gaps))
        return
    for name in written:
        typer.echo(f"Wrote {name}.")
    if out is None:
        typer.echo(documents.text(format).encode(), nl=False)
    if gaps:
        tell(f"{len(gaps)} {'thing is' if len(gaps) == 1 else 'things are'} lacking; --lint lists them.")
