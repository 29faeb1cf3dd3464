"""Check a blueprint: what is wrong or strange, what was understood, what theory expects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from simulator.analysis.theory import TheoryRow, solved
from simulator.blueprint.misread import Misread
from simulator.blueprint.path_steps import parse
from simulator.blueprint.paths import matching
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Tree, problem_at
from simulator.errors import Problem
from simulator.experiment.file_order import overview_in_file_order, theory_in_file_order
from simulator.experiment.objective import check_objective
from simulator.experiment.scorecard import check_pairs_agree, check_scorecard_figures
from simulator.experiment.under import under
from simulator.model.checks import Facts, find_errors, find_warnings
from simulator.model.checks.length import check_run_is_long_enough
from simulator.model.checks.modules import check_modules_are_used
from simulator.model.checks.tables import check_rate_tables
from simulator.model.compile import compile_plan
from simulator.model.overview import Overview

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        blueprint, version, scenario: what was checked.
        errors: what keeps it from being run, in the order of the file.
        warnings: what is worth a second look, in the order of the file.
        overview: what was understood, in sentences and tables.
        theory: what queueing theory expects in the long run; no rows where there are errors.
    """

    blueprint: str
    version: str
    scenario: str
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    overview: Overview
    theory: tuple[TheoryRow, ...]

    @property
    def ok(self) -> bool:
        """Whether the blueprint can be run."""
        return not self.errors

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain dicts, lists, strings and numbers, for JSON."""
        return asdict(self)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables `steps`, `routes`, `standards`, `loads`, `week` and `theory`, a row an entry."""
        import pandas as pd

        steps = [asdict(step) for step in self.overview.steps]
        routes = [{"step": step["step"], **route} for step in steps for route in step.pop("routes")]
        standards = [asdict(reading) for reading in self.overview.standards]
        works = [{**reading, **work} for reading in standards for work in reading.pop("work")]
        return {
            "steps": pd.DataFrame(steps),
            "routes": pd.DataFrame(routes),
            "standards": pd.DataFrame(works),
            "loads": pd.DataFrame([asdict(row) for row in self.overview.loads]),
            "week": pd.DataFrame([asdict(row) for row in self.overview.week]),
            "theory": pd.DataFrame([asdict(row) for row in self.theory]),
        }


def check(
    blueprint: Blueprint, *, scenario: str | None = None, overrides: str | Sequence[str] = ()
) -> CheckReport:
    """Check a blueprint without running it.

    Args:
        blueprint: as `load` returns it.
        scenario: the scenario to check in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.

    Raises:
        BlueprintError: the scenario or an override does not fit the blueprint.
    """
    blueprint = under(blueprint, scenario, overrides)
    plan = compile_plan(blueprint)
    facts = Facts(plan)
    errors = (
        *find_errors(facts),
        *check_objective(blueprint, plan),
        *check_scorecard_figures(blueprint, plan),
    )
    warnings = (
        *find_warnings(facts),
        *check_run_is_long_enough(blueprint, facts),
        *check_rate_tables(blueprint),
        *check_modules_are_used(blueprint),
        *check_pairs_agree(blueprint),
    )
    return CheckReport(
        blueprint=plan.blueprint,
        version=plan.version,
        scenario=plan.scenario,
        errors=_placed(blueprint.expanded, errors),
        warnings=_placed(blueprint.expanded, warnings),
        overview=overview_in_file_order(plan, facts.traffic, blueprint),
        theory=() if errors else theory_in_file_order(solved(plan, facts.traffic), blueprint),
    )


def _placed(tree: Tree | None, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with their places in the file, in its order."""
    if tree is None:
        return tuple(problems)
    placed = [_place(tree, problem) for problem in problems]
    return tuple(sorted(placed, key=lambda problem: (problem.line, problem.column)))


def _place(tree: Tree, problem: Problem) -> Problem:
    """A problem at the entry it is about, or at the nearest one above that is written."""
    steps = parse(problem.path)
    for length in range(len(steps), 0, -1):
        try:
            (path,) = matching(tree.root, steps[:length])
        except Misread:
            continue
        return problem_at(tree, path, problem.message, problem.help, code=problem.code)
    return problem
