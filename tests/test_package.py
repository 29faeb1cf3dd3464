"""The public face."""

from __future__ import annotations

import subprocess
import sys

import pytest

import simulator as sim


@pytest.mark.parametrize("name", sim.__all__)
def test_every_name_can_be_had(name: str) -> None:
    assert getattr(sim, name) is not None
    assert name in dir(sim)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'simulator' has no attribute 'walk'"):
        sim.walk  # noqa: B018


def test_importing_it_imports_nothing_else() -> None:
    asked = "import sys; before = set(sys.modules); import simulator; print(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert {name for name in done.stdout.split() if name.startswith("simulator")} == {"simulator"}
    assert "numpy" not in done.stdout.split()
