"""What can go wrong, as the user is told it.

Everything here is a message for somebody who does not program: where it is, what is wrong, what to
do. A traceback is for our own mistakes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width


class SopsimError(Exception):
    """The base of every error that is the user's to mend, or ours to explain without a traceback."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or warning in a blueprint, with its place in the file.

    Attributes:
        message: what is wrong, in one sentence without a full stop at the end.
        help: what to do about it ("did you mean `tellers`?"), or an empty string.
        path: the dotted path of the entry (`steps.counter.team`), or an empty string.
        file: the file as the user named it, or an empty string.
        line: line number from 1, or 0 where there is none.
        column: column number from 1, or 0 where there is none.
        snippet: the line of the file, as it stands there.
        code: a short stable name of the kind of problem (`unknown-key`), for tests and for searching.
    """

    message: str
    help: str = ""
    path: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    snippet: str = ""
    code: str = ""

    def __str__(self) -> str:
        """Several lines: `file:line:column: path: message`, the line with a caret, the help."""
        return "\n".join((self.head, *self.excerpt, *([f"  {self.help}"] if self.help else [])))

    @property
    def head(self) -> str:
        """`file:line:column: path: message`."""
        where = self.file
        if self.line:
            where += f":{self.line}:{self.column}"
        return ": ".join(part for part in (where, self.path, self.message) if part)

    @property
    def excerpt(self) -> tuple[str, ...]:
        """The line of the file, and a caret below it; nothing where there is no line."""
        if not self.snippet:
            return ()
        number = str(self.line)
        caret = f"  {' ' * len(number)} | {' ' * _width(self.snippet[: self.column - 1])}^"
        return f"  {number} | {self.snippet}", caret


def _width(text: str) -> int:
    """How many columns of a terminal the text fills: wide characters, such as Chinese, fill two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


class BlueprintError(SopsimError):
    """One or more faults in a blueprint; all that one pass could find, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[BlueprintError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class UsageError(SopsimError):
    """The command line or the arguments of a function are wrong."""


class RunError(SopsimError):
    """A run could not be carried to its end."""

    exit_code = 3
