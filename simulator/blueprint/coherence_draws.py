"""Whose random numbers a step takes: no two steps take the same ones for the same customers."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault
from simulator.blueprint.schema.whole import Blueprint


def check_draws(blueprint: Blueprint, there: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Refuse `draws_as` where a customer could draw the same at two steps; `there` are the classes at each.

    Two steps of different classes may draw as one: so one step becomes a step for each class.
    """
    first: dict[str, list[str]] = {}
    for name, step in blueprint.steps.items():
        drawn_as = step.draws_as or name
        for other in first.setdefault(drawn_as, []):
            shared = [customers for customers in there[name] if customers in there[other]]
            random = step.queue.order == blueprint.steps[other].queue.order == "random"
            if shared or random:
                yield _alike(name, other, shared, blueprint)
                break
        first[drawn_as].append(name)


def _alike(name: str, other: str, shared: list[str], blueprint: Blueprint) -> Fault:
    at, beside = (name, other) if blueprint.steps[name].draws_as else (other, name)
    who = (
        f"`{shared[0]}` can come to both: who is slow at one would always be slow at the other"
        if shared
        else "both take the next at random: they would always choose alike"
    )
    return Fault(
        f"`{beside}` draws the same random numbers, and {who}",
        "leave `draws_as` out at one of them: it draws by its own name then",
        "drawn-twice",
        ("steps", at, "draws_as"),
    )
