"""Figures as people say them, and how the language writes them."""

from __future__ import annotations

import pytest

from simulator.blueprint.distribution_spec import time
from simulator.blueprint.misread import Misread
from simulator.blueprint.phrases import (
    as_distribution,
    clock_as_duration,
    clock_said,
    span_said,
    uncertain,
    written_as,
)
from simulator.blueprint.reading import Reading
from simulator.blueprint.tree import plain
from simulator.blueprint.yaml_tree import read_text


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("9am", "09:00"),
        ("9 AM", "09:00"),
        ("12 am", "00:00"),
        ("12pm", "12:00"),
        ("5 p.m.", "17:00"),
        ("9:30 pm", "21:30"),
        ("9.30", "09:30"),
        ("9h30", "09:30"),
        ("9", "09:00"),
        ("9 o'clock", "09:00"),
        ("noon", "12:00"),
        ("25", ""),
        ("9:75", ""),
        ("soon", ""),
        ("Mon", ""),
        ("12.5.2026", ""),
    ],
)
def test_times_of_day_in_other_words(said: str, clock: str) -> None:
    assert clock_said(said) == clock


def test_spans_in_other_words() -> None:
    assert span_said("9am to noon") == "09:00-12:00"
    assert span_said("9-17") == "09:00-17:00"
    assert span_said("09:00") == ""
    assert span_said("Mon-Fri") == ""


def test_lengths_of_time_with_colons() -> None:
    assert clock_as_duration("1:30 h") == "write `1 h 30 min`"
    assert clock_as_duration("00:04:30") == "write `4 min 30 s`"
    assert clock_as_duration("2:30 min") == "write `2 min 30 s`"
    assert "`1 h 30 min` if hours and minutes are meant" in clock_as_duration("1:30")
    assert clock_as_duration("5 min") == ""


def test_a_length_that_is_not_sure() -> None:
    assert uncertain("about 20 min") == "20 min"
    assert uncertain("20 min on average") == "20 min"
    assert uncertain("20 min for gold") == ""
    assert uncertain("20 30 min") == ""


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("exponential 4 min", "{exponential: 4 min}"),
        ("Exponential(4 min)", "{exponential: 4 min}"),
        ("exp(4)", "{exponential: 4}"),
        ("normal(4 min, 1 min)", "{normal: {mean: 4 min, sd: 1 min}}"),
        ("lognormal 4 min 0.8", "{lognormal: {mean: 4 min, cv: 0.8}}"),
        ("uniform 4-6 min", "{uniform: {low: 4 min, high: 6 min}}"),
        ("20-30 min", "{uniform: {low: 20 min, high: 30 min}}"),
        ("from 20 min to 1 h", "{uniform: {low: 20 min, high: 1 h}}"),
        ("20 min ± 5 min", "{normal: {mean: 20 min, sd: 5 min}}"),
        ("fixed 4 min", "4 min"),
        ("triangular 4 min", "{triangular: {low: 20 s, mode: 30 s, high: 90 s}}"),
        ("gold", ""),
    ],
)
def test_distributions_in_words_become_what_can_be_read(said: str, written: str) -> None:
    assert as_distribution(said) == written
    if written:
        assert time(plain(read_text(f"x: {written}").root)["x"], Reading()).mean > 0


def test_the_users_own_parameters_are_kept_where_they_fit() -> None:
    assert written_as("normal", {"average": "4 min", "sd": "1 min"}) == "{normal: {mean: 4 min, sd: 1 min}}"
    assert written_as("exponential", {"rate": "4/h"}) == "{exponential: 12 min}"


def test_what_is_said_in_words_is_refused_with_its_own_figures() -> None:
    with pytest.raises(Misread) as caught:
        time("between 20 and 30 min", Reading())
    assert caught.value.faults[0].help == "write `{uniform: {low: 20 min, high: 30 min}}`"
