"""What a comparison showed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals, Verdict, metrics, verdicts
from simulator.analysis.best import Ranking
from simulator.analysis.figures import Figure
from simulator.analysis.paired import Difference, differences
from simulator.analysis.payback import Payback
from simulator.analysis.power import Need, Wish, need_of
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.payback import payback_of, payback_table
from simulator.experiment.provenance import ENGINE, provenance, text_of
from simulator.experiment.scorecard import Gain, Scored, gained, scored
from simulator.experiment.warm_up import FoundWarmUp

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Comparison:
    """Scenarios held against a baseline, on the same customers.

    Attributes:
        blueprints: of the scenarios, the baseline first.
        seed: of the random numbers.
        runs: the sums that all figures come from, by scenario, the baseline first.
        confidence: of the intervals, as a fraction.
        ranking: the scenarios by the objective; None without one.
        told: figures that the report tells; the usual ones where it is empty.
        wishes: differences that somebody wants to see.
        warm_up: the warm-up that was found from a pilot; None where it was given.
        warnings: what the reader of the figures should know, in sentences.
        interrupted: whether Ctrl-C ended it; the figures are those of the replications finished before.
        stopped: why it was stopped before its end, in words; empty where it was not.
    """

    blueprints: tuple[Blueprint, ...]
    seed: int
    runs: Mapping[str, Totals]
    confidence: float
    ranking: Ranking | None
    told: tuple[Figure, ...]
    wishes: tuple[Wish, ...]
    warm_up: FoundWarmUp | None
    warnings: tuple[str, ...]
    interrupted: bool
    stopped: str

    def __repr__(self) -> str:
        return (
            f"<Comparison of {', '.join(self.scenarios)} with {self.baseline}, seed {self.seed}, "
            f"replications {self.replications}>"
        )

    @property
    def baseline(self) -> str:
        """What the scenarios are held against."""
        return next(iter(self.runs))

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios that are held against it."""
        return tuple(self.runs)[1:]

    @property
    def replications(self) -> int:
        """How many replications of each the figures rest on."""
        return len(self.runs[self.baseline])

    @property
    def confidence_of_each(self) -> float:
        """Of each interval of a difference, so that those of one figure hold for all scenarios at once."""
        return 1 - (1 - self.confidence) / len(self.scenarios)

    @cached_property
    def paired(self) -> Mapping[str, tuple[Difference, ...]]:
        """For each scenario all figures that it has in common with the baseline."""
        return {
            name: tuple(differences(self.runs[name], self.runs[self.baseline], self.confidence_of_each))
            for name in self.scenarios
        }

    @cached_property
    def differences(self) -> pd.DataFrame:
        """One row a scenario and figure; its columns are `scenario`, `against` and those of `Difference`."""
        import pandas as pd

        rows = [
            {"scenario": name, "against": self.baseline, **asdict(difference)}
            for name, found in self.paired.items()
            for difference in found
        ]
        columns = ["scenario", "against", *(field.name for field in fields(Difference))]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def needs(self) -> Mapping[str, tuple[Need, ...]]:
        """For each scenario how many replications would show the differences wished for."""
        return {name: tuple(self._needs(found)) for name, found in self.paired.items()}

    def _needs(self, found: Sequence[Difference]) -> Iterator[Need]:
        for wish in self.wishes:
            figure = wish.figure
            about = (figure.measure, figure.scope, figure.name, figure.statistic)
            for difference in found:
                if (difference.measure, difference.scope, difference.name, difference.statistic) == about:
                    yield need_of(wish, difference, self.confidence_of_each)

    @cached_property
    def paybacks(self) -> Mapping[str, Payback]:
        """When each scenario has paid that says what it takes."""
        sure, found = self.confidence_of_each, {}
        for name, blueprint in zip(self.runs, self.blueprints, strict=True):
            if name == self.baseline or blueprint.investment is None:
                continue
            found[name] = payback_of(blueprint.investment, name, self.baseline, self.paired[name], sure)
        return {name: one for name, one in found.items() if one is not None}

    @cached_property
    def scorecards(self) -> Mapping[str, Scored]:
        """The scorecard of each scenario, filled in; none where the blueprint has none."""
        found = {
            name: scored(blueprint, run, self.confidence)
            for (name, run), blueprint in zip(self.runs.items(), self.blueprints, strict=True)
        }
        return {name: card for name, card in found.items() if card is not None}

    @cached_property
    def gains(self) -> Mapping[str, Gain]:
        """How many more points each scenario has than the baseline."""
        base, sure = (self.blueprints[0], self.runs[self.baseline]), self.confidence_of_each
        found = {
            name: gained(blueprint, self.runs[name], *base, sure)
            for name, blueprint in zip(self.scenarios, self.blueprints[1:], strict=True)
        }
        return {name: gain for name, gain in found.items() if gain is not None}

    @cached_property
    def metrics(self) -> pd.DataFrame:
        """The metrics of all scenarios, the baseline first; see `Result.metrics`."""
        import pandas as pd

        return pd.concat([metrics(run, self.confidence) for run in self.runs.values()], ignore_index=True)

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The service levels of each scenario held against its run."""
        return {name: tuple(verdicts(run, self.confidence)) for name, run in self.runs.items()}

    @cached_property
    def slas(self) -> pd.DataFrame:
        """One row a scenario and service level; its columns are `scenario` and the fields of `Verdict`."""
        import pandas as pd

        rows = [
            {"scenario": name, **verdict.as_row()}
            for name, found in self.verdicts.items()
            for verdict in found
        ]
        table = pd.DataFrame(rows, columns=["scenario", *Verdict.__dataclass_fields__])
        return table.astype({"within": float, "replications_needed": "Int64"})

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What the figures depend on, for each scenario by its name; no time, no host."""
        return {
            blueprint.scenario: provenance(
                blueprint, self.seed, self.replications, self.confidence, self.warm_up
            )
            for blueprint in self.blueprints
        }

    def to_json(self) -> str:
        """Return everything as one JSON object; figures that do not exist are null."""
        base = self.blueprints[0]
        return as_json(
            {
                "blueprint": base.blueprint,
                "version": base.version,
                "baseline": self.baseline,
                "scenarios": list(self.scenarios),
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "engine": ENGINE,
                "differences": self.differences.to_dict("records"),
                "metrics": self.metrics.to_dict("records"),
                "slas": [
                    {"scenario": name, **verdict.as_row()}
                    for name, found in self.verdicts.items()
                    for verdict in found
                ],
                "ranking": None if self.ranking is None else asdict(self.ranking),
                "needs": {name: [asdict(need) for need in needs] for name, needs in self.needs.items()},
                **self._graded(),
                "payback": [asdict(one) for one in self.paybacks.values()],
                "warnings": list(self.warnings),
                "provenance": self.provenance,
            }
        )

    def _graded(self) -> Mapping[str, Any]:
        if not self.scorecards:
            return {}
        return {
            "scorecards": {name: card.as_dict() for name, card in self.scorecards.items()},
            "gains": {name: asdict(gain) for name, gain in self.gains.items()},
        }

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the tables as CSV and Parquet, the resolved blueprints, and the provenance.

        The same inputs give the same bytes. An earlier result in the folder is replaced.

        Raises:
            UsageError: the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        files: dict[str, save.Writer] = {}
        for name in ("differences", "metrics", "slas"):
            files |= save.table_files(name, getattr(self, name))
        if self.paybacks:
            files |= save.table_files("payback", payback_table(list(self.paybacks.values())))
        for number, blueprint in enumerate(self.blueprints):
            files |= save.text_file(f"blueprint.{number}.resolved.yaml", text_of(blueprint))
        seal = {
            **self.provenance[self.baseline],
            "scenarios": self.provenance,
            "warnings": list(self.warnings),
        }
        files |= save.text_file(save.SEAL, as_json(seal))
        save.save(Path(folder), files)
