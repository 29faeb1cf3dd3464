"""Whom a visit asked for, in words: a skill, the one who served before, anybody else."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import DONE
from simulator.analysis.stretches import Who
from simulator.engine.records import STINT_KINDS, Records
from simulator.model.plan import BY_CUSTOMERS, OtherPerson, Plan, SamePerson

_WORK = STINT_KINDS.index("work")


class Wishes:
    """What the visits of one replication asked of those who were to serve."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._plan = plan
        self._records = records

    def skill(self, visit: np.void) -> str:
        """The skill it needed; empty for none."""
        needed = self._plan.steps[visit["step"]].skill
        if needed is None:
            return ""
        case = int(visit["case"])
        skill = needed.otherwise
        if needed.by == BY_CUSTOMERS:
            skill = needed.cases.get(float(self._records.cases[case]["customers"]), skill)
        elif needed.by is not None:
            skill = needed.cases.get(float(self._records.attributes[case, needed.by]), skill)
        return "" if skill is None else self._plan.skills[skill]

    def same(self, visit: np.void) -> tuple[Who, ...]:
        """Those it waited for, since they had served the case before; none where anybody would do."""
        person = self._plan.steps[visit["step"]].person
        teams = {team for needs in self._plan.steps[visit["step"]].options for team, _ in needs}
        if not isinstance(person, SamePerson):
            return ()
        return tuple(who for who in self._who_served(visit, person.step) if who[0] in teams)

    def others(self, visit: np.void) -> tuple[Who, ...]:
        """Those who might not serve it, since they had served the case before."""
        person = self._plan.steps[visit["step"]].person
        teams = {team for needs in self._plan.steps[visit["step"]].options for team, _ in needs}
        if not isinstance(person, OtherPerson):
            return ()
        served = [who for step in person.steps for who in self._who_served(visit, step)]
        return tuple(who for who in dict.fromkeys(served) if who[0] in teams)

    def _who_served(self, visit: np.void, step: int) -> tuple[Who, ...]:
        """Who of the teams finished the case's last visit to a step before it came to this one."""
        visits, stints = self._records.visits, self._records.stints
        before = visits[(visits["case"] == visit["case"]) & (visits["step"] == step)]
        before = before[(before["result"] == DONE) & (before["finished"] <= visit["ready"])]
        if not len(before):
            return ()
        last = before[np.argmax(before["finished"])]
        cases = [int(last["case"])]
        if last["batch"]:
            cases = visits["case"][visits["batch"] == last["batch"]].tolist()
        chosen = np.isin(stints["case"], cases) & (stints["step"] == step) & (stints["kind"] == _WORK)
        served = stints[chosen & (stints["end"] == last["finished"])]
        people = ((int(row["team"]), int(row["member"])) for row in served)
        return tuple(who for who in dict.fromkeys(people) if not self._plan.teams[who[0]].resource)
