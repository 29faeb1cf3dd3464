"""What a YAML parser complains of, put into the words of somebody who does not program.

A parser says where it could not go on, which is seldom where the fault is. So each complaint is held
against the lines above it, and where the fault is plain the text is mended and read on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from ruamel.yaml.error import MarkedYAMLError

from simulator.blueprint.complaint import ENTRY, Complaint, shortened, uncommented
from simulator.blueprint.mending import Edit, Mend
from simulator.blueprint.syntax_columns import indentation, line_out_of_place
from simulator.blueprint.syntax_flow import brackets
from simulator.blueprint.syntax_quotes import apostrophe, open_quote, quote_open_at_name
from simulator.blueprint.traps import TIGHT_DASH, WIDE_COLON, quoted, swallowed_line, wide_colon

#: Longer lines were not written by hand, and looking closely at them takes long.
_BY_HAND = 2_000


#: `count: 1, cost: 24/h`
_PAIRS = re.compile(r"\w+: [^,:{}\[\]]+(?:, ?\w+: [^,:{}\[\]]+)+")


def explain(error: MarkedYAMLError, lines: Sequence[str], top: Collection[str] = ()) -> list[Mend]:
    """Return what to tell about a parser's complaint, with the edits that mend it where they are known.

    `top` are the names that stand at the margin.
    """
    complaint = Complaint(error, lines, top)
    if complaint.longest <= _BY_HAND:
        for explanation in _EXPLANATIONS:
            if mend := explanation(complaint):
                return [mend]
    return [_unknown(complaint)]


def _tab(at: Complaint) -> Mend | None:
    if "'\\t'" not in at.problem:
        return None
    if at.text[: at.column].strip():
        return at.mend(
            "a tab stands between two words",
            "write a space",
            "tab",
            edits=tuple(Edit(at.line, match.start(), 1, " ") for match in re.finditer("\t", at.text)),
        )
    indents = [(number, at.indent(number)) for number in range(len(at.lines))]
    tabbed = [(number, indent) for number, indent in indents if "\t" in indent]
    others = len(tabbed) - 1
    also = f" (and in {others} more line{'s' if others > 1 else ''})" if others else ""
    return at.mend(
        f"a tab stands in the indentation{also}, and YAML allows spaces only",
        "indent with spaces, two for each level; most editors can turn tabs into spaces",
        "tab",
        edits=tuple(Edit(number, 0, len(indent), indent.expandtabs(8)) for number, indent in tabbed),
        sure=False,
    )


def _first_sign(at: Complaint) -> Mend | None:
    """A text that begins with a sign of YAML's own: % @ ` * & | > ?"""
    if "cannot start any token" in at.problem or "mapping keys are not allowed" in at.problem:
        line, column = at.line, at.column
    elif "alias" in at.context or "anchor" in at.context or "block scalar" in at.context:
        line, column = at.from_line, at.from_column
    elif "expected" in at.problem and (star := re.search(r"(?:^|[{\[,:])\s*(\*)[^\s,\]}]*[.*:]", at.text)):
        line, column = at.line, star.start(1)
    else:
        return None
    text = at.value_from(line, column)
    if not text:
        return None
    percent = re.fullmatch(r"%\s*(\d+(?:\.\d+)?)", text)
    meant = f"{percent[1]}%" if percent else quoted(text)
    return at.mend(
        f"a text cannot begin with {text[0]} unless it stands in quotes",
        f"write {meant}" if percent else f"write {meant} in quotes",
        "first-sign",
        (line, column),
        (Edit(line, column, len(text), meant),),
    )


def _escape(at: Complaint) -> Mend | None:
    if "escape" not in at.problem and "escape" not in at.context and "hexdecimal" not in at.problem:
        return None
    back = at.text.rfind("\\", 0, at.column + 1)
    if back < 0:
        return None
    return at.mend(
        "in double quotes a backslash begins a special sign, and this is none that YAML knows",
        "write \\\\ for a backslash, or use single quotes",
        "backslash",
        (at.line, back),
        (Edit(at.line, back, 0, "\\"),),
    )


def _tight_dash(at: Complaint) -> Mend | None:
    """`-{to: adviser}`, whose brackets are letters to YAML."""
    text = at.content(at.line)
    if "mapping values are not allowed" not in at.problem or not TIGHT_DASH.fullmatch(text):
        return None
    return swallowed_line(at.line, at.own_indent, text, False)[0]


def _second_colon(at: Complaint) -> Mend | None:
    """`purpose: Serve: fast`, and `lane: onstage team: tellers`."""
    entry = ENTRY.match(at.text)
    if "mapping values are not allowed" not in at.problem or not entry or entry.end() > at.column:
        return None
    start = at.value_column(entry.end())
    value = at.value_from(at.line, start)
    pairs = value[1:-1] if value.startswith("(") and value.endswith(")") else value
    if _PAIRS.fullmatch(pairs):
        return at.mend(
            "several entries in one line stand between { and }",
            f"write {entry['key']}: {{{pairs}}}",
            "missing-brackets",
            edits=(Edit(at.line, start, len(value), f"{{{pairs}}}"),),
        )
    bare = value.strip("“”„\"'")
    cure = f"write {entry['key']}: {quoted(bare)}"
    if re.search(r"\s[\w-]+$", at.text[start : at.column]):
        cure = f"if it is one text, {cure}; if these are two entries, write each on a line of its own"
    return at.mend(
        "a colon followed by a space stands in a text without quotes",
        cure,
        "colon-in-text",
        edits=(Edit(at.line, start, len(value), quoted(bare)),),
    )


def _line_without_colon(at: Complaint) -> Mend | None:
    """A line among entries that is no entry, most often for want of a space after the colon."""
    if "could not find expected ':'" in at.problem:
        line: int | None = at.from_line
    elif "mapping values are not allowed" in at.problem:
        line = at.above()
    else:
        return None
    if line is None or ENTRY.match(at.lines[line]):
        return None
    text = uncommented(at.lines[line]).rstrip()
    content = re.sub(r"^(- +)+", "", text.lstrip())
    column = len(text) - len(content)
    if mends := swallowed_line(line, column, content, False):
        return mends[0]
    if wide := WIDE_COLON.fullmatch(content):
        return wide_colon(line, column, wide)
    if at.opens_below(line) and re.fullmatch(r"[\w][\w -]*", content):
        return at.mend(
            f"a colon is missing after `{content}`",
            f"write `{content}:`",
            "no-colon",
            (line, column),
            (Edit(line, len(text), 0, ":"),),
        )
    word, _, rest = re.sub(r"\s*=\s*", " ", content, count=1).partition(" ")
    entries_above = any(ENTRY.match(at.lines[above]) for above in range(line))
    if (
        entries_above
        and rest
        and re.fullmatch(r"\w+", word)
        and len(at.indent(line)) == len(at.indent(at.line))
    ):
        cure = f"if a colon is missing, write `{word}: {shortened(rest)}`; "
        cure += "if it belongs to the text of the line above, indent it further than that line's name"
    elif any(at.content(above) for above in range(line)):
        cure = "if it belongs to the text of the line above, indent it further than that line's name; "
        cure += "else write `name: value`"
    else:
        cure = "a blueprint begins with `blueprint: name`"
    return at.mend(
        f"`{shortened(content)}` stands alone; an entry is a name, a colon, a space and a value",
        cure,
        "no-colon",
        (line, column),
    )


def _no_dash(at: Complaint) -> Mend | None:
    """`{to: adviser}` among or in the place of the entries of a list."""
    if "expected <block end>" not in at.problem and "could not find expected ':'" not in at.problem:
        return None
    bare = [line for line in (at.line, at.from_line, at.above()) if line is not None and at.in_braces(line)]
    if not bare:
        return None
    column = len(at.indent(bare[0]))
    first = last = bare[0]
    while first > 0 and at.in_braces(first - 1) and len(at.indent(first - 1)) == column:
        first -= 1
    while last + 1 < len(at.lines) and at.in_braces(last + 1) and len(at.indent(last + 1)) == column:
        last += 1
    fellow = {at.content(line)[:2] for line in (first - 1, last + 1) if 0 <= line < len(at.lines)}
    if first == last and "- " not in fellow:
        return None
    every = "each line of the list" if last > first else "it"
    return at.mend(
        "an entry of a list begins with a dash and a space",
        f"write {every} with a dash: `- {shortened(at.content(first))}`",
        "no-dash",
        (first, column),
        tuple(Edit(line, column, 0, "- ") for line in range(first, last + 1)),
    )


def _dash(at: Complaint) -> Mend | None:
    if "sequence entries are not allowed" in at.problem:
        return at.mend(
            "the entries of a list begin on a line of their own",
            "write the first `- ` below the name, two spaces further in; or the list in brackets: [a, b]",
            "dash",
        )
    if "found '-'" in at.problem:
        return at.mend(
            "an entry of a list (`- `) stands among entries with names",
            "give every entry of this group a dash, or none",
            "mixed-entries",
        )
    if "block collection" in at.context and "found '?'" in at.problem:
        return at.mend(
            "an entry with a name stands among the entries of a list (`- `)",
            "give every entry of this group a dash, or none",
            "mixed-entries",
        )
    return None


def _after_value(at: Complaint) -> Mend | None:
    """Something follows what was already a whole value: `"x" y`, `{x: 1} y`, `{x: 1}}`, `"x",`."""
    if "expected <block end>" not in at.problem and "expected '<document start>'" not in at.problem:
        return None
    before = at.text[: at.column].rstrip()
    rest = uncommented(at.text[at.column :]).strip()
    if not before.strip() or not rest:
        return None
    if rest[0] in "}]":
        return at.mend(
            f"this {rest[0]} closes nothing: there is one bracket too many",
            "delete it",
            "bracket",
            edits=(Edit(at.line, at.column, 1),),
        )
    if rest == ",":
        return at.mend(
            "a comma stands at the end of the line",
            "delete it; commas separate entries between brackets only",
            "trailing-comma",
            edits=(Edit(at.line, at.column, 1),),
        )
    entry = ENTRY.match(at.text)
    if not entry or entry.end() > at.column or before[-1] not in "\"'}]":
        return None
    start = at.value_column(entry.end())
    whole = at.value_from(at.line, start)
    inner = whole[1:-1] if whole[0] == whole[-1] and whole[0] in "\"'" else whole
    better = f"'{inner}'" if '"' in inner and "'" not in inner else quoted(inner)
    return at.mend(
        apostrophe(at, before, rest)
        or f"the text goes on after the closing {'bracket' if before[-1] in '}]' else 'quote'}",
        f"if it is one text, write {entry['key']}: {better}",
        "text-after-value",
        edits=(Edit(at.line, start, len(whole), better),),
    )


def _unknown(at: Complaint) -> Mend:
    said = ", ".join(part for part in (at.context, at.problem) if part)
    return at.mend(
        "the text cannot be read as YAML from here on",
        "look here and in the line above for a quote, bracket, colon or space that is missing or too many"
        + (f" (the reader's own words: {said})" if said else ""),
        "syntax",
    )


#: The plainest first.
_EXPLANATIONS: tuple[Callable[[Complaint], Mend | None], ...] = (
    _tab,
    quote_open_at_name,
    open_quote,
    _first_sign,
    _escape,
    _tight_dash,
    _second_colon,
    _no_dash,
    _line_without_colon,
    _dash,
    brackets,
    _after_value,
    line_out_of_place,
    indentation,
)
