"""From a file to lines of clean text: everything that can be wrong before a word of YAML is read."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from simulator.blueprint.scalars import HARD_SPACES
from simulator.blueprint.tree import snippet
from simulator.errors import BlueprintError, Problem
from simulator.names import did_you_mean, nearest

#: A blueprint is some tens of kilobytes; anything this large is another file, or an attack.
LARGEST_BYTES = 2_000_000

_SUFFIXES = (".yaml", ".yml")

_NOT_PRINTABLE = re.compile(r"[^\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
#: YAML 1.1 took these for ends of a line, 1.2 and every editor do not.
_FALSE_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_HARD_INDENT = re.compile(f"^[ \\t]*[{HARD_SPACES}\u3000][ \\t{HARD_SPACES}\u3000]*")
_HARD_AFTER_SIGN = re.compile(f"(?P<before>^ *(?:(?:- +)*[^\"'#:{{\\[]*:|-))[{HARD_SPACES}\u3000]+")

#: `\\U` and a number beyond the last sign there is; the parser does not survive it.
_NO_SUCH_SIGN = re.compile(r"(?<!\\)(?:\\\\)*\\U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8}")

#: Half a sign, which no file holds, but a text from a program can.
_HALF_SIGN = re.compile("[\ud800-\udfff]")

#: A tab between sign and value, or at the end of a line, is YAML; only our parser minds.
_TAB_AFTER_DASH = re.compile(r"^( *(?:- +)*-)[ \t]*\t[ \t]*")
_TAB_AFTER_COLON = re.compile(r"^( *(?:- +)*[^\"'#:{\[\t]*:)[ \t]*\t[ \t]*")
_TAB_AT_END = re.compile(r"[ \t]*\t[ \t]*$")

#: How some files that are no text begin, and what they are.
_BEGINNINGS = (
    (b"PK\x03\x04", "an Excel, Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
)


def text_of(path: Path, file: str) -> str:
    """Return the text of a blueprint file.

    Raises:
        BlueprintError: it is missing, a folder, unreadable, too large, or no UTF-8 text.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _fatal(_unreadable(path, file, error)) from None
    if len(content) > LARGEST_BYTES:
        raise _fatal(_too_large(file))
    return _decoded(content, file)


def clean_lines(text: str, file: str) -> tuple[list[str], list[Problem]]:
    """Return the lines of a text, fit for a YAML reader, and what had to be mended in them.

    Raises:
        BlueprintError: it is too large or no text at all.
    """
    if len(text) > LARGEST_BYTES:
        raise _fatal(_too_large(file))
    if "\0" in text:
        raise _fatal(_not_text(file, "it holds zero bytes"))
    original = lines_of(text)
    problems: list[Problem] = []
    lines = []
    for number, line in enumerate(original, start=1):
        lines.append(_clean(line, number, file, problems))
    return lines, problems


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as they stand there; a byte-order mark at its beginning is none of it."""
    return re.split(r"\r\n|\r|\n", _HALF_SIGN.sub("\ufffd", text.removeprefix("\ufeff")))


def _clean(line: str, number: int, file: str, problems: list[Problem]) -> str:
    line = line.translate(_FALSE_BREAKS)

    def report(start: int, message: str, cure: str, code: str) -> None:
        column = start + 1
        problems.append(
            Problem(message, cure, "", file, number, column, snippet([line], 1, column), code),
        )

    for match in _NOT_PRINTABLE.finditer(line):
        report(
            match.start(),
            f"a character that cannot be seen (U+{ord(match[0]):04X})",
            "delete it",
            "invisible-character",
        )
    line = _NOT_PRINTABLE.sub(" ", line)
    for match in _ZERO_WIDTH.finditer(line):
        report(
            match.start(),
            f"a character without width (U+{ord(match[0]):04X}), as it comes with text from a web page",
            "delete it, or write the line anew",
            "invisible-character",
        )
    line = _ZERO_WIDTH.sub("", line)
    for match in _NO_SUCH_SIGN.finditer(line):
        report(
            match.start(),
            f"there is no sign with the number {match[0][-8:]}",
            r"write \\ for a backslash",
            "backslash",
        )
    line = _NO_SUCH_SIGN.sub("", line)
    if hard := _HARD_INDENT.search(line):
        report(
            hard.start(),
            "the line begins with a hard (non-breaking) space",
            "indent with ordinary spaces",
            "hard-space",
        )
        line = _spaces(hard) + line[hard.end() :]
    if hard := _HARD_AFTER_SIGN.search(line):
        report(
            hard.end("before"),
            f"a hard (non-breaking) space after the `{hard['before'][-1]}`",
            "write an ordinary space",
            "hard-space",
        )
        line = hard["before"] + " " + line[hard.end() :]
    if "\t" in line:
        line = _TAB_AFTER_COLON.sub(r"\1 ", _TAB_AFTER_DASH.sub(r"\1 ", _TAB_AT_END.sub("", line)))
    return line


def _spaces(match: re.Match[str]) -> str:
    return "".join("\t" if sign == "\t" else " " for sign in match[0])


def _decoded(content: bytes, file: str) -> str:
    for beginning, what in _BEGINNINGS:
        if content.startswith(beginning):
            raise _fatal(_not_text(file, f"it is {what}"))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _fatal(_not_text(file, "it is stored in the encoding UTF-16 (“Unicode”)", "wrong-encoding"))
    if b"\0" in content:
        raise _fatal(_not_text(file, "it holds zero bytes"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        shown = lines_of(content.decode("cp1252", errors="replace"))
        raise _fatal(
            Problem(
                message="the file is not stored as UTF-8: this letter cannot be read",
                help="store it as UTF-8 (in most editors: “Save with encoding”)",
                file=file,
                line=line,
                column=column,
                snippet=_legible(shown[line - 1], column) if line <= len(shown) else "",
                code="wrong-encoding",
            )
        ) from None


def _legible(line: str, column: int) -> str:
    """Return the line for showing; bytes that are no letters in any encoding would upset the screen."""
    return snippet([_NOT_PRINTABLE.sub("?", line)], 1, column)


def _unreadable(path: Path, file: str, error: OSError | ValueError) -> Problem:
    try:
        if path.is_dir():
            return Problem(f"`{file}` is a folder, not a file", _inside(path), file=file, code="folder")
        if not path.parent.is_dir():
            return Problem(
                f"there is no such file, and no folder `{path.parent}`",
                "check the path; it counts from the folder you are in",
                file=file,
                code="missing-file",
            )
        if not path.exists():
            cure = (
                neighbours(path, _SUFFIXES) or "the folder holds no .yaml file; `sopsim new NAME` starts one"
            )
            return Problem("there is no such file", cure, file=file, code="missing-file")
    except (OSError, ValueError):  # a name no file can have: too long, or with a zero byte
        return Problem("no file can have such a name", "check the path", file=file, code="missing-file")
    if isinstance(error, PermissionError):
        return Problem(
            "the file may not be read",
            "ask for the right to read it, or copy it",
            file=file,
            code="unreadable",
        )
    return Problem(f"the file cannot be read ({error})", "", file=file, code="unreadable")


def neighbours(path: Path, suffixes: tuple[str, ...]) -> str:
    """Return which file of that folder was meant, or what it holds; empty where it holds none of the kind."""
    found = _files(path.parent, suffixes)
    near = nearest(path.stem, [Path(name).stem for name in found])
    meant = [name for name in found if Path(name).stem in near]
    if meant:
        return did_you_mean(meant[0], meant)
    more = f" and {len(found) - 8} more" if len(found) > 8 else ""
    return f"the folder holds {', '.join(found[:8])}{more}" if found else ""


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if entry.suffix.casefold() in suffixes)
    except OSError:
        return []


def _inside(folder: Path) -> str:
    found = _files(folder, _SUFFIXES)
    return f"name one of its files: {', '.join(found[:8])}" if found else "name a .yaml file"


def _too_large(file: str) -> Problem:
    return Problem(
        f"the file is larger than {LARGEST_BYTES // 1_000_000} MB",
        "a blueprint is much smaller; keep data in CSV files beside it",
        file=file,
        code="too-large",
    )


def _not_text(file: str, why: str, code: str = "not-text") -> Problem:
    cure = "store it as UTF-8" if code == "wrong-encoding" else "a blueprint is a plain text file in YAML"
    return Problem(f"the file is no text that can be read: {why}", cure, file=file, code=code)


def _fatal(problem: Problem) -> BlueprintError:
    return BlueprintError([problem])
