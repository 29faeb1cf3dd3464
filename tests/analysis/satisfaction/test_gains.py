"""Gains and losses."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.satisfaction.gains import value_of


def test_losses_weigh_more_than_gains() -> None:
    # 2^.88 = e^(.88 · .693147) = e^.609969 = 1.840375; a loss 2.25 times that.
    found = value_of(np.array([0.0, 1.0, -1.0, 2.0, -2.0]))
    assert found == pytest.approx([0, 1, -2.25, 1.840375, -4.140844], abs=1e-6)


def test_more_is_never_worse() -> None:
    assert (np.diff(value_of(np.linspace(-3, 3, 601))) > 0).all()
