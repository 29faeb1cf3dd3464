"""The steps of a blueprint and how they lead into each other, at random.

The main steps stand in a row; one of them may fork into branches that go through a second row, and a step
there into branches of a third. A case goes on along its row, or back a little.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.properties.focus import Focus
from tests.properties.serving import options_of, persons
from tests.properties.setting import Setting
from tests.properties.steps import comes_back, steps
from tests.properties.values import NAMES, Blueprint, one_in
from tests.properties.ways_on import JOIN, afterwards, conditions, forks, routes, targets

ENDS = ({"end": "served"}, {"end": "sent away"})


@dataclass
class Flow:
    """The steps of a blueprint.

    Attributes:
        main: the row in which all begin.
        uses: those of it that stand for a module.
        inner: the row of the branches.
        deep: the row of branches of branches.
        one_way: whether modules are left in several ways, so that behind each there is one way on.
        written: each step as it stands in the blueprint.
    """

    main: list[str]
    uses: list[str]
    inner: list[str]
    deep: list[str]
    one_way: bool
    written: Blueprint = field(default_factory=dict)

    @property
    def plain(self) -> list[str]:
        """Those of the main row that stand for themselves."""
        return [name for name in self.main if name not in self.uses]

    @property
    def standard(self) -> list[str]:
        """Those of the plain ones that are done by an SOP."""
        return [name for name in self.plain if "sop" in self.written[name]]

    def forking(self, focus: Focus) -> list[str]:
        """Those of the main row that may fork."""
        if self.uses and focus.wants("steps.NAME.use"):
            return self.uses
        return self.plain if self.one_way else self.main

    def back_from(self, row: list[str], i: int) -> list[str]:
        """Where a case may go back to; within a branch not to where it forks."""
        return row[i : i + 1] if row is self.inner and self.deep else row[: i + 1]


@st.composite
def flows(draw: DrawFn, setting: Setting) -> Flow:
    """Steps with all that they say."""
    focus = setting.focus
    names = draw(NAMES)
    main = names[: draw(st.integers(2 if focus.wants("steps.NAME.use") else 1, 4))]
    forked = draw(st.integers(1 if focus.wants("steps.NAME.next.parallel") else 0, 2))
    inner = [f"in {name}" for name in names[4 : 4 + forked]]
    flow = Flow(
        main=main,
        uses=[name for name in main[1:] if focus.says(draw, "steps.NAME.use", 5)],
        inner=inner,
        deep=[f"deep {names[6]}"] if len(inner) > 1 and one_in(draw, 3) else [],
        one_way=not focus.wants("steps.NAME.use") and draw(st.booleans()),
    )
    draw(_bodies(setting, flow))
    draw(_ways(setting, flow))
    return flow


@st.composite
def _bodies(draw: DrawFn, setting: Setting, flow: Flow) -> None:
    """What is done at each step."""
    for row in (flow.main, flow.inner, flow.deep):
        for i, name in enumerate(row):
            if name not in flow.uses:
                frees = [step for step in row[i + 1 :] if step not in flow.uses]
                flow.written[name] = draw(steps(setting, name, row[i + 1 :], frees))
    for name in flow.written:
        flow.written[name] |= draw(persons(setting, name, flow.written))
    if setting.assigned:
        assigned = {"assigned": {"choice": {"urgent": "40%", "routine": "60%"}}}
        first = flow.written[flow.main[0]]
        first["sets"] = {**first.get("sets", {}), **assigned}
    for name in [*setting.returning]:
        if not any(_sends_back(body, name) for body in flow.written.values()):
            free = [step for step in flow.written if "comes_back" not in flow.written[step]]
            if not free:
                setting.returning.remove(name)
                _forget(flow, name)
                continue
            flow.written[free[0]]["comes_back"] = {**comes_back(draw, setting), "as": name}
    for name in flow.uses:
        flow.written[name] = draw(_use_of_module(setting))


def _forget(flow: Flow, name: str) -> None:
    """No SOP has a standard of its own for a class that there is not."""
    for body in flow.written.values():
        apart = body.get("sop", {}).get("customers", {})
        apart.pop(name, None)
        if not apart:
            body.get("sop", {}).pop("customers", None)


def _sends_back(body: Blueprint, name: str) -> bool:
    """Whether cases come back from a step as a class, by its own rule or with an error."""
    errors = body.get("sop", {}).get("errors", {}).get("undetected", {})
    return name in (body.get("comes_back", {}).get("as"), errors.get("comes_back_as"))


@st.composite
def _use_of_module(draw: DrawFn, setting: Setting) -> Blueprint:
    """A step that stands for a module."""
    if not setting.focus.says(draw, "steps.NAME.set", 2):
        return {"use": "check"}
    return {"use": "check", "set": {"look.time": draw(st.integers(1, 4))}}


@st.composite
def _ways(draw: DrawFn, setting: Setting, flow: Flow) -> None:
    """Where a case goes from each step."""
    focus = setting.focus
    asks = conditions(setting, flow.plain)
    queueing = [
        name
        for name, body in flow.written.items()
        if name not in flow.uses and "batch" not in body and options_of(body, setting)
    ]
    for row in (flow.main, flow.inner, flow.deep):
        for i, name in enumerate(row):
            last = draw(st.sampled_from(ENDS)) if row is flow.main else JOIN
            if name in flow.uses and flow.one_way:
                flow.written[name]["next"] = draw(targets(focus, row[i + 1 :], last))
                continue
            back, later = flow.back_from(row, i), row[i + 1 :]
            called = [step for step in queueing if step in (*back, *later)]
            flow.written[name]["next"] = draw(routes(focus, back, later, last, asks, called))
    for row, inner, last in ((flow.main, flow.inner, ENDS[0]), (flow.inner, flow.deep, JOIN)):
        if inner:
            at = row.index(draw(st.sampled_from(flow.forking(focus)))) if row is flow.main else 0
            called = [step for step in queueing if step in row[at + 1 :]]
            then = afterwards(focus, row[at + 1 :], last, called, inner)
            draw(_forks(setting, flow.written[row[at]]["next"], inner, then, asks))


@st.composite
def _forks(
    draw: DrawFn,
    setting: Setting,
    options: list[Blueprint],
    row: list[str],
    then: SearchStrategy[Blueprint],
    asks: SearchStrategy[str],
) -> None:
    """Let a step fork: all who go the last of its ways, and perhaps others on a condition."""
    options[-1] = {**draw(forks(setting.focus, row, then, asks)), "name": "rest"}
    if one_in(draw, 8) or setting.focus.wants("steps.NAME.next.then"):
        options.insert(0, {**draw(forks(setting.focus, row, then, asks)), "if": draw(asks), "name": "some"})
