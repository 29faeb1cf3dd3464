"""`sopsim explain`: what a word of the language means."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A key or a word, e.g. patience.")],
) -> None:
    """Explain a word of the blueprint language."""
    from simulator.blueprint.explain import explain as explanation

    typer.echo(explanation(word))
