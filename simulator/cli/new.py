"""`sopsim new`: start a blueprint from the gallery."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

import typer


def new(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The new blueprint; .yaml is added.")
    ] = None,
    template: Annotated[
        str, typer.Option("--from", metavar="GALLERY", help="The blueprint of the gallery to copy.")
    ] = "bank_branch",
    list_gallery: Annotated[bool, typer.Option("--list", help="List the gallery.")] = False,
) -> None:
    """Start a blueprint from the gallery; without NAME, list it."""
    from simulator.blueprint import gallery
    from simulator.report.sentences import listed

    if name is None or list_gallery:
        from simulator.cli.show import show
        from simulator.report.gallery import gallery_blocks

        show(gallery_blocks(gallery.entries()))
        return
    written = gallery.start(name, gallery.entry(template))
    first = quote(str(written[0]))
    typer.echo(f"Wrote {listed([str(file) for file in written])}.")
    typer.echo(f"Beside it {gallery.SCHEMA}, by which editors complete and check while you type.")
    typer.echo(f"Next: sopsim check {first}, then sopsim run {first}.")
