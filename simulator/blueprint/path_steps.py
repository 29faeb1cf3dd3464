"""Dotted paths: `teams.tellers.count`, `steps.counter.next.rework.share`, `customers.*.arrivals.rate`.

A path goes by the names of the file. An entry of a list goes by its number from 1, or by its `name`; one
without a name goes by its `id`, or else by where it leads (`to`, `end`, `callback`); the word must be its
alone. A star matches any letters of a name. A name with a dot in it stands in quotes, or has a backslash
before the dot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.blueprint.misread import wrong


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path; a `literal` one stood in quotes, so that its stars and digits mean themselves."""

    name: str
    literal: bool = False

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What the name matches where there is a star in it, else None."""
        if self.literal or "*" not in self.name:
            return None
        return re.compile(".*".join(re.escape(part) for part in self.name.split("*")))


def parse(text: str) -> tuple[Step, ...]:
    """Return the steps of a dotted path.

    Raises:
        Misread: it is empty, has an empty step, or a quote that is never closed.
    """
    steps = []
    rest = text.strip()
    if not rest:
        raise wrong("the path is empty", "write one such as `teams.tellers.count`", "bad-path")
    while True:
        step, rest = _first_step(rest, text)
        steps.append(step)
        if not rest:
            return tuple(steps)
        rest = rest[1:]


def _first_step(rest: str, whole: str) -> tuple[Step, str]:
    """Return the first step and what follows it, which is nothing or begins with a dot."""
    rest = rest.lstrip()
    if rest[:1] in ("'", '"'):
        match = re.match(r"""(["'])((?:\\.|(?!\1).)*)\1\s*(?=\.|$)""", rest)
        if not match:
            raise wrong(
                f"a quote in the path `{whole}` is never closed", "close it before the next dot", "bad-path"
            )
        return Step(_unescaped(match[2]), literal=True), rest[match.end() :]
    match = re.match(r"(?:\\.|[^.\\])*\\?", rest)
    name = match[0].strip() if match else ""
    if not name:
        raise wrong(
            f"the path `{whole}` has a dot with no name beside it",
            'write one dot between names; a name with a dot in it stands in quotes: `teams."St. Mary".count`',
            "bad-path",
        )
    return Step(_unescaped(name)), rest[len(match[0]) if match else 0 :]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
