"""The words that a random blueprint is asked to say, so that rare ones meet each other, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.values import one_in
from tests.properties.words import known_words

T = TypeVar("T")

#: Words, as patterns, that stand only beside another.
GO_WITH = (
    (r"^steps\.NAME\.set$", "steps.NAME.use"),
    (r"^steps\.NAME\.satisfaction", "satisfaction"),
    (r"\.sop\.customers\.NAME\.actions", "steps.NAME.sop.actions"),
    (r"^steps\.NAME\.work", "steps.NAME.batch"),
    (r"\.batch\.wait$", "steps.NAME.batch.size"),
    (r"\.when_full$", "steps.NAME.queue.limit"),
    (r"\.else_after$", "steps.NAME.person.same_as"),
    (r"\.next\.(then|rest|wait_for)", "steps.NAME.next.parallel"),
    (r"\.next\.(tries|unreachable)$", "steps.NAME.next.callback"),
    (r"\.then\.(rest|wait_for)", "steps.NAME.next.then.parallel"),
    (r"\.then\.(tries|unreachable)$", "steps.NAME.next.then.callback"),
    (r"\.arrivals\.busyness$", "customers.NAME.arrivals.rate"),
    (r"\.when_closed", "customers.NAME.hours"),
    (r"^sla\.NAME\.(abandoned|penalty)", "sla.NAME.within"),
)


@dataclass(frozen=True)
class Focus:
    """Words that are said most often wherever they may be; all others with odds of their own.

    Attributes:
        words: as `words` names them: `teams.NAME.cost`, `clock.at_end: stop`.
    """

    words: tuple[str, ...] = ()

    def wants(self, *places: str) -> bool:
        """Whether a word is asked for that stands at one of the places, or within."""
        return any(
            word == place or word.startswith((f"{place}.", f"{place}: "))
            for word in self.words
            for place in places
        )

    def says(self, draw: DrawFn, place: str, many: int) -> bool:
        """Whether a word stands there this time: once in so many, or if it is asked for nearly always."""
        return one_in(draw, many) or (self.wants(place) and not one_in(draw, 6))

    def pick(self, draw: DrawFn, place: str, ways: Sequence[T]) -> T:
        """One of several words within a place, or of the values at it."""
        wanted = [way for way in ways if self.wants(f"{place}.{way}", f"{place}: {way}")]
        return draw(st.sampled_from(wanted if wanted and not one_in(draw, 6) else ways))


def focus_on(*words: str) -> Focus:
    """Ask for words, and for those that they go with."""
    beside = [other for word in words for pattern, other in GO_WITH if re.search(pattern, word)]
    return Focus((*words, *beside))


def focuses() -> SearchStrategy[Focus]:
    """Nothing is asked for, or two words."""
    word = st.sampled_from(sorted(known_words()))
    return st.just(Focus()) | st.builds(focus_on, word, word)
