"""How often the random blueprints say each word of the language, and which words never meet in them.

    python -m tests.properties.coverage [--examples 2000]

Words of one block, of a step, a class, a team, meet where one such block has both; others where one
blueprint has. Each pair that does not meet by chance is asked for a few times; those told in the end did not
meet even so.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from itertools import combinations

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.properties.blueprints import blueprints
from tests.properties.focus import focus_on
from tests.properties.impossible import LEFT_OUT, REFUSED, may_meet
from tests.properties.values import Blueprint
from tests.properties.words import BLOCKS, known_words, words_of

Pair = tuple[str, str]

#: How often a pair is asked for: few times first, since many pairs meet by the way.
TRIES = (5, 100)


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

    def are_strangers(self, one: str, other: str) -> bool:
        """Whether two words never met although they may; in the order of the alphabet."""
        block = one.partition(".")[0]
        together = block in BLOCKS and other.startswith(block + ".") and "." in one
        met = self._beside[one] if together else self._together[one]
        return other not in met and may_meet(one, other, together)

    def strangers(self) -> list[Pair]:
        """The pairs of words that never met although they may."""
        return [pair for pair in combinations(sorted(known_words()), 2) if self.are_strangers(*pair)]

    def look_at(self, examples: int, *asked_for: str) -> None:
        """So many blueprints more, in which some words are asked for, or any."""

        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @seed(self.examples)
        @given(blueprints(focus_on(*asked_for) if asked_for else None))
        def add(blueprint: Blueprint) -> None:
            self.add(blueprint)

        add()

    def bring_together(self) -> None:
        """Ask for each pair that has not met yet."""
        for tries in TRIES:
            for pair in self.strangers():
                if self.are_strangers(*pair):
                    self.look_at(tries, *pair)


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
    parser.add_argument(
        "--examples", type=int, default=2000, help="how many blueprints, before pairs are asked for"
    )
    coverage = Coverage()
    coverage.look_at(parser.parse_args().examples)
    coverage.bring_together()
    sys.stdout.write(told(coverage))


if __name__ == "__main__":
    main()
