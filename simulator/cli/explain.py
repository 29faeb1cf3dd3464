"""`sopsim explain`: what a word of the language means."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD", help="A key, e.g. patience; or an everyday word, e.g. lunch."),
    ],
) -> None:
    """Explain a word of the blueprint language."""
    from simulator.blueprint.explain import explain as explanation

    typer.echo(explanation(" ".join(words)))
