"""Steps and routes, in numbers."""

from __future__ import annotations

from dataclasses import replace

from simulator.blueprint.branching import branch_path
from simulator.blueprint.condition_tree import Condition as WrittenCondition
from simulator.blueprint.procedures import (
    exceptional_step,
    exceptional_steps,
    goes_elsewhere,
    sends_back,
)
from simulator.blueprint.reach import classes_in_branches
from simulator.blueprint.schema import routes, steps
from simulator.blueprint.schema.sop_outcomes import Redone, Then
from simulator.blueprint.schema.ways import JOIN, Way
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.who import options_at
from simulator.model.compile_conditions import compile_condition
from simulator.model.compile_index import Index
from simulator.model.compile_procedures import compile_procedure, compile_procedures_apart
from simulator.model.compile_rules import (
    compile_batch,
    compile_escalation,
    compile_person,
    compile_queue,
    compile_return,
    compile_sets,
    compile_skill,
)
from simulator.model.plan import (
    BY_CUSTOMERS,
    Callback,
    Condition,
    End,
    Fork,
    Join,
    Needs,
    Option,
    Queue,
    Route,
    Shortest,
    Step,
    Target,
    ToStep,
    WentSo,
    Work,
)
from simulator.randomness.distributions import constant


def compile_steps(blueprint: Blueprint, index: Index) -> tuple[Step, ...]:
    """Return the steps in the order of their numbers."""
    in_branches = classes_in_branches(blueprint)
    found: dict[str, Step] = {}
    apart = dict(exceptional_steps(blueprint))
    for name in blueprint.steps:
        classes = tuple(sorted(index.classes[customers] for customers in in_branches[name]))
        found[name] = replace(_step(name, blueprint, index), in_branches=classes)
        if name in apart:
            found[apart[name]] = _exceptional(name, found[name], blueprint, index)
    return tuple(found[name] for name in index.steps)


def _step(name: str, blueprint: Blueprint, index: Index) -> Step:
    block = blueprint.steps[name]
    work = _work(block, index)
    sop = compile_procedure(name, blueprint, index, work)
    apart = compile_procedures_apart(name, blueprint, index, work)
    return Step(
        name=name,
        title=block.title or name,
        lane=block.lane,
        options=_options(block, blueprint, index),
        keep=tuple(sorted((index.teams[team], index.steps[until]) for team, until in block.keep.items())),
        work=work,
        hand_off=block.hand_off,
        queue=compile_queue(block.queue, index),
        patience=block.patience,
        own_patience=block.own_patience,
        gives_up=None if block.gives_up is None else index.steps[block.gives_up],
        route=(*_ways_of_sop(name, blueprint, index), *_route(name, block, index)),
        skill=compile_skill(block, blueprint, index),
        person=compile_person(block, index),
        machine=block.by == "machine",
        set_up=block.set_up,
        batch=compile_batch(block, blueprint),
        sets=compile_sets(block, index),
        escalation=compile_escalation(block, index),
        comes_back=compile_return(block, index),
        cost=block.cost,
        draws_as=block.draws_as or "",
        procedure=sop,
        procedures_apart=apart,
    )


def _exceptional(name: str, of: Step, blueprint: Blueprint, index: Index) -> Step:
    """Return the step at which another team sees to exceptions; the case goes on as from the step."""
    sop = blueprint.steps[name].sop
    plan = None if sop is None else sop.exceptions
    assert plan is not None, "only steps with an exception plan have one"
    assert plan.team is not None, "and only where another team sees to it"
    own = exceptional_step(name)
    route = tuple(_after_exception(option) for option in of.route if not _is_exception(option))
    if plan.then is not None:
        option = Option("then", _after(plan.then, index), "", None, None, None, index.options[own])
        route = (option,)
    return Step(
        name=own,
        title=f"{of.title}: exception",
        lane=of.lane,
        options=(((index.teams[plan.team], 1),),),
        keep=(),
        work=Work(otherwise=plan.time),
        hand_off=None,
        queue=Queue(),
        patience=None,
        own_patience=True,
        gives_up=None,
        route=route,
        in_branches=of.in_branches,
    )


def _is_exception(option: Option) -> bool:
    return isinstance(option.condition, WentSo) and option.condition.what == "exception"


def _after_exception(option: Option) -> Option:
    """Return a way on from a step, as it is one from where its exceptions are seen to."""
    if not isinstance(option.condition, WentSo):
        return option
    return replace(option, condition=replace(option.condition, excepted=True))


def _ways_of_sop(name: str, blueprint: Blueprint, index: Index) -> Route:
    """Return the ways on that the SOP of a step adds before all others: of exceptions, of errors."""
    written = blueprint.steps[name].sop
    if written is None:
        return ()
    step, number = index.steps[name], index.options[name]
    ways: list[Option] = []
    plan = written.exceptions
    if plan is not None and goes_elsewhere(written):
        if plan.team is not None:
            target: Target = ToStep(index.steps[exceptional_step(name)])
        else:
            assert plan.then is not None, "else it would go nowhere else"
            target = _after(plan.then, index)
        ways.append(Option("exception", target, "", WentSo(step, "exception"), None, None, number))
    redone = None if written.errors is None else written.errors.redone
    if isinstance(redone, Redone):
        back = ToStep(index.steps[redone.to])
        condition = WentSo(step, "found", excepted=False if ways else None)
        ways.append(Option("error found", back, "rework", condition, None, None, number + len(ways)))
    return tuple(ways)


def _after(then: Then, index: Index) -> Target:
    return ToStep(index.steps[then.to]) if then.to else End(index.outcomes[then.end or ""])


def _options(block: steps.Step, blueprint: Blueprint, index: Index) -> tuple[Needs, ...]:
    """Return who can serve; of several at once people first, so that no order of keys matters."""
    return tuple(
        tuple(
            (index.teams[team], taken[team])
            for team in sorted(taken, key=lambda team: (team in blueprint.resources, team))
        )
        for taken in options_at(block, blueprint)
    )


def _work(block: steps.Step, index: Index) -> Work:
    work = block.time
    if work is None:
        actions = () if block.sop is None else block.sop.actions
        return Work(otherwise=constant(sum((action.standard_time for action in actions), 0.0)))
    if not work.by:
        return Work(otherwise=work.otherwise)
    if work.by == "customers":
        cases = {float(index.classes[name]): of for name, of in work.cases.items()}
        return Work(BY_CUSTOMERS, dict(sorted(cases.items())), work.otherwise)
    cases = {index.code(work.by, value): of for value, of in work.cases.items()}
    return Work(index.attributes[work.by], dict(sorted(cases.items())), work.otherwise)


def _route(name: str, block: steps.Step, index: Index) -> Route:
    keys = option_keys(block.next)
    first = index.options[name] + goes_elsewhere(block.sop) + sends_back(block.sop)
    return tuple(
        Option(
            key=key,
            target=_target(name, option, index),
            kind=option.kind or "",
            condition=_condition(option.if_, index),
            share=option.share,
            rounds=option.rounds,
            index=first + number,
        )
        for number, (key, option) in enumerate(zip(keys, block.next, strict=True))
    )


def option_keys(options: tuple[routes.Option, ...]) -> tuple[str, ...]:
    """Return a name for each option of a step: its own, or where it leads; equal ones are numbered."""
    keys: list[str] = []
    for option in options:
        key = option.name or _leads(option)
        again = sum(1 for other in keys if other == key or other.startswith(f"{key} ("))
        keys.append(f"{key} ({again + 1})" if again else key)
    return tuple(keys)


def _leads(way: Way) -> str:
    if way.end:
        return f"end {way.end}"
    if way.shortest:
        return f"shortest {', '.join(way.shortest)}"
    if way.parallel:
        return f"parallel {', '.join(branch.path for branch in way.parallel)}"
    if way.callback:
        return f"callback {way.callback}"
    return "join" if way.to == JOIN else f"to {way.to}"


def _target(step: str, way: Way, index: Index) -> Target:
    if way.end:
        return End(index.outcomes[way.end])
    if way.shortest:
        return Shortest(tuple(index.steps[name] for name in way.shortest))
    if way.parallel and way.then:
        return Fork(
            tuple(
                (
                    index.branches[branch_path(step, branch.path)],
                    index.steps[branch.to],
                    _condition(branch.if_, index),
                )
                for branch in way.parallel
            ),
            _target(step, way.then, index),
            wait_for=_enough(way),
            cancel=way.rest == "cancel",
        )
    if way.callback:
        return Callback(index.steps[way.callback], way.unreachable, way.tries)
    if way.to == JOIN or way.to is None:
        return Join()
    return ToStep(index.steps[way.to])


def _enough(way: Way) -> int | None:
    """Return how many branches are waited for; None: all."""
    if way.wait_for == "all":
        return None
    return 1 if way.wait_for == "any" else way.wait_for


def _condition(condition: WrittenCondition | None, index: Index) -> Condition | None:
    return None if condition is None else compile_condition(condition, index)
