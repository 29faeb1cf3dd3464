"""Whom a visit asks for: a skill, the person it had before, or somebody else."""

from __future__ import annotations

from typing import NamedTuple

#: A member of a team: (team, number).
Who = tuple[int, int]


class Asks(NamedTuple):
    """What the members who serve a visit must be.

    Attributes:
        skill: index of the skill that members of skilled teams need; -1 is none.
        same: of the teams of these members only these; empty is no such wish.
        others: nobody of these.
    """

    skill: int = -1
    same: tuple[Who, ...] = ()
    others: tuple[Who, ...] = ()


ANYBODY = Asks()
