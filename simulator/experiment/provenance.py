"""Where results come from: enough to get the same bytes again."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from simulator import __version__
from simulator.blueprint.resolved import resolved_text
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment.warm_up import FoundWarmUp

ENGINE = "simpy"

#: The libraries on which figures could depend.
_LIBRARIES = ("numpy", "scipy", "numba", "simpy", "pandas")


def text_of(blueprint: Blueprint) -> str:
    """Return the blueprint that was run, scenario and overrides applied, as YAML."""
    if blueprint.tree is None:
        raise UsageError("only a blueprint that was loaded from text can be run")
    return resolved_text(blueprint.tree)


def origin(blueprint: Blueprint) -> dict[str, Any]:
    """Return the version of sopsim, and which blueprint it was, with the hash of its text."""
    return {
        "sopsim": __version__,
        "blueprint": blueprint.blueprint,
        "version": blueprint.version,
        "sha256": sha256(text_of(blueprint).encode()).hexdigest(),
        "scenario": blueprint.scenario,
        "overrides": list(blueprint.overrides),
    }


def provenance(
    blueprint: Blueprint, seed: int, replications: int, confidence: float, warm_up: FoundWarmUp | None
) -> Mapping[str, Any]:
    """Return what the figures of a run depend on, as plain values for JSON; no time, host or folder.

    A warm-up that was found stands there too.
    """
    found = {} if warm_up is None else {"warm_up": warm_up.as_dict()}
    return {
        **origin(blueprint),
        "seed": seed,
        "replications": replications,
        "confidence": confidence,
        **found,
        "engine": ENGINE,
        "environment": environment(),
    }


def environment() -> dict[str, str]:
    """Return the interpreter, the libraries and the kind of machine on which figures could depend."""
    return {
        "python": platform.python_version(),
        **{library: version(library) for library in _LIBRARIES},
        "machine": platform.machine(),
        "system": platform.system(),
    }
