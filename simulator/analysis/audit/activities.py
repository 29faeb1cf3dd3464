"""What an activity of a log is: a step, by its name or its title, or an action of its SOP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.errors import UsageError
from simulator.model.plan import Plan
from simulator.names import did_you_mean, nearest, which


class Activity(NamedTuple):
    """An activity of the blueprint.

    Attributes:
        step: index of the step.
        action: place of the action in its SOP; -1: the step as a whole.
    """

    step: int
    action: int = -1


class Activities:
    """Finds activities by what they are called in a log.

    A step goes by its name or its title; an action by its id or what is done, behind the step and a colon, or
    alone where nothing else is called so. Upper and lower case are looked over where that leaves no doubt.
    """

    def __init__(self, plan: Plan) -> None:
        actions = [
            (index, number, step, action)
            for index, step in enumerate(plan.steps)
            if step.procedure is not None and not step.procedure.together
            for number, action in enumerate(step.procedure.actions)
        ]
        self._known: dict[str, Activity] = {}
        self._folded: dict[str, Activity] = {}
        self._add([(step.name, Activity(index)) for index, step in enumerate(plan.steps)])
        self._add([(step.title, Activity(index)) for index, step in enumerate(plan.steps)])
        for called in ("name", "title"):
            for word in ("name", "title"):
                self._add(
                    [
                        (f"{getattr(step, word)}: {getattr(action, called)}", Activity(index, number))
                        for index, number, step, action in actions
                    ]
                )
        for called in ("name", "title"):
            self._add(
                [(getattr(action, called), Activity(index, number)) for index, number, _, action in actions]
            )

    def _add(self, named: Sequence[tuple[str, Activity]]) -> None:
        """Note names of one kind, those that mean one thing only; an earlier kind goes before."""
        for known, fold in ((self._known, _as_it_is), (self._folded, _folded)):
            meant: dict[str, set[Activity]] = {}
            for name, activity in named:
                meant.setdefault(fold(name), set()).add(activity)
            for name, activities in meant.items():
                if len(activities) == 1:
                    known.setdefault(name, *activities)

    def find(self, name: str) -> Activity | None:
        """Return what a name means; None where it means nothing."""
        return self._known.get(name) or self._folded.get(_folded(name))

    def near(self, name: str) -> str:
        """Return the hint for an unknown name: what is meant, or what is known."""
        return did_you_mean(name, self._known)

    def like(self, name: str) -> str:
        """Return the question what is meant by an unknown name; empty where none is like it."""
        near = nearest(name, self._known, 1)
        return which(near) if near else ""


def steps_named(plan: Plan, names: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of steps that the user names.

    Raises:
        UsageError: there is no such step.
    """
    known = [step.name for step in plan.steps]
    for name in names:
        if name not in known:
            raise UsageError(f"there is no step `{name}`; {did_you_mean(name, known)}")
    return tuple(known.index(name) for name in names)


def _as_it_is(name: str) -> str:
    return name


def _folded(name: str) -> str:
    step, colon, action = name.casefold().partition(":")
    return f"{' '.join(step.split())}{colon}{' '.join(action.split())}"
