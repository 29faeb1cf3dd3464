"""Whether anybody is left to serve a case where the same person as before, or another, is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.plan import OtherPerson, Plan, SamePerson, SkillNeeded, Step
from simulator.model.skills import able, skill_asked

#: A member of a team: (team, number).
Who = tuple[int, int]
#: For each person needed at once, those who may be it.
_Places = tuple[frozenset[Who], ...]

#: A group of steps that needs more people than this together is not searched.
_MOST_PLACES = 6


def persons_asked(step: Step) -> tuple[int, ...]:
    """Indices of the steps at which a step asks who served: whom it needs again, or must not have."""
    if isinstance(step.person, OtherPerson):
        return step.person.steps
    if isinstance(step.person, SamePerson) and step.person.else_after is None:
        return (step.person.step,)
    return ()


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who can serve whom, over the run.

    Attributes:
        plan: the plan.
        there: numbers of the members who are ever on duty, by team; without the teams that have no limit.
    """

    plan: Plan
    there: Mapping[int, frozenset[int]]

    def can_be_served(self, steps: Sequence[int], value: float | None, *, by_anybody: bool = False) -> bool:
        """Whether there are people to serve a case at some steps, one after the other; yes where it is open.

        Args:
            steps: indices of the steps, in the order in which they are served.
            value: what decides the skill at the last of them, coded as there; None: any for which no skill
                is written there.
            by_anybody: whether to leave out what the steps ask of the person.
        """
        last = self.plan.steps[steps[-1]].skill
        ways = [tuple(self._ways(step, _skills(self.plan.steps[step].skill, last, value))) for step in steps]
        if sum(max((len(places) for places in found), default=0) for found in ways) > _MOST_PLACES:
            return True
        return self._served(steps, ways, {}, by_anybody)

    def who_can(self, step: int, skill: int | None) -> Iterator[tuple[int, int]]:
        """Of each team of people with a limit that serves a step: (team, how many of it can do so)."""
        for team in dict.fromkeys(team for needs in self.plan.steps[step].options for team, _ in needs):
            if team in self.there and not self.plan.teams[team].resource:
                yield team, len(self._able(team, skill))

    def _able(self, team: int, skill: int | None) -> frozenset[Who]:
        there = self.there[team]
        numbers = there if skill is None else there.intersection(able(self.plan.teams[team], skill))
        return frozenset((team, number) for number in numbers)

    def _ways(self, step: int, skills: Iterable[int | None]) -> Iterator[_Places]:
        """The people that each way to serve a step needs; a team without limit always has another."""
        for skill in skills:
            for needs in self.plan.steps[step].options:
                yield tuple(
                    self._able(team, skill)
                    for team, count in needs
                    if team in self.there and not self.plan.teams[team].resource
                    for _ in range(count)
                )

    def _served(
        self,
        steps: Sequence[int],
        ways: Sequence[Sequence[_Places]],
        before: Mapping[int, frozenset[Who]],
        by_anybody: bool,
    ) -> bool:
        """Whether the first of the steps, and then the others, can be served after those before."""
        if not steps:
            return True
        everywhere = [places for found in ways for way in found for places in way]
        known = frozenset().union(*before.values())
        rule = None if by_anybody else self.plan.steps[steps[0]].person
        return any(
            self._served(steps[1:], ways[1:], {**before, steps[0]: crew}, by_anybody)
            for places in ways[0]
            for crew in _crews([_allowed(place, rule, before) for place in places], known, everywhere)
        )


def _skills(
    needed: SkillNeeded | None, last: SkillNeeded | None, value: float | None
) -> tuple[int | None, ...]:
    """The skills that a step may ask of a case for which `value` decides at the last one; None is none."""
    if needed is None:
        return (None,)
    if last is None or needed.by != last.by or needed.by is None:
        return (*needed.cases.values(), needed.otherwise)
    if value is not None:
        return (skill_asked(needed, value),)
    return (*(skill for at, skill in needed.cases.items() if at not in last.cases), needed.otherwise)


def _allowed(
    place: frozenset[Who], rule: SamePerson | OtherPerson | None, before: Mapping[int, frozenset[Who]]
) -> frozenset[Who]:
    """Those of a place whom the rule lets serve."""
    if isinstance(rule, OtherPerson):
        return place.difference(*(before.get(step, frozenset()) for step in rule.steps))
    if rule is None or rule.else_after is not None:
        return place
    teams = {team for team, _ in place}
    same = frozenset(who for who in before.get(rule.step, ()) if who[0] in teams)
    return place & same if same else place


def _crews(
    places: Sequence[frozenset[Who]], known: frozenset[Who], everywhere: Sequence[frozenset[Who]]
) -> Iterator[frozenset[Who]]:
    """Every choice of different people for the places.

    Of those whom nobody knows yet and who may be at the same places, one stands for all.
    """
    if not places:
        yield frozenset()
        return
    alike: set[tuple[bool, ...]] = set()
    for who in sorted(places[0]):
        if who not in known:
            look = tuple(who in place for place in (*places, *everywhere))
            if look in alike:
                continue
            alike.add(look)
        for others in _crews([place - {who} for place in places[1:]], known | {who}, everywhere):
            yield others | {who}
