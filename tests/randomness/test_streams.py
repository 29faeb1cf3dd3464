"""Streams: numbers that depend on names alone, and each on all of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import SopsimError
from simulator.randomness import streams
from simulator.randomness.streams import StreamAddress, StreamCollisionError, refuse_collisions, stream

names = st.text(max_size=12)


@given(st.tuples(names, names, names, names), st.tuples(names, names, names, names))
def test_different_names_have_different_streams(one, other):
    assert (stream(*one) == stream(*other)) == (one == other)


def test_parts_do_not_run_together():
    addresses = [("ab", "c"), ("a", "bc"), ("abc",), ("", "abc"), ("a", "b", "c"), ("a", "b", "", "c"), ("",)]
    addresses += [("a\0", "b"), ("a", "\0b"), ("work", "x", "y"), ("work", "y", "x")]
    for one, other in combinations(addresses, 2):
        assert stream(*one) != stream(*other)


def test_a_stream_is_the_hash_of_its_parts_with_their_lengths():
    text = b"".join(
        len(part).to_bytes(8, "little") + part for part in (b"work", b"counter", b"caf\xc3\xa9", b"")
    )
    expected = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")
    assert stream("work", "counter", "café") == expected
    assert stream("work", step="counter", customers="café", branch="") == expected


def test_a_stream_never_changes_between_versions():
    assert stream("arrivals", customers="walk-in") == 0x97B1D4C665C2CB22
    assert stream("work", "counter", "walk-in") == 0x117E4EB767DA2F7A


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_streams_do_not_depend_on_the_hash_seed_of_python(seed):
    code = (
        "from simulator.randomness.streams import stream; print(stream('work', 'counter', 'walk-in', 'a/b'))"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert int(answer.stdout) == stream("work", "counter", "walk-in", "a/b")


def test_streams_that_differ_are_no_collision():
    addresses = [StreamAddress("work", "counter", "walk-in"), StreamAddress("patience", "counter", "walk-in")]
    refuse_collisions([*addresses, addresses[0]])


def test_a_collision_is_an_error_in_words(monkeypatch):
    monkeypatch.setattr(streams, "stream", lambda *address: 7)
    with pytest.raises(StreamCollisionError) as error:
        refuse_collisions(
            [
                StreamAddress("work", "counter", "walk-in"),
                StreamAddress("arrivals", customers="business", branch="tests"),
            ]
        )
    assert isinstance(error.value, SopsimError)
    assert str(error.value) == (
        "work of step 'counter' for customers 'walk-in' and arrivals in branch 'tests' for customers "
        "'business' would draw the same random numbers, by a rare coincidence of their names; give one of "
        "the steps or classes a slightly different name"
    )
