"""What happened in a visit, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from simulator.analysis.columns import (
    BALKED,
    CANCELLED,
    DONE,
    ESCALATED,
    GAVE_UP,
    TURNED_AWAY,
    UNREACHABLE,
)
from simulator.analysis.stretches import Stretch, Who, stretches
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.engine.records import STINT_KINDS, WAITING_ALREADY, Records, Rows
from simulator.model.plan import Callback, Plan
from simulator.model.routes import last_way

_KEPT = STINT_KINDS.index("kept")

#: What ends a visit that was not started: where, after how long in the queue.
_UNSERVED = {
    GAVE_UP: "gives up at {} after {}",
    ESCALATED: "goes up from the queue at {} after {}",
    UNREACHABLE: "is called from {} after {}, and cannot be reached",
}

#: What happened, and when.
Event = tuple[float, str]


def told_time(plan: Plan, time: float) -> str:
    """A time in the clock's unit, or in a shorter one, down to minutes, of which it is at least one."""
    seconds = time * plan.clock.seconds
    longest = sorted(UNIT_SECONDS.items(), key=lambda unit: -unit[1])
    units = [(unit, each) for unit, each in longest if each <= plan.clock.seconds and unit != "s"]
    unit, each = next(
        ((unit, each) for unit, each in units if seconds >= each),
        units[-1] if units else (plan.clock.unit, plan.clock.seconds),
    )
    return f"{seconds / each:.1f} {unit}"


class Teller:
    """Tells the visits of one replication."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self.plan = plan
        self.records = records

    def who(self, case: int) -> str:
        """A customer: `walk-in 5`; one who waits already at the start: `walk-in 5 of the backlog`."""
        row = self.records.cases[case]
        number, name = int(row["number"]), self.plan.classes[row["customers"]].name
        if number > WAITING_ALREADY:
            return f"{name} {number - WAITING_ALREADY} of the backlog"
        return f"{name} {number}"

    def visit(self, visit: np.void) -> Iterator[Event]:
        """All that happened in a visit; that it is not the first to its step is said at its beginning."""
        again = f", for the {_ordinal(int(visit['visit']))} time" if visit["visit"] > 1 else ""
        for number, (t, what) in enumerate(self._events(visit)):
            yield t, what if number else what + again

    def _events(self, visit: np.void) -> Iterator[Event]:
        step = self.plan.steps[visit["step"]]
        queued, started = float(visit["queued"]), float(visit["started"])
        finished = float(visit["finished"])
        yield from self._before_the_queue(visit)
        if visit["result"] in (BALKED, TURNED_AWAY):
            yield finished, self._refusal(visit)
            return
        if not np.isnan(queued) and started != queued:
            yield queued, f"{self._joins(visit)} ({self._waiting(visit)} waiting)"
        if visit["result"] in _UNSERVED:
            since = queued if not np.isnan(queued) else float(visit["handed"])
            yield (
                finished,
                _UNSERVED[visit["result"]].format(step.name, told_time(self.plan, finished - since)),
            )
        if not np.isnan(started):
            yield from self._service(visit) if step.options else self._delay(visit)
        if visit["result"] == CANCELLED:
            yield finished, f"is wanted no more at {step.name}"

    def _before_the_queue(self, visit: np.void) -> Iterator[Event]:
        """Waiting for the doors to open, the hand-off, the batch, room."""
        step = self.plan.steps[visit["step"]]
        ready, handed, queued = (float(visit[name]) for name in ("ready", "handed", "queued"))
        if not handed <= ready:
            yield (
                ready,
                "waits for the doors to open" if self._shut_out(visit) else f"is handed on to {step.name}",
            )
        if np.isnan(handed) or queued <= handed:
            return
        yield handed, f"waits for a batch at {step.name}" if step.batch else f"waits for room at {step.name}"

    def _shut_out(self, visit: np.void) -> bool:
        """Whether the case stands before closed doors."""
        case = self.records.cases[visit["case"]]
        hours = self.plan.classes[case["customers"]].hours
        return (
            hours is not None and visit["ready"] == case["arrived"] and hours.at(float(case["arrived"])) == 0
        )

    def _joins(self, visit: np.void) -> str:
        step = self.plan.steps[visit["step"]].name
        return f"is to be called back at {step}" if self._is_call(visit) else f"joins the queue at {step}"

    def _is_call(self, visit: np.void) -> bool:
        """Whether the case keeps its place for a call."""
        visits = self.records.visits
        before = visits[(visits["case"] == visit["case"]) & (visits["finished"] == visit["ready"])]
        calls = {
            option.index
            for step in self.plan.steps
            for option in step.route
            if isinstance(way := last_way(option.target), Callback) and way.step == visit["step"]
        }
        return bool(np.isin(before["option"], list(calls)).any())

    def _refusal(self, visit: np.void) -> str:
        step, ahead = self.plan.steps[visit["step"]], self._waiting(visit)
        if visit["result"] == BALKED:
            return f"sees the queue at {step.name} ({ahead} waiting) and does not join it"
        room = "with room for nobody" if step.queue.limit == 0 else f"with room for {step.queue.limit}"
        return f"finds no room in the queue at {step.name} ({ahead} waiting, {room})"

    def _delay(self, visit: np.void) -> Iterator[Event]:
        """A step at which nobody is needed: time goes by, nobody works."""
        step = self.plan.steps[visit["step"]].name
        started, finished = float(visit["started"]), float(visit["finished"])
        yield started, f"begins {step}, which needs nobody"
        if visit["result"] == DONE:
            time = told_time(self.plan, finished - started)
            yield finished, f"is through with {step} after {time}{self._held(visit)}"

    def _service(self, visit: np.void) -> Iterator[Event]:
        """The start, each going on after an interruption, and the end of a visit that was started."""
        step = self.plan.steps[visit["step"]].name
        started, finished = float(visit["started"]), float(visit["finished"])
        waited = started - float(visit["ready"])
        after = f" after {told_time(self.plan, waited)}" if waited > 0 else ""
        parts = stretches(self.records, visit)
        together = [who for part in parts if part.start == started for who in part.by]
        first = (int(visit["team"]), int(visit["member"]))
        if all(team != first[0] for team, _ in together):  # a team without limit leaves no stints
            together = [first, *together]
        by = sorted(together, key=lambda who: who[0] != first[0])
        yield started, f"starts at {step} with {self._names(by)}{after}"
        if visit["interruptions"]:
            yield from self._interruptions(step, visit, parts)
        if visit["result"] == DONE:
            work = told_time(self.plan, float(visit["work"]))
            yield finished, f"is done at {step}, {work} of work{self._held(visit)}"

    def _interruptions(self, step: str, visit: np.void, parts: list[Stretch]) -> Iterator[Event]:
        """Each interruption with its reason, and with whom it went on after it."""
        for number, part in enumerate(parts):
            if number:
                goes_on = "begins again" if self._anew(visit, parts[number - 1]) else "goes on"
                yield part.start, f"{goes_on} at {step} with {self._names(part.by)}"
            if part.end < visit["finished"]:
                yield part.end, f"is interrupted at {step}{self._reason(part)}"

    def _reason(self, part: Stretch) -> str:
        if part.why == "shift":
            return f": {self._names(part.ended_by)} {'goes' if len(part.ended_by) == 1 else 'go'} off duty"
        if part.why == "breakdown":
            return f": {self._names(part.ended_by)} {'breaks' if len(part.ended_by) == 1 else 'break'} down"
        return f": {self.who(part.taken_by)} comes first" if part.why == "priority" else ""

    def _anew(self, visit: np.void, part: Stretch) -> bool:
        """Whether the work of an interrupted stretch was lost."""
        if part.why == "shift":
            return any(self.plan.teams[team].at_shift_end == "restart" for team, _ in part.ended_by)
        return self.plan.steps[int(visit["step"])].queue.interrupted != "resume"

    def _held(self, visit: np.void) -> str:
        """Whom the case keeps when a visit is done, and whom it lets go that it had kept."""
        stints = self.records.stints
        own = stints[stints["case"] == visit["case"]]
        kept = own["kind"] == _KEPT
        begins = own[kept & (own["start"] == visit["finished"]) & (own["step"] == visit["step"])]
        on = {_of(row) for row in own[own["start"] == visit["finished"]]}
        had = {_of(row) for row in own[kept & (own["end"] <= visit["finished"])]}
        over = [_of(row) for row in own[own["end"] == visit["finished"]] if _of(row) in had - on]
        keeps = f", keeps {self._names(_of(row) for row in begins)}" if len(begins) else ""
        return keeps + (f", lets {self._names(over)} go" if over else "")

    def _names(self, members: Iterable[Who]) -> str:
        teams = self.plan.teams
        names = [
            f"{teams[team].name} {teams[team].members[number - 1].name}" if number > 0 else teams[team].name
            for team, number in dict.fromkeys(members)
        ]
        *first, last = names
        return f"{', '.join(first)} and {last}" if first else last

    def _waiting(self, visit: np.void) -> int:
        """How many others waited at the step when this visit came to its queue."""
        visits, moment = self.records.visits, float(visit["queued"])
        here = visits[(visits["step"] == visit["step"]) & (visits["queued"] <= moment)]
        here = here[~np.isin(here["result"], (BALKED, TURNED_AWAY)) & (here["finished"] > moment)]
        first = np.isnan(here["started"]) | (here["started"] > moment)
        before = np.array([row["queued"] < moment or self._key(row) < self._key(visit) for row in here], bool)
        broken = here[~first & (here["interruptions"] > 0)]
        return int((first & before).sum()) + self._queueing_again(broken, moment)

    def _key(self, visit: np.void) -> tuple[int, ...]:
        """Of those who come at one moment the least is first."""
        case = self.records.cases[visit["case"]]
        return tuple(int(row) for row in (case["customers"], case["number"], visit["branch"], visit["visit"]))

    def _queueing_again(self, begun: Rows, moment: float) -> int:
        """How many of the visits were interrupted and stood in the queue again, not with their member."""
        waiting = 0
        for visit in begun:
            last = [part for part in stretches(self.records, visit) if part.start <= moment][-1:]
            waiting += any(part.end <= moment and not self._paused(part) for part in last)
        return waiting

    def _paused(self, part: Stretch) -> bool:
        return part.why == "shift" and any(
            self.plan.teams[team].at_shift_end == "pause" for team, _ in part.ended_by
        )


def _of(stint: np.void) -> Who:
    return int(stint["team"]), int(stint["member"])


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
