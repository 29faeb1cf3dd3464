"""What a scenario may do to the process itself, as far as the schema describes it.

The new steps are read where they stand in the end, among the steps of the changed blueprint.
"""

from __future__ import annotations

from typing import Any

from simulator.blueprint.forms import name, text
from simulator.blueprint.looks import Wanted, shown, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading

_A_PATH = "[steps.greet, sla.few give up]"
_MERGED = "{reception: {of: [greet, counter], team: tellers, time: 5 min}}"
_SPLIT = "{counter: {identify: {team: tellers, time: 1 min}, enter: {team: clerks, time: 3 min}}}"
_SIDE_BY_SIDE = "{tests: [lab, x-ray]}"


def _dropped(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise unlike(Wanted("a list of paths", _listed(value) or _A_PATH), value)
    collector = Collector()
    paths = [collector.read(number, text, path, reading) for number, path in enumerate(value)]
    collector.close()
    return tuple(path for path in paths if path is not None)


def _listed(value: Any) -> str:
    """Return the list that one path, or a block `{steps: greet}`, was meant as."""
    if isinstance(value, dict):
        names = [(word, one) for word, of in value.items() for one in (of if isinstance(of, list) else [of])]
        return brief([f"{word}.{of}" for word, of in names if isinstance(of, str)])
    return f"[{shown(value)}]" if isinstance(value, str) and value else ""


def _merged(value: Any, reading: Reading) -> dict[str, Any]:
    collector = _named(value, Wanted("a block of new steps", _MERGED), reading)
    for new, block in value.items():
        if not isinstance(block, dict):
            of = brief(block) if isinstance(block, list) else "[greet, counter]"
            collector.read(new, _refused, Wanted("the block of a step", f"{{of: {of}, ...}}"), block)
        elif "of" not in block:
            collector.add(
                f"`{new}` does not say which steps it stands for",
                "write `of: [greet, counter]` with their names",
                "missing-key",
                new,
                True,
            )
        else:
            collector.read((new, "of"), _row, block["of"], 1, reading)
    collector.close()
    return dict(value)


def _split(value: Any, reading: Reading) -> dict[str, Any]:
    collector = _named(value, Wanted("a block of steps, each with those in its place", _SPLIT), reading)
    for old, parts in value.items():
        if not isinstance(parts, dict):
            example = "{identify: {...}, enter: {...}}"
            collector.read(old, _refused, Wanted("a block of steps", example), parts)
            continue
        if len(parts) < 2:
            collector.add(
                f"`{old}` is not split: one step stands in its place",
                f"describe at least two; another name alone is `merge: {{greeting: {{of: [{old}], ...}}}}`",
                "too-few",
                old,
            )
        for part, block in parts.items():
            collector.read((old, part), name, part, reading)
            if not isinstance(block, dict):
                example = "{team: tellers, time: 1 min}"
                collector.read((old, part), _refused, Wanted("the block of a step", example), block)
    collector.close()
    return dict(value)


def _side_by_side(value: Any, reading: Reading) -> dict[str, Any]:
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, list)] or [value]
        meant = f"{{at once: {brief(rows[0])}}}"
        raise wrong(
            "a list stands here, where the step that begins the branches has to have a name",
            f"write `{meant}`, with a name of your own",
            "wrong-kind",
        )
    collector = _named(value, Wanted("a block of new steps, each with its branches", _SIDE_BY_SIDE), reading)
    for new, row in value.items():
        collector.read(new, _row, row, 2, reading)
    collector.close()
    return dict(value)


def _named(value: Any, wanted: Wanted, reading: Reading) -> Collector:
    """Return a collector with what is wrong with the names of a block.

    Raises:
        Misread: it is none.
    """
    if not isinstance(value, dict):
        raise unlike(wanted, value)
    collector = Collector()
    for word in value:
        collector.read_key(word, name, reading)
    return collector


def _row(value: Any, least: int, reading: Reading) -> None:
    """Refuse what is no list of so many different steps."""
    if not isinstance(value, list) or len(value) < least:
        wanted = "a list of steps" if least == 1 else "a list of two steps or more"
        raise unlike(Wanted(wanted, "[greet, counter]"), value)
    collector = Collector()
    for number, step in enumerate(value):
        if step is None or isinstance(step, list | dict):
            collector.read(number, _refused, Wanted("the name of one step", "counter"), step)
        else:
            collector.read(number, text, step, reading)
        if step in value[:number]:
            collector.add(
                f"`{shown(step)}` stands here twice", "name each step once", "duplicate-step", number
            )
    collector.close()


def _refused(wanted: Wanted, value: Any) -> None:
    raise unlike(wanted, value)


_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}}
_BLOCKS = {"type": "object", "additionalProperties": {"type": "object"}}

DROPPED = Form(
    "a list of paths",
    _dropped,
    "Paths, such as `steps.greet`, of entries that are taken out; `*` matches names.",
    (_A_PATH,),
    _NAMES,
)
MERGED = Form(
    "steps, each with those it stands for",
    _merged,
    "New steps by name, described like any other; `of` lists the steps in whose place one stands. Without "
    "`next` it leads to where the last of them did, without `draws_as` it draws as the first.",
    (_MERGED,),
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"of": {**_NAMES, "minItems": 1}},
            "required": ["of"],
        },
    },
)
SPLIT = Form(
    "steps, each with those in its place",
    _split,
    "Steps by name, each with the steps that stand in its place in a row. Without `next` each leads to the "
    "one below it, the last to where the old step did.",
    (_SPLIT,),
    {"type": "object", "additionalProperties": {**_BLOCKS, "minProperties": 2}},
)
SIDE_BY_SIDE = Form(
    "new steps, each with its branches",
    _side_by_side,
    "New steps by name, each with steps that stand in a row: it takes no time, and sends the case to all of "
    "them at once.",
    (_SIDE_BY_SIDE,),
    {"type": "object", "additionalProperties": {**_NAMES, "minItems": 2}},
)
