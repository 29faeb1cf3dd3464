"""One complaint of the YAML parser, and the lines it was reading: what the explanations look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ruamel.yaml.error import MarkedYAMLError

from simulator.blueprint.mending import Edit, Mend

#: `name: value` at the beginning of a line, perhaps after dashes.
ENTRY = re.compile(
    r"\s*(?:- +)*(?P<key>\"[^\"]*\"|'[^']*'|[^\s\"'{\[#&*!|>%@`-][^:#]*?|-[^\s:][^:#]*?)\s*:(?:\s|$)"
)
_COMMENT = re.compile(r"(?:^|\s)#.*$")


class Complaint:
    """What the parser said, and where; lines and columns count from 0.

    Attributes:
        lines: the text.
        top: the names that stand at the margin.
        context, problem: the parser's words: what it was doing, and what it did not expect.
        line, column: where it could not go on.
        from_line, from_column: where what it was doing had begun.
    """

    def __init__(self, error: MarkedYAMLError, lines: Sequence[str], top: Collection[str] = ()) -> None:
        mark = error.problem_mark or error.context_mark
        begun = error.context_mark or mark
        self.lines = lines
        self.top = top
        self.context = error.context or ""
        self.problem = error.problem or ""
        self.line, self.column = self._inside(mark.line, mark.column) if mark else (0, 0)
        self.from_line, self.from_column = self._inside(begun.line, begun.column) if begun else (0, 0)

    @property
    def longest(self) -> int:
        """Length of the longest line that an explanation may look at closely."""
        return max(len(line) for line in self.lines[max(self.line - 500, 0) : self.line + 1])

    @property
    def text(self) -> str:
        """The line in which the parser could not go on."""
        return self.lines[self.line]

    @property
    def own_indent(self) -> int:
        """How far that line is indented."""
        return len(self.indent(self.line))

    def indent(self, line: int) -> str:
        """Return the blanks that a line begins with."""
        text = self.lines[line]
        return text[: len(text) - len(text.lstrip(" \t"))]

    def content(self, line: int) -> str:
        """Return a line without its comment and the blanks around it."""
        return uncommented(self.lines[line]).strip()

    def in_braces(self, line: int) -> bool:
        """Return whether a line is a group in braces and nothing else."""
        return bool(re.fullmatch(r"\{.*\}", self.content(line)))

    def opens_below(self, line: int) -> bool:
        """Return whether the next line that says anything begins an entry that belongs to that line."""
        below = next((n for n in range(line + 1, len(self.lines)) if self.content(n)), None)
        if below is None:
            return False
        further = len(self.indent(below)) > len(self.indent(line))
        return (further and bool(ENTRY.match(self.lines[below]))) or self.content(below).startswith("- ")

    def above(self) -> int | None:
        """Return the nearest line above that says anything."""
        return next((line for line in range(self.line - 1, -1, -1) if self.content(line)), None)

    def value_from(self, line: int, column: int) -> str:
        """Return the text from there to the end of the line, or of the entry between brackets."""
        before, text = self.lines[line][:column], uncommented(self.lines[line][column:]).rstrip()
        if before.count("{") + before.count("[") > before.count("}") + before.count("]"):
            text = re.split(r"[,}\]]|:\s", text)[0].rstrip()
        return text

    def value_column(self, after: int) -> int:
        """Return the column of the first sign that is no blank, from column `after` of the line on."""
        return after + len(self.text[after:]) - len(self.text[after:].lstrip())

    def mend(
        self,
        message: str,
        cure: str,
        code: str,
        at: tuple[int, int] | None = None,
        edits: tuple[Edit, ...] | None = None,
        sure: bool = True,
    ) -> Mend:
        """Return the answer to this complaint; without `at` its place is where the parser stopped."""
        line, column = at or (self.line, self.column)
        return Mend(message, cure, code, line, column, edits, sure)

    def _inside(self, line: int, column: int) -> tuple[int, int]:
        """The end of the text is one line, or one column, beyond its last sign."""
        if line >= len(self.lines):
            line, column = len(self.lines) - 1, len(self.lines[-1])
        return line, min(column, len(self.lines[line]))


def uncommented(text: str) -> str:
    """Return a line without the comment at its end."""
    return _COMMENT.sub("", text)


def shortened(text: str) -> str:
    """Return a text that is shown in a sentence, cut where it is long."""
    return text if len(text) <= 40 else text[:37] + "..."
