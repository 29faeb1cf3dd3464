"""Names that stand for something described elsewhere in the file: each must be there.

Works on what was written, not on what was read, so that a fault in one entry hides none in another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.blueprint import condition_tree
from simulator.blueprint.condition_tree import Condition
from simulator.blueprint.condition_words import NO, YES, flag_test, named
from simulator.blueprint.conditions import condition
from simulator.blueprint.known_names import Names, written_attributes
from simulator.blueprint.looks import look_of
from simulator.blueprint.misread import Fault, Misread, Path
from simulator.blueprint.naming_advice import advice_for
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.attributes import kind_of, read_attribute
from simulator.blueprint.schema.case_moments import case_moment
from simulator.blueprint.schema.measures import OUTCOME
from simulator.blueprint.schema.ways import LEAVE
from simulator.blueprint.written_names import blocks_in, conditions_in, entries_at, names_in, targets
from simulator.names import did_you_mean

#: Where names stand, and of what kind they are; `*` is every entry, `<` at the end means the keys themselves.
_PLACES: tuple[tuple[str, str], ...] = (
    ("customers.*.starts_at", "step"),
    ("customers.*.arrivals.busyness", "busyness"),
    ("customers.*.priority", "priority"),
    ("customers.*.priority.by", "attribute"),
    ("customers.*.hours", "hours"),
    ("customers.*.backlog.<", "step"),
    ("teams.*.hours", "hours"),
    ("teams.*.members.*.hours", "hours"),
    ("resources.*.hours", "hours"),
    ("resources.*.members.*.hours", "hours"),
    ("steps.*.team", "team"),
    ("steps.*.first_free.*", "team"),
    ("steps.*.needs.<", "team"),
    ("steps.*.keep.<", "team"),
    ("steps.*.keep.*", "step"),
    ("steps.*.queue.when_full.to", "step"),
    ("steps.*.gives_up.to", "step"),
    ("steps.*.time.by", "attribute or `customers`"),
    ("steps.*.use", "module"),
    ("steps.*.skill", "skill"),
    ("steps.*.skill.by", "attribute or `customers`"),
    ("steps.*.skill.*", "skill"),
    ("steps.*.person.same_as", "step"),
    ("steps.*.person.not", "step"),
    ("steps.*.person.not.*", "step"),
    ("steps.*.escalate.to", "step"),
    ("steps.*.escalate.priority", "priority"),
    ("steps.*.comes_back.as", "class of customers"),
    ("steps.*.sop.exceptions.team", "team"),
    ("steps.*.sop.exceptions.then.to", "step"),
    ("steps.*.sop.errors.redone.to", "step"),
    ("steps.*.sop.errors.undetected.comes_back_as", "class of customers"),
    ("steps.*.sop.customers.<", "class of customers"),
    ("steps.*.sop.time_measured.customers.<", "class of customers"),
    ("sop.customers.<", "class of customers"),
    ("sop.exceptions.team", "team"),
    ("sop.exceptions.then.to", "step"),
    ("sop.errors.redone.to", "step"),
    ("sop.errors.undetected.comes_back_as", "class of customers"),
    ("sop.lanes.*.customers.<", "class of customers"),
    ("sop.lanes.*.exceptions.team", "team"),
    ("sop.lanes.*.exceptions.then.to", "step"),
    ("sop.lanes.*.errors.redone.to", "step"),
    ("sop.lanes.*.errors.undetected.comes_back_as", "class of customers"),
    ("satisfaction.expected_wait.by", "attribute or `customers`"),
    ("steps.*.satisfaction.expected_wait.by", "attribute or `customers`"),
    ("outcomes.<", "end"),
    ("sla.*.step", "step"),
    ("sla.*.customers", "class of customers"),
    ("sla.*.team", "team"),
    ("staffing.<", "team"),
    ("sla.*.counted_in", "hours"),
    ("deadlines.*.counted_in", "hours"),
    ("deadlines.*.customers", "class of customers"),
    ("deadlines.*.customers.*", "class of customers"),
    ("deadlines.*.to", "step"),
    ("deadlines.*.priority", "priority"),
)

#: The same for names that are part of a longer word.
_PREFIXED = (("sla.*.measure", OUTCOME, "end"),)


def check_references(written: dict[str, Any], reading: Reading) -> list[Fault]:
    """Return a fault for each name that nothing has."""
    names = Names.of(written, reading)
    faults = _check_names(written, names, reading)
    for name, module in blocks_in(written, "modules"):
        own = names_in(module, "steps")
        faults += [
            replace(fault, at=("modules", name, *fault.at))
            for fault in (
                *_unknown(module.get("starts_at"), "step", ("starts_at",), names.with_steps(own)),
                *_check_names(
                    {"steps": module.get("steps")},
                    names.with_steps((*own, LEAVE, *names.known["step"])),
                    reading,
                ),
            )
        ]
    return _teams_as_one(faults, written) + _check_attributes(written, reading)


def _check_names(written: dict[str, Any], names: Names, reading: Reading) -> list[Fault]:
    faults: list[Fault] = []
    for place, kind in _PLACES:
        for path, name in entries_at(written, tuple(place.split("."))):
            if path[-1] != "by" or place.endswith(".by"):
                faults.extend(_unknown(name, kind, path, names, on_key=place.endswith("<")))
    for place, prefix, kind in _PREFIXED:
        for path, word in entries_at(written, tuple(place.split("."))):
            if isinstance(word, str) and word.startswith(prefix):
                faults.extend(_unknown(word.removeprefix(prefix), kind, path, names))
    for step, block in blocks_in(written, "steps"):
        start: Path = ("steps", step, "next")
        for way, name in targets(block.get("next"), start):
            faults.extend(_unknown(name, "step", way, names))
        for way, text in conditions_in(block.get("next"), start):
            faults.extend(_check_condition(text, way, names, reading))
    for word in ("from", "to"):
        for path, written_moment in entries_at(written, ("sla", "*", word)):
            faults.extend(_unknown(_step_of(written_moment, reading), "step", path, names))
    for path, text in entries_at(written, ("sla", "*", "where")):
        faults.extend(_check_condition(text, path, names, reading))
    return faults


def _step_of(moment: Any, reading: Reading) -> str | None:
    """Return the step of a moment of a case, as far as it can be read."""
    try:
        return case_moment(moment, reading).step
    except Misread:
        return None


def _teams_as_one(faults: list[Fault], written: dict[str, Any]) -> list[Fault]:
    """Return the faults, those of all teams as one where the file describes none."""
    unknown = [fault for fault in faults if fault.code == "unknown-team" and not fault.help.startswith("did")]
    if "teams" in written or len(unknown) < 2:
        return faults
    names = list(dict.fromkeys(fault.message.rpartition(" `")[2].strip("`") for fault in unknown))
    told = ", ".join(f"`{name}`" for name in names)
    one = replace(
        unknown[0],
        message=f"the steps name {told}, and there is no block `teams`",
        help=f"describe them: `teams: {brief({name: {'count': 3} for name in names})}`",
    )
    return [one if fault is unknown[0] else fault for fault in faults if fault not in unknown[1:]]


def _unknown(name: Any, kind: str, path: Path, names: Names, *, on_key: bool = False) -> list[Fault]:
    """Return a fault where no such thing has that name."""
    known = names.known[kind]
    if not isinstance(name, str) or not name.strip() or name.strip() in known:
        return []
    if kind == "priority" and look_of(name) != "text":
        return []  # a number in quotes, which the schema tells
    if kind in names.blocks_missing:
        return []  # the block as a whole is missing or misspelt, and that is told
    name = name.strip()
    what = {"end": "no step ends with", "team": "there is no team or resource"}.get(
        kind, f"there is no {kind}"
    )
    return [
        Fault(
            f"{what} `{name}`",
            advice_for(name, kind, path, names),
            f"unknown-{kind.split()[0]}",
            path,
            on_key=on_key,
        )
    ]


# -- attributes and conditions ---------------------------------------------------------------------


def _check_attributes(written: dict[str, Any], reading: Reading) -> list[Fault]:
    """Return a fault for each attribute of another kind than elsewhere, or called as a word of conditions."""
    faults: list[Fault] = []
    first: dict[str, str] = {}
    for path, name, value in written_attributes(written):
        if name in _TAKEN:
            faults.append(
                Fault(
                    f"in conditions `{name}` means {_TAKEN[name]}",
                    "give the attribute another name",
                    "taken-name",
                    path,
                    on_key=True,
                )
            )
        try:
            kind = kind_of(read_attribute(value, reading))
        except Misread:
            continue
        if first.setdefault(name, kind) != kind:
            faults.append(
                Fault(
                    f"`{name}` is {kind} here and {first[name]} elsewhere",
                    "let it be one of them everywhere",
                    "attribute-kinds",
                    path,
                )
            )
    return faults


_TAKEN = {
    "customers": "the class of the case",
    "age": "the time since the case arrived",
    "time": "the time of day",
    "and": "that both hold",
    "or": "that one holds",
    "not": "the contrary",
    "is": "a comparison",
    "between": "a span of the day",
}


def _check_condition(text: str, path: Path, names: Names, reading: Reading) -> list[Fault]:
    try:
        tree = condition(text, reading)
    except Misread:
        return []  # told where the schema reads it
    return [fault for leaf in condition_tree.leaves(tree) for fault in _check_leaf(leaf, path, names)]


def _check_leaf(leaf: Condition, path: Path, names: Names) -> list[Fault]:
    if isinstance(leaf, condition_tree.CustomersAre):
        return _named(leaf.customers, "class of customers", path, names)
    if isinstance(leaf, condition_tree.State):
        return _named(leaf.step, "step", path, names) if leaf.step else []
    if isinstance(leaf, condition_tree.Flag | condition_tree.HasValue | condition_tree.Compares):
        return _named(leaf.attribute, "attribute", path, names) or _check_kind(leaf, path, names)
    return []


def _named(name: condition_tree.Name, kind: str, path: Path, names: Names) -> list[Fault]:
    return [replace(fault, offset=name.at) for fault in _unknown(name.text, kind, path, names)]


def _check_kind(
    leaf: condition_tree.Flag | condition_tree.HasValue | condition_tree.Compares, path: Path, names: Names
) -> list[Fault]:
    """Return a fault where an attribute is tested as what it is not."""
    name = leaf.attribute.text
    facts = names.attributes.get(name)
    if facts is None or len(facts.kinds) != 1:
        return []  # told elsewhere
    kind = facts.kinds[0]
    if isinstance(leaf, condition_tree.HasValue) and kind == "a choice":
        if leaf.value.text in facts.values:
            return []
        return [
            Fault(
                f"`{name}` has no value `{leaf.value.text}`",
                did_you_mean(leaf.value.text, facts.values),
                "unknown-value",
                path,
                leaf.value.at,
            )
        ]
    if isinstance(leaf, condition_tree.HasValue) and leaf.value.text.casefold() in YES | NO:
        cure = f"write `{flag_test(name, leaf.value.text)}`"
        return [Fault(f"`{name}` is {kind}", cure, "attribute-kind", path, leaf.attribute.at)]
    fitting = {
        condition_tree.Flag: "yes or no",
        condition_tree.HasValue: "a choice",
        condition_tree.Compares: "a number",
    }
    if fitting[type(leaf)] == kind:
        return []
    advice = {
        "yes or no": f"write `{name}` or `not {name}`",
        "a choice": f"write `{name} is {facts.values[0] if facts.values else '...'}`",
        "a number": f"write `{named(name)} > 3`"
        + (
            f"; for a yes or no describe it as `{name}: {{chance: {facts.alone or '20%'}}}`"
            if isinstance(leaf, condition_tree.Flag)
            else ""
        ),
    }
    return [Fault(f"`{name}` is {kind}", advice[kind], "attribute-kind", path, leaf.attribute.at)]
