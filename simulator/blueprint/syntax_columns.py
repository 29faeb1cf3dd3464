"""Complaints that come of the column in which a line begins, put into plain words."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.blueprint.complaint import ENTRY, Complaint
from simulator.blueprint.indents import Move, out_of_place
from simulator.blueprint.mending import Edit, Mend

#: What the parser says of a line that fits into no group.
_COMPLAINTS = ("expected <block end>", "mapping values are not allowed", "expected '<document start>'")


def line_out_of_place(at: Complaint) -> Mend | None:
    """A line in the wrong column, which may stand well above the one that the parser did not take."""
    if not any(complaint in at.problem for complaint in _COMPLAINTS):
        return None
    if at.lines[at.line][: at.column].strip() and not ENTRY.match(at.text):
        return None
    move = out_of_place(at.lines, at.line, at.top)
    if move is None:
        return None
    now = len(at.indent(move.first))
    many = f" to {move.last + 1}" if move.last > move.first else ""
    too = "far" if now > move.column else "little"
    return at.mend(
        f"the line is indented too {too}: it begins after {_spaces(now)}",
        f"begin {'the lines' if many else 'line'} {move.first + 1}{many} after {_spaces(move.column)}, "
        f"{_as_what(at, move)}",
        "indentation",
        (move.first, now),
        tuple(
            Edit(line, 0, min(now, len(at.indent(line))), " " * move.column)
            for line in range(move.first, move.last + 1)
            if at.content(line)
        ),
        sure=False,
    )


def indentation(at: Complaint) -> Mend | None:
    above = at.above()
    if above is None or (at.column != at.own_indent and "expected <block end>" in at.problem):
        return None
    if "expected <block end>" in at.problem:
        groups = sorted({len(at.indent(line)) for line in range(at.line) if at.content(line)})
        spaces = f"{at.own_indent} space{'s' if at.own_indent != 1 else ''}"
        return at.mend(
            f"the line is indented by {spaces}, and no group of entries above it is (they are indented by "
            f"{_listed(groups)})",
            "begin the entries of one group in the same column",
            "indentation",
        )
    if "mapping values are not allowed" in at.problem and at.own_indent > len(at.indent(above)):
        return at.mend(
            f"the line is indented further than line {above + 1} above it, which already has a value",
            "begin the entries of one group in the same column",
            "indentation",
            (at.line, at.own_indent),
        )
    return None


def _as_what(at: Complaint, move: Move) -> str:
    """Return which line already stands in the column where another belongs, the nearest one of its group."""
    below = range(move.last + 1, len(at.lines))
    for near in (range(move.first - 1, -1, -1), below):
        for line in near:
            column = len(at.indent(line))
            if at.content(line) and column <= move.column:
                if column == move.column:
                    return f"as line {line + 1}"
                break
    return "two columns further than the name it belongs to"


def _spaces(number: int) -> str:
    return f"{number} space{'' if number == 1 else 's'}" if number else "no spaces"


def _listed(numbers: Sequence[int]) -> str:
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
