"""A sweep under way: points that the store has are taken from there, the others go to an executor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field

from simulator.errors import RunError, SopsimError, UsageError
from simulator.experiment.interrupts import Interrupts
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.sweeps.places import Place
from simulator.experiment.sweeps.points import Point, Points, Task
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.work import OtherEnvironmentError, Outcome, work

#: Seconds between two looks at whether Ctrl-C came, where waiting cannot be interrupted.
_GLANCE = 0.2

#: A point whose process was killed is tried so many times in all.
_TRIES = 2

#: Called with how many points are done, how many there are, and the seconds that the last one took: 0 where
#: it was in the store.
Progress = Callable[[int, int, float], None]

#: What is known of a point.
OPEN, DONE, FAILED = 0, 1, 2

_KEY = 32


@dataclass(slots=True)
class Account:
    """What is known of the points of a sweep: a few bytes for each, the figures are in the store.

    Attributes:
        states: `OPEN`, `DONE` or `FAILED`, by number from 0.
        keys: their keys in the store, one after the other.
        reasons: why points failed that the store does not keep, by number from 1.
        computed: how many were not in the store before.
    """

    states: bytearray
    keys: bytearray
    reasons: dict[int, str] = field(default_factory=dict)
    computed: int = 0

    @classmethod
    def of(cls, size: int) -> Account:
        """Return the account of a sweep that has not begun."""
        return cls(bytearray(size), bytearray(_KEY * size))

    def key(self, number: int) -> bytes:
        """The key of point `number`, from 1."""
        return bytes(self.keys[_KEY * (number - 1) : _KEY * number])

    def set_key(self, number: int, key: bytes) -> None:
        """Note the key of point `number`."""
        self.keys[_KEY * (number - 1) : _KEY * number] = key

    def note(self, number: int, failed: bool) -> None:
        """Note that a point is at its end."""
        self.states[number - 1] = FAILED if failed else DONE

    @property
    def finished(self) -> int:
        """How many points are at their end, failed ones too."""
        return len(self.states) - self.states.count(OPEN)


@dataclass(slots=True)
class _Waiting:
    """A task that was handed out; `others`: further points that have the same key."""

    point: Point
    tries: int = 1
    others: list[int] = field(default_factory=list)


class Course:
    """Carries out a sweep.

    Args:
        points: what to run.
        store: where finished points are kept.
        place: where they are run.
        progress: whom to tell.
    """

    def __init__(self, points: Points, store: Store, place: Place, progress: Progress | None) -> None:
        self.account = Account.of(len(points))
        self._points = points
        self._store = store
        self._place = place
        self._progress = progress
        self._waiting: dict[Future[Outcome], _Waiting] = {}
        self._by_key: dict[bytes, _Waiting] = {}

    def carry_out(self) -> bool:
        """Run all points that are not in the store; returns whether Ctrl-C ended it early.

        Raises:
            RunError: the store could not be written, or the executor is gone; what was finished is kept.
            UsageError: the workers cannot do the work.
        """
        with Interrupts() as interrupts:
            try:
                with self._place:
                    self._all(interrupts)
            except KeyboardInterrupt:
                return True
        return False

    def _all(self, interrupts: Interrupts) -> None:
        numbers = iter(range(1, len(self._points) + 1))
        more = True
        try:
            while more or self._waiting:
                if more and len(self._waiting) < self._place.ahead():
                    number = next(numbers, None)
                    if number is None:
                        more = False
                    else:
                        self._look_up(number)
                    self._collect(0, interrupts)
                else:
                    self._collect(_GLANCE, interrupts)
        except BaseException:  # whoever waits for the executor to end shall not wait for these
            for future in self._waiting:
                future.cancel()
            raise

    def _look_up(self, number: int) -> None:
        """Take a point from the store, or hand it out."""
        point = self._points.point(number)
        if point.task is None:
            self.account.reasons[number] = point.reason
            self._finish([number], failed=True, seconds=0.0)
            return
        self.account.set_key(number, point.key)
        if point.key in self._by_key:
            self._by_key[point.key].others.append(number)
            return
        kept = self._store.get(point.key)
        if kept is not None:
            self._finish([number], failed=bool(kept.reason), seconds=0.0)
            return
        self._hand_out(_Waiting(point))

    def _hand_out(self, waiting: _Waiting) -> None:
        task = waiting.point.task
        assert task is not None
        try:
            future = self._submit(self._place.executor(), task)
        except RuntimeError as error:  # what executors raise that were shut down, or broke
            raise RunError(f"the executor takes no more work: {error}") from None
        self._waiting[future] = waiting
        self._by_key[waiting.point.key] = waiting

    def _submit(self, executor: Executor, task: Task) -> Future[Outcome]:
        return executor.submit(work, task)

    def _collect(self, seconds: float, interrupts: Interrupts) -> None:
        """Keep what has come back, after waiting so long for the first of it."""
        if not self._waiting:
            return
        done, _ = wait(self._waiting, timeout=seconds, return_when=FIRST_COMPLETED)
        if not done:
            return
        with interrupts.shield():
            fault: SopsimError | None = None
            ended = []
            for future in done:
                waiting = self._waiting.pop(future)
                del self._by_key[waiting.point.key]
                try:
                    outcome = self._outcome(waiting, future)
                except SopsimError as error:
                    fault = error  # once the others are kept
                    continue
                if outcome is not None:
                    ended.append((waiting, outcome))
            self._keep(ended)
            if fault is not None:
                raise fault

    def _keep(self, ended: list[tuple[_Waiting, Outcome]]) -> None:
        """Store what came of points, and account for it."""
        self._store.put(
            (waiting.point.key, outcome)
            for waiting, outcome in ended
            if outcome.lasting or not outcome.reason
        )
        for waiting, outcome in ended:
            numbers = [waiting.point.number, *waiting.others]
            if outcome.reason and not outcome.lasting:
                self.account.reasons.update(dict.fromkeys(numbers, outcome.reason))
            self.account.computed += 1
            self._finish(numbers, failed=bool(outcome.reason), seconds=outcome.seconds)

    def _outcome(self, waiting: _Waiting, future: Future[Outcome]) -> Outcome | None:
        """What came of a task; None where its process was killed and another one tries it.

        Raises:
            UsageError: no worker can do such work.
            RunError: no worker can be started, or the executor is gone.
        """
        try:
            return future.result()
        except WorkerLostError as lost:
            if lost.code > 0:
                raise
            if waiting.tries < _TRIES:
                waiting.tries += 1
                self._hand_out(waiting)
                return None
            return Outcome(reason=str(WorkerLostError(lost.code, "it")), lasting=False)
        except OtherEnvironmentError:
            raise
        except ImportError as error:
            raise UsageError(
                f"the workers cannot import all they need: {error}; install sopsim there"
            ) from None
        except (BrokenExecutor, CancelledError) as error:
            why = str(error) or "it has cancelled the work, perhaps because its scheduler ended"
            raise RunError(f"the executor is gone: {why}; points finished by then are in the store") from None
        except Exception as error:  # what the executor itself says, such as that workers died of it
            return Outcome(reason=f"{type(error).__name__}: {' '.join(str(error).split())}", lasting=False)

    def _finish(self, numbers: list[int], failed: bool, seconds: float) -> None:
        for number in numbers:
            self.account.note(number, failed)
        if self._progress is not None:
            self._progress(self.account.finished, len(self._points), seconds)
