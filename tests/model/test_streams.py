"""The streams of a plan: all that a run draws from, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.blueprint.load import load
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.streams import all_streams
from simulator.randomness import draws, streams
from simulator.randomness.streams import StreamCollisionError

GALLERY = sorted(Path("blueprints").glob("*.yaml"))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_run_draws_from_no_other_stream(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = compile_plan(load(path))
    taken: set[int] = set()
    check_run = draws.check_run

    def noted(seed: int, replication: int, stream: int) -> None:
        taken.add(stream)
        check_run(seed, replication, stream)

    monkeypatch.setattr(draws, "check_run", noted)
    simulate(plan)
    assert taken
    assert taken <= {address.number for address in all_streams(plan)}


def test_a_collision_is_an_error_when_the_plan_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = load(GALLERY[0])
    monkeypatch.setattr(streams, "stream", lambda *_: 7)
    with pytest.raises(StreamCollisionError, match="rare coincidence"):
        compile_plan(blueprint)
