"""Names that stand for something described elsewhere in the file: each must be there.

Works on what was written, not on what was read, so that a fault in one entry hides none in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.blueprint import conditions
from simulator.blueprint.conditions import Condition, condition
from simulator.blueprint.looks import look_of
from simulator.blueprint.misread import Fault, Misread, Path
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.attributes import Choice, kind_of, read_attribute
from simulator.blueprint.schema.case_moments import case_moment
from simulator.blueprint.schema.measures import OUTCOME
from simulator.blueprint.schema.routes import JOIN, LEAVE
from simulator.blueprint.schema.whole import Blueprint
from simulator.names import did_you_mean, nearest

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
    ("outcomes.<", "end"),
    ("sla.*.step", "step"),
    ("sla.*.customers", "class of customers"),
    ("sla.*.team", "team"),
    ("sla.*.counted_in", "hours"),
    ("deadlines.*.counted_in", "hours"),
    ("deadlines.*.customers", "class of customers"),
    ("deadlines.*.customers.*", "class of customers"),
    ("deadlines.*.to", "step"),
    ("deadlines.*.priority", "priority"),
)

#: Where skills are described.
_SKILLS = (("teams", "*", "skills", "<"), ("teams", "*", "members", "*", "skills", "<"))

#: The same for names that are part of a longer word.
_PREFIXED = (("sla.*.measure", OUTCOME, "end"),)


#: The block in which each kind of thing is described.
_BLOCKS = {
    "step": "steps",
    "team": "teams",
    "class of customers": "customers",
    "busyness": "busyness",
    "hours": "hours",
    "priority": "priorities",
    "module": "modules",
    "attribute": "attributes",
    "attribute or `customers`": "attributes",
}


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """What is known of an attribute before the blueprint is valid.

    Attributes:
        kinds: its kinds in words, one where all classes agree.
        values: the values of a choice over all classes.
    """

    kinds: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a blueprint.

    Attributes:
        known: the names of each kind.
        attributes: what is known of each attribute.
        blocks_missing: the kinds whose block is not there at all, and told to be missing or misspelt.
    """

    known: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, AttributeFacts]
    blocks_missing: frozenset[str]

    @classmethod
    def of(cls, written: dict[str, Any], reading: Reading) -> Names:
        """Gather the names of a blueprint as written."""
        attributes = _attributes(written, reading)
        steps = _keys(written, "steps")
        known = {
            "step": steps,
            "team": (*_keys(written, "teams"), *_keys(written, "resources")),
            "class of customers": _keys(written, "customers"),
            "busyness": _keys(written, "busyness"),
            "hours": _keys(written, "hours"),
            "module": _keys(written, "modules"),
            "priority": tuple(name for _, name in _at(written, ("priorities", "*")) if isinstance(name, str)),
            "skill": tuple(dict.fromkeys(skill for at in _SKILLS for _, skill in _at(written, at))),
            "attribute": tuple(attributes),
            "attribute or `customers`": (*attributes, "customers"),
            "end": tuple(dict.fromkeys(end for step in steps for _, end in _ends(written["steps"][step]))),
        }
        misspelt = any(word not in Blueprint.entries() for word in written)
        missing = {kind for kind, block in _BLOCKS.items() if block not in written}
        told = missing if misspelt else missing & {"step", "class of customers"}
        return cls(known, attributes, frozenset(told))

    def with_steps(self, steps: tuple[str, ...]) -> Names:
        """Return the same names with other steps."""
        return replace(self, known={**self.known, "step": tuple(dict.fromkeys(steps))})

    def elsewhere(self, name: str, kind: str) -> str:
        """Return "is a team" where the name is known as something else, or an empty string."""
        for other in ("step", "team", "class of customers", "attribute", "busyness", "hours", "skill"):
            if other != kind and name in self.known[other]:
                return f"`{name}` is {_article(other)} {other}"
        return ""


def check_references(written: dict[str, Any], reading: Reading) -> list[Fault]:
    """Return a fault for each name that nothing has."""
    names = Names.of(written, reading)
    faults = _check_names(written, names, reading)
    for name, module in _blocks(written, "modules"):
        own = _keys(module, "steps")
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
    return faults + _check_attributes(written, reading)


def _check_names(written: dict[str, Any], names: Names, reading: Reading) -> list[Fault]:
    faults: list[Fault] = []
    for place, kind in _PLACES:
        for path, name in _at(written, tuple(place.split("."))):
            if path[-1] != "by" or place.endswith(".by"):
                faults.extend(_unknown(name, kind, path, names, on_key=place.endswith("<")))
    for place, prefix, kind in _PREFIXED:
        for path, word in _at(written, tuple(place.split("."))):
            if isinstance(word, str) and word.startswith(prefix):
                faults.extend(_unknown(word.removeprefix(prefix), kind, path, names))
    for step, block in _blocks(written, "steps"):
        start: Path = ("steps", step, "next")
        for way, name in _targets(block.get("next"), start):
            faults.extend(_unknown(name, "step", way, names))
        for way, text in _conditions(block.get("next"), start):
            faults.extend(_check_condition(text, way, names, reading))
    for word in ("from", "to"):
        for path, written_moment in _at(written, ("sla", "*", word)):
            faults.extend(_unknown(_step_of(written_moment, reading), "step", path, names))
    for path, text in _at(written, ("sla", "*", "where")):
        faults.extend(_check_condition(text, path, names, reading))
    return faults


def _step_of(moment: Any, reading: Reading) -> str | None:
    """Return the step of a moment of a case, as far as it can be read."""
    try:
        return case_moment(moment, reading).step
    except Misread:
        return None


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"


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
            _advice(name, kind, path, names),
            f"unknown-{kind.split()[0]}",
            path,
            on_key=on_key,
        )
    ]


def _advice(name: str, kind: str, path: Path, names: Names) -> str:
    elsewhere = names.elsewhere(name, kind)
    if elsewhere:
        return elsewhere
    known = names.known[kind]
    if not known:
        return {
            "end": "ends are named where a case leaves, `next: {end: served}`",
            "team": f"describe it: `teams: {{{name}: {{count: 3}}}}`",
            "attribute": f"describe it: `attributes: {{{name}: {{chance: 20%}}}}`",
            "module": f"describe it: `modules: {{{name}: {{starts_at: ..., steps: ...}}}}`",
            "skill": f"say who has it: `teams: {{tellers: {{count: 3, skills: {{{name}: 100%}}}}}}`",
            "priority": f"write a number, 1 is first; or name them, the most urgent first: "
            f"`priorities: [{name}, other]`",
        }.get(kind, "none is described")
    advice = did_you_mean(name, known)
    if kind == "step" and path[-1:] == ("next",) and not nearest(name, known):
        return f"{advice}; to leave the service write `{{end: {name}}}`"
    return advice


# -- walking what was written ----------------------------------------------------------------------


def _keys(written: dict[str, Any], block: str) -> tuple[str, ...]:
    entries = written.get(block)
    return tuple(entries) if isinstance(entries, dict) else ()


def _blocks(written: dict[str, Any], block: str) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = written.get(block)
    if isinstance(entries, dict):
        for name, entry in entries.items():
            if isinstance(entry, dict):
                yield name, entry


def _at(value: Any, place: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every entry at a place, with its path."""
    if not place:
        yield path, value
        return
    step, rest = place[0], place[1:]
    if isinstance(value, list) and step == "*":
        for number, entry in enumerate(value):
            yield from _at(entry, rest, (*path, number))
    elif isinstance(value, dict):
        if step == "<":
            yield from (((*path, key), key) for key in value)
        for key in value if step == "*" else (step,):
            if key in value:
                yield from _at(value[key], rest, (*path, key))


def _ways(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every way on at or below a `next`: names and blocks."""
    if isinstance(value, list):
        for number, way in enumerate(value):
            yield from _ways(way, (*path, number))
        return
    yield path, value
    if isinstance(value, dict):
        if isinstance(value.get("parallel"), list):
            for number, branch in enumerate(value["parallel"]):
                yield (*path, "parallel", number), branch
        if "then" in value:
            yield from _ways(value["then"], (*path, "then"))


def _targets(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every step named in a `next`; `join`, where it ends a branch, is none."""
    for place, way in _ways(value, path):
        begins = place[-2] == "parallel" and isinstance(place[-1], int)
        if isinstance(way, str) and (begins or way != JOIN):
            yield place, way
        elif isinstance(way, dict):
            if "to" in way and (begins or way["to"] != JOIN):
                yield (*place, "to"), way["to"]
            if "callback" in way:
                yield (*place, "callback"), way["callback"]
            if isinstance(way.get("shortest"), list):
                for number, name in enumerate(way["shortest"]):
                    yield (*place, "shortest", number), name


def _conditions(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for place, way in _ways(value, path):
        if isinstance(way, dict) and isinstance(way.get("if"), str):
            yield (*place, "if"), way["if"]


def _ends(step: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(step, dict):
        for place, way in _ways(step.get("next"), ()):
            if isinstance(way, dict) and isinstance(way.get("end"), str):
                yield (*place, "end"), way["end"].strip()


# -- attributes and conditions ---------------------------------------------------------------------


def _written_attributes(written: dict[str, Any]) -> Iterator[tuple[Path, str, Any]]:
    for place in (
        ("attributes",),
        ("customers", "*", "attributes"),
        ("steps", "*", "sets"),
        ("modules", "*", "steps", "*", "sets"),
    ):
        for path, block in _at(written, place):
            if isinstance(block, dict):
                for name, value in block.items():
                    yield (*path, name), name, value


def _attributes(written: dict[str, Any], reading: Reading) -> dict[str, AttributeFacts]:
    facts: dict[str, AttributeFacts] = {}
    for _, name, value in _written_attributes(written):
        before = facts.get(name, AttributeFacts((), ()))
        try:
            attribute = read_attribute(value, reading)
        except Misread:
            facts[name] = before
            continue
        values = tuple(value for value, _ in attribute.shares) if isinstance(attribute, Choice) else ()
        facts[name] = AttributeFacts(
            tuple(dict.fromkeys((*before.kinds, kind_of(attribute)))),
            tuple(dict.fromkeys((*before.values, *values))),
        )
    return facts


def _check_attributes(written: dict[str, Any], reading: Reading) -> list[Fault]:
    """Return a fault for each attribute of another kind than elsewhere, or called as a word of conditions."""
    faults: list[Fault] = []
    first: dict[str, str] = {}
    for path, name, value in _written_attributes(written):
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
    return [fault for leaf in conditions.leaves(tree) for fault in _check_leaf(leaf, path, names)]


def _check_leaf(leaf: Condition, path: Path, names: Names) -> list[Fault]:
    if isinstance(leaf, conditions.CustomersAre):
        return _named(leaf.customers, "class of customers", path, names)
    if isinstance(leaf, conditions.State):
        return _named(leaf.step, "step", path, names) if leaf.step else []
    if isinstance(leaf, conditions.Flag | conditions.HasValue | conditions.Compares):
        return _named(leaf.attribute, "attribute", path, names) or _check_kind(leaf, path, names)
    return []


def _named(name: conditions.Name, kind: str, path: Path, names: Names) -> list[Fault]:
    return [replace(fault, offset=name.at) for fault in _unknown(name.text, kind, path, names)]


def _check_kind(
    leaf: conditions.Flag | conditions.HasValue | conditions.Compares, path: Path, names: Names
) -> list[Fault]:
    """Return a fault where an attribute is tested as what it is not."""
    name = leaf.attribute.text
    facts = names.attributes.get(name)
    if facts is None or len(facts.kinds) != 1:
        return []  # told elsewhere
    kind = facts.kinds[0]
    if isinstance(leaf, conditions.HasValue) and kind == "a choice":
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
    fitting = {conditions.Flag: "yes or no", conditions.HasValue: "a choice", conditions.Compares: "a number"}
    if fitting[type(leaf)] == kind:
        return []
    advice = {
        "yes or no": f"write `{name}` or `not {name}`",
        "a choice": f"write `{name} is {facts.values[0] if facts.values else '...'}`",
        "a number": f"write `{name} > 3`",
    }
    return [Fault(f"`{name}` is {kind}", advice[kind], "attribute-kind", path, leaf.attribute.at)]
