"""The streams of a plan: all that a run draws from, each once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.blueprint.load import load, loads
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.streams import all_streams, visit_stream
from simulator.randomness import streams
from simulator.randomness.streams import StreamAddress, StreamCollisionError
from tests.blueprint.written import only

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


# -- which streams are the same ------------------------------------------------------------------

HEAD = """\
blueprint: Ward
clock: {unit: min, run_for: 8 h}
customers:
  patient: {starts_at: triage, arrivals: {rate: 3/h}}
  visitor: {starts_at: print, arrivals: {rate: 1/h}}
teams: {nurses: {count: 2}}
"""

#: Patients are at `lab` in one branch, at `print` in two.
STEPS = """\
steps:
  triage: {team: nurses, time: 5 min, next: {parallel: [lab, x-ray], then: {end: served}}}
  lab: {team: nurses, time: 5 min, next: print}
  x-ray: {team: nurses, time: 5 min, next: [{to: print, share: 50%}, join]}
  print: {time: 5 min, next: join}
"""


def streams_of_work(text: str, step: str, customers: str) -> set[StreamAddress]:
    wanted = ("work", step, customers)
    return {address for address in all_streams(compile_plan(loads(text))) if address[:3] == wanted}


def test_a_step_in_one_branch_draws_as_outside_of_branches() -> None:
    text = HEAD.replace("starts_at: print", "starts_at: lab") + STEPS.replace("next: print", "next: join")
    text = text.replace("  visitor: {starts_at: lab, arrivals: {rate: 1/h}}\n", "")
    assert streams_of_work(text, "lab", "patient") == {StreamAddress("work", "lab", "patient")}


def test_a_step_in_several_branches_draws_in_each_by_itself() -> None:
    text = (HEAD + STEPS).replace("  visitor: {starts_at: print, arrivals: {rate: 1/h}}\n", "")
    assert streams_of_work(text, "print", "patient") == {
        StreamAddress("work", "print", "patient", branch) for branch in ("", "triage/lab", "triage/x-ray")
    }


def test_a_class_that_comes_on_one_way_only_draws_by_no_branch() -> None:
    text = (
        HEAD.replace("starts_at: print", "starts_at: wait")
        + STEPS
        + "  wait: {time: 1 min, next: {end: served}}\n"
    )
    assert streams_of_work(text, "wait", "visitor") == {StreamAddress("work", "wait", "visitor")}
    assert streams_of_work(text, "print", "visitor") == {StreamAddress("work", "print", "visitor")}


def test_a_deadline_sends_a_case_on_in_the_branch_where_it_waits() -> None:
    text = HEAD.replace("  visitor: {starts_at: print, arrivals: {rate: 1/h}}\n", "") + STEPS
    text += "  sorry: {time: 5 min, next: {end: late}}\ndeadlines: {late: {after: 1 h, to: sorry}}\n"
    assert streams_of_work(text, "sorry", "patient") == {
        StreamAddress("work", "sorry", "patient", branch) for branch in ("", "triage/lab", "triage/x-ray")
    }


def test_a_step_that_draws_as_another_has_its_streams() -> None:
    text = (HEAD + STEPS).replace("  visitor: {starts_at: print, arrivals: {rate: 1/h}}\n", "")
    renamed = text.replace("lab", "blood").replace("blood: {", "blood: {draws_as: lab, ")
    assert set(all_streams(compile_plan(loads(renamed)))) == set(all_streams(compile_plan(loads(text))))


def test_a_step_that_forks_and_draws_as_another_gives_its_branches_the_same_streams() -> None:
    text = (HEAD + STEPS).replace("  visitor: {starts_at: print, arrivals: {rate: 1/h}}\n", "")
    renamed = text.replace("triage", "entry").replace("entry: {team", "entry: {draws_as: triage, team")
    assert set(all_streams(compile_plan(loads(renamed)))) == set(all_streams(compile_plan(loads(text))))


TWICE = """\
steps:
  triage: {team: nurses, time: 5 min, draws_as: print, next: {end: served}}
  print: {time: 5 min, next: {end: served}}
"""


def test_steps_of_different_classes_may_draw_as_one() -> None:
    plan = compile_plan(loads(HEAD + TWICE))
    (triage,) = (number for number, step in enumerate(plan.steps) if step.name == "triage")
    patient = next(number for number, who in enumerate(plan.classes) if who.name == "patient")
    assert visit_stream(plan, "work", triage, patient, 0) == StreamAddress("work", "print", "patient")


def test_two_steps_where_a_customer_would_draw_the_same_are_an_error() -> None:
    both = TWICE.replace("print, next: {end: served}", "print, next: print")
    assert only(HEAD + both) == (
        "steps.triage.draws_as: `print` draws the same random numbers, and `patient` can come to both: who "
        "is slow at one would always be slow at the other | leave `draws_as` out at one of them: it draws by "
        "its own name then"
    )


def test_two_steps_that_would_choose_alike_at_random_are_an_error() -> None:
    at_random = TWICE.replace("{time", "{team: nurses, time").replace(
        "team:", "queue: {order: random}, team:"
    )
    assert only(HEAD + at_random) == (
        "steps.triage.draws_as: `print` draws the same random numbers, and both take the next at random: "
        "they would always choose alike | leave `draws_as` out at one of them: it draws by its own name then"
    )
