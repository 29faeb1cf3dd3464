"""Columns of names: indices of the plan as pandas categories, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.window import Ints
from simulator.model.plan import Plan

Indices = npt.NDArray[np.integer]


def named(index: Indices, names: Sequence[str]) -> pd.Categorical[str]:
    """Indices as names, all of them different; -1 is none."""
    return pd.Categorical.from_codes(index, categories=pd.Index(list(names), dtype="str"))


def text(names: Sequence[str], index: Indices) -> pd.Categorical[str]:
    """Indices as names that may repeat; the categories are in the order of their first."""
    known = list(dict.fromkeys(names))
    place = {name: i for i, name in enumerate(known)}
    return named(np.array([place[name] for name in names], np.int64)[index], known)


def members(plan: Plan, team: Indices, member: Indices) -> pd.Categorical[str]:
    """The names of members given by team and number; none for number 0, as a team without limit has it."""
    names = [m.name for t in plan.teams for m in t.members]
    sizes = np.array([len(t.members) for t in plan.teams], np.int64)
    known = list(dict.fromkeys(names))
    place = {name: i for i, name in enumerate(known)}
    places: Ints = np.array([place[name] for name in names], np.int64)
    index = np.full(len(team), -1, np.int64)
    there = (team >= 0) & (member > 0)
    index[there] = places[(np.cumsum(sizes) - sizes)[team[there]] + member[there] - 1]
    return named(index, known)


def resources(plan: Plan, team: Indices, member: Indices) -> pd.Categorical[str]:
    """Members with their team, `tellers 2`; a team without limit by its name alone, none for team -1."""
    sizes = [len(t.members) + 1 for t in plan.teams]
    names = [name for t in plan.teams for name in (t.name, *(f"{t.name} {m.name}" for m in t.members))]
    first = np.cumsum([0, *sizes])
    return named(np.where(team < 0, -1, first[team] + member), names)
