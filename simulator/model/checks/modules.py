"""Modules; the plan no longer knows them, so this looks at the blueprint as it was written."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node, child
from simulator.errors import Problem
from simulator.model.checks.facts import path


def check_modules_are_used(blueprint: Blueprint) -> Iterator[Problem]:
    """Every module is put in some place, by the blueprint or by a module that is."""
    if blueprint.tree is None or not blueprint.modules:
        return
    root = blueprint.tree.root
    used = set(_uses(child(root, "steps")))
    modules = child(root, "modules")
    waiting = list(used)
    while waiting:
        within = child(modules, waiting.pop()) if modules is not None else None
        new = set(_uses(child(within, "steps"))) - used if within is not None else set()
        used |= new
        waiting += new
    for name in blueprint.modules:
        if name not in used:
            yield Problem(
                f"no step uses the module `{name}`: its steps are in no customer's way",
                f"write `use: {name}` in a step, or take the module out",
                path("modules", name),
                code="unused-module",
            )


def _uses(steps: Node | None) -> Iterator[str]:
    """The modules that some steps use."""
    if steps is None or not isinstance(steps.value, dict):
        return
    for step in steps.value.values():
        use = child(step, "use") if isinstance(step.value, dict) else None
        if use is not None:
            yield str(use.value)
