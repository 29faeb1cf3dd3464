"""Arguments and options that several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
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
Replications = Annotated[
    int | None,
    typer.Option(parser=whole, metavar="N", help="How often to run it; 20 unless given.", show_default=False),
]
Confidence = Annotated[str, typer.Option(metavar="SHARE", help="How sure the intervals shall be.")]
Seed = Annotated[int, typer.Option(parser=whole, metavar="N", help="Another seed is another sample of days.")]
Out = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Save all tables to this folder.", show_default=False)
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole,
        metavar="N",
        help="The most processes at once; one for each core unless given.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
