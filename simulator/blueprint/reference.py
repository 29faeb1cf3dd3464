"""The reference page of the language, written from the schema."""

from __future__ import annotations

import sys

from simulator.blueprint.families import FAMILIES, LIMITS, LISTED
from simulator.blueprint.part import Form, Part
from simulator.blueprint.schema.measures import MEASURES
from simulator.blueprint.vocabulary import Entry, blocks, entries, forms, later_words

_HEAD = """\
# The blueprint language

<!-- Written by `python -m simulator.blueprint.reference > docs/reference/language.md`.
     Change the schema, not this page. -->

A blueprint is a YAML file. This page lists its blocks from the top down, then how values are written.
`sopsim explain WORD` says the same of one word; `sopsim schema` prints it for editors.
"""

_PROFILES = """\
## Profiles

A value that changes over the day, `{"09:00": 3, "17:00": 0}`, or over the week,
`{Mon-Fri: {"09:00": 3}, Sat: 1}`. Each value holds until the next entry, around the clock: the last one of
the evening goes on until the first of the morning, and the last one of the week until the first of the next.
`sopsim check` prints the week as it was understood.
"""

_CONDITIONS = """\
## Conditions

Never evaluated as code; `not` binds closest, then `and`, then `or`. Names with spaces, and names that are
words of the grammar, stand in quotes.

| condition | holds where |
|---|---|
| `complex` | the attribute, a yes or no, is yes |
| `urgency is urgent`, `urgency is not urgent` | the attribute, a choice, has that value, or another |
| `weight > 20`, `effort <= 5 min` | the attribute, a number, compares so; `<`, `<=`, `=`, `>=`, `>`, `!=` |
| `customers is business` | the case is of that class |
| `'x-ray'.visits < 3` | the case has come to that step so often |
| `answer.waiting > 12` | so many wait there now |
| `answer.expected_wait > 2 min` | so long one would wait there now |
| `age > 1 h` | the case arrived so long ago |
| `time between "12:00" and "13:00"` | it is that time of day; over midnight where the second is earlier |

A test of an attribute that the case has not is false.
"""


def reference_markdown() -> str:
    """Return the page, ready to be written to `docs/reference/language.md`."""
    parts = [_HEAD]
    parts += [_block(block, words) for block, words in blocks().items()]
    parts += [_PROFILES, _CONDITIONS, _distributions(), _forms(), _measures(), _later()]
    return "\n".join(parts)


def _block(block: type[Part], words: tuple[Entry, ...]) -> str:
    places = dict.fromkeys(
        entry.place.rpartition(".")[0]
        for entry in entries()
        if entry.block is block and ".then" not in entry.place
    )
    where = ", ".join(f"`{place}`" for place in places if place)
    lines = [f"## {_title(block)}", "", (block.__doc__ or "").split("\n")[0]]
    if where:
        lines += ["", f"Stands at {where}."]
    if block.one_of:
        lines += ["", f"Exactly one of {', '.join(f'`{word}`' for word in block.one_of)} is written."]
    lines += ["", "| word | takes | default | meaning |", "|---|---|---|---|"]
    lines += [_row(entry) for entry in words]
    lines += [""]
    return "\n".join(lines)


def _title(block: type[Part]) -> str:
    noun = block.noun.removeprefix("a ").removeprefix("an ").removeprefix("the ")
    return noun[0].upper() + noun[1:]


def _row(entry: Entry) -> str:
    default = "**must be given**" if entry.required else entry.default
    examples = "; ".join(f"`{entry.word}: {example}`" for example in entry.examples)
    meaning = f"{entry.meaning} For example {examples}." if examples else entry.meaning
    return f"| `{entry.word}` | {_cell(entry.takes)} | {_cell(default)} | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _distributions() -> str:
    lines = [
        "## Distributions",
        "",
        "A value alone is always that value.",
        "",
        "| name | takes | meaning |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{family.name}` | {family.needs} | {family.meaning} `{family.example}` |"
        for family in FAMILIES.values()
    ]
    lines += [f"| `{name}` | a list | {meaning} `{example}` |" for name, (meaning, example) in LISTED.items()]
    lines += ["", "Beside the name may stand:", ""]
    lines += [f"- `{word}`: {meaning}" for word, meaning in LIMITS.items()]
    return "\n".join([*lines, ""])


def _forms() -> str:
    lines = ["## How values are written", ""]
    lines += [
        f"- **{_bare_name(form)}**: {form.meaning} {_examples(form)}"
        for form in sorted(forms(), key=_bare_name)
    ]
    return "\n".join([*lines, ""])


def _examples(form: Form) -> str:
    return "; ".join(f"`{example}`" for example in form.examples)


def _bare_name(form: Form) -> str:
    return form.name.removeprefix("a ").removeprefix("an ").removeprefix("the ")


def _measures() -> str:
    lines = ["## Measures", "", "| measure | kind | goes by | definition |", "|---|---|---|---|"]
    lines += [
        f"| `{name}` | {measure.kind} | {', '.join(measure.scopes)} | {measure.meaning} |"
        for name, measure in MEASURES.items()
    ]
    return "\n".join([*lines, ""])


def _later() -> str:
    lines = [
        "## Not in this version yet",
        "",
        "These words are kept for a later version; to use one is an error.",
        "",
    ]
    lines += [f"- `{word}` in {', '.join(homes)}" for word, homes in later_words().items()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(reference_markdown())
