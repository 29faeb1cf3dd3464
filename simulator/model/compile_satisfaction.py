"""What customers expect and how steps satisfy, in numbers."""

from __future__ import annotations

from simulator.blueprint.procedures import exceptional_steps
from simulator.blueprint.schema import satisfaction as written
from simulator.blueprint.schema.whole import Blueprint
from simulator.constants import EXPECTED_WAIT, WEIGHTS
from simulator.model.compile_index import Index
from simulator.model.plan import BY_CUSTOMERS, Expectation, Satisfaction, StepSatisfaction


def compile_satisfaction(blueprint: Blueprint, index: Index) -> Satisfaction | None:
    """Return how satisfaction comes about; None where it is not measured."""
    block = blueprint.satisfaction
    if block is None:
        return None
    usual = Expectation(EXPECTED_WAIT.value * 60 / index.reading.seconds)
    if block.expected_wait is not None:
        usual = _expectation(block.expected_wait, index)
    origin = {own: name for name, own in exceptional_steps(blueprint)}
    steps = (
        _step(blueprint.steps[origin.get(name, name)].satisfaction, usual, index) for name in index.steps
    )
    weights = WEIGHTS.values
    if block.weights is not None:
        weights = tuple(getattr(block.weights, word) for word in WEIGHTS.labels)
    return Satisfaction(tuple(steps), weights, block.drift, index.reading.year, block.complain)


def _step(block: written.StepSatisfaction | None, usual: Expectation, index: Index) -> StepSatisfaction:
    if block is None:
        return StepSatisfaction(usual)
    return StepSatisfaction(
        expected=usual if block.expected_wait is None else _expectation(block.expected_wait, index),
        kano=block.kano,
        unoccupied="unoccupied" in block.wait_is,
        unexplained="unexplained" in block.wait_is,
        tangibles=block.tangibles,
        recovers=block.recovers,
    )


def _expectation(wait: written.ExpectedWait, index: Index) -> Expectation:
    if not wait.by:
        return Expectation(wait.otherwise)
    if wait.by == "customers":
        cases = {float(index.classes[name]): of for name, of in wait.cases.items()}
        return Expectation(wait.otherwise, BY_CUSTOMERS, dict(sorted(cases.items())))
    cases = {index.code(wait.by, value): of for value, of in wait.cases.items()}
    return Expectation(wait.otherwise, index.attributes[wait.by], dict(sorted(cases.items())))
