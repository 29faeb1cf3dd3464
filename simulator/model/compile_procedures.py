"""SOPs, in numbers: which actions are prescribed how often, and the base work behind a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from simulator.blueprint.procedures import (
    classes_apart,
    exceptional_step,
    measured_sop,
    sends_back,
    sop_for,
)
from simulator.blueprint.schema.procedures import LEAST_FIT, SHORT_ACTIONS, Effects, MeasuredSop, Sop
from simulator.blueprint.schema.sop_actions import Action as WrittenAction
from simulator.blueprint.schema.sop_compliance import Compliance
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_index import Index
from simulator.model.plan import Action, Audit, Base, ComesBack, Exceptional, Lapses, Moments, Procedure, Work
from simulator.model.plan import Effects as Numbers
from simulator.model.procedure_moments import moments, moments_by_variety
from simulator.randomness.distributions import Distribution

_ROUNDING = 1e-9


def compile_procedure(name: str, blueprint: Blueprint, index: Index, work: Work) -> Procedure | None:
    """Return the SOP of a step, or None where it has none."""
    sop = blueprint.steps[name].sop
    return None if sop is None else _compiled(sop, measured_sop(sop), sop, name, index, work)


def compile_procedures_apart(
    name: str, blueprint: Blueprint, index: Index, work: Work
) -> dict[int, Procedure]:
    """Return the SOP of a step for the classes for which it is another, or was when its time was measured."""
    sop = blueprint.steps[name].sop
    if sop is None:
        return {}
    measured = measured_sop(sop)
    return {
        index.classes[customers]: _compiled(
            sop_for(sop, customers),
            None if measured is None else sop_for(measured, customers),
            sop,
            name,
            index,
            work,
        )
        for customers in classes_apart(sop)
    }


def _compiled(
    sop: Sop | MeasuredSop,
    measured: Sop | MeasuredSop | None,
    present: Sop,
    name: str,
    index: Index,
    work: Work,
) -> Procedure:
    design = _procedure(sop, present, name, index)
    if measured is None:
        return _on(design, work, None)
    then = _procedure(measured, present, name, index)
    lessened = _lessened(design, then)
    beyond = tuple(
        (action.name, most)
        for action, most in zip(design.actions, lessened, strict=True)
        if action.error > most + _ROUNDING
    )
    design = replace(design, actions=_with_errors(design, lessened), errors_beyond=beyond)
    then = replace(then, actions=_with_errors(then, _lessened(then, then)))
    return _on(design, work, moments(then))


def _procedure(sop: Sop | MeasuredSop, present: Sop, name: str, index: Index) -> Procedure:
    """Return the design of an SOP; the effects of a standard are those of the present one."""
    effects = present.effects or Effects()
    errors = sop.errors
    exceptions = sop.exceptions
    undetected = None
    if errors is not None and errors.undetected is not None:
        rule = errors.undetected
        undetected = ComesBack(rule.share, rule.after, index.classes[rule.comes_back_as])
    return Procedure(
        actions=_actions(sop),
        together=not sop.actions,
        effects=Numbers(**{field.name: getattr(effects, field.name) for field in fields(Numbers)}),
        redone=0.0 if errors is None else errors.share_redone,
        sends_back=sends_back(sop),
        exceptional=None
        if exceptions is None
        else Exceptional(
            exceptions.time, None if exceptions.team is None else index.steps[exceptional_step(name)]
        ),
        lapses=_lapses(sop, index),
        own_variety=sop.variety_of == "visit",
        undetected=undetected,
        unlearned=present.unlearned,
        audit=None if present.audit is None else Audit(present.audit.visits, present.audit.detects),
        standard_time=sum(action.standard_time for action in sop.actions) if sop.actions else None,
    )


def _lapses(sop: Sop | MeasuredSop, index: Index) -> Lapses | None:
    """Return how compliance falls; rates are for the unit of the clock."""
    rule = sop.compliance
    if not isinstance(rule, Compliance):
        return None
    hours = index.reading.seconds / 3600.0
    change = rule.after_change
    return Lapses(
        per_time=rule.less_per_hour * hours,
        per_waiting=rule.less_per_waiting,
        at_first=0.0 if change is None else change.less,
        until=0.0 if change is None else change.until,
        most=max(rule.at_best - rule.least, 0.0),
    )


def _actions(sop: Sop | MeasuredSop) -> tuple[Action, ...]:
    """Return the actions, each with the share of visits for which it is prescribed and may bend."""
    written = sop.actions or _short(sop)
    total = sum(action.standard_time for action in written)
    rows = [
        Action(
            name=action.id,
            share=action.standard_time / total,
            fits=action.fits,
            error=action.error,
            compliance=sop.complied if action.compliance is None else action.compliance,
            title=action.do,
        )
        for action in written
    ]
    standardisation = sop.standardisation
    if standardisation is None and not sop.actions:
        standardisation = 0.0
    if standardisation is None:
        rows = [
            replace(row, prescribed=float(action.locked != "free"), elastic=float(action.locked == "elastic"))
            for row, action in zip(rows, written, strict=True)
        ]
    else:
        rows = _prescribed(rows, written, standardisation)
    return tuple(rows if sop.elastic is None else _elastic(rows, sop.elastic))


def _short(sop: Sop | MeasuredSop) -> tuple[WrittenAction, ...]:
    """Return the row of equal actions of the short form, the j-th of n fitting 1 − (1 − least)·(j/n)⁴."""
    least = LEAST_FIT[sop.variety or "none"]
    return tuple(
        WrittenAction.model_construct(
            id=str(j),
            do="",
            standard_time=1.0,
            lock="fixed",
            fits=1 - (1 - least) * (j / SHORT_ACTIONS) ** 4,
            error=sop.error or 0.0,
            compliance=None,
            mandatory=False,
        )
        for j in range(1, SHORT_ACTIONS + 1)
    )


def _prescribed(rows: list[Action], written: Sequence[WrittenAction], share: float) -> list[Action]:
    """Prescribe a share of the work: what is mandatory, then what fits best, the last one for some visits."""
    order = sorted(range(len(rows)), key=lambda i: (not written[i].mandatory, -rows[i].fits))
    left = share
    found = list(rows)
    for i in order:
        part = 1.0 if written[i].mandatory else min(max(left / rows[i].share, 0.0), 1.0)
        part = round(part, 12)  # what comes of rounding is no share of visits
        left -= part * rows[i].share
        found[i] = replace(rows[i], prescribed=part, elastic=float(written[i].lock == "elastic"))
    return found


def _elastic(rows: Sequence[Action], share: float) -> list[Action]:
    """Let a share of what is prescribed bend: what fits worst, the last one for some visits."""
    left = share * sum(row.share * row.prescribed for row in rows)
    found = list(rows)
    for i in sorted(range(len(rows)), key=lambda i: (rows[i].fits, -i)):
        size = rows[i].share * rows[i].prescribed
        part = round(min(max(left / size, 0.0), 1.0), 12) if size else 0.0
        left -= part * size
        found[i] = replace(rows[i], elastic=part)
    return found


def _lessened(design: Procedure, measured: Procedure) -> list[float]:
    """Return what the measured SOP leaves of the chance of an error of each action: 1 − γ·c.

    That is of an action that is in both, or of all where one has none, with c how often it is complied with
    and helps.
    """
    helped = {action.name: _helped(action) for action in measured.actions}
    if design.together or measured.together:
        everywhere = sum(action.share * _helped(action) for action in measured.actions)
        helped = dict.fromkeys((action.name for action in design.actions), everywhere)
    return [1 - measured.effects.safer * helped.get(action.name, 0.0) for action in design.actions]


def _with_errors(design: Procedure, lessened: Sequence[float]) -> tuple[Action, ...]:
    """Return the actions with the chances of errors that, so lessened, are as written: p/(1 − γ·c)."""
    return tuple(
        replace(action, error=min(action.error / left, 1.0) if left > 0 else float(action.error > 0))
        for action, left in zip(design.actions, lessened, strict=True)
    )


def _helped(action: Action) -> float:
    """How often following the standard keeps errors of the action down."""
    followed = action.prescribed * action.compliance
    return followed * (1 - action.elastic * (1 - action.fits))


def _on(design: Procedure, work: Work, measured: Moments | None) -> Procedure:
    """Return the procedure with what comes out of it, and with the base work behind each time."""
    expected = moments(design)
    inexact = False

    def base(time: Distribution) -> Base:
        nonlocal inexact
        found, exact = (Base(time.mean), True) if measured is None else measured.base_of(time)
        inexact = inexact or not exact
        return replace(found, takes=expected.of(found, time.variance))

    bases = {value: base(time) for value, time in work.cases.items()}
    otherwise = None if work.otherwise is None else base(work.otherwise)
    return replace(
        design,
        bases=bases,
        otherwise=otherwise,
        expected=expected,
        by_variety=moments_by_variety(design),
        exact=not inexact,
    )
