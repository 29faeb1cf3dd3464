"""Names that a person may have meant: the one place where a misspelt word finds its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

#: Below this likeness (0 to 1) a name is no help: `tellers` for `adviser` would only mislead.
_LIKENESS = 0.6

#: A name so much less like than the likest is not meant either.
_BEHIND = 0.15

#: `did_you_mean` lists all known names only while a reader can take them in at a glance.
_MANY = 12


def nearest(word: str, candidates: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return up to `n` of `candidates` that look like `word`, the likest first.

    Upper and lower case, hyphens, underscores, spaces and a plural s are looked over, so `Teller` finds
    `tellers` and `walkin` finds `walk-in`. Equally like names stand in the order of `candidates`.
    """
    wanted = _folded(word)
    if not wanted:
        return ()
    found = []
    for place, candidate in enumerate(dict.fromkeys(candidates)):
        likeness = _likeness(wanted, _folded(candidate))
        if likeness >= _LIKENESS:
            found.append((-likeness, place, candidate))
    found.sort()
    return tuple(candidate for unlike, _, candidate in found[:n] if unlike <= found[0][0] + _BEHIND)


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the hint for an unknown `word`: the name meant, else what is known, else an empty string.

    "did you mean `tellers`?", "did you mean `tellers` or `sellers`?", "known: advisers, greeters".
    """
    known = list(dict.fromkeys(candidates))
    near = nearest(word, known)
    if near:
        return which(near)
    if not known:
        return ""
    if len(known) > _MANY:
        return f"known: {', '.join(known[:_MANY])} and {len(known) - _MANY} more"
    return f"known: {', '.join(known)}"


def one_or_many(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return names as they were given: several, or a single text, which is one name and no row of letters."""
    return (names,) if isinstance(names, str) else tuple(names)


def which(names: Iterable[str]) -> str:
    """Return the question which of some names was meant: "did you mean `tellers` or `sellers`?"."""
    *others, last = [f"`{name}`" for name in names]
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"


def _folded(word: str) -> str:
    """Return the word without what people mistype without noticing."""
    letters = re.sub(r"[-_\s.]+", "", word.casefold())
    if len(letters) > 3 and letters.endswith("s") and not letters.endswith("ss"):
        letters = letters[:-1]
    return letters


def _likeness(wanted: str, candidate: str) -> float:
    """Return 1 for the same word, else difflib's ratio; the beginning of a word (`exp`) counts as like."""
    if wanted == candidate:
        return 1.0
    ratio = SequenceMatcher(None, wanted, candidate, autojunk=False).ratio()
    shorter, longer = sorted((wanted, candidate), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return max(ratio, 0.8)
    return ratio
