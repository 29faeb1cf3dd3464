"""The `sopsim` program: its commands under one roof."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli import (
    audit,
    check,
    compare,
    erlang,
    explain,
    new,
    paths,
    promote,
    run,
    schema,
    sensitivity,
    sop,
    staff,
    standardise,
    sweep,
)
from simulator.cli.command import Command
from simulator.cli.plain import PlainGroup

app = typer.Typer(
    cls=PlainGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help="Simulate a service described as a blueprint: who waits how long, and are the service levels met?",
    epilog="Start with: sopsim new my_service --from bank_branch, then sopsim run my_service.yaml.",
)

app.command("new", cls=Command)(new.new)
app.command("check", cls=Command)(check.check)
app.command("run", cls=run.RunCommand)(run.run)
app.command("compare", cls=Command)(compare.compare)
app.command("sweep", cls=Command)(sweep.sweep)
app.command("sensitivity", cls=Command)(sensitivity.sensitivity)
app.command("staff", cls=Command)(staff.staff)
app.command("standardise", cls=Command)(standardise.standardise)
app.command("sop", cls=Command)(sop.sop)
app.command("audit", cls=Command)(audit.audit)
app.command("promote", cls=Command)(promote.promote)
app.command("erlang", cls=Command)(erlang.erlang)
app.command("explain", cls=Command)(explain.explain)
app.command("schema", cls=Command)(schema.schema)
app.command("paths", cls=Command)(paths.paths)


def _print_version(wanted: bool) -> None:
    if wanted:
        from simulator import __version__

        typer.echo(f"sopsim {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _sopsim(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  (its callback answers)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the program on the arguments it was started with, and end with its exit code."""
    app()
