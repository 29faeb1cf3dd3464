"""`sopsim erlang`: what Erlang's formulas say, without a blueprint."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.options import Json


def erlang(
    rate: Annotated[str, typer.Option(metavar="RATE", help="How many come, e.g. 200/h.", show_default=False)],
    time: Annotated[
        str, typer.Option(metavar="TIME", help="Mean time of a service, e.g. 3min.", show_default=False)
    ],
    count: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="How many serve; without it, the least count that reaches what is asked.",
            show_default=False,
        ),
    ] = None,
    patience: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Mean patience, e.g. 5min: Erlang A.", show_default=False),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option(metavar="N", help="How many may wait; with 0 Erlang B.", show_default=False),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Also the share served within it, e.g. 20s.", show_default=False),
    ] = None,
    at_least: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="The share to be served within it, e.g. 80%.", show_default=False),
    ] = None,
    abandoned_at_most: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="The share that may give up, e.g. 3%.", show_default=False),
    ] = None,
    turned_away_at_most: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="The share that may find no room, e.g. 1%.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Erlang A, B and C: waits and losses, or the least count."""
    from simulator.analysis import calculator
    from simulator.cli.faults import told_as_json
    from simulator.cli.show import show, show_json
    from simulator.errors import UsageError
    from simulator.report.erlang import expected_blocks, expected_json, least_blocks, least_json

    with told_as_json(as_json):
        if count is None:
            least = calculator.least_count(
                rate=rate,
                time=time,
                patience=patience,
                limit=limit,
                within=within,
                at_least=at_least,
                abandoned_at_most=abandoned_at_most,
                turned_away_at_most=turned_away_at_most,
            )
            if as_json:
                show_json(least_json(least))
            else:
                show(least_blocks(least))
            return
        if any(asked is not None for asked in (at_least, abandoned_at_most, turned_away_at_most)):
            raise UsageError(
                "--count says how many serve, and a share to be reached asks for it; leave one of them out"
            )
        expected = calculator.erlang(
            rate=rate, time=time, count=count, patience=patience, limit=limit, within=within
        )
        if as_json:
            show_json(expected_json(expected))
        else:
            show(expected_blocks(expected))
