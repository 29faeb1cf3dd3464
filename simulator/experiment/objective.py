"""What makes one scenario better than another: a figure, and the service levels that must be met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.variability import CV, cv_of
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import Problem, UsageError
from simulator.model.plan import Plan
from simulator.names import did_you_mean, one_or_many


@dataclass(frozen=True, slots=True)
class Objective:
    """By which figure scenarios are ranked.

    Attributes:
        figure: `cost`, `wait:counter`, as for a precision; with `:cv` behind a time how much that varies.
        lowest: whether less of it is better.
        subject_to: names of the service levels that must be met; a single text is one name.
    """

    figure: str
    lowest: bool = True
    subject_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject_to", one_or_many(self.subject_to))

    @classmethod
    def asked(cls, lowest: str | None, highest: str | None, subject_to: Sequence[str]) -> Objective | None:
        """The one asked for; None where none is.

        Raises:
            UsageError: it has two figures, or none but service levels.
        """
        if lowest is not None and highest is not None:
            raise UsageError("an objective has one figure: lowest or highest, not both")
        figure = lowest if highest is None else highest
        if figure is None and subject_to:
            raise UsageError(
                "say which figure shall be lowest or highest, such as `cost`, where service levels bind"
            )
        return None if figure is None else cls(figure, highest is None, tuple(subject_to))

    @classmethod
    def of(cls, blueprint: Blueprint) -> Objective | None:
        """The one that a blueprint states; None where it states none."""
        stated = blueprint.objective
        if stated is None:
            return None
        figure = stated.lowest if stated.lowest is not None else stated.highest
        assert figure is not None, "the schema wants one of the two"
        return cls(figure, stated.lowest is not None, stated.subject_to)

    def figure_in(self, plan: Plan) -> Figure:
        """The figure in the runs of a plan.

        Raises:
            UsageError: there is none, or a service level is not there.
        """
        figure = _figure(self.figure, plan)
        known = [sla.name for sla in plan.slas]
        for name in self.subject_to:
            if name not in known:
                hint = did_you_mean(name, known) or "describe it under `sla`"
                raise UsageError(f"objective: no service level `{name}`; {hint}")
        return figure


def _figure(label: str, plan: Plan) -> Figure:
    """The figure of a label; of `handle_time:cv` the variation, unless something is called `cv`."""
    try:
        return figure_named(label, plan, "objective")
    except UsageError:
        what, colon, statistic = label.rpartition(":")
        if not colon or statistic != CV:
            raise
    figure = figure_named(what, plan, "objective")
    if figure.kind != "value":
        raise UsageError(
            f"objective: `{what}` has no `{CV}`; it is not the time of single customers or visits, as "
            "`handle_time` is"
        )
    return cv_of(figure)


def check_objective(blueprint: Blueprint, plan: Plan) -> Iterator[Problem]:
    """The figure and the service levels of the objective that a blueprint states are there."""
    objective = Objective.of(blueprint)
    if objective is None:
        return
    word = "lowest" if objective.lowest else "highest"
    places = [(f"objective.{word}", Objective(objective.figure))]
    places += [
        ("objective.subject_to", Objective("cost", subject_to=(name,))) for name in objective.subject_to
    ]
    for path, part in places:
        try:
            part.figure_in(plan)
        except UsageError as error:
            message, _, cure = str(error).removeprefix("objective: ").partition("; ")
            yield Problem(message, cure, path, code="objective")
