"""Arguments and options that several commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer


def whole(text: str) -> int:
    """Return a whole number."""
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"a whole number is wanted, not `{text}`") from None


File = Annotated[str, typer.Argument(metavar="FILE", help="The blueprint, a YAML file.", show_default=False)]
Scenario = Annotated[
    str, typer.Option(metavar="NAME", help="A scenario of the blueprint; base is the file as written.")
]
Set = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Put a value at a path, e.g. teams.tellers.count=5; may be repeated. See `sopsim paths`.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
