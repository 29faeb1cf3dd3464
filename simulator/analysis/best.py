"""Which of several runs of the same customers is best in one figure, and which cannot be told from it.

Every run is kept that no other beats by more than chance explains. With k runs, run i is dropped for run j
when their paired difference exceeds t(1 − (1 − c)/(k − 1), n − 1) standard errors of it; so with confidence c
at least the best run is among those kept. It is the screening of D. Boesel, B. L. Nelson, S.-H. Kim, "Using
ranking and selection to 'clean up' after simulation optimization", Operations Research 51, 2003,
pp. 814–825, with standard errors of paired differences for common customers (B. L. Nelson, F. J. Matejcik,
"Using common random numbers for indifference-zone selection and multiple comparisons in simulation",
Management Science 41, 1995, pp. 1935–1945).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf, isnan, nan
from typing import Literal

from simulator.analysis.figures import Figure
from simulator.analysis.metrics import estimates
from simulator.analysis.paired import difference_between, ratios_of
from simulator.analysis.totals import Ratios, Totals
from simulator.analysis.variability import CV, cv, cv_difference
from simulator.analysis.verdicts import MOST_REPLICATIONS, Verdict, verdicts
from simulator.errors import UsageError

#: How a run stands: `best` of those that may be chosen; `not told apart` from it; `unsure`, for it may be as
#: good or better, but is not shown to meet the service levels; `worse`; or `out`, for it misses one.
Place = Literal["best", "not told apart", "unsure", "worse", "out"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one run stands.

    Attributes:
        scenario: its name.
        value, low, high: its figure with its own interval.
        place: see `Place`.
        behind: how much worse than the best, 0 for that itself; `behind_low`, `behind_high`: the interval.
        levels: of the service levels asked for: `met` by all, else those that are `missed` or `unsure`.
    """

    scenario: str
    value: float
    low: float
    high: float
    place: Place
    behind: float
    behind_low: float
    behind_high: float
    levels: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Several runs ranked by one figure, the best first.

    Attributes:
        measure, scope, name, statistic, unit: the figure, as in the metrics.
        lowest: whether less is better.
        subject_to: the service levels that must be met.
        standings: of the runs.
        replications_needed: about how many would tell the best from the rest, and who meets the service
            levels; None where all that is told already, or nobody would run so many.
    """

    measure: str
    scope: str
    name: str
    statistic: str
    unit: str
    lowest: bool
    subject_to: tuple[str, ...]
    standings: tuple[Standing, ...]
    replications_needed: int | None

    @property
    def settled(self) -> bool:
        """Whether one run is told from all others that may be chosen."""
        return not any(standing.place in ("not told apart", "unsure") for standing in self.standings)


def ranking(
    runs: Mapping[str, Totals],
    figure: Figure,
    *,
    lowest: bool,
    subject_to: Sequence[str] = (),
    confidence: float = 0.95,
    among: int = 0,
) -> Ranking:
    """Rank runs of the same replications.

    Args:
        runs: by scenario; at least two.
        figure: by which; its chief statistic counts.
        lowest: whether less of it is better.
        subject_to: names of service levels. A run that misses one is out. The best is one that is shown to
            meet them all; only where none is, one of which that is not sure. Other runs of which it is not
            sure stay open, unless a run that meets them is better.
        confidence: that the best is among those not dropped.
        among: how many runs there are in all, where these are some of more for which that holds at once.

    Raises:
        UsageError: a run has not the figure, or not the service level.
    """
    held = {name: _levels(totals, subject_to, confidence) for name, totals in runs.items()}
    levels = {name: {level: verdict.verdict for level, verdict in of.items()} for name, of in held.items()}
    own = {name: _own(totals, figure, confidence) for name, totals in runs.items()}
    may_be = [name for name in runs if "missed" not in levels[name].values() and not isnan(own[name][0])]
    sure = [name for name in may_be if set(levels[name].values()) <= {"met"}]
    sign = 1.0 if lowest else -1.0
    one_sided = 1 - 2 * (1 - confidence) / max(len(runs) - 1, among - 1, 1)
    rivals = sure or may_be
    rivals.sort(key=lambda name: sign * own[name][0])  # the best of them is the one most likely to beat a run
    leader = rivals[0] if rivals else None
    pairs = _Rivals.of({name: runs[name] for name in may_be}, figure, sign, one_sided)
    standings, needed = [], 0.0
    for name in runs:
        if name not in may_be or leader is None:
            standings.append(Standing(name, *own[name], "out", nan, nan, nan, _told(levels[name])))
            continue
        behind, low, high = pairs.behind(name, leader)
        beaten = any(pairs.behind(name, other)[1] > 0 for other in rivals if other != name)
        place: Place = "best" if name == leader else "worse" if beaten else "not told apart"
        if place == "not told apart" and name not in rivals:
            place = "unsure"
            needed = max(needed, *(verdict.replications_needed or inf for verdict in _open(held[name])))
        elif place == "not told apart":
            needed = max(needed, _needed(len(runs[name]), behind, high - behind))
        standings.append(Standing(name, *own[name], place, behind, low, high, _told(levels[name])))
    order: tuple[Place, ...] = ("best", "not told apart", "unsure", "worse", "out")
    standings.sort(key=lambda standing: (order.index(standing.place), sign * standing.value))
    return Ranking(
        measure=figure.measure,
        scope=figure.scope,
        name=figure.name,
        statistic=figure.statistic,
        unit=figure.unit,
        lowest=lowest,
        subject_to=tuple(subject_to),
        standings=tuple(standings),
        replications_needed=ceil(needed) if 0 < needed <= MOST_REPLICATIONS else None,
    )


def _own(totals: Totals, figure: Figure, confidence: float) -> tuple[float, float, float]:
    if figure.statistic == CV:
        return cv(totals, figure, confidence)
    ratios, estimate = estimates(totals, confidence)
    if figure not in ratios.figures:
        raise UsageError(f"scenario {totals.plan.scenario} has no {figure.measure} of {figure.name}")
    i = ratios.figures.index(figure)
    return float(estimate.value[i]), float(estimate.low[i]), float(estimate.high[i])


def _open(held: Mapping[str, Verdict]) -> list[Verdict]:
    return [verdict for verdict in held.values() if verdict.verdict == "unsure"]


def _levels(totals: Totals, names: Sequence[str], confidence: float) -> dict[str, Verdict]:
    found = {verdict.name: verdict for verdict in verdicts(totals, confidence)}
    for name in names:
        if name not in found:
            raise UsageError(f"scenario {totals.plan.scenario} has no service level `{name}`")
    return {name: found[name] for name in names}


def _told(levels: Mapping[str, str]) -> str:
    other = [f"{name}: {verdict}" for name, verdict in levels.items() if verdict != "met"]
    return "; ".join(other) or ("met" if levels else "")


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Runs that are held against each other in one figure, pair by pair."""

    runs: Mapping[str, Totals]
    figure: Figure
    sign: float
    confidence: float
    ratios: Mapping[str, Ratios]

    @classmethod
    def of(cls, runs: Mapping[str, Totals], figure: Figure, sign: float, confidence: float) -> _Rivals:
        """Make them; what is asked of a run many times is reckoned once."""
        varying = figure.statistic == CV
        ratios = {} if varying else {name: ratios_of(totals, figure) for name, totals in runs.items()}
        return cls(runs, figure, sign, confidence, ratios)

    def behind(self, name: str, other: str) -> tuple[float, float, float]:
        """How much worse a run is than another, with the interval of the paired difference."""
        if name == other:
            return 0.0, 0.0, 0.0
        if self.figure.statistic == CV:
            found = cv_difference(self.runs[name], self.runs[other], self.figure, self.confidence)
            difference, ends = found.difference, [found.low, found.high]
        else:
            difference, *ends = difference_between(self.ratios[name], self.ratios[other], self.confidence)
        low, high = sorted(self.sign * end for end in ends)
        return self.sign * difference, low, high


def _needed(replications: int, behind: float, half: float) -> float:
    """Half-widths shrink with the root of the replications: r·(h/d)²."""
    if isnan(half) or not behind:
        return inf
    return max(replications + 1.0, replications * (half / behind) ** 2)
