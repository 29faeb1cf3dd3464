"""Blocks of a report on the terminal or in a pipe: laid out by Rich, without boxes, in the width there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column as RichColumn
from rich.table import Table as RichTable
from rich.text import Text

from simulator.cli.lines import broken, problem_lines
from simulator.report.blocks import Block, Finding, Items, Lines, Paragraph, Table

#: Between two columns.
_GAP = 2

#: The least width to which a column of words may be folded.
_WORDS = 14


#: A table too wide for the window goes on below in so many parts; else each row becomes a short list.
_MOST_PARTS = 2


class _Console(Console):
    """A console that leaves it to its caller what to do when the reader has gone."""

    def on_broken_pipe(self) -> None:
        """Go on with the error that brought us here."""
        raise


def show(blocks: Iterable[Block]) -> None:
    """Print the blocks on stdout, an empty line between them."""
    console = _Console(highlight=False, markup=False, emoji=False)
    for number, block in enumerate(blocks):
        if number:
            console.print()
        match block:
            case Paragraph(text):
                _show_prose(console, text)
            case Lines(text):
                console.print(text, soft_wrap=True)
            case Finding(problem):
                console.print("\n".join(problem_lines(problem, console.width)), soft_wrap=True)
            case Items():
                _show_items(console, block)
            case Table():
                _show_table(console, block)


def show_json(text: str) -> None:
    """Print JSON text on stdout, in UTF-8 whatever the terminal's letters are."""
    typer.echo(text.encode(), nl=False)


def _show_items(console: Console, block: Items) -> None:
    console.print(block.title, style="bold")
    for head, sentences in block.items:
        if head:
            console.print(head)
        for sentence in sentences:
            _show_prose(console, sentence, indent=2)


def _show_prose(console: Console, text: str, indent: int = 0) -> None:
    """A paragraph, broken to the width; an indented one has its further lines further in."""
    for number, line in enumerate(broken(text, max(console.width - 2 * indent, 1))):
        console.print(" " * (2 * indent if number else indent) + line, soft_wrap=True)


def _show_table(console: Console, table: Table) -> None:
    console.print(table.title, style="bold")
    parts = _parts(table, console.width)
    if parts is None or len(parts) > _MOST_PARTS:
        _show_stacked(console, table)
    else:
        for number, columns in enumerate(parts):
            if number:
                console.print()
            _show_grid(console, table, columns)
    if table.note:
        _show_prose(console, table.note)


def _parts(table: Table, width: int) -> list[list[int]] | None:
    """The columns that fit beside each other, the keys in every part; None where they cannot fit."""
    keys = list(range(table.keys))
    parts = [[*keys]]
    for column in range(table.keys, len(table.columns)):
        if len(parts[-1]) > table.keys and _least_width(table, [*parts[-1], column]) > width:
            parts.append([*keys])
        parts[-1].append(column)
    fits = all(_least_width(table, columns) <= width for columns in parts)
    return parts if fits else None


def _show_grid(console: Console, table: Table, columns: Sequence[int]) -> None:
    grid = RichTable(
        *(_column(table.columns[i].head, table.columns[i].words) for i in columns),
        box=None,
        pad_edge=False,
        padding=(0, _GAP, 0, 0),
        header_style="dim",
    )
    for row in table.rows:
        grid.add_row(*(Text(row[i]) for i in columns))
    with console.capture() as captured:
        console.print(grid)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip(), file=console.file)


def _least_width(table: Table, columns: Sequence[int]) -> int:
    """Cells that some columns need: figures stand whole, words may be folded."""
    needed = []
    for i in columns:
        widest = max(cell_len(text) for text in (table.columns[i].head, *(row[i] for row in table.rows)))
        needed.append(min(widest, _WORDS) if table.columns[i].words else widest)
    return sum(needed) + _GAP * (len(needed) - 1)


def _column(head: str, words: bool) -> RichColumn:
    if words:
        return RichColumn(head, overflow="fold")
    return RichColumn(head, justify="right", no_wrap=True)


def _show_stacked(console: Console, table: Table) -> None:
    """A table too wide for the window: each row as a short list."""
    keys = [""] * table.keys
    for row in table.rows:
        keys = [text or above for text, above in zip(row, keys, strict=False)]
        for line in broken(_about(table, keys), console.width):
            console.print(line, soft_wrap=True)
        for column, text in zip(table.columns[table.keys :], row[table.keys :], strict=True):
            _show_prose(console, f"{column.head}: {text}", indent=2)


def _about(table: Table, keys: Sequence[str]) -> str:
    """What a row is about: `counter`, `prescribed 70 %`; words that stand first need no heading."""
    told = [f"{column.head} {key}" for column, key in zip(table.columns, keys, strict=False)]
    if table.columns[0].words:
        told[0] = keys[0]
    return ", ".join(told)
