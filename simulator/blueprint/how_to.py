"""The habits of services that the how-to pages tell how to say: what an everyday word leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

_LINE = re.compile(r"^- \[(.*)\]\((\w+\.md)#.*\): (.*)$", re.MULTILINE)

#: A word that stands in more habits than this tells nothing.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit, as people tell it.

    Attributes:
        title: the heading of its section.
        page: the file of the page, below `docs/how-to/`.
        told: what it is, in other words.
    """

    title: str
    page: str
    told: str


@cache
def habits() -> tuple[Habit, ...]:
    """Return every habit of the index of the how-to pages, in its order."""
    return tuple(Habit(*found) for found in _LINE.findall(_index().read_text(encoding="utf-8")))


def habits_about(words: str) -> tuple[Habit, ...]:
    """Return the habits in whose title or text all words stand: `lunch`, `four eyes`, `call-back`.

    Upper and lower case, hyphens and a plural s are looked over. Words that stand nearly everywhere lead
    nowhere.
    """
    wanted = _words(words)
    found = [habit for habit in habits() if _tells(_words(f"{habit.title} {habit.told}"), wanted)]
    return tuple(found) if wanted and len(found) <= _MOST else ()


def _index() -> Path:
    """Return the index of the how-to pages: in an installed package inside it, in a checkout beside it."""
    package = Path(__file__).parent.parent
    installed = package / "how_to.md"
    return installed if installed.is_file() else package.parent / "docs/how-to/index.md"


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold().replace("_", " "))
    return [word.removesuffix("s") if len(word) > 3 else word for word in words]


def _tells(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether all the wanted words stand there, or one after the other make one: `callback`."""
    pairs = {first + second for first, second in pairwise(words)}
    return set(wanted) <= {*words, *pairs}
