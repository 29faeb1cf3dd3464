"""A service at several levels of standardisation, all else the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals, Verdict, metrics, verdicts
from simulator.analysis.best import Ranking, Standing
from simulator.analysis.figures import Figure
from simulator.analysis.paired import Difference, differences
from simulator.analysis.variability import CV, cv, cv_difference
from simulator.experiment.tradeoff.balance import balanced_figures, undominated
from simulator.experiment.tradeoff.levels import Levels
from simulator.experiment.tradeoff.settings import Setting

if TYPE_CHECKING:
    import pandas as pd

#: What a figure is about: measure, scope, name, statistic.
About = tuple[str, str, str, str]


def about_of(ranking: Ranking) -> About:
    """What the objective is about."""
    return ranking.measure, ranking.scope, ranking.name, ranking.statistic


def open_of(ranking: Ranking) -> list[Standing]:
    """The best, and those that cannot be told from it."""
    return [one for one in ranking.standings if one.place in ("best", "not told apart", "unsure")]


def joined(levels: Sequence[float]) -> str:
    """Levels in one cell of a table: `0;0.1;0.2`."""
    return ";".join(f"{level:g}" for level in levels)


@dataclass(frozen=True, repr=False)
class Curve:
    """A service at several levels of standardisation.

    Attributes:
        setting: how much may bend there, and how often it is complied with.
        prescribed: the levels, asked for and run.
        runs: the sums of each level, by its name (`70 %`), in the order of levels.
        ranking: the levels by the objective, those of this curve alone; what cannot be told from its best is
            found as if all curves were in it.
        varying: the figures of which it is told how much they vary.
        confidence: of the intervals.
    """

    setting: Setting
    prescribed: Levels
    runs: Mapping[str, Totals]
    ranking: Ranking
    varying: tuple[Figure, ...]
    confidence: float

    def __repr__(self) -> str:
        return f"<Curve of {len(self.levels)} levels, {self.setting.words or 'as written'}>"

    @property
    def levels(self) -> tuple[float, ...]:
        """How much is prescribed, as shares, increasing."""
        return self.prescribed.run

    @property
    def best(self) -> float:
        """The level that is best by the objective."""
        return self.level_of(self.ranking.standings[0].scenario)

    @property
    def chosen(self) -> float | None:
        """The best level; None where no level meets what binds."""
        return self.best if self.ranking.standings[0].place == "best" else None

    @property
    def kept(self) -> tuple[float, ...]:
        """The levels that cannot be told from the best of this curve, and that itself, increasing."""
        return tuple(sorted(self.level_of(one.scenario) for one in open_of(self.ranking)))

    def open_among(self, ranking: Ranking) -> tuple[float, ...]:
        """The levels of this curve among the best of all curves and those not told from it, increasing."""
        names = [one.scenario for one in open_of(ranking)]
        return tuple(sorted(self.level_named(name) for name in names if name in self.names))

    @property
    def names(self) -> tuple[str, ...]:
        """What the levels are called among those of all curves."""
        return tuple(run.plan.scenario for run in self.runs.values())

    def level_of(self, name: str) -> float:
        """The level of a name."""
        return self.levels[list(self.runs).index(name)]

    def level_named(self, name: str) -> float:
        """The level of a name among those of all curves."""
        return self.levels[self.names.index(name)]

    @cached_property
    def table(self) -> pd.DataFrame:
        """All figures: `level`, `asked`, `elastic`, `compliance`, and the columns of the metrics."""
        import pandas as pd

        tables = []
        for level, run in zip(self.levels, self.runs.values(), strict=True):
            table = pd.concat([metrics(run, self.confidence), self._variations(run)], ignore_index=True)
            for place, (word, value) in enumerate(self._beside(level).items()):
                table.insert(place, word, value)
            table.insert(1, "asked", joined(self.prescribed.asked_for(level)))
            tables.append(table)
        return pd.concat(tables, ignore_index=True)

    def _beside(self, level: float) -> dict[str, float]:
        """A level, and what may bend and is complied with there; nan where that is as written."""
        said = {"elastic": self.setting.elastic, "compliance": self.setting.compliance}
        return {
            "level": level,
            **{word: float("nan") if value is None else value for word, value in said.items()},
        }

    def _variations(self, run: Totals) -> pd.DataFrame:
        """How much times vary, as further rows of the metrics."""
        import pandas as pd

        rows = []
        for figure in self.varying:
            value, low, high = cv(run, figure, self.confidence)
            rows.append(
                {
                    "scenario": run.plan.scenario,
                    "measure": figure.measure,
                    "scope": str(figure.scope),
                    "name": figure.name,
                    "statistic": CV,
                    "value": value,
                    "low": low,
                    "high": high,
                    "unit": "",
                    "n": run.rows,
                }
            )
        return pd.DataFrame(rows)

    @cached_property
    def _gained(self) -> tuple[tuple[float, float, Difference], ...]:
        """Each level against the one below it, figure by figure: that, the level, the difference."""
        return tuple(
            (below, level, difference)
            for (below, before), (level, after) in pairwise(zip(self.levels, self.runs.values(), strict=True))
            for difference in (
                *differences(after, before, self.confidence),
                *(cv_difference(after, before, figure, self.confidence) for figure in self.varying),
            )
        )

    def gains_of(self, about: About) -> Iterator[tuple[float, float, Difference]]:
        """The same of one figure, by measure, scope, name and statistic."""
        for below, level, gain in self._gained:
            if (gain.measure, gain.scope, gain.name, gain.statistic) == about:
                yield below, level, gain

    def gain_rows(self) -> Iterator[dict[str, Any]]:
        """Each level against the one below: `level`, `elastic`, `compliance`, `below`, and the difference."""
        for below, level, gain in self._gained:
            yield {**self._beside(level), "below": below, **asdict(gain)}

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The service levels at each level."""
        return {name: tuple(verdicts(run, self.confidence)) for name, run in self.runs.items()}

    @cached_property
    def balanced(self) -> tuple[Figure, Figure] | None:
        """The figures of efficiency and experience; None where satisfaction is not measured."""
        return balanced_figures(self.runs)

    @cached_property
    def undominated(self) -> Sequence[float]:
        """The levels that no other one beats in both; none where satisfaction is not measured."""
        if self.balanced is None:
            return ()
        return tuple(map(self.level_of, undominated(self.runs, self.balanced, self.confidence)))

    def as_row(self, overall: Ranking) -> dict[str, Any]:
        """What is best on it, and of it among all curves, for JSON."""
        figures = self.balanced
        return {
            "elastic": self.setting.elastic,
            "compliance": self.setting.compliance,
            "best_on_this_curve": self.chosen,
            "not_told_apart_on_this_curve": list(self.kept),
            "not_told_apart": list(self.open_among(overall)),
            "ranking": asdict(self.ranking),
            "balance": None if figures is None else [figure.measure for figure in figures],
            "undominated": list(self.undominated),
        }
