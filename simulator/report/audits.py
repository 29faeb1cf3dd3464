"""What an audit would find of compliance, beside what was really done."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.analysis.satisfaction.survey import span
from simulator.model.plan import Step
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.numbers import percent


def audits_table(by_sop: Sequence[Step], figures: Figures, confidence: float) -> tuple[Table, ...]:
    """Each step that is audited; none where none is."""
    rows = []
    for step in by_sop:
        audit = None if step.procedure is None else step.procedure.audit
        if audit is None:
            continue
        found = figures.get("audited_compliance", "step", step.name, "mean")
        error = figures.get("audit_error", "step", step.name, "mean").value
        rows.append(
            (
                step.name,
                str(audit.visits),
                percent(audit.detects),
                str(figures.get("compliance", "step", step.name, "mean")),
                str(found),
                _within(found.value, error, confidence),
            )
        )
    if not rows:
        return ()
    columns = (
        Column("audit of", words=True),
        Column("visits"),
        Column("sees"),
        Column("complied"),
        Column("finds"),
        Column(f"{percent(confidence)} within"),
    )
    note = (
        "Finds: what audits find on average, who see a deviation with that chance. Within: between which "
        f"shares one audit of so many visits lies, by the luck of its sample alone ({percent(confidence)} of "
        "audits)."
    )
    return (Table("Audits", columns, tuple(rows), note),)


def _within(share: float, error: float, confidence: float) -> str:
    """Between which shares an audit lies: the quantiles of the binomial with the same standard error."""
    if math.isnan(share):
        return "-"
    as_many = max(round(share * (1 - share) / error**2), 1) if error > 0 else 0
    least, most = span(share, as_many, confidence) if as_many else (share, share)
    return percent(least) if least == most else f"{percent(least)} to {percent(most)}"
