"""How often the random blueprints say each word of the language, and which words never meet in them.

    python -m tests.properties.coverage [--examples 2000]

Words of one block, of a step, a class, a team, meet where one such block has both; others where one
blueprint has.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from simulator.blueprint.part import Part
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint as Whole
from simulator.blueprint.vocabulary import Entry, entries, parts_in
from tests.properties.blueprints import blueprints
from tests.properties.impossible import LEFT_OUT, REFUSED, may_meet
from tests.properties.values import Blueprint

#: Blocks whose words meet only within one of them.
BLOCKS = ("steps", "customers", "teams", "resources", "deadlines", "sla")


def known_words() -> set[str]:
    """Every word: a path of the schema, a value that is a word, a word of a form."""
    found = set()
    for entry in entries():
        found.add(entry.place)
        found.update(f"{entry.place}: {value}" for value in entry.values)
    return {word for word in found if not any(re.search(pattern, word) for pattern, _ in LEFT_OUT)}


def words_of(blueprint: Blueprint) -> dict[str, set[str]]:
    """The words of each named block, those elsewhere under the empty name."""
    known = {entry.place: entry for entry in entries()}
    found: dict[str, set[str]] = defaultdict(set)
    for name, word in _walk(blueprint, Whole, "", "", known):
        found[name].add(word)
    for module, block in blueprint.get("modules", {}).items():
        for step, body in block["steps"].items():
            name = f"steps {module} / {step}"
            found[name] |= {word for _, word in _walk(body, Step, "steps.NAME", name, known)}
    return found


def _walk(
    value: Any, part: type[Part], place: str, name: str, known: dict[str, Entry]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for of in value:
            yield from _walk(of, part, place, name, known)
    if not isinstance(value, dict):
        return
    for word, of in value.items():
        path = f"{place}.{word}" if place else word
        entry = known.get(path)
        if entry is None:
            continue
        yield name, path
        for said in of.values() if word == "outcomes" else [of]:
            if str(said) in entry.values:
                yield name, f"{path}: {said}"
        for inner, suffix in parts_in(part.entries()[word]):
            if not suffix:
                yield from _walk(of, inner, path, name, known)
            else:
                for of_name, block in of.items():
                    own = f"{word} {of_name}" if word in BLOCKS else name
                    yield from _walk(block, inner, path + suffix, own, known)


class Coverage:
    """The words of many blueprints."""

    def __init__(self) -> None:
        self.examples = 0
        self.times: Counter[str] = Counter()
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._together: dict[str, set[str]] = defaultdict(set)

    def add(self, blueprint: Blueprint) -> None:
        """One more blueprint."""
        self.examples += 1
        blocks = words_of(blueprint)
        everything = set().union(*blocks.values())
        self.times.update(everything)
        for words in blocks.values():
            for word in words:
                self._beside[word] |= words
        for word in everything:
            self._together[word] |= everything

    def never(self) -> list[str]:
        """The words that never occurred."""
        return sorted(known_words() - set(self.times))

    def strangers(self) -> list[tuple[str, str]]:
        """The pairs of words that never met although they may."""
        found = []
        for one, other in combinations(sorted(known_words() & set(self.times)), 2):
            block = one.partition(".")[0]
            together = block in BLOCKS and other.startswith(block + ".") and "." in one
            met = self._beside[one] if together else self._together[one]
            if other not in met and may_meet(one, other, together):
                found.append((one, other))
        return found


def measured(examples: int) -> Coverage:
    """The coverage of so many blueprints."""
    coverage = Coverage()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(blueprints())
    def add(blueprint: Blueprint) -> None:
        coverage.add(blueprint)

    add()
    return coverage


def told(coverage: Coverage) -> str:
    """The coverage in words."""
    lines = [f"{coverage.examples} blueprints"]
    lines += [f"{times:6}  {word}" for word, times in sorted(coverage.times.items())]
    lines += ["", "never:", *(f"        {word}" for word in coverage.never())]
    lines += ["", "left out:", *(f"        {pattern}: {why}" for pattern, why in LEFT_OUT)]
    lines += ["", "cannot meet in one block:"]
    lines += [f"        {one}  +  {other}: {why}" for one, other, why in REFUSED]
    lines += ["", "never together, although they may:"]
    lines += [f"        {one}  +  {other}" for one, other in coverage.strangers()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the coverage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--examples", type=int, default=2000, help="how many blueprints")
    sys.stdout.write(told(measured(parser.parse_args().examples)))


if __name__ == "__main__":
    main()
