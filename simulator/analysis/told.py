"""What happened in a visit, in words."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import numpy as np

from simulator.analysis.columns import CANCELLED, DONE, ESCALATED, GAVE_UP, UNREACHABLE
from simulator.analysis.stretches import Stretch, Who, stretches
from simulator.analysis.told_cases import due_at
from simulator.analysis.told_coming import coming, is_called_back
from simulator.analysis.told_known import Event, Known
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.engine.records import STINT_KINDS
from simulator.model.plan import Callback, Plan, SamePerson
from simulator.model.routes import ways
from simulator.model.saying import figure

_KEPT = STINT_KINDS.index("kept")

#: Moments that lie nearer together are one: they were added up in another order.
_SAME = 1e-9


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


class Teller(Known):
    """Tells the visits of one replication."""

    def visit(self, visit: np.void) -> Iterator[Event]:
        """All that happened in a visit; that it is not the first to its step is said at its beginning."""
        again = f", for the {_ordinal(int(visit['visit']))} time" if visit["visit"] > 1 else ""
        for number, (t, what) in enumerate(self._events(visit)):
            yield t, what if number else what + again

    def _events(self, visit: np.void) -> Iterator[Event]:
        step, finished = self.plan.steps[visit["step"]], float(visit["finished"])
        yield from coming(self, visit)
        if not isnan(visit["queued"]):
            yield from self._long_waits(visit)
        if visit["result"] == GAVE_UP:
            yield (
                finished,
                f"gives up at {step.name} after {told_time(self.plan, finished - visit['queued'])}",
            )
        elif visit["result"] == ESCALATED:
            yield finished, self._escalated(visit)
        elif visit["result"] == UNREACHABLE:
            yield finished, f"is not reached by {step.name}{self._calls(visit)}, and given up"
        if not isnan(visit["started"]):
            yield from self._service(visit) if step.options else self._delay(visit)
        if visit["result"] == CANCELLED:
            leaves = self.records.cases[visit["case"]]["left"] == finished
            yield (
                finished,
                f"{'leaves' if leaves else 'goes on without'} {step.name}{' undone' if leaves else ''}",
            )

    # -- those who wait for long ------------------------------------------------------------------

    def _long_waits(self, visit: np.void) -> Iterator[Event]:
        """What became of a visit while it queued on: more urgent, content with anybody."""
        step, queued = self.plan.steps[visit["step"]], float(visit["queued"])
        until = float(visit["finished"] if isnan(visit["started"]) else visit["started"])
        rule = step.escalation
        if rule is not None and rule.priority is not None and queued + rule.after < until:
            waited = told_time(self.plan, rule.after)
            told = f"has waited {waited} at {step.name}: has priority {figure(rule.priority)} from now on"
            yield queued + rule.after, told
        person = step.person
        after = person.else_after if isinstance(person, SamePerson) and self.wishes.same(visit) else None
        if after is not None and queued + after < until:
            yield queued + after, f"will have anybody at {step.name} now"

    def _escalated(self, visit: np.void) -> str:
        """Why a visit was sent elsewhere, and to which step."""
        step, finished = self.plan.steps[visit["step"]], float(visit["finished"])
        rule, waited = step.escalation, float(visit["finished"] - visit["queued"])
        if rule is not None and rule.to is not None and abs(waited - rule.after) < _SAME * max(1.0, finished):
            onto = self.plan.steps[rule.to].name
            return f"has waited {told_time(self.plan, waited)} at {step.name}: goes to {onto}"
        case = self.records.cases[visit["case"]]
        due = [
            (due_at(deadline, float(case["arrived"])), deadline)
            for deadline in self.plan.deadlines
            if deadline.to is not None and case["customers"] in deadline.classes
        ]
        passed = [deadline for t, deadline in sorted(due, key=lambda one: one[0]) if t <= finished]
        onto = (
            f": goes to {self.plan.steps[passed[-1].to].name}" if passed and passed[-1].to is not None else ""
        )
        return f"is overdue and does not wait at {step.name}{onto}"

    def _calls(self, visit: np.void) -> str:
        """How many calls were made in vain: as many as any call back to the step makes."""
        tries = {
            way.tries
            for target in self.options.values()
            for way in ways(target)
            if isinstance(way, Callback) and way.step == visit["step"]
        }
        if len(tries) != 1:
            return ""
        (number,) = tries
        return f" in {number} {'call' if number == 1 else 'calls'}"

    # -- work -------------------------------------------------------------------------------------

    def _delay(self, visit: np.void) -> Iterator[Event]:
        """A step at which nobody is needed: time goes by, nobody works."""
        step = self.plan.steps[visit["step"]].name
        started, finished = float(visit["started"]), float(visit["finished"])
        yield started, f"begins {step}, which needs nobody"
        if visit["result"] == DONE:
            time = told_time(self.plan, finished - started)
            yield finished, f"is through with {step} after {time}{self._outcome(visit)}"

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
        starts = "is reached and starts" if is_called_back(self, visit) else "starts"
        yield started, f"{starts} at {step} with {self.names(by)}{after}"
        if visit["interruptions"]:
            yield from self._interruptions(step, visit, parts)
        if visit["result"] == DONE:
            work = told_time(self.plan, float(visit["work"]))
            part = " as its part" if visit["batch"] else ""
            yield finished, f"is done at {step}, {work} of work{part}{self._outcome(visit)}"

    def _interruptions(self, step: str, visit: np.void, parts: list[Stretch]) -> Iterator[Event]:
        """Each interruption with its reason, and with whom it went on after it."""
        for number, part in enumerate(parts):
            if number:
                goes_on = "begins again" if self._anew(visit, parts[number - 1]) else "goes on"
                yield part.start, f"{goes_on} at {step} with {self.names(part.by)}"
            if part.end < visit["finished"]:
                yield part.end, f"is interrupted at {step}{self._reason(part)}"

    def _reason(self, part: Stretch) -> str:
        alone = len(part.ended_by) == 1
        if part.why == "shift":
            return f": {self.names(part.ended_by)} {'goes' if alone else 'go'} off duty"
        if part.why == "breakdown":
            return f": {self.names(part.ended_by)} {'breaks' if alone else 'break'} down"
        return f": {self.who(part.taken_by)} comes first" if part.why == "priority" else ""

    def _anew(self, visit: np.void, part: Stretch) -> bool:
        """Whether the work of an interrupted stretch was lost."""
        if part.why == "breakdown":
            return False
        if part.why == "shift":
            return any(self.plan.teams[team].at_shift_end == "restart" for team, _ in part.ended_by)
        return self.plan.steps[int(visit["step"])].queue.interrupted != "resume"

    def _outcome(self, visit: np.void) -> str:
        """What a visit that is done has decided, whom the case keeps then, and whom it lets go."""
        return f"{self.attributes.decided(visit)}{self._held(visit)}"

    def _held(self, visit: np.void) -> str:
        """Whom the case keeps when a visit is done, and whom it lets go that it had kept."""
        stints = self.records.stints
        own = stints[stints["case"] == visit["case"]]
        kept = own["kind"] == _KEPT
        begins = own[kept & (own["start"] == visit["finished"]) & (own["step"] == visit["step"])]
        on = {_of(row) for row in own[own["start"] == visit["finished"]]}
        had = {_of(row) for row in own[kept & (own["end"] <= visit["finished"])]}
        over = [_of(row) for row in own[own["end"] == visit["finished"]] if _of(row) in had - on]
        keeps = f", keeps {self.names(_of(row) for row in begins)}" if len(begins) else ""
        return keeps + (f", lets {self.names(over)} go" if over else "")


def _of(stint: np.void) -> Who:
    return int(stint["team"]), int(stint["member"])


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
