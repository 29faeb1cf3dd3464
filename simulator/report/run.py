"""What a run showed: a sentence or two, then tables, then how the service levels stand."""

from __future__ import annotations

from simulator.experiment.result import Result
from simulator.report.blocks import Block, Paragraph
from simulator.report.causes import causes_table
from simulator.report.costs import costs_table
from simulator.report.figures import Figures
from simulator.report.heading import heading
from simulator.report.headline import headline
from simulator.report.occupancy import occupancy_table
from simulator.report.resolution import resolution_table
from simulator.report.run_tables import customers_table, steps_table, teams_table
from simulator.report.satisfaction import satisfaction_tables
from simulator.report.scorecard import scorecard_table
from simulator.report.sentences import sentences
from simulator.report.service_levels import service_levels
from simulator.report.standards import standards_tables
from simulator.report.theory import beside_theory
from simulator.report.waits import waits_table


def run_blocks(result: Result) -> tuple[Block, ...]:
    """Return the report on a run."""
    figures = Figures(result.metrics)
    blocks: list[Block] = [
        heading(result),
        Paragraph(
            headline(result.plan, figures, result.verdicts, result.replications, stopped=bool(result.stopped))
        ),
        steps_table(result, figures),
        *waits_table(result, figures),
        *causes_table(result, figures),
        *teams_table(result, figures),
        *occupancy_table(result, figures),
        customers_table(result, figures),
        *resolution_table(result, figures),
        *standards_tables(result, figures),
        *satisfaction_tables(result, figures),
        *costs_table(result, figures),
        *service_levels(result),
        *scorecard_table(result),
    ]
    blocks += beside_theory(result.theory, figures, result.verdicts)
    if result.warnings:
        blocks.append(sentences("To be noted", result.warnings))
    return tuple(blocks)
