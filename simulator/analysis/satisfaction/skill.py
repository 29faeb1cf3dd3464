"""How able those are who served, where a step asks for a skill."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.satisfaction.expectation import deciding
from simulator.analysis.satisfaction.touchpoints import Touchpoints
from simulator.analysis.window import Floats
from simulator.model.plan import Plan, SkillNeeded


def skill_gap(plan: Plan, columns: Columns, at: Touchpoints) -> Floats:
    """By how much each touchpoint was served by somebody more able than standard, from −1 to 1.

    It is the member's level at the skill asked for, less 1; 0 where no skill was asked for, or by a team
    whose skills are not named. Of several who serve together the first counts.
    """
    found = np.zeros(len(at.visit))
    team, member = columns.visits.team[at.visit], columns.visits.member[at.visit]
    for step, of in enumerate(plan.steps):
        if of.skill is None:
            continue
        for crew, its in enumerate(plan.teams):
            here = np.flatnonzero((at.step == step) & (team == crew) & (member > 0) & at.served)
            if not its.skilled or not len(here):
                continue
            levels = np.array([who.skills for who in its.members])
            asked = _asked(of.skill, columns, at, here)
            level = np.where(asked >= 0, levels[member[here] - 1, np.maximum(asked, 0)], 1.0)
            found[here] = np.clip(level - 1.0, -1.0, 1.0)
    return found


def _asked(needed: SkillNeeded, columns: Columns, at: Touchpoints, here: np.ndarray) -> np.ndarray:
    """Which skill is asked for, of the plan's; -1 for none."""
    usual = -1 if needed.otherwise is None else needed.otherwise
    asked = np.full(len(here), usual, np.int64)
    if needed.by is None:
        return asked
    decides = deciding(columns.cases, at.case[here], needed.by)
    for value, skill in needed.cases.items():
        asked[decides == value] = skill
    return asked
