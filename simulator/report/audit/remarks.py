"""What the reader of an audit should know."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.experiment.audit.result import Audit
from simulator.model.plan import Plan
from simulator.model.saying import UNIT_NAMES
from simulator.report.sentences import listed, many

#: So many activities are told that the blueprint does not have.
_MOST = 5


def remarks(audit: Audit) -> Iterator[str]:
    """Yield remarks, each a sentence without its full stop."""
    found, chart = audit.found, audit.chart
    if audit.unseen:
        steps = listed([f"`{name}`" for name in audit.unseen])
        yield (
            f"the log never names {steps}; where such a step was due it counts as skipped, unless "
            "`--unlogged` says that it need not be written down"
        )
    if audit.unlogged:
        steps = listed([f"`{name}`" for name in audit.unlogged])
        yield f"{steps} may be missing in the log, as was said: where due, such a step counts as done"
    if found.log.unknown:
        told = [_unknown(*one) for one in found.log.unknown[:_MOST]]
        more = len(found.log.unknown) - len(told)
        yield f"the blueprint does not have {listed([*told, *([f'{more:,} more'] if more else [])])}"
    unlike = found.judgement.unlike
    if unlike:
        yield (
            f"{many(unlike, 'case')} {'is' if unlike == 1 else 'are'} like nothing the routes allow; what is "
            "wrong there is not told step by step"
        )
    if _has_actions(found.plan) and not len(audit.actions):
        yield "the log tells of no action of an SOP, so that only steps are judged"
    if not audit.timed:
        yield "the log does not say when visits ended, so that nothing can be too slow"
    if found.log.serial:
        yield "times are plain figures, read as the dates of a spreadsheet: days since the end of 1899"
    elif found.log.plain:
        unit = UNIT_NAMES[found.plan.clock.unit]
        yield f"times are plain figures, read as {unit} since the start of the blueprint's clock"
    known = {role for role, _ in found.log.columns}
    asked = {"end": "when a visit ended", "resource": "who did it"}
    options = [f"`--{role}` {what}" for role, what in asked.items() if role not in known]
    if options and found.log.unused:
        columns = listed([f"`{name}`" for name in found.log.unused[:_MOST]])
        yield f"not looked at: {columns}; should one of them say it, name it by {' or by '.join(options)}"
    if audit.left_unsaid:
        yield (
            f"of {many(audit.left_unsaid, 'case')} it is taken that the customer left unserved, as customers "
            "may, though no row says so; where steps at the end were forgotten it looks the same"
        )
    if audit.untold:
        yield (
            f"of {many(audit.untold, 'visit')} only the step is told, of others each action; what was done "
            "in such a visit is not known, and not judged"
        )
    rough = sum(point.rough for point in chart.points)
    if len(chart.points) > 1 and rough:
        yield (
            f"{rough:,} of {len(chart.points):,} points of the control chart have so few cases that their "
            "limits are rough; a longer `--every` has more"
        )
    if any(
        step.route and any(option.condition is not None for option in step.route) for step in found.plan.steps
    ):
        yield "conditions of routes are not asked, since the log does not tell what they ask"


def _unknown(name: str, rows: int, hint: str) -> str:
    """An activity that the blueprint does not have, and what may be meant."""
    return f"`{name}` ({rows:,} row{'' if rows == 1 else 's'}{f'; {hint}' if hint else ''})"


def _has_actions(plan: Plan) -> bool:
    return any(step.procedure is not None and not step.procedure.together for step in plan.steps)
