"""Semantic versions: 2.1.3 is the second order of things, with one addition, thrice retouched."""

from __future__ import annotations

import re
from collections.abc import Iterable

from simulator.blueprint.documents.change import Change, Weight
from simulator.errors import UsageError

_VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")

#: From the heaviest down.
WEIGHTS: tuple[Weight, ...] = ("major", "minor", "patch")


def weight_of(changes: Iterable[Change]) -> Weight | None:
    """Return the weight of the heaviest change; None where there is none."""
    found = {change.weight for change in changes}
    return next((weight for weight in WEIGHTS if weight in found), None)


def numbers(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version; those that are not written are 0.

    Raises:
        UsageError: it is no version of one to three numbers.
    """
    found = _VERSION.fullmatch(version)
    if not found:
        raise UsageError(
            f"`{version}` is not a version of three numbers, so there is no next one; "
            'write one such as `version: "1.0.0"` in the blueprint'
        )
    major, minor, patch = (int(number or 0) for number in found.groups())
    return major, minor, patch


def next_version(version: str, weight: Weight | None) -> str:
    """Return the version after a change of such a weight (semver.org 2.0.0, items 6 to 8).

    Raises:
        UsageError: see `numbers`.
    """
    major, minor, patch = numbers(version)
    raised = {
        "major": (major + 1, 0, 0),
        "minor": (major, minor + 1, 0),
        "patch": (major, minor, patch + 1),
        None: (major, minor, patch),
    }[weight]
    return ".".join(map(str, raised))
