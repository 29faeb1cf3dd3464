"""Moments in the way of a case: `arrived`, `triage.ready`, `reply.finished`, `left`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from simulator.blueprint.condition_tree import FIGURES, Between, State, leaves
from simulator.blueprint.condition_tree import Condition as Tree
from simulator.blueprint.conditions import condition
from simulator.blueprint.forms import CONDITION
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Fault, Misread, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.reading import Reading
from simulator.names import did_you_mean

OfCase = Literal["arrived", "left"]
OfStep = Literal["ready", "queued", "started", "finished"]

_OF_CASE: tuple[OfCase, ...] = get_args(OfCase)
_OF_STEP: tuple[OfStep, ...] = get_args(OfStep)


@dataclass(frozen=True, slots=True)
class CaseMoment:
    """A moment of a case; of a step where one is named: of its first visit, `finished` of its last."""

    what: OfCase | OfStep
    step: str | None = None


def case_moment(value: Any, reading: Reading) -> CaseMoment:  # noqa: ARG001
    """Return the moment that is named.

    Raises:
        Misread: it is none of them.
    """
    if look_of(value) != "text":
        raise unlike(Wanted("a moment of a case", "triage.started"), value)
    written = str(value).strip()
    for of_case in _OF_CASE:
        if written == of_case:
            return CaseMoment(of_case)
    step, dot, word = written.rpartition(".")
    for of_step in _OF_STEP:
        if dot and word.strip() == of_step:
            return CaseMoment(of_step, _unquoted(step.strip()))
    if not dot:
        raise wrong(
            f"`{written}` is no moment of a case",
            f"of a step write what happens there, `{written}.started`; of the case `arrived` or `left`",
            "unknown-moment",
        )
    raise wrong(f"a step has no moment `{word}`", did_you_mean(word.strip(), _OF_STEP), "unknown-moment")


def _unquoted(name: str) -> str:
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'" else name


CASE_MOMENT = Form(
    "a moment of a case",
    case_moment,
    "`arrived` or `left`; or of a step `ready` (reached), `queued`, `started` (its first visit), "
    "`finished` (its last).",
    ("triage.ready", "reply.finished", "arrived"),
    {"anyOf": [{"enum": list(_OF_CASE)}, {"type": "string", "pattern": rf"\.\s*({'|'.join(_OF_STEP)})\s*$"}]},
    words={
        "arrived": "When the case came.",
        "left": "When the case left.",
        "ready": "When the case first reached the step.",
        "queued": "When the case first queued at the step, after a hand-off.",
        "started": "When the work at the step first began.",
        "finished": "When the work at the step was last finished.",
    },
)


def _where(value: Any, reading: Reading) -> Tree:
    tree = condition(value, reading)
    for leaf in leaves(tree):
        if isinstance(leaf, State | Between):
            step = leaf.step if isinstance(leaf, State) else None
            raise Misread(
                Fault(
                    "a service level looks back on whole cases, and this is of a moment",
                    "ask for attributes and classes, such as `urgency is urgent`",
                    "condition",
                    offset=step.at if step else 0,
                )
            )
    return tree


WHERE = Form(
    "a condition on attributes and classes",
    _where,
    f"What has to hold of a case: attributes and classes, with `and`, `or`, `not`; not {', '.join(FIGURES)}, "
    "age or time.",
    ("urgency is urgent", "customers is business and not complex"),
    CONDITION.json,
)
