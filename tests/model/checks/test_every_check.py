"""All checks together."""

from __future__ import annotations

from simulator.model.checks import ERRORS, WARNINGS, Facts, find_errors
from tests.plans import (
    bank_branch,
)


def test_a_sound_plan_has_no_errors() -> None:
    assert find_errors(Facts(bank_branch())) == ()


def test_every_check_has_its_docstring_and_stands_in_one_list() -> None:
    assert len({*ERRORS, *WARNINGS}) == len(ERRORS) + len(WARNINGS)
    assert all(check.__name__.startswith("check_") and check.__doc__ for check in (*ERRORS, *WARNINGS))
