"""The streams of a plan: all that a run draws from, each once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.blueprint.load import load
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.streams import all_streams
from simulator.randomness import streams
from simulator.randomness.streams import StreamAddress, StreamCollisionError

GALLERY = sorted(Path("blueprints").glob("*.yaml"))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_run_draws_from_no_other_stream(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = compile_plan(load(path))
    known = set(all_streams(plan))
    taken: set[StreamAddress] = set()
    number = streams.stream

    def noted(purpose: str, step: str = "", customers: str = "", branch: str = "") -> int:
        own = re.sub(r"^([^/]+#\d+/)+", "", branch)  # who came back has streams of its own
        taken.add(StreamAddress(purpose, step, customers, own))
        return number(purpose, step, customers, branch)

    monkeypatch.setattr(streams, "stream", noted)
    simulate(plan)
    assert taken
    assert taken <= known


def test_a_collision_is_an_error_when_the_plan_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = load(GALLERY[0])
    monkeypatch.setattr(streams, "stream", lambda *_: 7)
    with pytest.raises(StreamCollisionError, match="rare coincidence"):
        compile_plan(blueprint)
