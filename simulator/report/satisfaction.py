"""How satisfied customers are: what they would answer, and what their touchpoints were like."""

from __future__ import annotations

import math

from simulator.analysis.satisfaction.dimensions import DIMENSIONS
from simulator.analysis.satisfaction.survey import span
from simulator.blueprint.procedures import all_steps
from simulator.experiment.result import Result
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.numbers import percent
from simulator.report.whose import classes_and_all

_ANSWERS = {
    "satisfaction": "answer",
    "csat": "4 or 5",
    "nps": "NPS",
    "ces": "ease",
    "complaints": "complain",
    "churn": "stay away",
}


def satisfaction_tables(result: Result, figures: Figures) -> tuple[Table, ...]:
    """What each class would answer, then the touchpoints; none where satisfaction is not measured."""
    if result.plan.satisfaction is None:
        return ()
    return (_answers(result, figures), _touchpoints(result, figures))


def _answers(result: Result, figures: Figures) -> Table:
    columns = (Column("customers", words=True), *(Column(head) for head in _ANSWERS.values()))
    rows = tuple(
        (who, *(str(figures.get(measure, scope, name, "mean")) for measure in _ANSWERS))
        for who, scope, name in classes_and_all(result)
    )
    return Table("Satisfaction", columns, rows, _note(result, figures))


def _note(result: Result, figures: Figures) -> str:
    spread = [figures.get(f"answer_{k}", "case", "all", "mean") for k in range(1, 6)]
    said = (
        "Answer: the mean from 1 to 5; NPS from -100 to 100; ease from 1 to 7. These are chances reckoned "
        "from what happened, by constants of which most are assumed: `sopsim check --assumptions`."
    )
    content = figures.get("csat", "case", "all", "mean").value
    if math.isnan(content):
        return said
    told = ", ".join(str(share) for share in spread)
    assert result.blueprint.satisfaction is not None, "it is measured"
    asked = result.blueprint.satisfaction.survey
    least, most = span(content, asked, result.confidence)
    return (
        f"{said} The answers 1 to 5 would be given by {told}. A survey of {asked} would find "
        f"{percent(least)} to {percent(most)} with 4 or 5, by the luck of whom it asks alone "
        f"({percent(result.confidence)} of such surveys)."
    )


def _touchpoints(result: Result, figures: Figures) -> Table:
    names = [
        name
        for name in all_steps(result.blueprint)
        if not math.isnan(figures.get("experience", "step", name, "mean").value)
    ]
    columns = (
        Column("touchpoint", words=True),
        Column("score"),
        *(Column(_HEADS.get(dimension, dimension)) for dimension in DIMENSIONS),
    )
    rows = tuple(
        (
            name,
            str(figures.get("experience", "step", name, "mean")),
            *(str(figures.get(f"gap_{dimension}", "step", name, "mean")) for dimension in DIMENSIONS),
        )
        for name in names
    )
    note = (
        "Score: nought is as expected, losses weigh more than gains. Behind it experience less expectation: "
        "that no error stays, that one waits little, that what is prescribed is done, that it fits, what one "
        "sees."
    )
    return Table("Touchpoints", columns, rows, note)


_HEADS = {"responsiveness": "prompt", "reliability": "reliable", "assurance": "assured"}
