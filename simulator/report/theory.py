"""What theory expects, by itself or beside what was simulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis import Verdict
from simulator.analysis.theory import TheoryRow
from simulator.report.blocks import Block, Column, Table
from simulator.report.figures import MISSING, Figures, Value
from simulator.report.numbers import figure, percent
from simulator.report.sentences import sentence, sentences

#: Their figures have the unit of time of the blueprint.
_TIMES = ("wait", "queue_time", "time_in_system")


def theory_blocks(rows: Sequence[TheoryRow]) -> Iterator[Block]:
    """Yield a table of the figures for which there is a formula, and why there is none for the others."""
    known = [row for row in rows if row.value is not None]
    if known:
        columns = (Column("theory expects", words=True), Column("figure"), Column("model", words=True))
        told = tuple((_about(row), _figure(row), _model(row)) for row in known)
        yield Table("Theory", columns, told, _notes(known))
    silent = [row for row in rows if row.value is None]
    if silent:
        reasons = {row.note: [r.name for r in silent if r.note == row.note] for row in silent}
        yield sentences(
            "Formulas",
            [f"none for {', '.join(dict.fromkeys(names))}: {reason}" for reason, names in reasons.items()],
        )


def beside_theory(
    rows: Sequence[TheoryRow], figures: Figures, verdicts: Sequence[Verdict]
) -> Iterator[Table]:
    """Yield a table of what is known exactly beside what was simulated; none where nothing stands in both."""
    exact = [row for row in rows if row.exact and row.value is not None]
    pairs = [(row, _simulated(row, figures, verdicts)) for row in exact]
    pairs = [(row, value) for row, value in pairs if value is not MISSING]
    if pairs:
        columns = (
            Column("theory beside simulation", words=True),
            Column("theory"),
            Column("simulated"),
            Column("model", words=True),
        )
        told = tuple((_about(row), _figure(row), value.in_full, row.model) for row, value in pairs)
        yield Table("Theory", columns, told, _notes([row for row, _ in pairs]))


def _simulated(row: TheoryRow, figures: Figures, verdicts: Sequence[Verdict]) -> Value:
    if row.customers:
        return MISSING
    if row.scope == "sla":
        found = [v for v in verdicts if v.name == row.name]
        return Value(found[0].attainment, found[0].low, found[0].high, found[0].unit) if found else MISSING
    return figures.get(row.measure, row.scope, row.name, row.statistic)


def _about(row: TheoryRow) -> str:
    """What a figure is about: `wait of walk-in at counter, min`."""
    measure = "number busy" if row.measure == "busy" else row.measure.replace("_", " ")
    if row.statistic == "share" and row.measure in ("wait", "queue_time"):
        measure = f"share with a {measure}"
    of = f" of {row.customers}" if row.customers else ""
    unit = f", {row.unit}" if row.measure in _TIMES and row.unit != "share" else ""
    return f"{measure}{of} {'at' if row.scope == 'step' else 'of'} {row.name}{unit}"


def _figure(row: TheoryRow) -> str:
    assert row.value is not None, "only rows with a figure are shown"
    return percent(row.value) if row.unit == "share" else figure(row.value)


def _model(row: TheoryRow) -> str:
    return row.model if row.exact else f"{row.model}, approximate"


def _notes(rows: Sequence[TheoryRow]) -> str:
    return " ".join(sentence(note) for note in dict.fromkeys(row.note for row in rows if row.note))
